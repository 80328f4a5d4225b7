//! Somebody who sits at a browser and does what they came for. They know the page by what it says.

use i18n::Language;
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::{Duration, Instant};
use testkit::{Driver, Element, Look, TestServer, Window};

/// How long somebody waits for something to appear: where no script runs, some pages come again every ten seconds.
const PATIENCE: Duration = Duration::from_secs(15);
/// More controls no page has.
const TABS_MAX: usize = 120;
/// How often somebody tries what the page takes away under their hand.
const TRIES_MAX: usize = 5;
const GLANCE: Duration = Duration::from_millis(50);
const FIND: &str = include_str!("find.js");
const READ: &str = include_str!("read.js");

/// How somebody goes through the portal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way {
    pub(crate) language: Language,
    pub(crate) scripts: bool,
}

impl Way {
    pub(crate) const ENGLISH: Self = Self { language: Language::En, scripts: true };

    pub(crate) const fn in_language(language: Language) -> Self {
        Self { language, scripts: true }
    }

    pub(crate) const fn without_scripts(self) -> Self {
        Self { scripts: false, ..self }
    }
}

/// A key that writes nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Key {
    Tab,
    Enter,
    Escape,
    Down,
}

impl Key {
    fn as_str(self) -> &'static str {
        match self {
            Self::Tab => "\u{E004}",
            Self::Enter => "\u{E007}",
            Self::Escape => "\u{E00C}",
            Self::Down => "\u{E015}",
        }
    }
}

/// Somebody at a browser of their own.
pub(crate) struct Person {
    window: Window,
    server: String,
    pub(crate) language: Language,
    scripts: bool,
}

impl Person {
    pub(crate) fn new(driver: &Driver, server: &TestServer, way: Way) -> Self {
        let window =
            driver.open(Look { scripts: way.scripts, language: way.language.tag(), ..Look::default() });
        if way.scripts {
            let wish = json!({ "origin": server.url(), "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
            window.tool("Browser.grantPermissions", &wish);
        }
        Self { window, server: server.url().to_owned(), language: way.language, scripts: way.scripts }
    }

    /// The window, for what no person does.
    pub(crate) fn window(&self) -> &Window {
        &self.window
    }

    /// Goes to an address of the portal, or to a whole one, such as that of a mail.
    #[track_caller]
    pub(crate) fn opens(&self, address: &str) {
        let whole =
            if address.starts_with('/') { format!("{}{address}", self.server) } else { address.to_owned() };
        self.window.go(&whole);
    }

    /// Where they are, without the server.
    pub(crate) fn is_at(&self) -> String {
        let url = self.window.url();
        url.strip_prefix(&self.server).unwrap_or(&url).to_owned()
    }

    /// Loads the page anew.
    pub(crate) fn refreshes(&self) {
        self.window.refresh();
    }

    /// Signs in.
    #[track_caller]
    pub(crate) fn signs_in(&self, email: &str, password: &str) {
        let t = self.language;
        self.opens("/session");
        self.types(&t.session_email(), email);
        self.types(&t.session_password(), password);
        self.clicks(&t.session_button());
        // Its page comes when the password is checked; whoever goes elsewhere before would be led back to it.
        self.sees(email);
    }

    /// Clicks on the link, button, menu or box of that name.
    #[track_caller]
    pub(crate) fn clicks(&self, name: &str) {
        self.clicks_beside("", name);
    }

    /// Clicks on the one of that name which stands in the same row or part of the page as a text.
    #[track_caller]
    pub(crate) fn clicks_beside(&self, beside: &str, name: &str) {
        let clicked = self.tries("press", name, beside, |element| self.window.click(element));
        clicked.unwrap_or_else(|why| panic!("{name:?} on {} cannot be clicked: {why}", self.is_at()));
    }

    /// Replaces what is in the field of that name.
    #[track_caller]
    pub(crate) fn types(&self, field: &str, text: &str) {
        let type_into = |element: &Element| {
            self.window.clear(element).and_then(|()| self.window.type_into(element, text))
        };
        let typed = self.tries("fill", field, "", type_into);
        typed.unwrap_or_else(|why| panic!("nothing can be typed into {field:?}: {why}"));
    }

    /// Presses a key.
    #[track_caller]
    pub(crate) fn presses(&self, key: Key) {
        self.window.press(key.as_str()).expect("a key can be pressed");
    }

    /// Writes where the focus is.
    #[track_caller]
    pub(crate) fn strikes(&self, text: &str) {
        self.window.press(text).expect("keys can be pressed");
    }

    /// Goes from control to control until the one of that name has the focus.
    #[track_caller]
    pub(crate) fn tabs_to(&self, name: &str) {
        let mut passed = Vec::new();
        while passed.len() < TABS_MAX {
            self.presses(Key::Tab);
            let label = self.focus();
            if label == plain(name) {
                return;
            }
            passed.push(label);
        }
        panic!("nobody gets to {name:?} on {} with Tab, but to {passed:?}", self.is_at());
    }

    /// What a screen reader says of what has the focus.
    fn focus(&self) -> String {
        let active = self.window.try_run("return document.activeElement", &[]).unwrap_or_default();
        let label = Window::element(&active).and_then(|element| self.window.label(&element));
        plain(&label.unwrap_or_default())
    }

    /// How far the bar of the page is, and how far it goes.
    pub(crate) fn bar(&self) -> Option<(u64, u64)> {
        let body = "const bar = document.querySelector('progress'); return bar && [bar.value, bar.max]";
        let bar = self.window.run(body, &[]);
        let part = |at: usize| bar.get(at)?.as_f64().map(|part| part as u64);
        part(0).zip(part(1))
    }

    /// Picks an entry of the list of that name.
    #[track_caller]
    pub(crate) fn chooses(&self, list: &str, entry: &str) {
        let element = self.finds("fill", list, "");
        let pick = "const [list, entry] = arguments; \
                    return [...list.options].find((option) => option.text.trim() === entry)";
        let option = self.window.run(pick, &[Window::argument(&element), json!(entry)]);
        let option = Window::element(&option).unwrap_or_else(|| panic!("{list:?} has no entry {entry:?}"));
        self.window.click(&option).expect("an entry can be picked");
    }

    /// What stands in the field of that name.
    #[track_caller]
    pub(crate) fn reads(&self, field: &str) -> String {
        let element = self.finds("fill", field, "");
        let value = self.window.run("return arguments[0].value", &[Window::argument(&element)]);
        value.as_str().expect("a text").to_owned()
    }

    /// Copies what stands in a field: with the button beside it where there are scripts, else by hand.
    #[track_caller]
    pub(crate) fn copies(&self, field: &str) -> String {
        let shown = self.reads(field);
        if !self.scripts {
            return shown;
        }
        let element = self.finds("fill", field, "");
        let beside = "return arguments[0].closest('.copy').querySelector('button')";
        let button = Window::element(&self.window.run(beside, &[Window::argument(&element)]));
        self.window.click(&button.expect("a button to copy")).expect("it can be clicked");
        self.sees(&self.language.frame_copied());
        let copied = self.window.run("return navigator.clipboard.readText()", &[]);
        assert_eq!(copied, json!(shown), "what was copied is what was shown");
        shown
    }

    /// Sees a text somewhere on the page, now or in a moment.
    #[track_caller]
    pub(crate) fn sees(&self, text: &str) {
        let text = plain(text);
        let seen = self.waits(|| self.page().contains(&text).then_some(()));
        assert!(seen.is_some(), "{text:?} is not on {}: {}", self.is_at(), self.page());
    }

    /// Sees a row of a table or list in which all of these stand.
    #[track_caller]
    pub(crate) fn sees_row(&self, texts: &[&str]) {
        let texts: Vec<String> = texts.iter().map(|text| plain(text)).collect();
        let rows = || self.texts(&json!(texts[0]));
        let seen = self.waits(|| {
            let has_all = |row: &String| texts.iter().all(|text| row.contains(text));
            rows().iter().any(has_all).then_some(())
        });
        assert!(seen.is_some(), "{} has no row with {texts:?}, but {:?}", self.is_at(), rows());
    }

    /// Sees no such text.
    #[track_caller]
    pub(crate) fn sees_no(&self, text: &str) {
        let page = self.page();
        assert!(!page.contains(&plain(text)), "{text:?} is on {}: {page}", self.is_at());
    }

    /// Nothing was wrong in the browser, and nothing was asked of any other machine. Called at the end of a task.
    #[track_caller]
    pub(crate) fn had_no_trouble(&self) {
        let complaints: Vec<String> =
            self.window.complaints().into_iter().filter(|line| !self.is_an_answer(line)).collect();
        assert_eq!(complaints, [""; 0], "the browser complains");
        let elsewhere = self.strangers();
        assert_eq!(elsewhere, [""; 0], "another machine was asked");
    }

    /// What was asked of anybody but our server.
    pub(crate) fn strangers(&self) -> Vec<String> {
        let is_ours = |url: &String| {
            url.strip_prefix(&self.server).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                || ["data:", "about:", "blob:"].iter().any(|scheme| url.starts_with(scheme))
        };
        self.window.requests().into_iter().filter(|url| !is_ours(url)).collect()
    }

    /// A page of ours that says no has a status above 400, which the browser writes down. That is no fault, but where it
    /// is a file that a page needs.
    fn is_an_answer(&self, line: &str) -> bool {
        line.contains("the server responded with a status of")
            && line.contains(&self.server)
            && !line.contains("/assets/")
            && !line.contains("status of 5")
    }

    /// Does something with what is found, and once more where the page changed under their hand: what was found belonged to
    /// the one that was just being left, and the one that comes has it as well.
    #[track_caller]
    fn tries(
        &self,
        kind: &str,
        name: &str,
        beside: &str,
        act: impl Fn(&Element) -> Result<(), String>,
    ) -> Result<(), String> {
        let is_gone =
            |why: &String| why.contains("does not belong to the document") || why.contains("stale element");
        let once = |_| act(&self.finds(kind, name, beside));
        let mut tries = (0..TRIES_MAX).map(once);
        tries
            .find(|tried| !tried.as_ref().is_err_and(is_gone))
            .unwrap_or(Err("the page does not stay".to_owned()))
    }

    #[track_caller]
    fn finds(&self, kind: &str, name: &str, beside: &str) -> Element {
        let name = plain(name);
        let mut seen = Value::Null;
        let found = self.waits(|| {
            // A page that is just being replaced cannot be asked.
            let answer = self.window.try_run(FIND, &[json!(kind), json!(name), json!(plain(beside))]).ok()?;
            seen = answer["seen"].clone();
            let element = Window::element(&answer["found"])?;
            let label = self.window.label(&element)?;
            Some((element, label))
        });
        let (found, label) = found.unwrap_or_else(|| {
            let near = if beside.is_empty() { String::new() } else { format!(" beside {beside:?}") };
            panic!("{} has no {name:?} to {kind}{near}, but {seen}: {}", self.is_at(), self.page())
        });
        assert_eq!(plain(&label), name, "what a screen reader says of it");
        found
    }

    fn page(&self) -> String {
        self.texts(&Value::Null).join(" ")
    }

    fn texts(&self, beside: &Value) -> Vec<String> {
        let read = self.window.try_run(READ, std::slice::from_ref(beside)).unwrap_or_default();
        read.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Looks again and again, until there is something or patience ends.
    pub(crate) fn waits<T>(&self, mut look: impl FnMut() -> Option<T>) -> Option<T> {
        let begun = Instant::now();
        loop {
            let seen = look();
            if seen.is_some() || begun.elapsed() > PATIENCE {
                return seen;
            }
            sleep(GLANCE);
        }
    }
}

/// A text with its blanks made one, those of French before `:` included.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
