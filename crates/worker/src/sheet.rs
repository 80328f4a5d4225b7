//! How every mail is laid out: as plain text, and the same as HTML.

use askama::Template;
use i18n::{Language, plain};

/// What there is to say, with one link.
pub(crate) struct Sheet<'a> {
    /// In this language.
    pub(crate) language: Language,
    /// One line.
    pub(crate) subject: String,
    /// What the person is called, if anybody knows.
    pub(crate) name: Option<&'a str>,
    /// What it is about, with empty lines between paragraphs.
    pub(crate) body: String,
    /// What the link is for.
    pub(crate) how: String,
    /// The same in two or three words.
    pub(crate) button: String,
    /// It is ours, and nothing of it is anybody's text.
    pub(crate) link: &'a str,
    /// Until when the link works once; none where it is no secret.
    pub(crate) until: Option<&'a str>,
    /// What to do for whoever did not expect the mail.
    pub(crate) ignore: String,
}

/// What a letter has become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

#[derive(Template)]
#[template(path = "letter.txt", escape = "none")]
struct Text<'a> {
    sheet: &'a Sheet<'a>,
    greeting: &'a str,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    sheet: &'a Sheet<'a>,
    greeting: &'a str,
    paragraphs: Vec<&'a str>,
}

impl Sheet<'_> {
    /// Writes it.
    pub(crate) fn write(&self) -> Written {
        let greeting = match self.name.map(plain).filter(|name| !name.is_empty()) {
            Some(name) => self.language.mail_greeting(&name),
            None => self.language.mail_greeting_nobody(),
        };
        let paragraphs = self.body.split("\n\n").map(str::trim).filter(|text| !text.is_empty()).collect();
        let text = rendered(&Text { sheet: self, greeting: &greeting });
        let html = rendered(&Html { sheet: self, greeting: &greeting, paragraphs });
        Written { subject: self.subject.clone(), text, html }
    }
}

fn rendered(template: &impl Template) -> String {
    template.render().expect("texts are written into memory, where nothing fails")
}
