//! Groups in groups: what may be nested in what, and who is a member through any path.

use crate::change::Member;
use crate::group::MemberChange;
use crate::{GroupId, Refusal, UserId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Most groups on a path from an outermost group down to an innermost one, both of them counted.
pub const NESTED_LEVELS_MAX: usize = 10;

/// Which groups are members of which, as far as a decision needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nesting {
    outer: BTreeMap<GroupId, BTreeSet<GroupId>>,
    inner: BTreeMap<GroupId, BTreeSet<GroupId>>,
}

/// Why a group cannot be a member of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unnestable {
    /// It would be in itself: the group, then what contains it, and so on up to the one that shall be added.
    Cycle(Vec<GroupId>),
    /// There would be this many levels.
    TooDeep(usize),
}

/// Who becomes or ceases to be a member of a group, through any path. No user stands in both lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The group.
    pub group: GroupId,
    /// Who is one now and was not before.
    pub joins: Vec<UserId>,
    /// Who was one before and is not now.
    pub leaves: Vec<UserId>,
}

impl Nesting {
    /// Whether `group` may have these groups as members: neither would any of them be in itself then, nor would there be
    /// more levels than there may be. What is known here must reach from `group` up and from the others down.
    pub fn check(&self, group: GroupId, added: &[GroupId]) -> Result<(), Unnestable> {
        for one in added {
            if let Some(path) = self.path(group, *one) {
                return Err(Unnestable::Cycle(path));
            }
        }
        let below = added.iter().map(|one| levels(&self.inner, *one)).max().unwrap_or_default();
        deep_enough(levels(&self.outer, group), below)
    }

    /// The same for a group that nobody knows yet.
    pub fn check_new(&self, added: &[GroupId]) -> Result<(), Unnestable> {
        deep_enough(1, added.iter().map(|one| levels(&self.inner, *one)).max().unwrap_or_default())
    }

    /// The group and all that contain it, by any path.
    #[must_use]
    pub fn containing(&self, group: GroupId) -> BTreeSet<GroupId> {
        let (mut found, mut next) = (BTreeSet::from([group]), vec![group]);
        while let Some(one) = next.pop() {
            next.extend(outer_of(&self.outer, one).filter(|outer| found.insert(*outer)));
        }
        found
    }

    /// One of the shortest paths from a group up to one that contains it.
    fn path(&self, from: GroupId, to: GroupId) -> Option<Vec<GroupId>> {
        let (mut came_from, mut next) = (BTreeMap::from([(from, from)]), VecDeque::from([from]));
        while let Some(one) = next.pop_front() {
            if one == to {
                let mut path = vec![to];
                while path.last() != Some(&from) {
                    path.extend(path.last().and_then(|last| came_from.get(last)).copied());
                }
                path.reverse();
                return Some(path);
            }
            for outer in outer_of(&self.outer, one) {
                came_from.entry(outer).or_insert_with(|| {
                    next.push_back(outer);
                    one
                });
            }
        }
        None
    }
}

/// From pairs of an inner group and one that contains it.
impl FromIterator<(GroupId, GroupId)> for Nesting {
    fn from_iter<Pairs: IntoIterator<Item = (GroupId, GroupId)>>(pairs: Pairs) -> Self {
        let mut nesting = Self::default();
        for (inner, outer) in pairs {
            nesting.outer.entry(inner).or_default().insert(outer);
            nesting.inner.entry(outer).or_default().insert(inner);
        }
        nesting
    }
}

impl Effect {
    /// What a change of members is to a group that has no groups in it and is in none.
    #[must_use]
    pub fn plain(group: GroupId, change: &MemberChange) -> Self {
        let users = |members: &[Member]| members.iter().filter_map(|member| member.user()).collect();
        Self { group, joins: users(&change.added), leaves: users(&change.removed) }
    }

    /// Whether nobody comes and nobody goes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.joins.is_empty() && self.leaves.is_empty()
    }

    /// Takes in somebody whom the change brings to the group, takes from it, or both, where that makes a difference:
    /// whoever `stays` is a member through a path that the change does not touch.
    pub fn note(&mut self, user: UserId, (comes, goes, stays): (bool, bool, bool)) {
        match (comes, goes) {
            _ if stays => {}
            (true, false) => self.joins.push(user),
            (false, true) => self.leaves.push(user),
            _ => {}
        }
    }
}

impl Unnestable {
    /// As a refusal, with the names of the groups.
    pub fn refusal<E>(self, mut name: impl FnMut(GroupId) -> Result<String, E>) -> Result<Refusal, E> {
        Ok(match self {
            Self::Cycle(path) if path.len() == 1 => Refusal::OwnMember,
            Self::Cycle(path) => {
                Refusal::GroupInItself(path.into_iter().map(&mut name).collect::<Result<_, _>>()?)
            }
            Self::TooDeep(levels) => Refusal::NestedTooDeep(levels),
        })
    }
}

/// So many levels from the group up, and so many from its new members down.
fn deep_enough(above: usize, below: usize) -> Result<(), Unnestable> {
    match above + below {
        depth if below > 0 && depth > NESTED_LEVELS_MAX => Err(Unnestable::TooDeep(depth)),
        _ => Ok(()),
    }
}

fn outer_of(
    steps: &BTreeMap<GroupId, BTreeSet<GroupId>>,
    group: GroupId,
) -> impl Iterator<Item = GroupId> + '_ {
    steps.get(&group).into_iter().flatten().copied()
}

/// How many groups are on the longest way from one, itself included. It goes level by level and so ends where groups
/// are in themselves, as they may be in the data of an older version.
fn levels(steps: &BTreeMap<GroupId, BTreeSet<GroupId>>, group: GroupId) -> usize {
    let mut level = BTreeSet::from([group]);
    let mut count = 0;
    while !level.is_empty() && count <= NESTED_LEVELS_MAX {
        count += 1;
        level = level.into_iter().flat_map(|one| outer_of(steps, one)).collect();
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Ids, Timestamp};

    fn groups(count: usize) -> Vec<GroupId> {
        let mut ids = Ids::new(Timestamp::from_millis(0), [8; 32]);
        (0..count).map(|_| ids.id()).collect()
    }

    #[test]
    fn a_group_that_would_be_in_itself_is_shown_the_shortest_way() {
        let all = groups(5);
        let [a, b, c, d, e] = all[..] else { panic!("five") };
        // a is in b, b in c, c in d, and a also in c.
        let nesting: Nesting = [(a, b), (b, c), (c, d), (a, c)].into_iter().collect();
        assert_eq!(nesting.check(a, &[e, d]), Err(Unnestable::Cycle(vec![a, c, d])));
        assert_eq!(nesting.check(a, &[a]), Err(Unnestable::Cycle(vec![a])));
        assert_eq!(nesting.check(d, &[a, e]), Ok(()), "twice in, by two ways, is no cycle");
        assert_eq!(nesting.containing(b), BTreeSet::from([b, c, d]));
    }

    #[test]
    fn levels_are_counted_over_the_longest_way_up_and_down() {
        let all = groups(NESTED_LEVELS_MAX + 1);
        let chain = |part: &[GroupId]| part.windows(2).map(|two| (two[0], two[1])).collect::<Vec<_>>();
        for cut in 1..NESTED_LEVELS_MAX {
            let (inner, outer) = all[..NESTED_LEVELS_MAX].split_at(cut);
            let nesting: Nesting = chain(inner).into_iter().chain(chain(outer)).collect();
            assert_eq!(nesting.check(outer[0], &[inner[cut - 1]]), Ok(()), "{cut}");
            let (inner, outer) = all.split_at(cut);
            let nesting: Nesting = chain(inner).into_iter().chain(chain(outer)).collect();
            let too_deep = Err(Unnestable::TooDeep(NESTED_LEVELS_MAX + 1));
            assert_eq!(nesting.check(outer[0], &[inner[cut - 1]]), too_deep, "{cut}");
        }
        let round: Nesting = [(all[0], all[1]), (all[1], all[0])].into_iter().collect();
        assert!(matches!(round.check(all[2], &[all[0]]), Err(Unnestable::TooDeep(_))), "it ends");
    }
}
