//! As many resources as a page has room for, with those whom they are linked to.

use crate::groups::members::visible;
use crate::groups::{GroupView, NAMES_BYTES_MAX, too_long_names};
use crate::users::UserView;
use crate::{Caller, Error, Work};
use directory::{Group, GroupId, User, UserId};
use store::{Document, Names, Room, Roster};

/// Most members of groups and groups of users on a page. One that would have more ends early (RFC 7644 §3.4.2.4 lets a
/// page have fewer resources than `count`), but has one resource at least.
pub const MEMBERSHIPS_MAX: usize = 200_000;

/// What the answer shows of who is in what, so that nothing else is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The groups of users, or the version that covers them.
    pub groups: bool,
    /// The members of groups.
    pub members: Option<Names>,
}

/// A page that is being filled.
pub(super) struct Page {
    shown: Shown,
    room: Room,
    is_empty: bool,
}

impl Page {
    pub(super) fn new(shown: Shown) -> Self {
        let room = Room { members: MEMBERSHIPS_MAX, names_bytes: NAMES_BYTES_MAX };
        Self { shown, room, is_empty: true }
    }

    /// As many of the users as there is room for, from the first on.
    pub(super) fn users(
        &mut self,
        work: &mut Work,
        caller: &Caller,
        users: Vec<User<Document>>,
    ) -> Result<Vec<UserView<Document>>, Error> {
        if !self.shown.groups {
            return Ok(users.into_iter().map(|user| UserView { user, groups: Roster::default() }).collect());
        }
        let ids: Vec<UserId> = users.iter().map(|user| user.id).collect();
        let org = work.tx.org(caller.org());
        let groups =
            self.fill(&ids, Room::BOUNDLESS, |ids, room| org.groups_of(ids, Some(caller.source()), room))?;
        Ok(users.into_iter().zip(groups).map(|(user, groups)| UserView { user, groups }).collect())
    }

    /// As many of the groups as there is room for, from the first on.
    pub(super) fn groups(
        &mut self,
        work: &mut Work,
        caller: &Caller,
        groups: Vec<Group>,
    ) -> Result<Vec<GroupView>, Error> {
        let Some(names) = self.shown.members else {
            return Ok(groups.into_iter().map(|group| GroupView { group, members: None }).collect());
        };
        let ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
        let org = work.tx.org(caller.org());
        let alone = Room { names_bytes: NAMES_BYTES_MAX, ..Room::BOUNDLESS };
        let members = self.fill(&ids, alone, |ids, room| org.members_of(ids, names, room))?;
        let mut views = Vec::new();
        for (group, members) in groups.into_iter().zip(members) {
            let members = Some(visible(work, caller, &group, members)?);
            views.push(GroupView { group, members });
        }
        Ok(views)
    }

    /// The first resource of a page has the room that one gets `alone`.
    fn fill<Id>(
        &mut self,
        ids: &[Id],
        alone: Room,
        read: impl Fn(&[Id], Room) -> Result<Vec<Roster>, store::Error>,
    ) -> Result<Vec<Roster>, Error> {
        let mut rosters = read(ids, self.room)?;
        if self.is_empty && rosters.is_empty() && !ids.is_empty() {
            rosters = read(&ids[..1], alone)?;
            if rosters.is_empty() {
                return Err(too_long_names());
            }
        }
        self.is_empty &= rosters.is_empty();
        for roster in &rosters {
            self.room = self.room.without(roster).unwrap_or(Room { members: 0, names_bytes: 0 });
        }
        Ok(rosters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::change::Member;
    use directory::{Ids, Timestamp};

    /// Lists of these lengths, as the store would give them; a name has as many bytes as `name`.
    fn read(lengths: &[usize], room: Room, name: &str) -> Vec<Roster> {
        let mut ids = Ids::new(Timestamp::from_millis(0), [0; 32]);
        let mut of = |length: &usize| -> Roster {
            (0..*length).map(|_| (Member::User(ids.id::<UserId>()), name)).collect()
        };
        let mut left = Some(room);
        let fits = |roster: &Roster| {
            left = left.and_then(|left| left.without(roster));
            left.is_some()
        };
        lengths.iter().map(&mut of).collect::<Vec<_>>().into_iter().take_while(fits).collect()
    }

    fn page() -> Page {
        let shown = Shown { groups: true, members: None };
        Page { room: Room { members: 10, names_bytes: 100 }, ..Page::new(shown) }
    }

    fn fill(page: &mut Page, lengths: &[usize], name: &str) -> Result<Vec<usize>, Error> {
        let alone = Room { names_bytes: 100, ..Room::BOUNDLESS };
        let rosters = page.fill(lengths, alone, |lengths, room| Ok(read(lengths, room, name)))?;
        Ok(rosters.iter().map(Roster::len).collect())
    }

    #[test]
    fn a_page_ends_where_its_room_ends_but_never_before_its_first_resource() {
        assert_eq!(fill(&mut page(), &[4, 6, 0, 1], "ab"), Ok(vec![4, 6, 0]));
        assert_eq!(fill(&mut page(), &[12, 0], "ab"), Ok(vec![12]));
        assert_eq!(fill(&mut page(), &[], "ab"), Ok(vec![]));
        let mut two_kinds = page();
        assert_eq!(fill(&mut two_kinds, &[4, 3], "ab"), Ok(vec![4, 3]));
        assert_eq!(fill(&mut two_kinds, &[4], "ab"), Ok(vec![]), "there is one already");
        assert_eq!(fill(&mut two_kinds, &[3], "ab"), Ok(vec![3]), "the room that is left");
        let mut after_a_large_one = page();
        assert_eq!(fill(&mut after_a_large_one, &[12], "ab"), Ok(vec![12]));
        assert_eq!(fill(&mut after_a_large_one, &[1], "ab"), Ok(vec![]));
    }

    #[test]
    fn names_that_are_too_long_together_are_refused() {
        let long = "x".repeat(20);
        assert_eq!(fill(&mut page(), &[5, 1], &long), Ok(vec![5]));
        let Err(Error::Scim(error)) = fill(&mut page(), &[6], &long) else { panic!("120 bytes do not fit") };
        assert_eq!((error.status, error.scim_type), (400, Some(scim::ScimType::TooMany)));
    }
}
