//! The addresses that a provider calls, as far as the request log tells them apart.

use crate::Call;

/// What a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A user.
    User,
    /// A group.
    Group,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::User, Self::Group];

    /// RFC 7644 §3.2 table 1: the endpoint of its resources.
    #[must_use]
    pub fn endpoint(self) -> &'static str {
        match self {
            Self::User => "Users",
            Self::Group => "Groups",
        }
    }

    fn of_endpoint(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.endpoint() == name)
    }
}

/// What the address of a call leads to (RFC 7644 §3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// All resources of a kind.
    All(Kind),
    /// One resource of a kind.
    One(Kind),
    /// A search by POST, in one kind or in both.
    Search(Option<Kind>),
    /// `/Bulk`
    Bulk,
    /// What a server says of itself (RFC 7644 §4).
    Discovery,
    /// An endpoint behind that of this kind: the address of the endpoint was taken for that of the server.
    Doubled(Kind),
    /// Anything else, and nothing.
    Elsewhere,
}

impl Target {
    /// The target of a call.
    #[must_use]
    pub fn of(call: &Call) -> Self {
        let path = call.target.split('?').next().unwrap_or_default();
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let three = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        match (three, Kind::of_endpoint(three.0)) {
            ((_, None, None), Some(kind)) => Self::All(kind),
            ((_, Some(".search"), None), Some(kind)) => Self::Search(Some(kind)),
            ((_, Some(behind), _), Some(kind)) if is_endpoint(behind) => Self::Doubled(kind),
            ((_, Some(_), None), Some(kind)) => Self::One(kind),
            ((".search", None, _), None) => Self::Search(None),
            (("Bulk", None, _), None) => Self::Bulk,
            (("ServiceProviderConfig" | "ResourceTypes" | "Schemas", _, None), None) => Self::Discovery,
            _ => Self::Elsewhere,
        }
    }
}

/// RFC 7644 §3.2 table 1: whether an endpoint has that name, as no resource does.
fn is_endpoint(name: &str) -> bool {
    matches!(name, "Users" | "Groups" | "Bulk" | "ServiceProviderConfig" | "ResourceTypes" | "Schemas" | "Me")
}

/// A parameter of the query of a call, decoded.
pub(crate) fn parameter(call: &Call, name: &str) -> Option<String> {
    let (_, query) = call.target.split_once('?')?;
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    Some(decoded(&value.replace('+', " ")))
}

/// RFC 3986 §2.1: `%` and two hexadecimal digits are an octet. Whatever is none stays as it is.
pub(crate) fn decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let [first, behind @ ..] = rest {
        let digit = |at: usize| behind.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        let octet = digit(0).zip(digit(1)).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        match octet.filter(|_| *first == b'%') {
            Some(octet) => {
                bytes.push(octet);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
