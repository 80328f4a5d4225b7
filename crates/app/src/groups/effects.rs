//! What a change of members means for whoever reads the feed: it names users only, of every group that they are in by any
//! path. A group that is in no other one and has no other one in it costs one look to know that.

use crate::{Error, Work};
use directory::change::Member;
use directory::group::MemberChange;
use directory::nesting::{Effect, Unnestable};
use directory::{GroupId, OrgId, UserId};
use std::collections::HashSet;
use store::Ending;

/// Users whose other paths are looked at together.
const PART_USERS: usize = 1_000;

/// What changes where a group that was there before gains and loses these members. The groups among them are refused
/// where they would be in themselves.
pub(super) fn of_change(
    work: &mut Work,
    org: OrgId,
    group: GroupId,
    change: &MemberChange,
) -> Result<Vec<Effect>, Error> {
    if change.is_empty() {
        return Ok(Vec::new());
    }
    let (added, removed) = (groups_among(&change.added), groups_among(&change.removed));
    let (is_member, has_groups) = work.tx.org(org).is_nested(group)?;
    if !(is_member || has_groups) && added.is_empty() {
        return Ok(vec![Effect::plain(group, change)]);
    }
    // Who else nests groups must not do it now: two halves of a circle could each be right.
    work.tx.hold(org)?;
    let nesting = work.tx.org(org).nesting(Some(group), &added)?;
    nesting.check(group, &added).or_else(|why| refuse(work, org, why))?;
    let around: Vec<GroupId> = nesting.containing(group).into_iter().collect();
    let comes = users(work, org, &change.added, &added)?;
    let goes = users(work, org, &change.removed, &removed)?;
    effects(work, org, &around, (&comes, &goes), Ending::In(group, &change.removed))
}

/// What a new group with these members has in it.
pub(super) fn of_new(work: &mut Work, org: OrgId, members: &[Member]) -> Result<Vec<UserId>, Error> {
    let groups = groups_among(members);
    if !groups.is_empty() {
        work.tx.hold(org)?;
        let nesting = work.tx.org(org).nesting(None, &groups)?;
        nesting.check_new(&groups).or_else(|why| refuse(work, org, why))?;
    }
    users(work, org, members, &groups)
}

/// What changes for the groups that contain one that goes.
pub(super) fn of_removal(work: &mut Work, org: OrgId, group: GroupId) -> Result<Vec<Effect>, Error> {
    let (is_member, _) = work.tx.org(org).is_nested(group)?;
    if !is_member {
        return Ok(Vec::new());
    }
    work.tx.hold(org)?;
    let mut around = work.tx.org(org).nesting(Some(group), &[])?.containing(group);
    around.remove(&group);
    let around: Vec<GroupId> = around.into_iter().collect();
    let goes = users(work, org, &[], &[group])?;
    effects(work, org, &around, (&[], &goes), Ending::Of(group))
}

/// What the change is to each of these groups, of which all contain whoever comes afterwards and whoever goes before.
fn effects(
    work: &mut Work,
    org: OrgId,
    groups: &[GroupId],
    (comes, goes): (&[UserId], &[UserId]),
    ending: Ending<'_>,
) -> Result<Vec<Effect>, Error> {
    let none = |group: &GroupId| Effect { group: *group, joins: Vec::new(), leaves: Vec::new() };
    let mut effects: Vec<Effect> = groups.iter().map(none).collect();
    let mut all: Vec<UserId> = comes.iter().chain(goes).copied().collect();
    all.sort_unstable();
    all.dedup();
    for part in all.chunks(PART_USERS) {
        let staying: HashSet<(UserId, GroupId)> =
            work.tx.org(org).staying(part, ending, groups)?.into_iter().collect();
        for user in part {
            let (comes, goes) = (comes.binary_search(user).is_ok(), goes.binary_search(user).is_ok());
            for effect in &mut effects {
                let stays = staying.contains(&(*user, effect.group));
                effect.note(*user, (comes, goes, stays));
            }
        }
    }
    effects.retain(|effect| !effect.is_empty());
    Ok(effects)
}

/// The users among the members and those who are in the groups, each once, by id.
fn users(work: &mut Work, org: OrgId, members: &[Member], groups: &[GroupId]) -> Result<Vec<UserId>, Error> {
    let mut users = members.iter().filter_map(|member| member.user()).collect::<Vec<_>>();
    if !groups.is_empty() {
        work.tx.org(org).each_user_in(groups, |user| users.push(user))?;
    }
    users.sort_unstable();
    users.dedup();
    Ok(users)
}

fn groups_among(members: &[Member]) -> Vec<GroupId> {
    members.iter().filter_map(|member| member.group()).collect()
}

fn refuse(work: &mut Work, org: OrgId, why: Unnestable) -> Result<(), Error> {
    let name = |id| {
        let group = work.tx.org(org).group(id)?;
        Ok::<_, Error>(group.map(|group| group.display_name().to_owned()).unwrap_or_default())
    };
    Err(why.refusal(name)?.into())
}
