//! A browser without scripts: pages, links, forms and cookies, as a person uses them.

use crate::{Client, TestServer};
use app::sessions;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The password of whomever a test makes.
pub const PASSWORD: &str = "correct horse battery staple";

/// Somebody's browser.
pub struct Portal {
    client: Client,
    cookies: BTreeMap<String, String>,
    language: &'static str,
}

/// A page, or whatever else was answered.
#[derive(Clone, Debug)]
pub struct Page {
    /// The status code.
    pub status: u16,
    /// Where it is.
    pub path: String,
    /// All headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub html: String,
}

/// A form as it stands on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// `get` or `post`.
    pub method: String,
    /// What it sends if nobody changes anything; a button is a field if it has a name.
    pub fields: Vec<(String, String)>,
    /// Boxes that are not ticked.
    pub boxes: Vec<(String, String)>,
    /// What stands on its buttons, with the field that each sends.
    pub buttons: Vec<(String, Option<(String, String)>)>,
    /// Where those buttons send it that send it elsewhere, with the field that each sends.
    pub detours: Vec<(String, Option<(String, String)>)>,
}

impl Portal {
    /// A browser in which nobody has signed in.
    #[must_use]
    pub fn new(server: &TestServer) -> Self {
        let client = Client::new(server.url(), None).header("Accept", "text/html");
        Self { client, cookies: BTreeMap::new(), language: "en" }
    }

    /// The browser of the installation's owner, `owner@rollbook.test`, who is made by the link of the first start.
    ///
    /// # Panics
    /// If that does not work.
    #[must_use]
    pub fn of_owner(server: &TestServer) -> Self {
        let link = server.write(sessions::first_link).expect("nobody is owner yet");
        let mut portal = Self::new(server);
        let page = portal.get(&format!("/setup/{}", link.reveal()));
        let typed = [("name", "Olive Owner"), ("email", "owner@rollbook.test"), ("password", PASSWORD)];
        let page = portal.send(&page, "", &typed);
        assert_eq!((page.status, page.path.as_str()), (200, "/organizations"), "{}", page.html);
        portal
    }

    /// The same browser with another language preferred.
    #[must_use]
    pub fn speaking(mut self, language: &'static str) -> Self {
        self.prefer(language);
        self
    }

    /// Prefers another language from now on.
    pub fn prefer(&mut self, language: &'static str) {
        self.language = language;
    }

    /// Signs in with [`PASSWORD`].
    pub fn sign_in(&mut self, email: &str) -> Page {
        let page = self.get("/session");
        self.send(&page, "/session", &[("email", email), ("password", PASSWORD)])
    }

    /// A page, through whatever leads to it.
    pub fn get(&mut self, path: &str) -> Page {
        let answer = self.request("GET", path, None);
        self.follow(answer)
    }

    /// The answer to a request, and nothing that it leads to.
    ///
    /// # Panics
    /// If there is none.
    pub fn request(&mut self, method: &str, path: &str, body: Option<&str>) -> Page {
        let ours = [("Sec-Fetch-Site", "same-origin")];
        self.request_with(method, path, body, if body.is_some() { &ours } else { &[] })
    }

    /// The same with headers of its own; none says that it comes from a page of ours.
    ///
    /// # Panics
    /// If there is no answer.
    pub fn request_with(
        &mut self,
        method: &str,
        path: &str,
        body: Option<&str>,
        more: &[(&'static str, &str)],
    ) -> Page {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookies = cookies.join("; ");
        let mut headers = vec![("Accept-Language", self.language)];
        if !cookies.is_empty() {
            headers.push(("Cookie", cookies.as_str()));
        }
        if body.is_some() {
            headers.push(("Content-Type", "application/x-www-form-urlencoded"));
        }
        headers.extend(more);
        let answer = self.client.send_with(method, path, body, &headers);
        for (_, cookie) in answer.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie")) {
            let pair = cookie.split(';').next().and_then(|pair| pair.split_once('='));
            let (name, value) = pair.expect("a cookie has a name");
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Page { status: answer.status, path: path.to_owned(), headers: answer.headers, html: answer.text }
    }

    /// Fills in and sends the form of a page whose action ends like this; it leads where it leads.
    ///
    /// # Panics
    /// If there is none, or several.
    pub fn send(&mut self, page: &Page, action: &str, typed: &[(&str, &str)]) -> Page {
        let form = page.form(action);
        self.send_form(page, &form, typed)
    }

    /// The same with a form that was found already.
    pub fn send_form(&mut self, page: &Page, form: &Form, typed: &[(&str, &str)]) -> Page {
        let mut fields = form.fields.clone();
        fields.retain(|(name, _)| !typed.iter().any(|(typed, _)| typed == name));
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let body = encoded(&fields);
        let action = if form.action.is_empty() { page.path.clone() } else { form.action.clone() };
        let answer = if form.method == "post" {
            self.request("POST", &action, Some(&body))
        } else {
            self.request("GET", &format!("{action}?{body}"), None)
        };
        self.follow(answer)
    }

    /// A cookie that the browser carries.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Carries another cookie, or none.
    pub fn set_cookie(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.cookies.insert(name.to_owned(), value.to_owned()),
            None => self.cookies.remove(name),
        };
    }

    fn follow(&mut self, mut page: Page) -> Page {
        for _ in 0..5 {
            let Some(location) = page.header("location").filter(|_| page.status == 303).map(str::to_owned)
            else {
                return page;
            };
            page = self.request("GET", &location, None);
        }
        panic!("{} leads round in a circle", page.path)
    }
}

impl Page {
    /// A header, by name without case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Whether it is a page, and not a file.
    #[must_use]
    pub fn is_html(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
    }

    /// What can be read on the page, its blanks made one.
    #[must_use]
    pub fn text(&self) -> String {
        self.texts("body").join(" ")
    }

    /// What can be read in each element of a CSS selector.
    ///
    /// # Panics
    /// If the selector is none.
    #[must_use]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        Html::parse_document(&self.html).select(&selector).map(|element| words(&element)).collect()
    }

    /// An attribute of each element of a CSS selector that has it.
    ///
    /// # Panics
    /// If the selector is none.
    #[must_use]
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        let document = Html::parse_document(&self.html);
        document.select(&selector).filter_map(|element| element.attr(name).map(str::to_owned)).collect()
    }

    /// The address of the link with these words.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn link(&self, text: &str) -> String {
        let selector = Selector::parse("a[href]").expect("a selector");
        let document = Html::parse_document(&self.html);
        let found = document.select(&selector).find(|link| words(link) == text);
        let link = found.unwrap_or_else(|| panic!("{} has no link {text:?}: {}", self.path, self.text()));
        link.attr("href").expect("it has one").to_owned()
    }

    /// The one form whose action ends like this.
    ///
    /// # Panics
    /// If there is none, or several.
    #[must_use]
    pub fn form(&self, action: &str) -> Form {
        let mut found: Vec<Form> =
            self.forms().into_iter().filter(|form| form.action.ends_with(action)).collect();
        if action.is_empty() {
            found.retain(|form| form.action.is_empty());
        }
        assert_eq!(found.len(), 1, "{} has {found:?}: {}", self.path, self.text());
        found.remove(0)
    }

    /// All forms.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn forms(&self) -> Vec<Form> {
        let selector = Selector::parse("form").expect("a selector");
        Html::parse_document(&self.html).select(&selector).map(|form| read(&form)).collect()
    }
}

fn read(form: &ElementRef<'_>) -> Form {
    let selector = Selector::parse("input, select, textarea, button").expect("a selector");
    let (mut fields, mut boxes, mut buttons, mut detours) = (vec![], vec![], vec![], vec![]);
    for element in form.select(&selector) {
        let name = element.attr("name").map(str::to_owned);
        let value = element.attr("value").unwrap_or_default().to_owned();
        let kind = element.attr("type").unwrap_or_default();
        match (element.value().name(), kind) {
            ("button", "button") => {}
            ("button", _) => {
                let field = name.map(|name| (name, value));
                let elsewhere = element.attr("formaction").map(|action| (action.to_owned(), field.clone()));
                detours.extend(elsewhere);
                buttons.push((words(&element), field));
            }
            ("input", "checkbox" | "radio") if element.attr("checked").is_none() => {
                boxes.extend(name.map(|name| (name, value)));
            }
            ("input", "checkbox" | "radio") if value.is_empty() => {
                fields.extend(name.map(|name| (name, "on".to_owned())));
            }
            ("select", _) => fields.extend(name.map(|name| (name, chosen(&element)))),
            ("textarea", _) => fields.extend(name.map(|name| (name, element.text().collect()))),
            _ => fields.extend(name.map(|name| (name, value))),
        }
    }
    let action = form.attr("action").unwrap_or_default().to_owned();
    let method = form.attr("method").unwrap_or("get").to_owned();
    Form { action, method, fields, boxes, buttons, detours }
}

fn chosen(select: &ElementRef<'_>) -> String {
    let options = Selector::parse("option").expect("a selector");
    let all: Vec<ElementRef<'_>> = select.select(&options).collect();
    let one = all.iter().find(|option| option.attr("selected").is_some()).or(all.first());
    one.map(|option| option.attr("value").map_or_else(|| words(option), str::to_owned)).unwrap_or_default()
}

fn words(element: &ElementRef<'_>) -> String {
    let text: String = element.text().collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fields as a form sends them.
#[must_use]
pub fn encoded(fields: &[(String, String)]) -> String {
    let text = |text: &str| {
        text.bytes().fold(String::new(), |mut all, byte| {
            // Nothing fails that writes into memory.
            let _ = if byte.is_ascii_alphanumeric() {
                write!(all, "{}", char::from(byte))
            } else {
                write!(all, "%{byte:02X}")
            };
            all
        })
    };
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", text(name), text(value))).collect();
    pairs.join("&")
}
