//! One user: who they are, where they stand, and what can be done about it.

mod acts;
mod profile;
mod tabs;

pub(crate) use acts::{act, removal};
pub(crate) use profile::show;
pub(crate) use tabs::{attributes, configurations, groups, history, invitation};

use super::listed::{source_name, tone};
use super::parts::{Pill, Timed};
use super::users::{act_word, held_word};
use super::{Desk, Trouble};
use app::crowd::Act;
use app::person::{self, Person};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use directory::guard::{Departure, Wish};
use directory::life::Step;
use directory::policy::knob::Deactivate;
use directory::user::called;
use directory::{Role, Status, UserId, life};
use i18n::Language;
use std::convert::Infallible;

/// Whom the address names.
pub(crate) struct At(Option<UserId>);

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Infallible;

    /// What it does not name is found out by the handler, which knows by then whether somebody is signed in.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let params = RawPathParams::from_request_parts(parts, state).await.ok();
        let user = params.iter().flatten().find(|(name, _)| *name == "user");
        Ok(Self(user.and_then(|(_, id)| UserId::parse(id))))
    }
}

/// Which of a user's pages is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Profile,
    Attributes,
    Groups,
    Configurations,
    Invitation,
    History,
}

/// What stands above each of them.
struct Head {
    /// The list of users.
    users: String,
    address: String,
    name: String,
    user_name: String,
    status: Pill,
    /// How far they had come, of somebody who is kept out.
    stage: Option<String>,
    protected: bool,
    /// What waits for a decision, if anything does.
    held: Option<Held>,
    source: String,
    /// The first of what can be done: most likely the one that is meant.
    first: Option<Button>,
    /// The others.
    others: Vec<Button>,
    tabs: [(String, String, bool); 6],
}

/// What an administrator has to decide about them.
struct Held {
    word: String,
    /// What happened.
    sentence: Timed,
    /// What whoever reads it can do.
    advice: String,
}

/// Something that can be done now.
struct Button {
    act: &'static str,
    word: String,
    /// The page that asks whether to do it, where it is not done at once.
    page: Option<String>,
    tone: Tone,
}

/// How a button is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tone {
    /// It leads somebody in.
    Inwards,
    /// It leads them out, or neither in nor out.
    Plain,
    /// Nothing brings back what it takes.
    Grave,
}

async fn person(desk: &Desk, At(user): &At) -> Result<Person, Trouble> {
    let (org, id) = (desk.org(), user.ok_or(Trouble::NotFound)?);
    desk.read("show user", move |work| person::person(work, org, id)).await
}

impl Head {
    fn of(desk: &Desk, person: &Person, here: Tab) -> Self {
        let (language, user) = (desk.language(), &person.user);
        let address = desk.address(&format!("/users/{}", user.id));
        let mut others = if desk.may(Role::Admin) { buttons(desk, person) } else { Vec::new() };
        let first = if others.is_empty() { None } else { Some(others.remove(0)) };
        let tabs = [
            (Tab::Profile, "", language.user_tab_profile()),
            (Tab::Attributes, "/attributes", language.user_tab_attributes()),
            (Tab::Groups, "/groups", language.user_tab_groups()),
            (Tab::Configurations, "/configurations", language.user_tab_configurations()),
            (Tab::Invitation, "/invitation", language.user_tab_invitation()),
            (Tab::History, "/history", language.user_tab_history()),
        ];
        Self {
            users: desk.address("/users"),
            name: called(&user.resource).into_owned(),
            user_name: user.user_name().to_owned(),
            status: Pill::new(tone(user.status), language.status(user.status)),
            stage: (!user.status.is_on()).then(|| language.stage(user.status.stage())),
            protected: user.protected,
            held: person.held.map(|held| Held::of(desk, held, person)),
            source: source_name(language, user.source, person.connection.as_slice()),
            first,
            others,
            tabs: tabs.map(|(tab, below, word)| (format!("{address}{below}"), word, tab == here)),
            address,
        }
    }
}

impl Held {
    fn of(desk: &Desk, held: Departure, person: &Person) -> Self {
        let (t, time, connection) = (desk.language(), held.at.to_minute(), person.connection.as_ref());
        let connection = connection.map(|connection| connection.name.as_str()).unwrap_or_default();
        let sentence = match held.wish {
            Wish::KeepOut => t.user_held_access(connection, time),
            Wish::Remove => t.user_held_removal(connection, time),
        };
        let advice = if desk.may(Role::Owner) {
            t.user_held_owner()
        } else if desk.may(Role::Admin) {
            t.user_held_admin(act_name(t, life::Act::Disable, person))
        } else {
            t.user_held_auditor()
        };
        Self { word: held_word(t, held.wish), sentence: Timed::of(sentence, held.at), advice }
    }
}

impl Button {
    /// What it looks like where it stands alone, and in a menu.
    fn class(&self) -> &'static str {
        match self.tone {
            Tone::Inwards => "primary",
            Tone::Plain => "",
            Tone::Grave => "danger",
        }
    }
}

/// What can be done to them now, the most likely first. They are removed on a page of its own.
fn buttons(desk: &Desk, person: &Person) -> Vec<Button> {
    let language = desk.language();
    let mut buttons = if person.held.is_some() { buttons_of_held(desk, person) } else { Vec::new() };
    let order = [
        life::Act::Invite,
        life::Act::Confirm,
        life::Act::Reactivate,
        life::Act::InviteAgain,
        life::Act::Withdraw,
        life::Act::Disable,
    ];
    // To undo the change lets them in as well, and whoever is out stays out.
    let is_undone = person.held.is_some_and(|held| held.before.is_on());
    let is_possible = |act: &life::Act| {
        let is_there = (is_undone && *act == life::Act::Reactivate)
            || (person.held.is_some() && *act == life::Act::Disable);
        if is_there {
            return false;
        }
        let step = person.user.status.step(*act, &person.policy);
        matches!(step, Ok(Step::To(_) | Step::NewInvitation))
    };
    buttons.extend(order.into_iter().filter(is_possible).map(|act| Button {
        act: form_word(act),
        word: act_name(language, act, person),
        page: None,
        tone: if matches!(act, life::Act::Disable | life::Act::Withdraw) {
            Tone::Plain
        } else {
            Tone::Inwards
        },
    }));
    let (act, word) = match person.user.protected {
        true => (Act::Unprotect, language.users_act_unprotect()),
        false => (Act::Protect, language.users_act_protect()),
    };
    buttons.push(Button { act: act.as_str(), word, page: None, tone: Tone::Plain });
    buttons
}

/// What can be decided about a change that is held: to undo and to apply it are asked about on a page, as with many.
fn buttons_of_held(desk: &Desk, person: &Person) -> Vec<Button> {
    let (language, user) = (desk.language(), person.user.id);
    let asked = |act: Act, tone| {
        let page = desk.address(&format!("/users/acts?act={}&user={user}", act.as_str()));
        Button { act: act.as_str(), word: act_word(language, act), page: Some(page), tone }
    };
    let mut buttons = vec![asked(Act::UndoHeld, Tone::Inwards)];
    buttons.extend(desk.may(Role::Owner).then(|| asked(Act::ApplyHeld, Tone::Grave)));
    // They stay out.
    let (act, word) = (Act::KeepOut.as_str(), act_name(language, life::Act::Disable, person));
    buttons.push(Button { act, word, page: None, tone: Tone::Plain });
    buttons
}

/// The word for forms, which is that of what is done to many.
fn form_word(act: life::Act) -> &'static str {
    match act {
        life::Act::Invite => Act::Invite.as_str(),
        life::Act::InviteAgain => Act::InviteAgain.as_str(),
        life::Act::Withdraw => Act::Withdraw.as_str(),
        life::Act::Confirm => Act::Confirm.as_str(),
        life::Act::Reactivate => Act::Restore.as_str(),
        life::Act::Remove => Act::Remove.as_str(),
        _ => Act::KeepOut.as_str(),
    }
}

/// What a button says: in the words of the policy, which disables and enables, or revokes and restores.
fn act_name(language: Language, act: life::Act, person: &Person) -> String {
    let revokes = matches!(person.user.status, Status::Revoked(_))
        || (person.user.status.is_on() && person.policy.deactivate == Deactivate::Revoke);
    match act {
        life::Act::Disable if revokes => language.user_act_revoke(),
        life::Act::Reactivate if !revokes => language.user_act_enable(),
        act => language.act(act),
    }
}
