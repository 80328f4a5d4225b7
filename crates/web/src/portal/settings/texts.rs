//! What the mails of an organization say in its own words, and how that looks.

use crate::portal::asked::Asked;
use crate::portal::notice::Noticed;
use crate::portal::order::Admin;
use crate::portal::{Answer, Desk, Frame, Nav, Notice, Order, Trouble, frame, page};
use app::{Error, invitations};
use askama::Template;
use axum::http::StatusCode;
use directory::Timestamp;
use directory::invitation::{InvitationText, ORGANIZATION_NAME, SUBJECT_CHARS_MAX, TEXT_CHARS_MAX, TextName};
use directory::policy::Preset;
use directory::variables::{Rendered, Template as Words, user_value};
use i18n::{Language, plain, plain_lines};
use scim::Resource;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "portal/texts.html")]
struct Page {
    frame: Frame,
    settings: String,
    action: String,
    /// The languages: tag, what it calls itself, address, and whether it is this one.
    languages: Vec<(&'static str, &'static str, String, bool)>,
    tag: &'static str,
    /// By which it is known whether somebody else has saved meanwhile.
    known: String,
    wrong: Option<String>,
    fields: Vec<Field>,
    variables: Vec<String>,
    previews: Vec<Preview>,
}

struct Field {
    name: &'static str,
    label: String,
    is_subject: bool,
    own: String,
    default: String,
    /// What is saved, where that is not what was typed.
    saved: Option<String>,
    wrong: Option<String>,
}

/// A mail as somebody would get it.
struct Preview {
    title: String,
    subject: String,
    greeting: String,
    paragraphs: Vec<Vec<String>>,
    how: String,
    button: String,
    /// Where the link of a real one leads, but for its end.
    link: String,
    until: String,
    ignore: String,
    /// The variables without a value, for which the mail says the default.
    missing: Option<String>,
}

/// The texts as they are typed, or stored: those that are the organization's own.
type Typed = HashMap<&'static str, String>;

/// The texts of one language.
pub(crate) async fn show(desk: Desk, Noticed(notice): Noticed, asked: Asked) -> Answer {
    let language = Language::parse(asked.text("language")).unwrap_or(desk.language());
    let found = look(&desk, language, None, &HashMap::new()).await?;
    Ok(page(&Page { frame: found.frame.noticing(notice), ..found }))
}

/// Saves them, shows them, or goes back to the default.
pub(crate) async fn save(order: Order<Admin>) -> Answer {
    let language = Language::parse(order.form.text("language")).ok_or(Trouble::NotFound)?;
    let act = order.form.text("act");
    let typed = |name: TextName| {
        let text = order.form.raw(name.as_str()).replace("\r\n", "\n").trim().to_owned();
        (!text.is_empty() && act != "default").then(|| (name.as_str(), text))
    };
    let typed: Typed = TextName::ALL.into_iter().filter_map(typed).collect();
    let org = order.desk.org();
    let (asked, tag) = (typed.clone(), language.tag());
    let checked = order.desk.read("check texts", move |work| {
        let mut refused = HashMap::new();
        for name in TextName::ALL {
            let Some(text) = asked.get(name.as_str()) else { continue };
            match invitations::check_text(work, org, name, text) {
                Err(Error::Refused(why)) => drop(refused.insert(name.as_str(), why)),
                other => other?,
            }
        }
        Ok(refused)
    });
    let refused = checked.await?;
    if !refused.is_empty() || act == "preview" {
        let t = order.desk.language();
        let wrong: HashMap<_, _> = refused.iter().map(|(name, why)| (*name, t.refusal(why))).collect();
        let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let mut page = look(&order.desk, language, Some(&typed), &wrong).await?;
        order.form.raw("known").clone_into(&mut page.known);
        return Ok(frame::page_with(status, &page));
    }
    let (known, kept) = (order.form.raw("known").to_owned(), typed.clone());
    let saved = order.write("save texts", move |work, actor| {
        let text = |name: TextName| typed.get(name.as_str()).map(String::as_str);
        invitations::set_texts(work, actor, org, (tag, &known), text)
    });
    match saved.await {
        Ok(()) => {}
        // Whoever saves over it has seen what somebody else saved.
        Err(Error::Stale) => {
            let page = look(&order.desk, language, Some(&kept), &HashMap::new()).await?;
            return Ok(frame::page_with(StatusCode::CONFLICT, &page.stale()));
        }
        Err(error) => return Err(error.into()),
    }
    let address = format!("/settings/texts?language={tag}");
    Ok(Notice::SettingsSaved.at(&order.desk.address(&address)))
}

async fn look(
    desk: &Desk,
    language: Language,
    typed: Option<&Typed>,
    wrong: &HashMap<&'static str, String>,
) -> Result<Page, Trouble> {
    let org = desk.org();
    let organization = desk.organization.as_ref().map(|known| known.name.clone()).unwrap_or_default();
    let looked = desk.read("look at texts", move |work| {
        let expires = work.now.plus_days(Preset::Standard.policy().invitation_days.get());
        Ok((invitations::texts(work, org)?, invitations::text_variables(work, org)?, expires))
    });
    let (texts, variables, expires) = looked.await?;
    let known = InvitationText::fingerprint(&texts, language.tag());
    let of_language = texts.into_iter().filter(|text| text.language == language.tag());
    let stored: Typed = of_language.map(|text| (text.name.as_str(), text.text)).collect();
    let typed = typed.unwrap_or(&stored);
    let t = desk.language();
    let field = |name: TextName| Field {
        name: name.as_str(),
        label: label(name, t),
        is_subject: matches!(name, TextName::InvitationSubject | TextName::ReminderSubject),
        own: typed.get(name.as_str()).cloned().unwrap_or_default(),
        default: default(name, language, &organization),
        saved: stored.get(name.as_str()).filter(|saved| typed.get(name.as_str()) != Some(saved)).cloned(),
        wrong: wrong.get(name.as_str()).cloned(),
    };
    let address = |known: Language| {
        let address = desk.address(&format!("/settings/texts?language={}", known.tag()));
        (known.tag(), known.own_name(), address, known == language)
    };
    let kinds = [
        (t.settings_texts_invitation(), TextName::InvitationSubject, TextName::InvitationText),
        (t.settings_texts_reminder(), TextName::ReminderSubject, TextName::ReminderText),
    ];
    let public_url = desk.web.public_url.to_string();
    let link = (public_url.trim_end_matches('/'), expires);
    let preview =
        |(title, subject, text)| preview(title, (subject, text), (language, &organization), link, typed);
    Ok(Page {
        frame: desk.frame(Nav::Settings),
        settings: desk.address("/settings"),
        action: desk.address("/settings/texts"),
        languages: Language::ALL.map(address).into_iter().collect(),
        tag: language.tag(),
        known,
        wrong: None,
        fields: TextName::ALL.map(field).into_iter().collect(),
        variables: variables.names().map(|name| format!("${{{name}}}")).collect(),
        previews: if wrong.is_empty() { kinds.map(preview).into_iter().collect() } else { Vec::new() },
    })
}

pub(in crate::portal) fn label(name: TextName, t: Language) -> String {
    match name {
        TextName::InvitationSubject => t.settings_texts_invitation_subject(),
        TextName::InvitationText => t.settings_texts_invitation_text(),
        TextName::ReminderSubject => t.settings_texts_reminder_subject(),
        TextName::ReminderText => t.settings_texts_reminder_text(),
    }
}

/// What is said where the organization says nothing.
fn default(name: TextName, language: Language, organization: &str) -> String {
    match name {
        TextName::InvitationSubject => language.mail_invitation_subject(organization),
        TextName::InvitationText => language.mail_invitation_opening(organization),
        TextName::ReminderSubject => language.mail_reminder_subject(organization),
        TextName::ReminderText => language.mail_reminder_opening(organization),
    }
}

fn preview(
    title: String,
    (subject, text): (TextName, TextName),
    (language, organization): (Language, &str),
    (public_url, expires): (&str, Timestamp),
    typed: &Typed,
) -> Preview {
    let person = sample(language);
    let mut missing = Vec::new();
    let mut said = |name: TextName| {
        let own = typed.get(name.as_str()).and_then(|text| Words::from_stored(text));
        let value = |variable: &str| match variable {
            ORGANIZATION_NAME => Some(Cow::Owned(plain(organization))),
            variable => user_value(&person, variable).map(|value| Cow::Owned(plain(value))),
        };
        match own.map(|own| own.render(value)) {
            Some(Rendered::Text(text)) => text,
            Some(Rendered::Missing(names)) => {
                missing.extend(names);
                default(name, language, organization)
            }
            Some(Rendered::TooLong) | None => default(name, language, organization),
        }
    };
    let (subject, body) = (plain(&said(subject)), plain_lines(&said(text)));
    let paragraph = |text: &str| text.lines().map(str::to_owned).collect();
    let called = match language {
        Language::Ja => "displayName",
        Language::En | Language::Fr => "userFirstName",
    };
    let called = match called {
        "displayName" => person.get("displayName").and_then(Value::as_str),
        name => user_value(&person, name),
    };
    Preview {
        title,
        subject,
        greeting: language.mail_greeting(called.unwrap_or_default()),
        paragraphs: body.split("\n\n").map(paragraph).collect(),
        how: language.mail_how(),
        button: language.mail_button(),
        link: format!("{public_url}/join/…"),
        until: language.mail_until(language.moment(expires)),
        ignore: language.mail_ignore(),
        missing: (!missing.is_empty()).then(|| missing.join(", ")),
    }
}

/// Somebody who might be invited. Custom attributes have no value for everybody either.
fn sample(language: Language) -> Resource {
    let (given, family, display) = match language {
        Language::En => ("Jane", "Doe", "Jane Doe"),
        Language::Ja => ("花子", "山田", "山田 花子"),
        Language::Fr => ("Jeanne", "Dupont", "Jeanne Dupont"),
    };
    let user = json!({
        "userName": "jane@example.com",
        "displayName": display,
        "locale": language.tag(),
        "name": { "givenName": given, "familyName": family },
        "emails": [{ "value": "jane@example.com", "primary": true }],
    });
    let Value::Object(attributes) = user else { return Resource::from_stored(Map::new()) };
    Resource::from_stored(attributes)
}

impl Page {
    /// The same that says that somebody else has saved meanwhile, and what.
    fn stale(self) -> Self {
        let t = self.frame.language;
        Self { wrong: Some(t.settings_texts_stale()), ..self }
    }

    fn most(&self, field: &Field) -> usize {
        if field.is_subject { SUBJECT_CHARS_MAX } else { TEXT_CHARS_MAX }
    }
}
