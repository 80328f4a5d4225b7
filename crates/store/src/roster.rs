//! Ids with names, in as few bytes as it takes: a group may have a million members.

use directory::change::Member;

/// The members of a group, or the groups of a user; by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    ids: Vec<Member>,
    /// All names one behind the other.
    names: String,
    /// Where each name ends; empty where no names were asked for.
    ends: Vec<usize>,
}

/// Whether names are read with the ids: each is a look at somebody else's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// They are.
    Shown,
    /// They are not.
    LeftOut,
}

/// How much is read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Members of groups, or groups of users.
    pub members: usize,
    /// Text of their names, in bytes: a name is somebody else's attribute and may be long.
    pub names_bytes: usize,
}

impl Room {
    /// For all of them.
    pub const BOUNDLESS: Self = Self { members: usize::MAX, names_bytes: usize::MAX };

    /// What this one leaves, if it has room.
    #[must_use]
    pub fn without(self, roster: &Roster) -> Option<Self> {
        let members = self.members.checked_sub(roster.len())?;
        let names_bytes = self.names_bytes.checked_sub(roster.names.len())?;
        Some(Self { members, names_bytes })
    }
}

impl Roster {
    /// How many they are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// All of them, with their names if those were read.
    pub fn iter(&self) -> impl Iterator<Item = (Member, Option<&str>)> {
        (0..self.len()).filter_map(|place| self.get(place))
    }

    /// The one in this place, counted from 0.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<(Member, Option<&str>)> {
        let begin = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let name = self.ends.get(place).and_then(|end| self.names.get(begin..*end));
        self.ids.get(place).map(|member| (*member, name))
    }

    /// Those whom a condition lets through.
    #[must_use]
    pub fn only(&self, mut lets_through: impl FnMut(Member) -> bool) -> Self {
        let mut some = Self::default();
        self.iter()
            .filter(|(member, _)| lets_through(*member))
            .for_each(|(member, name)| some.push(member, name));
        some
    }

    /// How long the names are together, in bytes.
    pub(crate) fn names_bytes(&self) -> usize {
        self.names.len()
    }

    /// Adds one whose id is greater than those before; either all have names or none.
    pub(crate) fn push(&mut self, member: Member, name: Option<&str>) {
        self.ids.push(member);
        if let Some(name) = name {
            self.names.push_str(name);
            self.ends.push(self.names.len());
        }
    }
}

impl<Name: AsRef<str>> FromIterator<(Member, Name)> for Roster {
    fn from_iter<All: IntoIterator<Item = (Member, Name)>>(all: All) -> Self {
        let mut roster = Self::default();
        all.into_iter().for_each(|(member, name)| roster.push(member, Some(name.as_ref())));
        roster
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::{GroupId, Ids, Timestamp, UserId};

    #[test]
    fn each_has_its_own_name_or_nobody_has_one() {
        let mut ids = Ids::new(Timestamp::from_millis(0), [0; 32]);
        let (a, b) = (Member::User(ids.id::<UserId>()), Member::Group(ids.id::<GroupId>()));
        let named: Roster = [(a, "Änne"), (b, ""), (a, "c")].into_iter().collect();
        let all: Vec<_> = named.iter().collect();
        assert_eq!(all, [(a, Some("Änne")), (b, Some("")), (a, Some("c"))]);
        assert_eq!(named.get(3), None);
        let mut bare = Roster::default();
        bare.push(a, None);
        bare.push(b, None);
        assert_eq!(bare.iter().collect::<Vec<_>>(), [(a, None), (b, None)]);
        assert_eq!(size_of::<Member>(), 17, "a million members are 17 MB");
    }
}
