//! Sends what waits to be sent, and makes the reminders that are due.
//!
//! Any number of servers may do this on one database: each mail is claimed before it is sent. A mail that was sent and not
//! noted as sent, because its server died in between, is sent once more.

use crate::letter::{Custom, Letter, Occasion};
use crate::mail::{Failure, FailureKind, Mail};
use crate::notice;
use crate::post::Post;
use app::mails::{self, Outcome, Outgoing};
use app::{App, Error, notices};
use directory::invitation::{MailFailure, MailKind, ORGANIZATION_NAME, TextName};
use directory::policy::{NO_FAMILY_NAME, NO_GIVEN_NAME};
use directory::variables::{Rendered, Template, user_value};
use directory::{MailId, NoticeId, OrgId, User};
use i18n::{Language, plain};
use serde_json::Value;
use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::{JoinError, JoinSet};

/// How often the outbox is looked into.
pub const EVERY: Duration = Duration::from_secs(1);
/// Most mails that are sent at the same time.
const PARALLEL_MAX: usize = 8;
/// Most mails, or reminders, that are looked for at a time.
const DUE_MAX: u64 = 64;
/// How long a server that stops waits for the mails that are under way.
const STOP_TIME_MAX: Duration = Duration::from_secs(10);

/// An outbox: what it sends, how, and where its links lead.
#[derive(Clone)]
pub struct Outbox {
    app: App,
    post: Post,
    public_url: Arc<str>,
}

impl Outbox {
    /// The outbox of these use cases; links begin with that URL, which has no slash at its end.
    #[must_use]
    pub fn new(app: App, post: Post, public_url: &str) -> Self {
        Self { app, post, public_url: public_url.into() }
    }

    /// Sends, every [`EVERY`], until `stop` resolves.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        loop {
            let round = self.round();
            tokio::pin!(round);
            let is_over = tokio::select! {
                () = &mut round => false,
                () = &mut stop => {
                    // What is not finished then is sent again by whoever comes next.
                    drop(tokio::time::timeout(STOP_TIME_MAX, round).await);
                    true
                }
            };
            if is_over {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                () = &mut stop => return,
            }
        }
    }

    /// Looks once for what is due, and sends all of it. What fails waits for another time.
    pub async fn round(&self) {
        if let Err(error) = self.remind().await {
            tracing::warn!(%error, "the reminders that are due could not be made; it is tried again");
        }
        loop {
            match self.send_some().await {
                Ok(More::Perhaps) => {}
                Ok(More::NotNow) => return,
                Err(error) => {
                    tracing::warn!(%error, "the mails that are due could not be found; it is tried again");
                    return;
                }
            }
        }
    }

    async fn remind(&self) -> Result<(), Error> {
        let due =
            self.app.read("find reminders", |work| Ok(work.tx.due_reminders(work.now, DUE_MAX)?)).await?;
        for (org, user) in due {
            self.app.write_in(org, "remind", move |work| mails::remind(work, org, user)).await?;
        }
        Ok(())
    }

    /// Sends at most [`DUE_MAX`] mails of each sort.
    async fn send_some(&self) -> Result<More, Error> {
        let due = self.app.read("find mails", |work| {
            let notices = work.tx.due_notices(work.now, DUE_MAX)?;
            Ok((notices, work.tx.due_mails(work.now, DUE_MAX)?))
        });
        let (notices, mails) = due.await?;
        let is_full = [notices.len(), mails.len()].into_iter().any(|found| found as u64 == DUE_MAX);
        let mut more = if is_full { More::Perhaps } else { More::NotNow };
        let mut sending = JoinSet::new();
        // Whoever has forgotten their password waits for it at this moment.
        let notices = notices.into_iter().map(Due::Notice);
        for due in notices.chain(mails.into_iter().map(|(org, mail)| Due::Mail(org, mail))) {
            if sending.len() >= PARALLEL_MAX && sending.join_next().await.is_some_and(|sent| !went(&sent)) {
                more = More::NotNow;
            }
            let outbox = self.clone();
            sending.spawn(async move {
                let sent = match due {
                    Due::Mail(org, mail) => outbox.send_one(org, mail).await,
                    Due::Notice(notice) => outbox.send_notice(notice).await,
                };
                sent.inspect_err(|error| {
                    tracing::warn!(%error, ?due, "a mail could not be claimed or noted; it is tried again");
                })
            });
        }
        while let Some(sent) = sending.join_next().await {
            if !went(&sent) {
                more = More::NotNow;
            }
        }
        Ok(more)
    }

    async fn send_one(&self, org: OrgId, id: MailId) -> Result<(), Error> {
        let claimed = self.app.write_in(org, "claim mail", move |work| mails::claim(work, org, id)).await?;
        let Some(outgoing) = claimed else { return Ok(()) };
        let outcome = match self.post.send(&written(&outgoing, &self.public_url)).await {
            Ok(()) => Outcome::Sent,
            Err(failure) => {
                tracing::warn!(%org, mail = %id, attempt = outgoing.mail.attempts, why = failure.why, "a mail was not sent");
                failed(failure)
            }
        };
        let (mail, link) = (outgoing.mail, outgoing.link);
        self.app.write_in(org, "note mail", move |work| mails::note(work, org, &mail, &link, &outcome)).await
    }

    async fn send_notice(&self, id: NoticeId) -> Result<(), Error> {
        let Some(outgoing) = self.app.write("claim notice", move |work| notices::claim(work, id)).await?
        else {
            return Ok(());
        };
        let outcome = match self.post.send(&notice::written(&outgoing, &self.public_url)).await {
            Ok(()) => Outcome::Sent,
            Err(failure) => {
                let failure = notice::failure(failure);
                tracing::warn!(notice = %id, attempt = outgoing.notice.attempts, why = failure.why, "a mail was not sent");
                failed(failure)
            }
        };
        let (notice, choose) = (outgoing.notice, outgoing.choose.map(|(ticket, _)| ticket));
        let note =
            move |work: &mut app::Work<'_, '_>| notices::note(work, &notice, choose.as_ref(), &outcome);
        self.app.write("note notice", note).await
    }
}

/// A mail that is due.
#[derive(Clone, Copy, Debug)]
enum Due {
    /// To a user of an organization.
    Mail(OrgId, MailId),
    /// To an administrator.
    Notice(NoticeId),
}

/// Whether there are more mails that are due.
#[derive(Clone, Copy, PartialEq, Eq)]
enum More {
    Perhaps,
    NotNow,
}

/// Whether a mail could be claimed and noted. Where not even that goes, others cannot either for now, and would be found
/// again at once.
fn went(sent: &Result<Result<(), Error>, JoinError>) -> bool {
    matches!(sent, Ok(Ok(())))
}

fn failed(failure: Failure) -> Outcome {
    let (how, may_have_arrived) = match failure.kind {
        FailureKind::Undeliverable => (MailFailure::Undeliverable, false),
        FailureKind::Refused => (MailFailure::Refused, false),
        FailureKind::Postponed => (MailFailure::Passing, false),
        FailureKind::Unknown => (MailFailure::Passing, true),
    };
    Outcome::Failed { failure: how, may_have_arrived, why: failure.why }
}

fn written(outgoing: &Outgoing, public_url: &str) -> Mail {
    let user = &outgoing.user;
    let language =
        Language::of_user(text(user, "preferredLanguage"), text(user, "locale")).unwrap_or_default();
    let (occasion, subject, body) = match outgoing.mail.kind {
        MailKind::Invitation => (Occasion::Invitation, TextName::InvitationSubject, TextName::InvitationText),
        MailKind::Reminder => (Occasion::Reminder, TextName::ReminderSubject, TextName::ReminderText),
    };
    let (subject, body) = (own_words(outgoing, subject, language), own_words(outgoing, body, language));
    let written = Letter {
        language,
        occasion,
        organization: &outgoing.organization,
        name: name(user, language),
        custom: Custom { subject: subject.as_deref(), text: body.as_deref() },
        link: &format!("{public_url}/join/{}", outgoing.link.reveal()),
        until: &language.moment(outgoing.expires),
    }
    .write();
    Mail {
        id: format!("{}-{}", outgoing.mail.id, outgoing.mail.attempts),
        to: user.address().unwrap_or_else(|| user.user_name()).to_owned(),
        language: language.tag(),
        at_millis: outgoing.now.as_millis(),
        subject: written.subject,
        text: written.text,
        html: written.html,
    }
}

/// What the organization says instead of our words, in that language. Where a value is missing that it speaks of, it is
/// our words again: no mail has a gap.
fn own_words(outgoing: &Outgoing, name: TextName, language: Language) -> Option<String> {
    let text = outgoing.texts.iter().find(|text| text.name == name && text.language == language.tag())?;
    let template = Template::from_stored(&text.text)?;
    // A value is words, and neither a link nor a line of its own.
    let value = |name: &str| match name {
        ORGANIZATION_NAME => Some(Cow::Owned(plain(&outgoing.organization))),
        name => user_value(&outgoing.user.resource, name)
            .filter(|value| ![NO_GIVEN_NAME, NO_FAMILY_NAME].contains(value))
            .map(|value| Cow::Owned(plain(value))),
    };
    match template.render(value) {
        Rendered::Text(text) => Some(text),
        Rendered::Missing(names) => {
            let (org, user) = (outgoing.org, outgoing.user.id);
            let missing = names.join(", ");
            tracing::warn!(%org, %user, text = name.as_str(), missing, "a mail says Rollbook's words, as values are missing");
            None
        }
        Rendered::TooLong => None,
    }
}

/// What the person is called in a greeting. Nobody is called by a given name alone in Japanese.
fn name(user: &User, language: Language) -> Option<&str> {
    let part = |part: &str| {
        let name = user.resource.get("name").and_then(|name| name.get(part)).and_then(Value::as_str);
        name.filter(|name| !name.trim().is_empty() && ![NO_GIVEN_NAME, NO_FAMILY_NAME].contains(name))
    };
    let display = || text(user, "displayName");
    match language {
        Language::Ja => display().or_else(|| part("familyName")).or_else(|| part("givenName")),
        Language::En | Language::Fr => part("givenName").or_else(display),
    }
}

fn text<'a>(user: &'a User, attribute: &str) -> Option<&'a str> {
    user.resource.get(attribute).and_then(Value::as_str)
}
