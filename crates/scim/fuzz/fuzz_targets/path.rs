//! Any text as the path of a PATCH operation: refused with 400, or read, printed and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scim::ResourceType;
use scim::filter::Syntax;
use scim::limits::PATH_CHARS_MAX;
use scim::path::{AttributePath, Path};
use std::sync::LazyLock;

static USER: LazyLock<ResourceType> = LazyLock::new(ResourceType::user);

fuzz_target!(|text: &str| {
    for syntax in [Syntax::STRICT, Syntax::LENIENT] {
        match Path::parse(text, &USER, syntax) {
            Ok(path) => {
                let printed = path.to_string();
                // Quotes around a literal that came without may push a long path over the limit.
                if printed.chars().count() <= PATH_CHARS_MAX {
                    assert_eq!(Path::parse(&printed, &USER, syntax), Ok(path));
                }
            }
            Err(error) => assert_eq!(error.status, 400),
        }
    }
    if let Ok(path) = AttributePath::parse(text) {
        assert_eq!(AttributePath::parse(&path.to_string()), Ok(path));
    }
});
