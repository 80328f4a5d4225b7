//! Any text as a filter: refused with 400, or read, printed, read again, bound and evaluated.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scim::ResourceType;
use scim::filter::{Filter, Syntax};
use scim::limits::{FILTER_CHARS_MAX, FILTER_DEPTH_MAX, FILTER_TERMS_MAX};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

static USER: LazyLock<ResourceType> = LazyLock::new(ResourceType::user);
static BARBARA: LazyLock<Map<String, Value>> = LazyLock::new(|| {
    let user = json!({
        "userName": "bjensen@example.com",
        "active": true,
        "emails": [{ "value": "bjensen@example.com", "type": "work", "primary": true }, { "type": "home" }],
        "meta": { "created": "2011-05-13T04:42:34Z" },
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "manager": { "value": "26118915" } },
    });
    user.as_object().expect("it is an object").clone()
});

fuzz_target!(|text: &str| {
    for syntax in [Syntax::STRICT, Syntax::LENIENT] {
        let filter = match Filter::parse(text, syntax) {
            Ok(filter) => filter,
            Err(error) => {
                assert_eq!(error.status, 400);
                continue;
            }
        };
        assert!(text.chars().count() <= FILTER_CHARS_MAX);
        assert!(depth(&filter) <= 2 * FILTER_DEPTH_MAX + 3 && terms(&filter) <= FILTER_TERMS_MAX);
        let printed = filter.to_string();
        // Quotes around a literal that came without may push a long filter over the limit.
        if printed.chars().count() <= FILTER_CHARS_MAX {
            assert_eq!(Filter::parse(&printed, syntax).as_ref(), Ok(&filter));
        }
        if let Ok(bound) = filter.bind(&USER) {
            assert_eq!(filter.bind_any(&USER), Ok(bound.clone()));
            let _ = bound.matches(&BARBARA);
        }
    }
});

/// A level of parentheses may hold an `or` of `and`s, hence the factor of two above; outside and in brackets too.
fn depth(filter: &Filter) -> usize {
    match filter {
        Filter::And(terms) | Filter::Or(terms) => 1 + terms.iter().map(depth).max().unwrap_or(0),
        Filter::Not(inner) | Filter::Element(_, inner) => 1 + depth(inner),
        Filter::Compare(..) | Filter::Present(_) => 0,
    }
}

fn terms(filter: &Filter) -> usize {
    match filter {
        Filter::And(all) | Filter::Or(all) => all.iter().map(terms).sum(),
        Filter::Not(inner) | Filter::Element(_, inner) => terms(inner),
        Filter::Compare(..) | Filter::Present(_) => 1,
    }
}
