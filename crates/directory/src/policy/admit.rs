//! What of a provider's request a policy lets through.

use super::Policy;
use super::knob::{BlankUpdate, DisplayName, Emails, ExternalId, Names, OnChange, Updatable, UserName};
use crate::life::Stage;
use crate::{Provider, Refusal};
use scim::schema::ENTERPRISE_USER_URN;
use scim::{Resource, fold};
use serde_json::{Map, Value, json};

/// What stands for the given name of somebody who has none yet.
pub const NO_GIVEN_NAME: &str = "NO_GIVEN_NAME";
/// What stands for the family name of somebody who has none yet.
pub const NO_FAMILY_NAME: &str = "NO_FAMILY_NAME";

/// What a policy has made of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Admitted {
    /// What shall be said of the user.
    pub resource: Resource,
    /// What was asked for and is not done: the attribute, and what was sent.
    pub dropped: Vec<(String, Value)>,
}

impl Policy {
    /// What a new user is to be, who begins at this stage.
    pub(crate) fn admit_new(
        &self,
        provider: Option<Provider>,
        said: Resource,
        stage: Stage,
    ) -> Result<Admitted, Refusal> {
        let mut draft = Draft { policy: self, now: said.into_attributes(), dropped: Vec::new() };
        draft.choose_emails(provider)?;
        draft.check_user_name()?;
        draft.settle(None, stage)?;
        Ok(draft.done())
    }

    /// What a user at this stage is to be, whose attributes are `before`, where `wanted` is asked for.
    pub(crate) fn admit_update(
        &self,
        provider: Option<Provider>,
        before: &Resource,
        wanted: Resource,
        stage: Stage,
    ) -> Result<Admitted, Refusal> {
        let before = before.attributes();
        let mut draft = Draft { policy: self, now: wanted.into_attributes(), dropped: Vec::new() };
        if self.blank_update == BlankUpdate::Keeps {
            draft.keep_what_is_blank(before);
        }
        if self.updatable != Updatable::All {
            draft.keep_what_may_not_change(before);
        }
        draft.guard_user_name(before)?;
        draft.guard_emails(provider, before)?;
        let changes = |name: &str| draft.now.get(name) != before.get(name);
        if self.user_name == UserName::EqualsEmail && (changes("userName") || changes("emails")) {
            draft.check_user_name()?;
        }
        draft.settle(Some(before), stage)?;
        Ok(draft.done())
    }

    /// What somebody is to be who has just joined: without the names that stood in for theirs.
    #[must_use]
    pub fn without_placeholders(&self, resource: Resource) -> Resource {
        // They may have come under another policy.
        let mut draft = Draft { policy: self, now: resource.into_attributes(), dropped: Vec::new() };
        draft.take_placeholders();
        Resource::from_stored(draft.now)
    }
}

/// What becomes of a user's attributes.
struct Draft<'p> {
    policy: &'p Policy,
    now: Map<String, Value>,
    dropped: Vec<(String, Value)>,
}

impl Draft<'_> {
    fn done(mut self) -> Admitted {
        if self.dropped.iter().any(|(name, _)| name.starts_with("urn:")) {
            list_schemas(&mut self.now);
        }
        Admitted { resource: Resource::from_stored(self.now), dropped: self.dropped }
    }

    /// Puts an attribute back to what it was, or to nothing.
    fn put_back(&mut self, name: &str, was: Option<&Value>) {
        let sent = match was {
            Some(was) => self.now.insert(name.to_owned(), was.clone()),
            None => self.now.shift_remove(name),
        };
        if sent.as_ref() != was {
            self.dropped.push((name.to_owned(), sent.unwrap_or_default()));
        }
    }

    fn choose_emails(&mut self, provider: Option<Provider>) -> Result<(), Refusal> {
        let user_name = text(&self.now, "userName").to_owned();
        let stand_in = is_email(&user_name).then(|| user_name.clone());
        match self.policy.emails {
            Emails::Any => {}
            Emails::Required => self.require_email()?,
            Emails::OneKept => {
                // What is not known of Entra's e-mail addresses is known of its userName.
                let entra = stand_in.filter(|_| provider == Some(Provider::Entra));
                let one = best_email(&self.now, entra).ok_or(Refusal::EmailRequired(self.policy.emails))?;
                let sent = self.now.get("emails").cloned();
                self.set_email(&one);
                if let Some(sent) = sent.filter(|sent| values_of(sent).any(|value| fold(value) != fold(&one)))
                {
                    self.dropped.push(("emails".to_owned(), sent));
                }
            }
            Emails::ExactlyOne => match distinct(&self.now).as_slice() {
                [] => self.set_email(&stand_in.ok_or(Refusal::EmailRequired(self.policy.emails))?),
                [_] => {}
                _ => return Err(Refusal::TooManyEmails),
            },
        }
        Ok(())
    }

    fn set_email(&mut self, email: &str) {
        self.now.insert("emails".into(), json!([{ "value": email, "type": "work", "primary": true }]));
    }

    fn require_email(&self) -> Result<(), Refusal> {
        let is_there = self.now.get("emails").is_some_and(|emails| values_of(emails).any(is_email));
        if is_there { Ok(()) } else { Err(Refusal::EmailRequired(self.policy.emails)) }
    }

    fn check_user_name(&mut self) -> Result<(), Refusal> {
        let user_name = text(&self.now, "userName").to_owned();
        match self.policy.user_name {
            UserName::Any => Ok(()),
            UserName::EmailForm if is_email(&user_name) => Ok(()),
            UserName::EmailForm => Err(Refusal::UserNameNoEmail(self.policy.user_name)),
            UserName::EqualsEmail => {
                let email = best_email(&self.now, None).ok_or(Refusal::EmailRequired(self.policy.emails))?;
                if !is_email(&email) {
                    return Err(Refusal::UserNameNoEmail(self.policy.user_name));
                }
                if fold(&email) == fold(&user_name) {
                    return Ok(());
                }
                if self.policy.user_name_change != OnChange::Ignore {
                    return Err(Refusal::UserNameNotTheEmail);
                }
                self.put_back("userName", Some(&Value::from(email)));
                Ok(())
            }
        }
    }

    /// A blank attribute keeps what it had, and so does a blank part of a name or of an extension.
    fn keep_what_is_blank(&mut self, before: &Map<String, Value>) {
        // Whoever takes `active` away keeps somebody out, and that is never passed over.
        for (name, was) in before.iter().filter(|(name, _)| *name != "active") {
            if self.now.get(name).is_none_or(is_blank_value) {
                self.put_back(name, Some(was));
            } else if let (Value::Object(was), Some(Value::Object(now))) = (was, self.now.get(name)) {
                let mut kept = now.clone();
                for (part, was) in was {
                    if now.get(part).is_none_or(is_blank_value) {
                        kept.insert(part.clone(), was.clone());
                    }
                }
                if kept != *now {
                    self.put_back(name, Some(&Value::Object(kept)));
                }
            }
        }
    }

    fn keep_what_may_not_change(&mut self, before: &Map<String, Value>) {
        let names: Vec<String> = before.keys().chain(self.now.keys()).cloned().collect();
        for name in names {
            // An externalId that nobody has set yet links the user to the provider's.
            let links = name == "externalId" && !before.contains_key("externalId");
            if self.now.get(&name) != before.get(&name) && !self.may_change(&name) && !links {
                self.put_back(&name, before.get(&name));
            }
        }
    }

    fn may_change(&self, name: &str) -> bool {
        match (self.policy.updatable, name) {
            // These have knobs of their own, or follow from the rest.
            (_, "userName" | "emails" | "active" | "schemas" | "displayName") => {
                self.policy.updatable != Updatable::ActiveExternalId || name != "displayName"
            }
            (Updatable::All, _) | (Updatable::Profile | Updatable::NamesActive, "name") => true,
            (Updatable::Profile, name) => {
                name == ENTERPRISE_USER_URN || self.policy.custom_extension.urn().as_deref() == Some(name)
            }
            (Updatable::ActiveExternalId, name) => name == "externalId",
            (Updatable::NamesActive, _) => false,
        }
    }

    fn guard_user_name(&mut self, before: &Map<String, Value>) -> Result<(), Refusal> {
        let (was, is) = (text(before, "userName").to_owned(), text(&self.now, "userName").to_owned());
        if was == is {
            return Ok(());
        }
        match self.policy.user_name_change {
            OnChange::Allow if self.policy.user_name == UserName::EmailForm => self.check_user_name(),
            OnChange::Allow => Ok(()),
            OnChange::Refuse if fold(&was) != fold(&is) => Err(Refusal::UserNameFixed),
            // Another spelling of the same name is no other name.
            OnChange::Ignore | OnChange::Refuse => {
                self.put_back("userName", before.get("userName"));
                Ok(())
            }
        }
    }

    fn guard_emails(
        &mut self,
        provider: Option<Provider>,
        before: &Map<String, Value>,
    ) -> Result<(), Refusal> {
        if self.now.get("emails") == before.get("emails") {
            return Ok(());
        }
        let is_another = || {
            let (had, has) = (distinct(before), distinct(&self.now));
            !has.is_empty() && had != has
        };
        match self.policy.email_change {
            OnChange::Refuse if is_another() => Err(Refusal::EmailFixed),
            OnChange::Ignore | OnChange::Refuse => {
                self.put_back("emails", before.get("emails"));
                Ok(())
            }
            OnChange::Allow if self.policy.emails == Emails::Any => Ok(()),
            OnChange::Allow => self.choose_emails(provider),
        }
    }

    /// What holds of every user, new or not.
    fn settle(&mut self, before: Option<&Map<String, Value>>, stage: Stage) -> Result<(), Refusal> {
        match self.policy.names {
            Names::AsGiven => {}
            Names::Required => self.require_names()?,
            Names::Placeholders if stage.is_pending() => self.put_placeholders(),
            Names::Placeholders => self.take_placeholders(),
        }
        match self.policy.display_name {
            DisplayName::Stored => {}
            DisplayName::Dropped => self.put_back("displayName", None),
            DisplayName::Composed => self.compose_display_name(before),
        }
        let is_long = || text(&self.now, "externalId").chars().count() > super::EXTERNAL_ID_CHARS_MAX;
        if self.policy.external_id == ExternalId::Unique && is_long() {
            return Err(Refusal::ExternalIdTooLong);
        }
        Ok(())
    }

    /// Somebody may have one name only.
    fn require_names(&self) -> Result<(), Refusal> {
        let is_named = ["givenName", "familyName", "formatted"].iter().any(|part| !is_blank(self.name(part)));
        if is_named { Ok(()) } else { Err(Refusal::NamesRequired) }
    }

    fn name(&self, part: &str) -> &str {
        self.now.get("name").and_then(|name| name.get(part)).and_then(Value::as_str).unwrap_or_default()
    }

    fn put_placeholders(&mut self) {
        for (part, placeholder) in [("givenName", NO_GIVEN_NAME), ("familyName", NO_FAMILY_NAME)] {
            if is_blank(self.name(part)) {
                let name = self.now.entry("name").or_insert_with(|| json!({}));
                name[part] = Value::from(placeholder);
            }
        }
    }

    fn take_placeholders(&mut self) {
        let Some(Value::Object(name)) = self.now.get_mut("name") else { return };
        name.retain(|_, value| value != NO_GIVEN_NAME && value != NO_FAMILY_NAME);
        if name.is_empty() {
            self.now.shift_remove("name");
        }
    }

    /// Of placeholders nothing is made that somebody could take for a name.
    fn compose_display_name(&mut self, before: Option<&Map<String, Value>>) {
        let parts = [self.name("givenName"), self.name("familyName")];
        let real =
            parts.iter().filter(|part| !is_blank(part) && ![NO_GIVEN_NAME, NO_FAMILY_NAME].contains(part));
        let composed = real.copied().collect::<Vec<_>>().join(" ");
        let composed = (!composed.is_empty()).then(|| Value::from(composed));
        if self.now.get("displayName") != composed.as_ref() {
            let had = before.and_then(|before| before.get("displayName"));
            let is_sent = self.now.contains_key("displayName") && self.now.get("displayName") != had;
            self.put_back("displayName", composed.as_ref());
            if !is_sent {
                self.dropped.retain(|(name, _)| name != "displayName");
            }
        }
    }
}

/// RFC 7643 §3: `schemas` names the extensions that there are values of, behind the base schema.
pub(crate) fn list_schemas(attributes: &mut Map<String, Value>) {
    let extensions: Vec<Value> = attributes
        .keys()
        .filter(|name| name.starts_with("urn:"))
        .map(|urn| Value::from(urn.as_str()))
        .collect();
    if let Some(Value::Array(schemas)) = attributes.get_mut("schemas") {
        schemas.truncate(1);
        schemas.extend(extensions);
    }
}

/// The e-mail address that stands for a user: the primary one, else this one, else one of work, else the first.
fn best_email(of: &Map<String, Value>, stand_in: Option<String>) -> Option<String> {
    let emails: Vec<&Value> = of.get("emails").and_then(Value::as_array).into_iter().flatten().collect();
    let value = |email: &Value| {
        let value = email.get("value").and_then(Value::as_str);
        value.filter(|value| !is_blank(value)).map(str::to_owned)
    };
    let that = |is: &dyn Fn(&&Value) -> bool| emails.iter().copied().filter(is).find_map(value);
    that(&|email| email.get("primary") == Some(&Value::Bool(true)))
        .or(stand_in)
        .or_else(|| that(&|email| email.get("type").and_then(Value::as_str) == Some("work")))
        .or_else(|| that(&|_| true))
}

/// The e-mail addresses, folded and in order.
fn distinct(of: &Map<String, Value>) -> Vec<String> {
    let emails = of.get("emails").into_iter().flat_map(values_of);
    let mut folded: Vec<String> = emails.filter(|value| !is_blank(value)).map(fold).collect();
    folded.sort_unstable();
    folded.dedup();
    folded
}

fn values_of(emails: &Value) -> impl Iterator<Item = &str> {
    emails.as_array().into_iter().flatten().filter_map(|email| email.get("value")?.as_str())
}

fn text<'a>(attributes: &'a Map<String, Value>, name: &str) -> &'a str {
    crate::user::text(attributes, name).unwrap_or_default()
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn is_blank_value(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => is_blank(text),
        Value::Array(list) => list.is_empty(),
        Value::Object(parts) => parts.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether a text has the form of an e-mail address (RFC 5321 §4.1.2): whether mail gets there, only a mail can tell.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_clean = !text.chars().any(|c| c.is_control() || c.is_whitespace() || "<>,;\"\\()[]".contains(c));
    is_clean
        && !local.is_empty()
        && !local.contains('@')
        && !domain.is_empty()
        && text.len() <= EMAIL_BYTES_MAX
}

/// Longest e-mail address, in bytes (RFC 5321 §4.5.3.1.3, without the brackets).
pub const EMAIL_BYTES_MAX: usize = 254;
