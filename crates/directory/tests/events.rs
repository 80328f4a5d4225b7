//! The documentation names every event.

use directory::EventKind;

#[test]
fn the_documentation_has_a_row_for_each_event() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/events.md");
    let page = std::fs::read_to_string(file).expect("the page");
    let rows: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`').map(|(name, _)| name))
        .collect();
    assert_eq!(rows, EventKind::ALL.map(EventKind::as_str));
}
