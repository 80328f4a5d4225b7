//! What is bound to a statement, from what the rest of the program has.

use super::Value;
use directory::{
    AdministratorId, CallId, ConfigurationId, ConnectionId, EntryId, GroupId, MailId, NoticeId, OrgId,
    Timestamp, TokenId, UserId,
};
use std::borrow::Cow;

impl Value<'_> {
    /// The same value, which needs nobody else to live.
    pub(crate) fn to_static(&self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Int(number) => Value::Int(*number),
            Self::Bool(truth) => Value::Bool(*truth),
            Self::Text(text) => Value::Text(Cow::Owned(text.clone().into_owned())),
            Self::Bytes(bytes) => Value::Bytes(Cow::Owned(bytes.clone().into_owned())),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<&'a [u8; 32]> for Value<'a> {
    fn from(bytes: &'a [u8; 32]) -> Self {
        Self::Bytes(Cow::Borrowed(bytes))
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<u64> for Value<'_> {
    fn from(number: u64) -> Self {
        // No count of ours comes near this; a limit that a client asks for may, and then means "all".
        Self::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<Timestamp> for Value<'_> {
    fn from(time: Timestamp) -> Self {
        Self::Int(time.as_millis())
    }
}

impl<'a> From<&'a TokenId> for Value<'a> {
    fn from(id: &'a TokenId) -> Self {
        Self::from(id.as_str())
    }
}

impl<'a, T: Into<Self>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

macro_rules! id_values {
    ($($id:ty)*) => {$(
        impl From<$id> for Value<'_> {
            fn from(id: $id) -> Self {
                Self::from(id.to_string())
            }
        }
    )*};
}
id_values! { OrgId ConnectionId UserId GroupId EntryId CallId MailId ConfigurationId AdministratorId NoticeId }
