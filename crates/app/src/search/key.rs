//! The place of a resource in the order of a list.

use super::Query;
use super::cursor::{Cursor, Kind};
use crate::{Caller, Error, Work};
use directory::{Group, User};
use scim::sort::{self, Key};
use serde_json::{Map, Value};
use store::{
    Document, Mark, Names, Room, Roster, group_attributes, groups_value, members_value, user_attributes,
    user_version,
};

/// Who is in what is read for a key only where the order goes by it.
impl Query<'_> {
    pub(super) fn cursor_of_user(
        &self,
        work: &mut Work,
        caller: &Caller,
        user: &User<Document>,
    ) -> Result<Cursor, Error> {
        let key = self.key_of_user(work, caller, user)?;
        Ok(Cursor { kind: Kind::User, mark: Mark { key, id: user.id.to_string() } })
    }

    pub(super) fn cursor_of_group(
        &self,
        work: &mut Work,
        caller: &Caller,
        group: &Group,
    ) -> Result<Cursor, Error> {
        let key = self.key_of_group(work, caller, group)?;
        Ok(Cursor { kind: Kind::Group, mark: Mark { key, id: group.id.to_string() } })
    }

    pub(super) fn key_of_user(
        &self,
        work: &mut Work,
        caller: &Caller,
        user: &User<Document>,
    ) -> Result<Key, Error> {
        let Some(path) = &self.sort else { return Ok(Key::Missing) };
        let org = work.tx.org(caller.org());
        let groups = match &*path.name {
            // `meta.version` covers the groups.
            "groups" | "meta" => {
                org.groups_of(&[user.id], Some(caller.source()), Room::BOUNDLESS)?.pop().unwrap_or_default()
            }
            _ => Roster::default(),
        };
        let version = user_version(user.version, &groups);
        let user = user.clone().try_map(Document::read)?;
        Ok(self.key(&user_attributes(user, &version, first(&groups).as_ref().and_then(groups_value))))
    }

    pub(super) fn key_of_group(&self, work: &mut Work, caller: &Caller, group: &Group) -> Result<Key, Error> {
        let Some(path) = &self.sort else { return Ok(Key::Missing) };
        let org = work.tx.org(caller.org());
        let members = match &*path.name {
            "members" => {
                org.members_of(&[group.id], Names::Shown, Room::BOUNDLESS)?.pop().unwrap_or_default()
            }
            _ => Roster::default(),
        };
        Ok(self.key(&group_attributes(group.clone(), first(&members).as_ref().and_then(members_value))))
    }

    fn key(&self, attributes: &Map<String, Value>) -> Key {
        self.sort.as_ref().map_or(Key::Missing, |path| sort::key(attributes, path, self.ty))
    }
}

/// RFC 7644 §3.4.2.3: the order goes by "the first value in the list".
fn first(roster: &Roster) -> Option<Roster> {
    let (member, name) = roster.get(0)?;
    Some(Roster::from_iter([(member, name.unwrap_or_default())]))
}
