//! What holds for the HTML of every page.

use scraper::{ElementRef, Html, Selector};
use std::collections::{BTreeMap, BTreeSet};
use testkit::Page;

/// Attributes that name other elements of the page.
const REFERENCES: [&str; 6] =
    ["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list"];
/// Attributes that people read or hear.
const SAID: [&str; 7] =
    ["aria-label", "placeholder", "title", "alt", "data-label", "data-done", "data-press"];
/// Where what others wrote stands as it is, whatever the language of the page; in a guide, what providers call things.
const VERBATIM: &str = ".guide strong, .guide-intro strong, .guide .value, pre, code, samp, kbd, textarea, bdi, .mono, \
                        [translate=no], [lang]:not(html), script, style";

/// A page, read once.
pub(crate) struct Read<'p> {
    page: &'p Page,
    document: Html,
}

impl<'p> Read<'p> {
    pub(crate) fn new(page: &'p Page) -> Self {
        Self { page, document: Html::parse_document(&page.html) }
    }

    /// What is wrong with it in this language.
    pub(crate) fn faults(&self, language: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let languages = (self.document.root_element().attr("lang"), self.page.header("content-language"));
        if languages != (Some(language), Some(language)) {
            faults.push(format!("it is in {languages:?} and not in {language}"));
        }
        self.headings(&mut faults);
        self.references(&mut faults);
        self.inline(&mut faults);
        let key = selector("input[name=form_key]");
        // The address of an invitation is a secret of its own, and whoever has it has no session.
        let needs_key = !self.page.path.starts_with("/join/");
        for form in self.all("form").filter(|form| needs_key && form.attr("method") == Some("post")) {
            let action = form.attr("action").unwrap_or_default();
            let keys = form.select(&key);
            let keys = keys.filter(|key| key.attr("value").is_some_and(|value| !value.is_empty())).count();
            if keys != 1 {
                faults.push(format!("the form to {action} has {keys} keys"));
            }
        }
        let mute = self.all("button, a[href], summary").filter(|part| {
            part.attr("aria-label").is_none() && part.text().all(|text| text.trim().is_empty())
        });
        faults.extend(mute.map(|part| format!("nothing is said of {}", part.html())));
        faults
    }

    fn headings(&self, faults: &mut Vec<String>) {
        let titles: Vec<String> = self.all("h1").map(|title| title.text().collect()).collect();
        if titles.len() != 1 || titles[0].trim().is_empty() {
            faults.push(format!("its headings of the first order are {titles:?}"));
        }
        if self.all("title").flat_map(|title| title.text()).collect::<String>().len() < 3 {
            faults.push("it has no title".to_owned());
        }
        let mut before = 0;
        for heading in self.all("main :is(h1, h2, h3, h4, h5, h6)") {
            let level = heading.value().name()[1..].parse::<u32>().unwrap_or_default();
            if level > before + 1 {
                faults.push(format!("{} follows a heading of order {before}", heading.html()));
            }
            before = level;
        }
    }

    fn references(&self, faults: &mut Vec<String>) {
        let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
        for id in self.all("[id]").filter_map(|element| element.attr("id")) {
            *ids.entry(id).or_default() += 1;
        }
        let twice = ids.iter().filter(|(_, times)| **times > 1);
        faults.extend(twice.map(|(id, times)| format!("{times} times the id {id}")));
        for element in elements(&self.document) {
            let named =
                REFERENCES.iter().filter_map(|name| element.attr(name)).flat_map(str::split_whitespace);
            let fragment = element.attr("href").and_then(|link| link.strip_prefix('#'));
            let lost = named.chain(fragment).filter(|id| !ids.contains_key(id));
            let name = element.value().name();
            faults.extend(lost.map(|id| format!("<{name}> refers to {id:?}, which is not there")));
        }
    }

    fn inline(&self, faults: &mut Vec<String>) {
        for element in elements(&self.document) {
            for (name, value) in element.value().attrs() {
                if name == "style" || name.starts_with("on") || value.trim_start().starts_with("javascript:")
                {
                    faults.push(format!("<{} {name}={value:?}>", element.value().name()));
                }
            }
        }
        faults
            .extend(self.all("style, script:not([src])").map(|inline| format!("inline: {}", inline.html())));
    }

    /// What is said on the page in the words of the portal, in order.
    pub(crate) fn said(&self) -> Vec<String> {
        let mut said = Vec::new();
        listen(self.document.root_element(), &selector(VERBATIM), &mut said);
        said
    }

    fn all<'a>(&'a self, css: &str) -> impl Iterator<Item = ElementRef<'a>> {
        self.document.select(&selector(css)).collect::<Vec<_>>().into_iter()
    }
}

fn elements(document: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    document.tree.nodes().filter_map(ElementRef::wrap)
}

fn listen(element: ElementRef<'_>, verbatim: &Selector, said: &mut Vec<String>) {
    if verbatim.matches(&element) {
        return;
    }
    // A title is made of several texts.
    let texts =
        element.children().filter_map(|child| child.value().as_text()).flat_map(|text| text.split(" · "));
    for text in SAID.iter().filter_map(|name| element.attr(name)).chain(texts) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        said.extend((!text.is_empty()).then_some(text));
    }
    element.children().filter_map(ElementRef::wrap).for_each(|part| listen(part, verbatim, said));
}

/// What a page says in English though it is a translation: texts of more than two words that the English page has as well,
/// and that are nobody's data.
pub(crate) fn untranslated(
    english: &BTreeSet<String>,
    translated: &Read<'_>,
    data: &BTreeSet<String>,
) -> Vec<String> {
    let is_word = |word: &&str| {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
        word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let has_words = |text: &String| text.split_whitespace().filter(is_word).count() > 2;
    // A part of it, or much of it among other things.
    let is_data = |text: &String| {
        data.iter()
            .any(|known| known.contains(text.as_str()) || (known.len() > 20 && text.contains(known.as_str())))
    };
    let same = translated.said().into_iter().filter(|text| english.contains(text));
    same.filter(|text| has_words(text) && !is_data(text)).collect()
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("a selector")
}
