//! What else is told of a user: attributes, groups, configurations, their invitation, and their history.

use super::profile::lines;
use super::{At, Head, Tab, person};
use crate::portal::asked::{Asked, address};
use crate::portal::history::{self as trail, History};
use crate::portal::listed::source_name;
use crate::portal::parts::{Pager, Time};
use crate::portal::{Answer, Desk, Frame, Nav, page};
use app::person::Person;
use app::{Work, configurations, listing};
use askama::Template;
use directory::attribute::KIND;
use directory::invitation::{MailCause, MailKind};
use directory::policy::knob::Onboarding;
use directory::variables::{Rendered, user_value};
use directory::{Stage, Status, Timestamp};
use i18n::Language;
use scim::schema::ENTERPRISE_USER_URN;
use store::{GroupsOrder, Spot, Turn};

#[derive(Template)]
#[template(path = "portal/user/attributes.html")]
struct AttributesPage {
    frame: Frame,
    head: Head,
    /// The connection that declares them: its name and its address.
    connection: Option<(String, String)>,
    custom: Vec<Attribute>,
    enterprise: Vec<Attribute>,
}

struct Attribute {
    name: String,
    values: Vec<String>,
}

#[derive(Template)]
#[template(path = "portal/user/groups.html")]
struct GroupsPage {
    frame: Frame,
    head: Head,
    rows: Vec<Group>,
    total: String,
    pager: Pager,
}

struct Group {
    address: String,
    name: String,
    source: String,
    members: String,
}

#[derive(Template)]
#[template(path = "portal/user/configurations.html")]
struct ConfigurationsPage {
    frame: Frame,
    head: Head,
    configurations: Vec<Configuration>,
    here: String,
}

struct Configuration {
    name: String,
    fields: Vec<(String, String, bool)>,
}

#[derive(Template)]
#[template(path = "portal/user/invitation.html")]
struct InvitationPage {
    frame: Frame,
    head: Head,
    standing: String,
    /// What that means.
    about: String,
    facts: Vec<(String, Time)>,
    reminders: Option<String>,
    mails: Vec<Mail>,
}

/// A mail that waits.
struct Mail {
    word: String,
    asked_for: Time,
    /// Why it was not sent.
    error: Option<String>,
    next: Option<Time>,
}

#[derive(Template)]
#[template(path = "portal/user/history.html")]
struct HistoryPage {
    frame: Frame,
    head: Head,
    history: History,
}

/// Custom attributes, and those of the enterprise extension.
pub(crate) async fn attributes(desk: Desk, at: At) -> Answer {
    let person = person(&desk, &at).await?;
    let resource = &person.user.resource;
    let declared = person.connection.iter().flat_map(|connection| connection.attributes.iter());
    let custom = declared.map(|name| Attribute {
        name: name.clone(),
        values: user_value(resource, name).map(str::to_owned).into_iter().collect(),
    });
    let enterprise = resource.extension(ENTERPRISE_USER_URN).into_iter().flatten();
    let enterprise = enterprise
        .map(|(name, value)| Attribute { name: name.clone(), values: lines(desk.language(), value) });
    let connection = person.connection.as_ref().map(|connection| {
        (connection.name.clone(), desk.address(&format!("/connections/{}", connection.id)))
    });
    Ok(page(&AttributesPage {
        frame: desk.frame(Nav::Users),
        head: Head::of(&desk, &person, Tab::Attributes),
        connection,
        custom: custom.collect(),
        enterprise: enterprise.collect(),
    }))
}

/// The groups that they are a member of.
pub(crate) async fn groups(desk: Desk, at: At, asked: Asked) -> Answer {
    let person = person(&desk, &at).await?;
    let (org, id) = (desk.org(), person.user.id);
    let spot = |name| Spot::<directory::GroupId>::parse(asked.text(name));
    let turn = match (spot("after"), spot("before")) {
        (Some(spot), _) => Turn::After(spot),
        (None, Some(spot)) => Turn::Before(spot),
        (None, None) => Turn::Beginning,
    };
    let list = move |work: &mut Work<'_, '_>| listing::groups_of(work, org, id, &turn);
    let found = desk.read("list groups of user", list).await?;
    let (language, head) = (desk.language(), Head::of(&desk, &person, Tab::Groups));
    let here = format!("{}/groups", head.address);
    let to = |name: &'static str, row: Option<&listing::GroupRow>| {
        Some(address(&here, [(name, row?.spot(GroupsOrder::Name).to_string())]))
    };
    let leaf = &found.leaf;
    let pager = Pager {
        previous: to("before", leaf.items.first()).filter(|_| leaf.previous),
        next: to("after", leaf.items.last()).filter(|_| leaf.next),
    };
    let rows = leaf.items.iter().map(|row| Group {
        address: desk.address(&format!("/groups/{}", row.id)),
        name: row.name.clone(),
        source: source_name(language, row.source, &found.connections),
        members: language.user_groups_members(row.members),
    });
    let (rows, total) = (rows.collect(), language.user_groups_count(found.total));
    Ok(page(&GroupsPage { frame: desk.frame(Nav::Users), head, rows, total, pager }))
}

/// What the product is configured with for them.
pub(crate) async fn configurations(desk: Desk, at: At) -> Answer {
    let person = person(&desk, &at).await?;
    let org = desk.org();
    let list = desk.read("list configurations", move |work| configurations::list(work, org)).await?;
    let language = desk.language();
    let configurations = list.iter().map(|configuration| {
        let rendered = configuration.render(&person.user.resource).into_iter();
        let fields = rendered.map(|outcome| {
            let (text, is_there) = match outcome.rendered {
                Rendered::Text(text) => (text, true),
                Rendered::Missing(names) => (language.user_missing(names.join(", ")), false),
                Rendered::TooLong => (language.user_too_long(), false),
            };
            (outcome.field.to_owned(), text, is_there)
        });
        Configuration { name: configuration.name.clone(), fields: fields.collect() }
    });
    let configurations = configurations.collect();
    let head = Head::of(&desk, &person, Tab::Configurations);
    let here = desk.address("/configurations");
    Ok(page(&ConfigurationsPage { frame: desk.frame(Nav::Users), head, configurations, here }))
}

/// How their invitation stands.
pub(crate) async fn invitation(desk: Desk, at: At) -> Answer {
    use directory::invitation::InviteStatus;
    let person = person(&desk, &at).await?;
    let (language, status) = (desk.language(), person.invite_status);
    // Whoever was let in by a provider, or by an administrator, has a seat and no invitation.
    let is_let_in = status == InviteStatus::NotInvited && person.user.status == Status::On(Stage::Confirmed);
    let about = match status {
        InviteStatus::NotInvited if is_let_in => language.user_invitation_uninvited_text(),
        InviteStatus::NotInvited if !person.user.status.is_on() => language.user_invitation_uninvited_out(),
        InviteStatus::NotInvited if person.policy.onboarding == Onboarding::None => {
            language.user_invitation_none()
        }
        InviteStatus::NotInvited => language.user_invitation_not_invited(),
        InviteStatus::Pending => language.user_invitation_pending(),
        InviteStatus::Expired => language.user_invitation_expired(),
        InviteStatus::Completed if person.user.status == Status::On(Stage::Accepted) => {
            language.user_invitation_to_confirm()
        }
        InviteStatus::Completed => language.user_invitation_completed(),
    };
    let mut facts = Vec::new();
    let mut tell = |word: String, at: Option<Timestamp>| facts.extend(at.map(|at| (word, Time::from(at))));
    let invitation = person.invitation.as_ref();
    tell(language.user_invited_at(), invitation.map(|invitation| invitation.created));
    tell(language.user_sent_at(), invitation.and_then(|invitation| invitation.sent));
    let is_open = matches!(status, InviteStatus::Pending | InviteStatus::Expired);
    tell(language.user_expires_at(), invitation.filter(|_| is_open).map(|invitation| invitation.expires));
    tell(language.user_next_reminder(), invitation.and_then(|invitation| invitation.next_reminder));
    let max = person.policy.reminders_max.get();
    let reminders = invitation.filter(|invitation| max > 0 || invitation.reminders > 0);
    let reminders = reminders.map(|invitation| language.user_reminders(invitation.reminders, max));
    let mails = person.mails.iter().map(|waiting| Mail {
        word: match waiting.mail.kind {
            MailKind::Invitation => language.user_mail_invitation(),
            MailKind::Reminder => language.user_mail_reminder(),
        },
        asked_for: waiting.mail.created.into(),
        error: waiting.mail.cause().map(|cause| unsent(language, &person, waiting.mail.attempts, cause)),
        next: (!waiting.mail.is_given_up()).then(|| waiting.mail.due.into()),
    });
    Ok(page(&InvitationPage {
        frame: desk.frame(Nav::Users),
        head: Head::of(&desk, &person, Tab::Invitation),
        standing: match is_let_in {
            true => language.user_invitation_uninvited(),
            false => language.invite_status(status),
        },
        about,
        facts,
        reminders,
        mails: mails.collect(),
    }))
}

/// Why a mail was not sent, in the words of whoever knows it.
fn unsent(language: Language, person: &Person, attempts: u32, cause: MailCause<'_>) -> String {
    match (cause, &person.connection) {
        (MailCause::NoAddress, Some(connection)) => {
            language.user_mail_no_address_at(language.the_provider(connection.provider))
        }
        (MailCause::NoAddress, None) => language.user_mail_no_address(),
        (MailCause::TooLate, _) => language.user_mail_too_late(),
        (MailCause::Said(said), _) => format!("{} {said}", language.user_mail_failed(attempts)),
    }
}

/// What was done to them.
pub(crate) async fn history(desk: Desk, at: At, asked: Asked) -> Answer {
    let person = person(&desk, &at).await?;
    let head = Head::of(&desk, &person, Tab::History);
    let here = format!("{}/history", head.address);
    let history = trail::history(&desk, person.user.id.to_string(), &asked, &here).await?;
    Ok(page(&HistoryPage { frame: desk.frame(Nav::Users), head, history }))
}
