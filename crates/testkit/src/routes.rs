//! The addresses of the portal, as its source lists them.

use std::collections::BTreeSet;

const SOURCE: &str = include_str!("../../web/src/portal.rs");

/// Those that take a method, `get` or `post`, with `{…}` for what differs from one thing to another. What a function
/// lists may be nested below an address of its own.
///
/// # Panics
/// If one does not stand whole in quotes, where it would not be found.
#[must_use]
pub fn routes(method: &str) -> BTreeSet<String> {
    let above: Vec<(&str, &str)> = SOURCE
        .split(".nest(\"")
        .skip(1)
        .filter_map(|nest| nest.split_once("\", "))
        .filter_map(|(above, rest)| Some((rest.split_once('(')?.0, above)))
        .collect();
    let called = format!("{method}(");
    let mut all = BTreeSet::new();
    for function in SOURCE.split("\nfn ") {
        let is_it = |(name, _): &&(&str, &str)| function.starts_with(&format!("{name}("));
        let above = above.iter().find(is_it).map_or("", |(_, above)| above);
        for route in function.split(".route(").skip(1) {
            let quoted = route.trim_start().strip_prefix('"').and_then(|route| route.split_once('"'));
            let takes = quoted.filter(|(_, rest)| rest.contains(&called));
            all.extend(takes.map(|(path, _)| format!("{above}{path}")));
        }
    }
    let some = [" ", "."].map(|before| SOURCE.matches(&format!("{before}{called}")).count());
    assert_eq!(all.len(), some.iter().sum::<usize>(), "every address stands whole in quotes: {all:?}");
    all
}
