//! Every page that links lead to.

use crate::{Form, Page, Portal, encoded};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

/// More pages than any portal of a test should have, so that links that never end are noticed.
const PAGES_MAX: usize = 2_000;
/// How often a page is asked for that one has to wait for.
const TRIES_MAX: usize = 5;

/// What somebody has seen who followed every link.
#[derive(Debug, Default)]
pub struct Crawl {
    /// The pages, by the address that led to them, with what stood there that is no page, such as a file.
    pub pages: BTreeMap<String, Page>,
}

impl Crawl {
    /// Follows every link and every form that only asks, from these addresses on. Addresses that differ only in ids and
    /// in what is asked for are alike; of those, no more than so many are followed.
    ///
    /// # Panics
    /// If there is no end of it.
    #[must_use]
    pub fn of(portal: &mut Portal, from: &[&str], alike_max: usize) -> Self {
        let mut pages = BTreeMap::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let mut next: VecDeque<String> = from.iter().map(|&path| path.to_owned()).collect();
        while let Some(address) = next.pop_front() {
            let alike = known.entry(pattern(&address)).or_default();
            if *alike >= alike_max || !seen.insert(address.clone()) {
                continue;
            }
            *alike += 1;
            assert!(pages.len() < PAGES_MAX, "there is no end of pages such as {address}");
            let page = patient(portal, &address);
            next.extend(leads_to(&page));
            pages.insert(address, page);
        }
        Self { pages }
    }
}

/// A page, however long one has to wait for it who asks for that many.
fn patient(portal: &mut Portal, address: &str) -> Page {
    let mut pages = std::iter::repeat_with(|| portal.get(address));
    let is_let_in = |page: &Page| {
        let Some(seconds) = page.header("retry-after").filter(|_| page.status == 429) else { return true };
        std::thread::sleep(Duration::from_secs(seconds.parse().expect("a number of seconds")));
        false
    };
    pages.by_ref().take(TRIES_MAX).find(is_let_in).unwrap_or_else(|| panic!("nobody may see {address}"))
}

/// An address without what differs from one thing to another of its kind: `/users/*?status=*`.
#[must_use]
pub fn pattern(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path: Vec<&str> = path.split('/').map(|part| if is_id(part) { "*" } else { part }).collect();
    let mut names: Vec<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    names.sort_unstable();
    names.dedup();
    let query = names.into_iter().filter(|name| !name.is_empty()).map(|name| format!("{name}=*"));
    let query = query.collect::<Vec<_>>().join("&");
    let path = path.join("/");
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// Whether a part of a path names one thing of many: a UUID, a token, a secret or a number.
fn is_id(part: &str) -> bool {
    let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_long = part.len() >= 12 && part.bytes().any(|byte| byte.is_ascii_digit());
    is_number || is_long || (part.len() == 12 && part.bytes().any(|byte| byte.is_ascii_uppercase()))
}

fn leads_to(page: &Page) -> Vec<String> {
    if !page.is_html() {
        return Vec::new();
    }
    let here = page.path.split('?').next().unwrap_or_default();
    let links = page.attributes("a[href]", "href").into_iter();
    let links = links.map(|link| link.split('#').next().unwrap_or_default().to_owned());
    let asked =
        page.forms().into_iter().filter(|form| form.method == "get").flat_map(|form| asked(form, here));
    let whole = |link: String| if link.starts_with('?') { format!("{here}{link}") } else { link };
    links.chain(asked).map(whole).filter(|link| link.starts_with('/') && !link.starts_with("//")).collect()
}

/// What a form that only asks leads to by each of its buttons, with its first box ticked.
fn asked(mut form: Form, here: &str) -> Vec<String> {
    let action = if form.action.is_empty() { here.to_owned() } else { form.action };
    form.fields.extend(form.boxes.into_iter().next());
    form.fields.retain(|(_, value)| !value.is_empty());
    let address = |(_, button): (String, Option<(String, String)>)| {
        let fields: Vec<_> = form.fields.iter().cloned().chain(button).collect();
        if fields.is_empty() { action.clone() } else { format!("{action}?{}", encoded(&fields)) }
    };
    form.buttons.into_iter().map(address).collect()
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn addresses_of_one_kind_are_alike() {
        let id = "01a1fe4a-4154-7ebf-a757-c294e78530fd";
        assert_eq!(
            pattern(&format!("/organizations/{id}/users?status=invited&after={id}")),
            "/organizations/*/users?after=*&status=*"
        );
        assert_eq!(pattern("/organizations"), "/organizations");
        assert_eq!(pattern("/audit/17"), "/audit/*");
        assert_eq!(pattern("/connections/x/tokens/BjAEEKDpRcdX/renewal"), "/connections/x/tokens/*/renewal");
    }
}
