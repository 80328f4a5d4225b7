//! Edit settings: how a connection is called, whom it invites, its custom attributes, its policy and its dialect.

mod form;

use super::{At, Head, Tab, address, change, standing};
use crate::portal::frame::{Frame, Nav, page, page_with};
use crate::portal::notice::Noticed;
use crate::portal::order::Admin;
use crate::portal::parts::Time;
use crate::portal::{Answer, Desk, Notice, Order, Trouble};
use app::{Error, attributes, connections};
use askama::Template;
use axum::http::StatusCode;
use directory::attribute::{Gap, Refused};
use directory::policy::knob::{Onboarding, Value as _};
use directory::policy::{BadKnob, Preset};
use directory::{Connection, Provider, Refusal, Tolerated};
use form::Typed;
use i18n::Language;
use i18n::knobs::{Input, KnobGroup, KnobWords};
use scim::dialect::{Profile, Switch};

#[derive(Template)]
#[template(path = "portal/connections/settings.html")]
struct Page {
    frame: Frame,
    head: Head,
    provider: String,
    connection: Connection,
    typed: Typed,
    known: String,
    /// Whether anybody is invited at all.
    invites: bool,
    /// What the others lack that this one declares.
    lacking: Vec<Gap>,
    /// What this one lacks.
    lacks: Vec<Gap>,
    presets: Vec<Chosen>,
    groups: Vec<Group>,
    profiles: Vec<Chosen>,
    switches: Vec<Line>,
    tolerated: Vec<Fired>,
    /// What shows that nothing was saved, and why.
    wrong: Option<String>,
    /// Whether the names of attributes are what is wrong.
    wrong_names: bool,
    unsaved: Option<String>,
}

/// One of several that can be chosen.
struct Chosen {
    value: &'static str,
    label: String,
    about: String,
    is_chosen: bool,
    /// Whether something is set otherwise than this one has it.
    is_changed: bool,
}

/// Knobs that stand together.
struct Group {
    title: String,
    is_open: bool,
    knobs: Vec<Knob>,
    /// How many of them are set otherwise than in the preset.
    differing: usize,
}

/// A knob in the form.
struct Knob {
    words: KnobWords,
    /// What the preset has, where that is something else.
    preset: Option<String>,
    /// What is saved, where that is something else.
    saved: Option<String>,
}

/// A switch in the form.
struct Line {
    word: &'static str,
    name: String,
    about: String,
    is_on: bool,
    /// Whether it stands otherwise than in the profile.
    differs: bool,
    /// Whether it stands otherwise than is saved.
    unsaved: bool,
    /// How often it has let something pass, and when the last time was.
    fired: Option<(u64, Time)>,
}

/// What the dialect let pass at one place.
struct Fired {
    what: String,
    switch: Option<String>,
    tolerated: Tolerated,
    first: Time,
    last: Time,
}

/// What the page shows of what is saved.
struct Saved {
    standing: app::calls::Standing,
    gaps: Vec<Gap>,
    tolerated: Vec<Tolerated>,
}

/// The form.
pub(crate) async fn show(desk: Desk, at: At, Noticed(notice): Noticed) -> Answer {
    let saved = saved(&desk, &at).await?;
    let typed = Typed::of(&saved.standing.connection);
    let frame = desk.frame(Nav::Connections).noticing(notice);
    Ok(page(&Page::of(&desk, frame, saved, typed)))
}

/// Saves it, or shows what a preset or a profile would make of it.
pub(crate) async fn save(at: At, order: Order<Admin>) -> Answer {
    let (desk, language) = (&order.desk, order.desk.language());
    let mut typed = Typed::read(&order.form).ok_or(Trouble::NotFound)?;
    let act = order.form.text("act");
    if ["preset", "profile"].contains(&act) {
        let saved = saved(desk, &at).await?;
        if act == "preset" {
            typed.take_preset(&saved.standing.connection);
        } else {
            typed.take_profile();
        }
        let mut page = Page::of(desk, desk.frame(Nav::Connections), saved, typed);
        order.form.raw("known").clone_into(&mut page.known);
        page.unsaved = Some(language.connection_settings_unsaved());
        return Ok(page_with(StatusCode::OK, &page));
    }
    // Whether it has attributes is part of what the form has to know of, or it is stale.
    let connection = standing(desk, &at).await?.connection;
    let settings = match typed.settings(&connection) {
        Ok(settings) => settings,
        Err(bad) => {
            let wrong = bad_knob(language, &typed, &bad);
            return again(&order, &at, typed, (422, wrong, false)).await;
        }
    };
    let (known, names) = (order.form.raw("known").to_owned(), typed.names());
    let edited = change(&order, &at, "edit connection", move |work, actor, connection| {
        connections::edit(work, actor, connection.id, &known, (&settings, &names))
    });
    match edited.await? {
        Ok(connection) => {
            Ok(Notice::ConnectionSaved.at(&format!("{}/settings", address(desk, connection.id))))
        }
        Err(Error::Stale) => {
            again(&order, &at, typed, (409, language.connection_settings_stale(), false)).await
        }
        Err(Error::Refused(refusal)) => {
            let of_names =
                matches!(&refusal, Refusal::Attribute(refused) if !matches!(refused, Refused::UrnInUse(_)));
            again(&order, &at, typed, (422, desk.language().refusal(&refusal), of_names)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The form once more, with what was typed and what is wrong with it; it can be sent again over what is saved by now.
async fn again(
    order: &Order<Admin>,
    at: &At,
    mut typed: Typed,
    (status, wrong, of_names): (u16, String, bool),
) -> Answer {
    let (desk, saved) = (&order.desk, saved(&order.desk, at).await?);
    typed.settle(&saved.standing.connection);
    let mut page = Page::of(desk, desk.frame(Nav::Connections), saved, typed);
    if status != 409 {
        order.form.raw("known").clone_into(&mut page.known);
    }
    page.wrong = Some(wrong);
    page.wrong_names = of_names;
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(page_with(status, &page))
}

async fn saved(desk: &Desk, at: &At) -> Result<Saved, Trouble> {
    let (standing, org) = (standing(desk, at).await?, desk.org());
    let id = standing.connection.id;
    let rest = desk.read("look at settings", move |work| {
        Ok((attributes::list(work, org)?.gaps, work.tx.org(org).tolerated(id)?))
    });
    let (gaps, tolerated) = rest.await?;
    Ok(Saved { standing, gaps, tolerated })
}

impl Page {
    fn of(desk: &Desk, frame: Frame, saved: Saved, typed: Typed) -> Self {
        let (language, connection) = (desk.language(), &saved.standing.connection);
        let declares = |gap: &Gap| connection.attributes.contains(&gap.attribute);
        let lacking = saved.gaps.iter().filter(|gap| gap.connection != connection.id && declares(gap));
        let lacks = saved.gaps.iter().filter(|gap| gap.connection == connection.id);
        let (lacking, lacks) = (lacking.cloned().collect(), lacks.cloned().collect());
        let mut tolerated = saved.tolerated;
        tolerated.sort_by_key(|one| std::cmp::Reverse(one.last));
        Self {
            frame,
            head: Head::of(desk, &saved.standing, Tab::Settings),
            provider: language.the_provider(connection.provider),
            known: connection.fingerprint(),
            invites: invites(&typed),
            lacking,
            lacks,
            presets: presets(language, &typed),
            groups: groups(language, connection, &typed),
            profiles: profiles(language, connection, &typed),
            switches: switches(language, connection, (&typed, &tolerated)),
            tolerated: tolerated.into_iter().map(|tolerated| Fired::of(language, tolerated)).collect(),
            connection: connection.clone(),
            typed,
            wrong: None,
            wrong_names: false,
            unsaved: None,
        }
    }
}

fn invites(typed: &Typed) -> bool {
    typed.knob("onboarding") != Onboarding::None.text()
}

impl Fired {
    fn of(language: Language, tolerated: Tolerated) -> Self {
        Self {
            what: language.tolerance(tolerated.tolerance),
            switch: tolerated.tolerance.switch().map(|switch| language.switch_name(switch)),
            first: tolerated.first.into(),
            last: tolerated.last.into(),
            tolerated,
        }
    }
}

fn presets(language: Language, typed: &Typed) -> Vec<Chosen> {
    let one = |preset: Preset| {
        let words = language.preset(preset);
        let is_chosen = preset == typed.preset;
        let is_changed = is_chosen && typed.differs();
        Chosen { value: preset.as_str(), label: words.name, about: words.about, is_chosen, is_changed }
    };
    Preset::ALL.into_iter().map(one).collect()
}

fn profiles(language: Language, connection: &Connection, typed: &Typed) -> Vec<Chosen> {
    let own = connection.provider.dialect().profile();
    let one = |profile: Profile| {
        let word = profile.as_str();
        let name = match profile {
            Profile::Strict => language.connection_settings_profile_strict(),
            Profile::Generic => language.connection_settings_profile_generic(),
            // The others are called by the words of their providers.
            _ => Provider::parse(word).map_or(word, Provider::display_name).to_owned(),
        };
        let label = if profile == own { language.connection_settings_profile_own(name) } else { name };
        let is_chosen = profile == typed.profile;
        Chosen { value: word, label, about: String::new(), is_chosen, is_changed: false }
    };
    Profile::ALL.into_iter().map(one).collect()
}

/// What is wrong with a knob, which the form calls by another name than the policy's text.
fn bad_knob(language: Language, typed: &Typed, bad: &BadKnob) -> String {
    let said = language.bad_knob(bad);
    let BadKnob::Value { name, .. } = bad else { return said };
    let groups = language.knobs(&typed.shown_policy, Provider::Generic);
    match groups.iter().flat_map(|group| &group.knobs).find(|knob| knob.name == *name) {
        Some(knob) => language.connection_settings_bad_knob(&knob.label, said),
        None => said,
    }
}

/// All knobs but that of invitations, which has a place of its own.
fn groups(language: Language, connection: &Connection, typed: &Typed) -> Vec<Group> {
    let worded = |policy| language.knobs(policy, connection.provider);
    let (preset, saved) = (typed.preset.policy(), &connection.policy);
    let (of_preset, of_saved) = (worded(&preset), worded(saved));
    let other = |all: &[KnobGroup], words: &KnobWords| {
        let known = all.iter().flat_map(|group| &group.knobs).find(|knob| knob.name == words.name);
        known.filter(|knob| knob.value != words.value).map(|knob| knob.shown().to_owned())
    };
    let knob = |mut words: KnobWords| {
        typed.knob(words.name).clone_into(&mut words.value);
        Knob { preset: other(&of_preset, &words), saved: other(&of_saved, &words), words }
    };
    let group = |group: KnobGroup| {
        let knobs: Vec<Knob> =
            group.knobs.into_iter().filter(|words| words.name != "invite").map(knob).collect();
        let differing = knobs.iter().filter(|knob| knob.preset.is_some()).count();
        // A link leads to the knob that makes another one idle.
        let is_led_to = !invites(typed) && knobs.iter().any(|knob| knob.words.name == "onboarding");
        Group { title: group.title, is_open: differing > 0 || is_led_to, knobs, differing }
    };
    worded(saved).into_iter().map(group).collect()
}

fn switches(
    language: Language,
    connection: &Connection,
    (typed, tolerated): (&Typed, &[Tolerated]),
) -> Vec<Line> {
    let profile = scim::dialect::Dialect::of(typed.profile);
    let line = |switch: Switch| {
        let is_on = typed.switches.contains(&switch);
        Line {
            word: switch.as_str(),
            name: language.switch_name(switch),
            about: language.switch(switch),
            is_on,
            differs: profile.has(switch) != is_on,
            unsaved: connection.dialect.has(switch) != is_on,
            fired: fired(switch, tolerated),
        }
    };
    Switch::ALL.into_iter().map(line).collect()
}

/// How often a switch has let something pass, wherever that was, and when the last time was.
fn fired(switch: Switch, tolerated: &[Tolerated]) -> Option<(u64, Time)> {
    let those = tolerated.iter().filter(|one| one.tolerance.switch() == Some(switch));
    let last = those.clone().map(|one| one.last).max()?;
    Some((those.map(|one| one.times).sum(), last.into()))
}
