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

    /// Sets all knobs as the preset has them for this connection.
    pub(super) fn take_preset(&mut self, connection: &Connection) {
        self.shown_policy = connection.policy_of(self.preset);
        self.knobs = knobs(&self.shown_policy);
        self.invite = self.shown_policy.invite == Invite::Automatic;
    }

    /// Sets all switches as the profile has them.
    pub(super) fn take_profile(&mut self) {
        self.shown_dialect = Dialect::of(self.profile);
        self.switches = on(self.shown_dialect);
    }

    /// Sets what nobody typed as it will be once this is saved, as another preset or profile that was chosen has it.
    pub(super) fn settle(&mut self, connection: &Connection) {
        if self.preset != self.shown_policy.preset {
            let typed = self.typed_knobs();
            self.take_preset(connection);
            self.invite = typed.get("invite").map_or(self.invite, |set| *set == Invite::Automatic.text());
            self.knobs.extend(typed);
        }
        if self.profile != self.shown_dialect.profile() {
            let typed = self.typed_switches();
            self.take_profile();
            for (switch, is_on) in typed {
                if is_on {
                    self.switches.insert(switch);
                } else {
                    self.switches.remove(&switch);
                }
            }
        }
    }

    /// The names of the attributes that are to be declared.
    pub(super) fn names(&self) -> Vec<String> {
        // A name with a space in it is told of as it was typed.
        let names = self.attributes.split([',', '、', '，', ';', '\n', '\t']).map(str::trim);
        names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }

    /// What is to be set. Whoever chooses another preset or profile takes all of it, but for what they typed themselves.
    pub(super) fn settings(&self, connection: &Connection) -> Result<Settings, BadKnob> {
        let begun = if self.preset == self.shown_policy.preset {
            self.shown_policy.clone()
        } else {
            connection.policy_of(self.preset)
        };
        let typed = self.typed_knobs();
        let policy = typed.iter().try_fold(begun, |policy, (name, value)| policy.with(name, value))?;
        let begun = if self.profile == self.shown_dialect.profile() {
            self.shown_dialect
        } else {
            Dialect::of(self.profile)
        };
        let typed = self.typed_switches().into_iter();
        let dialect = typed.fold(begun, |dialect, (switch, is_on)| dialect.with(switch, is_on));
        Ok(Settings {
            name: Some(self.name.clone()),
            dialect: Some(dialect),
            logs_calls: Some(self.logs_calls),
            policy: Some(policy),
        })
    }

    /// The knobs that are set otherwise than the form showed them.
    fn typed_knobs(&self) -> BTreeMap<&'static str, String> {
        let mut typed = self.knobs.clone();
        typed.retain(|name, value| self.shown_policy.knob(name).as_ref() != Some(value));
        typed
    }

    /// The switches that stand otherwise than the form showed them.
    fn typed_switches(&self) -> Vec<(Switch, bool)> {
        let all = Switch::ALL.into_iter().map(|switch| (switch, self.switches.contains(&switch)));
        all.filter(|(switch, is_on)| self.shown_dialect.has(*switch) != *is_on).collect()
    }
}

fn on(dialect: Dialect) -> BTreeSet<Switch> {
    Switch::ALL.into_iter().filter(|switch| dialect.has(*switch)).collect()
}

fn knobs(policy: &Policy) -> BTreeMap<&'static str, String> {
    Policy::knobs().into_iter().map(|knob| (knob.name, policy.knob(knob.name).unwrap_or_default())).collect()
}
