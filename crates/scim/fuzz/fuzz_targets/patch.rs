//! Any bytes as the body of a PATCH, in each dialect: refused, or applied to a resource that stays valid.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scim::dialect::{Dialect, Fired};
use scim::patch::{PatchRequest, members};
use scim::{Resource, ResourceType, json};
use serde_json::json;
use std::sync::LazyLock;

static TYPES: LazyLock<[ResourceType; 2]> = LazyLock::new(|| [ResourceType::user(), ResourceType::group()]);
static BEFORE: LazyLock<Resource> = LazyLock::new(|| {
    let before = json!({
        "userName": "bjensen@example.com",
        "displayName": "Babs",
        "active": true,
        "emails": [{ "value": "bjensen@example.com", "type": "work", "primary": true }, { "value": "b@home" }],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "manager": { "value": "26118915" } },
    });
    Resource::from_stored(before.as_object().expect("it is an object").clone())
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(body) = json::parse(bytes) else { return };
    for dialect in Dialect::ALL {
        for ty in TYPES.iter() {
            let mut fired = Fired::default();
            let Ok(request) = PatchRequest::parse(&body, ty, &dialect, &mut fired) else { continue };
            let Ok((request, operations)) = members::separate(request, ty, &dialect, &mut fired) else {
                continue;
            };
            if let Ok(delta) = members::delta(&operations, &[], &[]) {
                assert!(!delta.cleared || delta.remove.is_empty());
            }
            let Ok(before) = Resource::normalized(&known(ty), ty) else { continue };
            if let Ok(after) = request.apply(&before, ty, &dialect, &mut fired) {
                assert_eq!(Resource::normalized(after.attributes(), ty).as_ref(), Ok(&after));
            }
        }
    }
});

fn known(ty: &ResourceType) -> serde_json::Map<String, serde_json::Value> {
    let attributes = BEFORE.attributes().clone().into_iter();
    attributes.filter(|(name, _)| ty.attribute(name).is_some() || ty.extension(name).is_some()).collect()
}
