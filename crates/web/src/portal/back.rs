//! Where somebody comes back to: who has signed in, or has chosen another language.

use super::Visitor;
use super::parts::encoded;
use percent_encoding::percent_decode_str;

/// Longest address that somebody comes back to, in bytes: a page of fifty people who are all ticked is shorter. An address
/// that is longer is come back to without its query.
const ADDRESS_BYTES_MAX: usize = 4 * 1024;

/// The page that was asked for, below what begins every address.
pub(super) fn here(visitor: &Visitor) -> String {
    let page = page_of(&visitor.path);
    let fields: Vec<&str> = visitor.lasting_fields().collect();
    let whole = format!("{page}?{}", fields.join("&"));
    // What a form was sent with is not for the page that it stands on.
    let is_kept = page == &*visitor.path && !fields.is_empty() && whole.len() <= ADDRESS_BYTES_MAX;
    if is_kept { whole } else { page.to_owned() }
}

/// Where somebody signs in who then comes back to where they wanted to go.
pub(super) fn sign_in_address(visitor: &Visitor) -> String {
    format!("{}/session?return={}", visitor.base, encoded(&here(visitor)))
}

/// An address of ours, whatever somebody put into a link.
pub(super) fn way_back(visitor: &Visitor, wanted: &str) -> String {
    let address = ours(wanted);
    // What a browser would not have sent like this is encoded, so that it is legal in a header.
    let address: String = address
        .chars()
        .map(|c| if c.is_ascii_graphic() { c.to_string() } else { encoded(&c.to_string()) })
        .collect();
    format!("{}{address}", visitor.base)
}

/// As much of it as leads to a page of ours.
fn ours(wanted: &str) -> &str {
    let path = wanted.split(['?', '#']).next().unwrap_or_default();
    if path.len() > ADDRESS_BYTES_MAX || [path, &decoded(path)].into_iter().any(leads_away) {
        return "/";
    }
    // Whoever was signed out when they sent a form comes back to the page that it stands on.
    let page = page_of(path);
    let is_whole = wanted.len() <= ADDRESS_BYTES_MAX
        && !wanted.contains('\\')
        && ![wanted, &decoded(wanted)].into_iter().any(|text| text.contains(char::is_control));
    if page == path && is_whole { wanted } else { page }
}

/// Whether a browser, or a proxy before us, may take the path for another one, or for another server.
fn leads_away(path: &str) -> bool {
    let climbs = path.split('/').any(|segment| [".", ".."].contains(&segment));
    !path.starts_with('/')
        || climbs
        || path.starts_with("//")
        || path.contains(|c: char| c == '\\' || c.is_control())
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The page on which a form stands that is sent to this address, if nothing but forms can be sent there; otherwise the
/// address itself.
pub(super) fn page_of(path: &str) -> &str {
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let above = match segments.as_slice() {
        ["account", "sessions", "end"] | [.., "groups", _, "members", "removal"] => 2,
        ["language"]
        | ["session", "end"]
        | ["account", "language" | "password"]
        | [.., "users", _, "acts"]
        | [.., "groups", _, "members"]
        | [.., "administrators", _, "mail" | "remove"]
        | [.., "settings", "mail" | "name" | "seats"]
        | [.., "configurations", "draft"]
        | [.., "configurations", _, "draft"]
        | [.., "audit", "export"] => 1,
        _ => 0,
    };
    let mut page = path;
    for _ in 0..above {
        page = page.rsplit_once('/').map_or("", |(page, _)| page);
    }
    if page.is_empty() { "/" } else { page }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_of_ours_is_come_back_to() {
        for address in [
            "/",
            "/audit?show=x",
            "/organizations/1/users?held=yes&q=a%5Cb",
            "/a?to=https%3A%2F%2Fb",
            "/é?ü#ö",
        ] {
            assert_eq!(ours(address), address);
        }
        for away in [
            "",
            "audit",
            "?held=yes",
            "//evil.test",
            "///evil.test",
            "/%2Fevil.test",
            "/%2f%2fevil.test/?a=b",
            "/\\evil.test",
            "/%5cevil.test",
            "\\\\evil.test",
            "https://evil.test",
            "https:evil.test",
            "javascript:alert(1)",
            "%2Faudit",
            "/a\r\nLocation: x",
            "/a%0d%0aLocation:%20x?a=b",
            "/\t/evil.test",
            "/%09/evil.test",
            "/a%00",
            "/..//evil.test",
            "/a/%2e%2e/b",
            "/./a",
            "/a\u{85}",
        ] {
            assert_eq!(ours(away), "/", "{away:?}");
        }
        for query in
            ["a\nb", "a%0Ab", "a%0d%0ab", "%00", "\u{7f}", "a\\b", "%C2%85", &"q".repeat(ADDRESS_BYTES_MAX)]
        {
            assert_eq!(ours(&format!("/audit?x={query}")), "/audit", "{query:?}");
        }
        let longest = format!("/audit?{}", "q".repeat(ADDRESS_BYTES_MAX - 7));
        assert_eq!(ours(&longest), longest);
        assert_eq!(ours(&format!("/{}", "q".repeat(ADDRESS_BYTES_MAX))), "/");
        assert_eq!(ours("/audit/export?format=json"), "/audit");
    }
}
