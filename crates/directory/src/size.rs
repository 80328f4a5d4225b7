//! How much one resource may say.

use crate::Refusal;
use scim::Resource;

/// Largest resource, in bytes of JSON. Requests are bounded too, but many small ones can add up to one large resource,
/// which every later change would write down again as an event.
pub const RESOURCE_BYTES_MAX: usize = 256 * 1_024;

/// Refuses a resource that is too large to be kept, listed and told of.
pub(crate) fn check(resource: &Resource) -> Result<(), Refusal> {
    let length = serde_json::to_string(resource.attributes()).map_or(usize::MAX, |text| text.len());
    if length > RESOURCE_BYTES_MAX { Err(Refusal::TooLarge) } else { Ok(()) }
}
