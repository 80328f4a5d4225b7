//! Filters that are too much are refused before anything is built, on a small stack.

use scim::filter::{Filter, Syntax};
use scim::limits::{FILTER_CHARS_MAX, FILTER_DEPTH_MAX, FILTER_TERMS_MAX, PATH_CHARS_MAX};
use scim::path::Path;
use scim::{Error, ResourceType, ScimType};
use std::time::{Duration, Instant};

/// A tenth of what a thread usually has: what recursion would need shows here first.
const STACK_BYTES: usize = 256 * 1_024;

fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(test).expect("a thread starts");
    thread.join().expect("the test passes and the stack suffices");
}

fn refused(text: &str) -> Error {
    let error = Filter::parse(text, Syntax::LENIENT).expect_err("too much");
    assert_eq!((error.status, error.scim_type), (400, Some(ScimType::InvalidFilter)));
    assert_eq!(Filter::parse(text, Syntax::STRICT), Err(error.clone()));
    error
}

#[test]
fn bombs() {
    on_a_small_stack(|| {
        let flat = |count: usize| vec!["a pr"; count].join(" and ");
        let bombs = [
            "(".repeat(10 * 1_024),
            ")".repeat(10 * 1_024),
            "not ".repeat(10 * 1_024),
            "not (".repeat(10 * 1_024),
            "a[".repeat(10 * 1_024),
            "a[b[".repeat(10 * 1_024),
            "\"".repeat(10 * 1_024),
            "\\\"".repeat(10 * 1_024),
            flat(100_000),
            flat(100_000).replace("and", "or"),
            format!("{}a pr{}", "(".repeat(100_000), ")".repeat(100_000)),
            format!("a eq \"{}\"", "x".repeat(1_000_000)),
            "a.".repeat(100_000),
            "urn:".repeat(100_000),
            "é".repeat(100_000),
        ];
        for bomb in &bombs {
            let error = refused(bomb);
            let expected = format!(
                "The filter is longer than {FILTER_CHARS_MAX} characters; shorten it or split it up."
            );
            assert_eq!(error.detail, expected);

            // What fits into the length runs into the next limit, or is simply wrong.
            let short: String = bomb.chars().take(FILTER_CHARS_MAX).collect();
            refused(&short);
            let path: String = bomb.chars().take(PATH_CHARS_MAX + 1).collect();
            for path in [&path, &path[..path.floor_char_boundary(PATH_CHARS_MAX)]] {
                let error = Path::parse(path, &ResourceType::user(), Syntax::LENIENT).expect_err("no path");
                assert_eq!(error.status, 400);
            }
        }
    });
}

#[test]
fn length_is_counted_in_characters() {
    let filter = |chars: usize| format!("userName eq \"{}\"", "é".repeat(chars - 14));
    Filter::parse(&filter(FILTER_CHARS_MAX), Syntax::STRICT).expect("as long as may be");
    refused(&filter(FILTER_CHARS_MAX + 1));
    let path = |chars: usize| "a".repeat(chars);
    Path::parse(&path(PATH_CHARS_MAX), &ResourceType::user(), Syntax::STRICT).expect("as long as may be");
    let error =
        Path::parse(&path(PATH_CHARS_MAX + 1), &ResourceType::user(), Syntax::STRICT).expect_err("too long");
    assert_eq!(error.detail, "The path is longer than 1024 characters; shorten it or split it up.");
}

#[test]
fn terms() {
    let flat = |count: usize, word: &str| vec!["title pr"; count].join(word);
    for word in [" and ", " or "] {
        let filter = Filter::parse(&flat(FILTER_TERMS_MAX, word), Syntax::STRICT).expect("as many as may be");
        filter.bind(&ResourceType::user()).expect("title exists");
        let expected = "The filter has more than 100 terms; split it into several requests.";
        assert_eq!(refused(&flat(FILTER_TERMS_MAX + 1, word)).detail, expected);
    }
}

/// Parentheses and brackets are a level each, and so is every `not`.
#[test]
fn depth() {
    on_a_small_stack(|| {
        let too_deep =
            "The filter nests more than 20 levels of parentheses, `not` and brackets; simplify it.";
        for (open, levels) in [("(", 1), ("not (", 2), ("userName pr or (", 1), ("a pr and(b pr or(", 2)] {
            let close = ")".repeat(open.matches('(').count());
            let text = |times: usize| format!("{}title pr{}", open.repeat(times), close.repeat(times));
            let times = FILTER_DEPTH_MAX / levels;
            let filter = Filter::parse(&text(times), Syntax::STRICT).expect("as deep as may be");
            assert_eq!(Filter::parse(&filter.to_string(), Syntax::STRICT), Ok(filter.clone()));
            let bound = filter.bind_any(&ResourceType::user()).expect("unknown names have no value");
            assert!(!bound.matches(&serde_json::Map::new()), "an even number of nots around nothing");
            assert_eq!(refused(&text(times + 1)).detail, too_deep);
        }
        let brackets = |count: usize| format!("{}emails[type pr]{}", "(".repeat(count), ")".repeat(count));
        Filter::parse(&brackets(FILTER_DEPTH_MAX - 1), Syntax::STRICT).expect("as deep as may be");
        assert_eq!(refused(&brackets(FILTER_DEPTH_MAX)).detail, too_deep);
        assert_eq!(refused(&"not ".repeat(21)).detail, too_deep);
    });
}

/// Depth is how far one nests, not how often.
#[test]
fn neighbours_are_not_deep() {
    for group in ["(a pr or b pr)", "not (a pr)", "a[b pr]", "a[not (b pr or c pr)]"] {
        let text = vec![group; 2 * FILTER_DEPTH_MAX].join(" and ");
        let filter = Filter::parse(&text, Syntax::STRICT).unwrap_or_else(|error| panic!("{group}: {error}"));
        assert_eq!(filter.to_string(), text);
    }
}

/// The scan sees the tokens that the parser sees: what stands in quotes counts for nothing, whatever is escaped.
#[test]
fn quotes_do_not_fool_the_scan() {
    let harmless = format!("a eq \"{}\"", "(\\\"[ and not \\\\".repeat(100));
    Filter::parse(&harmless, Syntax::STRICT).expect("one term with an odd text");
    let closed = "(".repeat(FILTER_DEPTH_MAX + 1);
    refused(&format!("a eq \"\\\\\" and {closed}b pr"));
    refused(&format!("a eq \"\\\"\" and {closed}b pr"));
    refused(&format!("a eq \"\\\\\\\"\"and {closed}b pr"));
}

/// Many terms about one long text fold it once.
#[test]
fn terms_share_what_they_fold() {
    let terms: Vec<String> = (0..FILTER_TERMS_MAX).map(|n| format!("displayName eq \"{n}\"")).collect();
    let filter = Filter::parse(&terms.join(" or "), Syntax::STRICT).expect("a legal filter");
    let bound = filter.bind(&ResourceType::user()).expect("displayName exists");
    let row = serde_json::json!({ "displayName": "é".repeat(30_000) });
    let row = row.as_object().expect("an object");
    let began = Instant::now();
    for _ in 0..50 {
        assert!(!bound.matches(row));
    }
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}
