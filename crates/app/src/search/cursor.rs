//! Where a page of a cursor walk begins (RFC 9865 §2).
//!
//! A cursor is the place of the last resource that was seen: its key in the order and its id. So whoever comes and goes,
//! and be it that resource, does not shift the walk: all who stay, with the key that they have, are seen once.

use directory::OrgId;
use directory::user::Source;
use scim::list::{SearchRequest, SortOrder};
use scim::sort::Key;
use scim::{Error, ScimType};
use std::fmt::Write as _;
use store::Mark;

/// Where to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// What was seen last, in a list of users and groups.
    pub(crate) kind: Kind,
    /// Its place.
    pub(crate) mark: Mark,
}

/// What a resource is. Of the same key, users come before groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    User,
    Group,
}

/// The list that a client walks through. A cursor is of no use in another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Walk<'r> {
    /// Where it is asked for.
    pub(crate) place: &'static str,
    /// Whose it is.
    pub(crate) owner: (OrgId, Source),
    /// What is asked for.
    pub(crate) request: &'r SearchRequest,
}

impl Walk<'_> {
    /// The cursor as text: unreserved characters only (RFC 9865 §2.1). A key is written so that nobody reads a name in
    /// a log by accident; who wants none of it there at all sends cursors to `.search` (RFC 7644 §7.5.2).
    pub(crate) fn print(&self, cursor: &Cursor) -> String {
        let kind = match cursor.kind {
            Kind::User => 'u',
            Kind::Group => 'g',
        };
        let mut text = format!("{kind}{}", cursor.mark.id);
        if let Some((kind, key)) = key_text(&cursor.mark.key) {
            text.push('.');
            text.push(kind);
            for byte in key.bytes() {
                write!(text, "{byte:02x}").expect("a String takes whatever is written to it");
            }
        }
        let print = self.fingerprint(&text);
        write!(text, ".{print:08x}").expect("a String takes whatever is written to it");
        text
    }

    /// Reads a cursor that this walk was given.
    pub(crate) fn parse(&self, text: &str) -> Result<Cursor, Error> {
        self.read(text).ok_or_else(invalid)
    }

    fn read(&self, text: &str) -> Option<Cursor> {
        let (text, print) = text.rsplit_once('.')?;
        if print != format!("{:08x}", self.fingerprint(text)) {
            return None;
        }
        let (place, key) = text.split_once('.').map_or((text, None), |(place, key)| (place, Some(key)));
        let (kind, id) = match place.split_at_checked(1)? {
            ("u", id) => (Kind::User, id),
            ("g", id) => (Kind::Group, id),
            _ => return None,
        };
        let key = key.map_or(Some(Key::Missing), read_key)?;
        Some(Cursor { kind, mark: Mark { key, id: id.to_owned() } })
    }

    /// Tells one walk from another. It keeps mistakes out, not attackers: a cursor opens no door.
    fn fingerprint(&self, text: &str) -> u32 {
        let Self { place, owner, request } = self;
        let order = (request.sort_by.as_deref(), request.sort_order == SortOrder::Descending);
        crc32fast::hash(format!("{:?}", (text, place, owner, request.filter.as_deref(), order)).as_bytes())
    }
}

/// RFC 9865 §2.1 `invalidCursor`.
fn invalid() -> Error {
    Error::new(
        ScimType::InvalidCursor,
        "This cursor does not belong to this search: it was given for another list, connection, filter or order. Begin \
         again with an empty cursor, and keep all of them the same from page to page.",
    )
}

/// The kind of a key and the key, if there is one.
fn key_text(key: &Key) -> Option<(char, String)> {
    match key {
        Key::Boolean(truth) => Some(('b', truth.to_string())),
        Key::Integer(number) => Some(('i', number.to_string())),
        Key::Decimal(number) => Some(('d', number.to_string())),
        Key::Instant(instant) => Some(('t', instant.to_string())),
        Key::Text(text) => Some(('s', text.clone())),
        Key::Missing => None,
    }
}

fn read_key(text: &str) -> Option<Key> {
    let (kind, hex) = text.split_at_checked(1)?;
    let byte = |digits: &[u8]| u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok();
    let bytes = hex.as_bytes().chunks(2).map(byte).collect::<Option<Vec<u8>>>()?;
    let text = String::from_utf8(bytes).ok()?;
    match kind {
        "b" => text.parse().ok().map(Key::Boolean),
        "i" => text.parse().ok().map(Key::Integer),
        "d" => text.parse().ok().map(Key::Decimal),
        "t" => text.parse().ok().map(Key::Instant),
        // Texts of the directory have no such character, and not every database takes it.
        "s" => Some(text).filter(|text| !text.contains('\0')).map(Key::Text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::{Ids, Timestamp};

    fn at(key: Key) -> Cursor {
        Cursor { kind: Kind::User, mark: Mark { key, id: "0190-abc".to_owned() } }
    }

    #[test]
    fn a_cursor_leads_back_to_its_own_walk_only() {
        let mut ids = Ids::new(Timestamp::from_millis(0), [0; 32]);
        let filtered = SearchRequest { filter: Some("active eq true".into()), ..SearchRequest::default() };
        let sorted = SearchRequest { sort_by: Some("title".into()), ..filtered.clone() };
        let reversed = SearchRequest { sort_order: SortOrder::Descending, ..sorted.clone() };
        let own = Walk { place: "/Users", owner: (ids.id(), Source::Connection(ids.id())), request: &sorted };
        let others = [
            Walk { place: "/Groups", ..own },
            Walk { owner: (ids.id(), own.owner.1), ..own },
            Walk { owner: (own.owner.0, Source::Connection(ids.id())), ..own },
            Walk { owner: (own.owner.0, Source::Local), ..own },
            Walk { request: &filtered, ..own },
            Walk { request: &reversed, ..own },
            Walk { request: &SearchRequest::default(), ..own },
        ];
        let instant = "2026-01-02T03:04:05.678Z".parse().expect("an instant");
        for cursor in [
            at(Key::Missing),
            at(Key::Boolean(true)),
            at(Key::Integer(-7)),
            at(Key::Decimal(-0.1)),
            at(Key::Instant(instant)),
            at(Key::Text(String::new())),
            at(Key::Text("Zo\u{eb}.~ %\u{10FFFF}".into())),
            Cursor { kind: Kind::Group, ..at(Key::Text("x".repeat(2_048))) },
        ] {
            let text = own.print(&cursor);
            assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b)), "{text}");
            assert_eq!(own.parse(&text), Ok(cursor));
            for other in others {
                assert_eq!(other.parse(&text), Err(invalid()), "{other:?}");
            }
        }
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        let request = SearchRequest::default();
        let owner = (Ids::new(Timestamp::from_millis(0), [0; 32]).id(), Source::Local);
        let walk = Walk { place: "/Users", owner, request: &request };
        for noise in ["", ".", "x", "u.00000000", "\u{e9}.1", "u1.s7.00000000", "i2.00000000"] {
            assert_eq!(walk.parse(noise), Err(invalid()), "{noise:?}");
        }
        // Even with the right fingerprint.
        for noise in
            ["", "x1", "\u{e9}", "u1.", "u1.s\u{e9}", "u1.sff", "u1.s00", "u1.b31", "u1.q31", "u1.s31.s31"]
        {
            let text = format!("{noise}.{:08x}", walk.fingerprint(noise));
            assert_eq!(walk.parse(&text), Err(invalid()), "{noise:?}");
        }
    }
}
