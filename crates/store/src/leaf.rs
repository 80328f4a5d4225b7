//! One page of a list that people leaf through: which one is asked for, and what is on it.
//!
//! A page begins behind somebody, or ends before them, so that it stays where it is while others come and go.

use directory::{GroupId, UserId};
use std::fmt;

/// Which page is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Turn<Id> {
    /// The first one.
    #[default]
    Beginning,
    /// The one that begins behind this place.
    After(Spot<Id>),
    /// The one that ends before this place.
    Before(Spot<Id>),
}

/// A place in a list: that of a user or a group, who may have left it since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot<Id> {
    /// The number or time by which the list is sorted; where it goes by names, it does not matter.
    pub value: i64,
    /// Who is there.
    pub id: Id,
    /// The text by which a list of users is sorted there, or those of the same time are; empty in other lists. Whoever was
    /// there may have another one since.
    pub text: String,
}

/// A page.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf<T> {
    /// Those on it.
    pub items: Vec<T>,
    /// Whether there is a page before it.
    pub previous: bool,
    /// Whether there is one behind it.
    pub next: bool,
}

/// How many there are in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// So many.
    Exactly(u64),
    /// To count them would take too long.
    MoreThan(u64),
}

/// An order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sorted<By> {
    /// By what.
    pub by: By,
    /// The greatest first.
    pub descending: bool,
}

impl<Id> Turn<Id> {
    /// The place from which the page is read, if it is not the first one.
    pub(crate) fn spot(&self) -> Option<&Spot<Id>> {
        match self {
            Self::Beginning => None,
            Self::After(spot) | Self::Before(spot) => Some(spot),
        }
    }

    /// Whether the list is read in the opposite of its order.
    pub(crate) fn is_backwards(&self) -> bool {
        matches!(self, Self::Before(_))
    }
}

impl<T> Leaf<T> {
    /// The page, of what was read for it: one more than it has room for, where there is one. None where the page is the
    /// first one and was read from its end: it may have more room.
    pub(crate) fn new<Id>(mut read: Vec<T>, count: u64, turn: &Turn<Id>) -> Option<Self> {
        let more = u64::try_from(read.len()).is_ok_and(|read| read > count);
        read.truncate(usize::try_from(count).unwrap_or(usize::MAX));
        let (previous, next) = match turn {
            Turn::Beginning => (false, more),
            Turn::After(_) => (true, more),
            Turn::Before(_) if !more => return None,
            Turn::Before(_) => {
                read.reverse();
                (true, true)
            }
        };
        Some(Self { items: read, previous, next })
    }

    /// The page with something else of each.
    pub fn try_map<U, E>(self, each: impl FnMut(T) -> Result<U, E>) -> Result<Leaf<U>, E> {
        let items = self.items.into_iter().map(each).collect::<Result<_, _>>()?;
        Ok(Leaf { items, previous: self.previous, next: self.next })
    }
}

impl<Id: fmt::Display> fmt::Display for Spot<Id> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.value, self.id)?;
        if self.text.is_empty() { Ok(()) } else { write!(f, ".{}", self.text) }
    }
}

impl Spot<UserId> {
    /// The place that was written like this.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        parsed(text, UserId::parse)
    }
}

impl Spot<GroupId> {
    /// The place that was written like this.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        parsed(text, GroupId::parse)
    }
}

impl Spot<String> {
    /// The place that was written like this: that of a member, be it a user or a group.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        parsed(text, |id| UserId::parse(id).map(|id| id.to_string()))
    }
}

fn parsed<Id>(text: &str, parse: fn(&str) -> Option<Id>) -> Option<Spot<Id>> {
    let (value, rest) = text.split_once('.')?;
    let (id, text) = rest.split_once('.').unwrap_or((rest, ""));
    Some(Spot { value: value.parse().ok()?, id: parse(id)?, text: text.to_owned() })
}

/// Reads the page that is asked for: the first one anew, where it was reached from behind and may have more room.
pub(crate) fn leaf<T, Id, E>(
    turn: &Turn<Id>,
    count: u64,
    read: impl Fn(&Turn<Id>) -> Result<Vec<T>, E>,
) -> Result<Leaf<T>, E> {
    if let Some(leaf) = Leaf::new(read(turn)?, count, turn) {
        return Ok(leaf);
    }
    let first = read(&Turn::Beginning)?;
    Ok(Leaf::new(first, count, &Turn::<Id>::Beginning).expect("the first page is read from its beginning"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::{Ids, Timestamp};

    #[test]
    fn a_place_is_written_and_read() {
        let mut ids = Ids::new(Timestamp::from_millis(0), [7; 32]);
        let mut spot = Spot::<UserId> { value: -3, id: ids.id(), text: String::new() };
        assert_eq!(Spot::<UserId>::parse(&spot.to_string()), Some(spot.clone()));
        spot.text = "zoë\nzoe@acme.test".to_owned();
        assert_eq!(Spot::<UserId>::parse(&spot.to_string()), Some(spot.clone()));
        for text in ["", ".", "1", "1.", "x.y", &spot.id.to_string()] {
            assert_eq!(Spot::<UserId>::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_page_knows_its_neighbours() {
        let spot = Spot { value: 0, id: (), text: String::new() };
        let of = |read: &[u8], turn| Leaf::new(read.to_vec(), 2, &turn);
        let leaf = |items: &[u8], previous, next| Some(Leaf { items: items.to_vec(), previous, next });
        assert_eq!(of(&[1, 2], Turn::Beginning), leaf(&[1, 2], false, false));
        assert_eq!(of(&[1, 2, 3], Turn::Beginning), leaf(&[1, 2], false, true));
        assert_eq!(of(&[3], Turn::After(spot.clone())), leaf(&[3], true, false));
        assert_eq!(of(&[4, 3, 2], Turn::Before(spot.clone())), leaf(&[3, 4], true, true));
        assert_eq!(of(&[2, 1], Turn::Before(spot)), None);
    }
}
