//! ETags and what clients ask of them (RFC 7644 §3.14, RFC 9110 §13.1).

use app::IfMatch;
use axum::http::HeaderMap;
use axum::http::header::{HeaderName, IF_MATCH, IF_NONE_MATCH};

/// What `If-Match` says; SCIM compares weakly here (RFC 7644 §3.14 shows `If-Match: W/"…"`). Of a tag that covers a
/// user's groups as well, it is the user's own version that counts: a request on the user changes nothing else.
pub(crate) fn if_match(headers: &HeaderMap) -> IfMatch {
    match tags(headers, &IF_MATCH) {
        None => IfMatch::Any,
        Some(tags) if tags.iter().any(|tag| tag == "*") => IfMatch::Any,
        Some(tags) => IfMatch::Versions(tags.iter().filter_map(|tag| named_version(tag)).collect()),
    }
}

/// Whether `If-None-Match` names this tag, so that the client has what it stands for already. RFC 9110 §13.1.2: "A
/// recipient MUST use the weak comparison function".
pub(crate) fn has_already(headers: &HeaderMap, current: &str) -> bool {
    let same = |tag: &String| tag == "*" || opaque(tag) == opaque(current);
    tags(headers, &IF_NONE_MATCH).is_some_and(|tags| tags.iter().any(same))
}

fn tags(headers: &HeaderMap, name: &HeaderName) -> Option<Vec<String>> {
    headers.contains_key(name).then(|| {
        let lines = headers.get_all(name).iter().map(|line| String::from_utf8_lossy(line.as_bytes()));
        lines.flat_map(|line| line.split(',').map(|tag| tag.trim().to_owned()).collect::<Vec<_>>()).collect()
    })
}

/// The version that an entity tag of ours names.
pub(crate) fn named_version(tag: &str) -> Option<u64> {
    let text = opaque(tag).strip_prefix('"')?.strip_suffix('"')?;
    text.split_once('.').map_or(text, |(version, _)| version).parse().ok()
}

/// The tag without the sign of weakness.
fn opaque(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().expect("a header value"))])
    }

    #[test]
    fn reads_weak_strong_listed_and_foreign_tags() {
        let read = |value| if_match(&headers(IF_MATCH, value));
        assert_eq!(read("W/\"3\""), IfMatch::Versions(vec![3]));
        assert_eq!(read("\"3\", W/\"4\""), IfMatch::Versions(vec![3, 4]));
        assert_eq!(read("W/\"3.0a1b2c3d\""), IfMatch::Versions(vec![3]), "the user's own version counts");
        assert_eq!(read("*"), IfMatch::Any);
        assert_eq!(read("\"abc\""), IfMatch::Versions(vec![]), "a tag that is not ours matches nothing");
        assert_eq!(if_match(&HeaderMap::new()), IfMatch::Any);
    }

    #[test]
    fn knows_what_the_client_has() {
        let has = |known, current| has_already(&headers(IF_NONE_MATCH, known), current);
        assert!(has("W/\"3\"", "W/\"3\""));
        assert!(has("\"2\", \"3\"", "W/\"3\""));
        assert!(has("*", "W/\"3\""));
        assert!(has("W/\"3.0a1b2c3d\"", "W/\"3.0a1b2c3d\""));
        for other in ["W/\"2\"", "W/\"3.0a1b2c3d\"", "nonsense", ""] {
            assert!(!has(other, "W/\"3\""), "{other}");
        }
        assert!(!has("W/\"3\"", "W/\"3.0a1b2c3d\""), "the client has it without the groups");
        assert!(!has_already(&HeaderMap::new(), "W/\"3\""));
    }
}
