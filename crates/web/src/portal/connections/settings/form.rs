//! What was typed into the form of the settings, right or wrong.

use crate::portal::Form;
use directory::Connection;
use directory::connection::Settings;
use directory::policy::knob::{Invite, Value as _};
use directory::policy::{BadKnob, Policy, Preset};
use scim::dialect::{Dialect, Profile, Switch};
use std::collections::{BTreeMap, BTreeSet};

/// What was typed into the form, or what is set.
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) invite: bool,
    /// The names of attributes that are to be declared.
    pub(super) attributes: String,
    pub(super) logs_calls: bool,
    pub(super) preset: Preset,
    pub(super) profile: Profile,
    pub(super) switches: BTreeSet<Switch>,
    /// What the form showed when it was sent to the browser: what differs from it was typed by somebody.
    pub(super) shown_policy: Policy,
    pub(super) shown_dialect: Dialect,
    knobs: BTreeMap<&'static str, String>,
}

impl Typed {
    /// What is set.
    pub(super) fn of(connection: &Connection) -> Self {
        Self {
            name: connection.name.clone(),
            invite: connection.policy.invite == Invite::Automatic,
            attributes: String::new(),
            logs_calls: connection.logs_calls,
            preset: connection.policy.preset,
            profile: connection.dialect.profile(),
            switches: on(connection.dialect),
            shown_policy: connection.policy.clone(),
            shown_dialect: connection.dialect,
            knobs: knobs(&connection.policy),
        }
    }

    /// What was typed; nothing if the form is none of ours.
    pub(super) fn read(form: &Form) -> Option<Self> {
        let shown_policy = Policy::parse(form.text("shown_policy")).ok()?;
        let shown_dialect = Dialect::parse(form.text("shown_dialect"))?;
        let typed = |name: &'static str| (name, form.text(&format!("knob_{name}")).to_owned());
        let mut knobs: BTreeMap<_, _> = Policy::knobs().into_iter().map(|knob| typed(knob.name)).collect();
        let invite = form.has("invite");
        knobs.insert("invite", if invite { Invite::Automatic } else { Invite::Manual }.text());
        let is_on = |switch: &Switch| form.has(&format!("switch_{}", switch.as_str()));
        Some(Self {
            name: form.text("name").to_owned(),
            invite,
            attributes: form.text("attributes").to_owned(),
            logs_calls: form.has("logs_calls"),
            preset: Preset::parse(form.text("preset"))?,
            profile: Profile::parse(form.text("profile"))?,
            switches: Switch::ALL.into_iter().filter(is_on).collect(),
            shown_policy,
            shown_dialect,
            knobs,
        })
    }

    /// What a knob is set to.
    pub(super) fn knob(&self, name: &str) -> &str {
        self.knobs.get(name).map_or("", String::as_str)
    }

    /// Whether something is set otherwise than the preset has it.
    pub(super) fn differs(&self) -> bool {
        self.knobs != knobs(&self.preset.policy())
    }

    /// Sets all knobs as the preset has them.
    pub(super) fn take_preset(&mut self) {
        self.shown_policy = self.preset.policy();
        self.knobs = knobs(&self.shown_policy);
        self.invite = self.shown_policy.invite == Invite::Automatic;
    }

    /// Sets all switches as the profile has them.
    pub(super) fn take_profile(&mut self) {
        self.shown_dialect = Dialect::of(self.profile);
        self.switches = on(self.shown_dialect);
    }

    /// The names of the attributes that are to be declared.
    pub(super) fn names(&self) -> Vec<String> {
        // A name with a space in it is told of as it was typed.
        let names = self.attributes.split([',', '、', '，', ';', '\n', '\t']).map(str::trim);
        names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }

    /// What is to be set. Whoever chooses another preset or profile takes all of it, but for what they typed themselves.
    pub(super) fn settings(&self) -> Result<Settings, BadKnob> {
        let begun = if self.preset == self.shown_policy.preset {
            self.shown_policy.clone()
        } else {
            self.preset.policy()
        };
        let typed =
            self.knobs.iter().filter(|(name, value)| self.shown_policy.knob(name).as_ref() != Some(*value));
        let policy = typed.into_iter().try_fold(begun, |policy, (name, value)| policy.with(name, value))?;
        let begun = if self.profile == self.shown_dialect.profile() {
            self.shown_dialect
        } else {
            Dialect::of(self.profile)
        };
        let typed = Switch::ALL.into_iter().map(|switch| (switch, self.switches.contains(&switch)));
        let dialect = typed
            .filter(|(switch, is_on)| self.shown_dialect.has(*switch) != *is_on)
            .fold(begun, |dialect, (switch, is_on)| dialect.with(switch, is_on));
        Ok(Settings {
            name: Some(self.name.clone()),
            dialect: Some(dialect),
            logs_calls: Some(self.logs_calls),
            policy: Some(policy),
        })
    }
}

fn on(dialect: Dialect) -> BTreeSet<Switch> {
    Switch::ALL.into_iter().filter(|switch| dialect.has(*switch)).collect()
}

fn knobs(policy: &Policy) -> BTreeMap<&'static str, String> {
    Policy::knobs().into_iter().map(|knob| (knob.name, policy.knob(knob.name).unwrap_or_default())).collect()
}
