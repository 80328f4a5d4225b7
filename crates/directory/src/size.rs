//! How much one resource may say.

use crate::Refusal;
use scim::schema::ENTERPRISE_USER_URN;
use scim::{Resource, fold};
use serde_json::Value;

/// Largest resource, in bytes of JSON. Requests are bounded too, but many small ones can add up to one large resource,
/// which every later change would write down again as an event.
pub const RESOURCE_BYTES_MAX: usize = 256 * 1_024;

/// Longest text by which a resource is found, in bytes once it is folded: what an index of any database can hold, next
/// to the ids that stand beside it.
pub const KEY_BYTES_MAX: usize = 2_048;

/// Refuses a resource that is too large to be kept, listed and told of, or to be found.
pub(crate) fn check(resource: &Resource) -> Result<(), Refusal> {
    if resource.text().len() > RESOURCE_BYTES_MAX {
        return Err(Refusal::TooLarge);
    }
    match keys(resource).find(|(_, text)| is_long(text)) {
        Some((attribute, _)) => Err(Refusal::TooLong(attribute)),
        None => Ok(()),
    }
}

/// What users and groups are found by, with the attributes' names.
fn keys(resource: &Resource) -> impl Iterator<Item = (&'static str, &str)> {
    let single = |name| Some((name, resource.get(name)?.as_str()?));
    let emails = resource.get("emails").and_then(Value::as_array).into_iter().flatten();
    let manager = resource.extension(ENTERPRISE_USER_URN).and_then(|extension| extension.get("manager"));
    ["userName", "displayName", "externalId"]
        .into_iter()
        .filter_map(single)
        .chain(emails.filter_map(|email| Some(("emails.value", email.get("value")?.as_str()?))))
        .chain(manager.and_then(|manager| Some(("manager.value", manager.get("value")?.as_str()?))))
}

fn is_long(text: &str) -> bool {
    // Folding makes no text more than four times as long, so that most need not be folded.
    text.len() > KEY_BYTES_MAX || (text.len() > KEY_BYTES_MAX / 4 && fold(text).len() > KEY_BYTES_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_makes_no_text_more_than_four_times_as_long() {
        for c in '\0'..=char::MAX {
            let folded = fold(c.encode_utf8(&mut [0; 4]));
            assert!(folded.len() <= 4 * c.len_utf8(), "{c:?} becomes {folded:?}");
        }
    }
}
