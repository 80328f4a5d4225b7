//! Where a page of a cursor walk begins (RFC 9865 §2).

use scim::list::{SearchRequest, SortOrder};
use scim::{Error, ScimType};

/// Where to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cursor {
    /// Behind the resource of this id. What comes and goes before it does not shift the walk.
    Behind(String),
    /// At this index, for a sorted list.
    Index(u64),
}

impl Cursor {
    /// The cursor as text: unreserved characters only (RFC 9865 §2.1), and of no use to another search.
    pub(crate) fn print(&self, request: &SearchRequest) -> String {
        let place = match self {
            Self::Behind(id) => format!("b{id}"),
            Self::Index(index) => format!("i{index}"),
        };
        format!("{place}.{:08x}", fingerprint(&place, request))
    }

    /// Reads a cursor that this search was given.
    pub(crate) fn parse(text: &str, request: &SearchRequest) -> Result<Self, Error> {
        let (place, print) = text.rsplit_once('.').ok_or_else(invalid)?;
        if print != format!("{:08x}", fingerprint(place, request)) {
            return Err(invalid());
        }
        match place.split_at_checked(1) {
            Some(("b", id)) => Ok(Self::Behind(id.to_owned())),
            // The first page has no cursor of its own, so a cursor never leads before the second resource.
            Some(("i", index)) => match index.parse() {
                Ok(index) if index > 1 => Ok(Self::Index(index)),
                _ => Err(invalid()),
            },
            _ => Err(invalid()),
        }
    }
}

/// RFC 9865 §2.1 `invalidCursor`.
pub(crate) fn invalid() -> Error {
    Error::new(
        ScimType::InvalidCursor,
        "This cursor does not belong to this search. Begin again with an empty cursor, and keep filter and order the \
         same from page to page.",
    )
}

/// Tells one search from another. It keeps mistakes out, not attackers: a cursor opens no door.
fn fingerprint(place: &str, request: &SearchRequest) -> u32 {
    let descending = request.sort_order == SortOrder::Descending;
    let parts = [place, request.filter.as_deref().unwrap_or(""), request.sort_by.as_deref().unwrap_or("")];
    crc32fast::hash(format!("{parts:?}{descending}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_own_search_only() {
        let filtered = SearchRequest { filter: Some("active eq true".into()), ..SearchRequest::default() };
        for cursor in [Cursor::Behind("0190-abc".into()), Cursor::Index(101)] {
            let text = cursor.print(&filtered);
            assert_eq!(Cursor::parse(&text, &filtered), Ok(cursor));
            assert!(Cursor::parse(&text, &SearchRequest::default()).is_err());
            assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b)));
        }
        for noise in ["", ".", "x", "b.00000000", "é.1", "i99999999999999999999.00000000"] {
            assert!(Cursor::parse(noise, &filtered).is_err(), "{noise:?}");
        }
        assert!(Cursor::parse(&Cursor::Index(0).print(&filtered), &filtered).is_err());
    }
}
