//! Any bytes as the body of a POST or PUT, in each dialect: refused, or a resource that is its own canonical form.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scim::dialect::{Dialect, Fired};
use scim::patch::members;
use scim::{Resource, ResourceType, json};
use serde_json::Value;
use std::sync::LazyLock;

static TYPES: LazyLock<[ResourceType; 2]> = LazyLock::new(|| [ResourceType::user(), ResourceType::group()]);

fuzz_target!(|bytes: &[u8]| {
    let Ok(body) = json::parse(bytes) else { return };
    for dialect in Dialect::ALL {
        for ty in TYPES.iter() {
            let mut fired = Fired::default();
            let mut body = body.clone();
            if ty.name == "Group" && members::take(&mut body, &dialect, &mut fired).is_err() {
                continue;
            }
            let Ok(resource) = Resource::parse(&dialect.resource(body, ty, &mut fired), ty) else { continue };
            let echo = Value::Object(resource.attributes().clone());
            assert_eq!(Resource::parse(&echo, ty).as_ref(), Ok(&resource));
            assert_eq!(resource.replace(&echo, ty).as_ref(), Ok(&resource));
        }
    }
});
