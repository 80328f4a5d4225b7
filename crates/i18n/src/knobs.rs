//! The knobs of a policy in words, as a form shows them.

mod choice;

use crate::Language;
use directory::Provider;
use directory::policy::knob::{Count, CustomExtension, Rate, Value};
use directory::policy::{Policy, Preset};

/// A preset, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresetWords {
    /// What it is called.
    pub name: String,
    /// What it is for, a sentence.
    pub about: String,
}

/// Knobs that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnobGroup {
    /// What they are about.
    pub title: String,
    /// The knobs.
    pub knobs: Vec<KnobWords>,
}

/// A knob, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnobWords {
    /// Its name in a policy's text.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
    /// What it decides, a sentence.
    pub about: String,
    /// What it is set to, in a policy's text.
    pub value: String,
    /// What it can be set to.
    pub input: Input,
}

/// What a knob can be set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// One of these.
    Choice(Vec<Choice>),
    /// A whole number.
    Number {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// A whole number from 1 on, or `off`.
    NumberOrOff {
        /// The most.
        max: u32,
    },
    /// The name of an extension, or `none`.
    Name {
        /// Most characters of it.
        chars_max: usize,
    },
}

/// One of the values of a knob, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As a policy's text has it.
    pub value: String,
    /// What it is called.
    pub label: String,
}

impl KnobWords {
    /// What it is set to, in words.
    #[must_use]
    pub fn shown(&self) -> &str {
        match &self.input {
            Input::Choice(choices) => {
                let set = choices.iter().find(|choice| choice.value == self.value);
                set.map_or(&self.value, |choice| &choice.label)
            }
            Input::Number { .. } | Input::NumberOrOff { .. } | Input::Name { .. } => &self.value,
        }
    }
}

impl Language {
    /// A preset, in words.
    #[must_use]
    pub fn preset(self, preset: Preset) -> PresetWords {
        let (name, about) = match preset {
            Preset::Standard => (self.knobs_preset_standard(), self.knobs_preset_standard_about()),
            Preset::ManagedDevices => {
                (self.knobs_preset_managed_devices(), self.knobs_preset_managed_devices_about())
            }
            Preset::Vault => (self.knobs_preset_vault(), self.knobs_preset_vault_about()),
            Preset::Workspace => (self.knobs_preset_workspace(), self.knobs_preset_workspace_about()),
        };
        PresetWords { name, about }
    }

    /// All knobs of a policy, as it is set, for a connection of that provider.
    #[must_use]
    pub fn knobs(self, policy: &Policy, provider: Provider) -> Vec<KnobGroup> {
        vec![
            KnobGroup { title: self.knobs_group_users(), knobs: self.users(policy) },
            KnobGroup { title: self.knobs_group_invitations(), knobs: self.invitations(policy, provider) },
            KnobGroup { title: self.knobs_group_leaving(), knobs: self.leaving(policy) },
            KnobGroup { title: self.knobs_group_groups(), knobs: self.groups(policy) },
            KnobGroup { title: self.knobs_group_tokens(), knobs: self.tokens(policy) },
            KnobGroup { title: self.knobs_group_answers(), knobs: self.answers(policy) },
        ]
    }

    fn users(self, policy: &Policy) -> Vec<KnobWords> {
        let l = self;
        let mut knobs = l.user_names(policy);
        knobs.extend([
            l.chosen("names", policy.names, (l.knobs_names(), l.knobs_names_about())),
            l.chosen(
                "display_name",
                policy.display_name,
                (l.knobs_display_name(), l.knobs_display_name_about()),
            ),
            l.chosen("external_id", policy.external_id, (l.knobs_external_id(), l.knobs_external_id_about())),
            l.chosen("enterprise", policy.enterprise, (l.knobs_enterprise(), l.knobs_enterprise_about())),
            l.extension(&policy.custom_extension),
            l.chosen("updatable", policy.updatable, (l.knobs_updatable(), l.knobs_updatable_about())),
            l.chosen(
                "blank_update",
                policy.blank_update,
                (l.knobs_blank_update(), l.knobs_blank_update_about()),
            ),
            l.chosen(
                "create_inactive",
                policy.create_inactive,
                (l.knobs_create_inactive(), l.knobs_create_inactive_about()),
            ),
            l.chosen(
                "existing_user",
                policy.existing_user,
                (l.knobs_existing_user(), l.knobs_existing_user_about()),
            ),
        ]);
        knobs
    }

    fn user_names(self, policy: &Policy) -> Vec<KnobWords> {
        let l = self;
        vec![
            l.chosen("user_name", policy.user_name, (l.knobs_user_name(), l.knobs_user_name_about())),
            l.chosen(
                "user_name_change",
                policy.user_name_change,
                (l.knobs_user_name_change(), l.knobs_user_name_change_about()),
            ),
            l.chosen("emails", policy.emails, (l.knobs_emails(), l.knobs_emails_about())),
            l.chosen(
                "email_change",
                policy.email_change,
                (l.knobs_email_change(), l.knobs_email_change_about()),
            ),
        ]
    }

    fn invitations(self, policy: &Policy, provider: Provider) -> Vec<KnobWords> {
        let l = self;
        let provider = l.the_provider(provider);
        vec![
            l.chosen("onboarding", policy.onboarding, (l.knobs_onboarding(), l.knobs_onboarding_about())),
            l.chosen("invite", policy.invite, (l.knobs_invite(provider), l.knobs_invite_about())),
            number(
                "invitation_days",
                policy.invitation_days,
                (l.knobs_invitation_days(), l.knobs_invitation_days_about()),
            ),
            number(
                "reminders_max",
                policy.reminders_max,
                (l.knobs_reminders_max(), l.knobs_reminders_max_about()),
            ),
            number(
                "reminder_days",
                policy.reminder_days,
                (l.knobs_reminder_days(), l.knobs_reminder_days_about()),
            ),
        ]
    }

    fn leaving(self, policy: &Policy) -> Vec<KnobWords> {
        let l = self;
        vec![
            l.chosen("deactivate", policy.deactivate, (l.knobs_deactivate(), l.knobs_deactivate_about())),
            l.chosen("delete_user", policy.delete_user, (l.knobs_delete_user(), l.knobs_delete_user_about())),
            l.chosen(
                "delete_group",
                policy.delete_group,
                (l.knobs_delete_group(), l.knobs_delete_group_about()),
            ),
        ]
    }

    fn groups(self, policy: &Policy) -> Vec<KnobWords> {
        let l = self;
        vec![
            l.chosen(
                "existing_group",
                policy.existing_group,
                (l.knobs_existing_group(), l.knobs_existing_group_about()),
            ),
            l.chosen(
                "nested_groups",
                policy.nested_groups,
                (l.knobs_nested_groups(), l.knobs_nested_groups_about()),
            ),
            l.chosen(
                "unknown_member",
                policy.unknown_member,
                (l.knobs_unknown_member(), l.knobs_unknown_member_about()),
            ),
            l.chosen(
                "group_members",
                policy.group_members,
                (l.knobs_group_members(), l.knobs_group_members_about()),
            ),
        ]
    }

    fn tokens(self, policy: &Policy) -> Vec<KnobWords> {
        vec![number(
            "tokens_max",
            policy.tokens_max,
            (self.knobs_tokens_max(), self.knobs_tokens_max_about()),
        )]
    }

    fn answers(self, policy: &Policy) -> Vec<KnobWords> {
        let l = self;
        vec![
            l.chosen(
                "patch_answer",
                policy.patch_answer,
                (l.knobs_patch_answer(), l.knobs_patch_answer_about()),
            ),
            number(
                "page_default",
                policy.page_default,
                (l.knobs_page_default(), l.knobs_page_default_about()),
            ),
            number("page_max", policy.page_max, (l.knobs_page_max(), l.knobs_page_max_about())),
            rate(policy.rate_per_minute, (l.knobs_rate_per_minute(), l.knobs_rate_per_minute_about())),
        ]
    }

    fn extension(self, extension: &CustomExtension) -> KnobWords {
        KnobWords {
            name: "custom_extension",
            label: self.knobs_custom_extension(),
            about: self.knobs_custom_extension_about(),
            value: extension.text(),
            input: Input::Name { chars_max: directory::policy::knob::EXTENSION_CHARS_MAX },
        }
    }

    fn chosen<T: choice::Worded>(
        self,
        name: &'static str,
        value: T,
        (label, about): (String, String),
    ) -> KnobWords {
        let choices =
            T::ALL.iter().map(|value| Choice { value: value.text(), label: value.label(self) }).collect();
        KnobWords { name, label, about, value: value.text(), input: Input::Choice(choices) }
    }
}

fn number<const MIN: u32, const MAX: u32>(
    name: &'static str,
    value: Count<MIN, MAX>,
    (label, about): (String, String),
) -> KnobWords {
    KnobWords { name, label, about, value: value.text(), input: Input::Number { min: MIN, max: MAX } }
}

fn rate(value: Rate, (label, about): (String, String)) -> KnobWords {
    let input = Input::NumberOrOff { max: most(value.0) };
    KnobWords { name: "rate_per_minute", label, about, value: value.text(), input }
}

/// The most that there may be, which the type says.
fn most<const MAX: u32>(_: Option<Count<1, MAX>>) -> u32 {
    MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(language: Language, policy: &Policy) -> Vec<KnobWords> {
        language.knobs(policy, Provider::Okta).into_iter().flat_map(|group| group.knobs).collect()
    }

    #[test]
    fn every_knob_has_its_words_and_stands_as_the_policy_has_it() {
        for (language, preset) in
            Language::ALL.into_iter().flat_map(|language| Preset::ALL.map(|preset| (language, preset)))
        {
            let policy = preset.policy();
            let said = all(language, &policy);
            let mut names: Vec<&str> = said.iter().map(|knob| knob.name).collect();
            let mut expected: Vec<&str> = Policy::knobs().iter().map(|knob| knob.name).collect();
            names.sort_unstable();
            expected.sort_unstable();
            assert_eq!(names, expected);
            for knob in said {
                assert_eq!(policy.knob(knob.name).as_ref(), Some(&knob.value), "{}", knob.name);
                assert!(!knob.label.is_empty() && !knob.shown().is_empty(), "{knob:?}");
                assert!(knob.about.ends_with(['.', '。']), "{language:?} {}: {}", knob.name, knob.about);
            }
            let PresetWords { name, about } = language.preset(preset);
            assert!(!name.is_empty() && about.ends_with(['.', '。']), "{language:?} {preset:?}");
        }
    }

    #[test]
    fn what_a_knob_can_be_set_to_is_what_the_policy_takes() {
        for language in Language::ALL {
            for (knob, known) in all(language, &Preset::Standard.policy()).iter().map(|knob| {
                let known = Policy::knobs().into_iter().find(|known| known.name == knob.name);
                (knob, known.expect("a knob").choices)
            }) {
                let offered = match &knob.input {
                    Input::Choice(choices) => {
                        let mut labels: Vec<&str> = choices.iter().map(|c| c.label.as_str()).collect();
                        labels.sort_unstable();
                        labels.dedup();
                        assert_eq!(labels.len(), choices.len(), "{language:?} {}", knob.name);
                        choices.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>().join(", ")
                    }
                    Input::Number { min, max } => format!("{min} to {max}"),
                    Input::NumberOrOff { max } => format!("off, 1 to {max}"),
                    Input::Name { chars_max } => {
                        format!("none, or a name of up to {chars_max} small letters, digits, - and _")
                    }
                };
                assert_eq!(offered, known, "{}", knob.name);
            }
        }
    }

    #[test]
    fn the_invitation_is_asked_for_in_the_vendors_words() {
        let label = |language| {
            let said = all(language, &Preset::ManagedDevices.policy());
            let knob = said.into_iter().find(|knob| knob.name == "invite").expect("the knob");
            (knob.label.clone(), knob.shown().to_owned())
        };
        let said = |label: &str, shown: &str| (label.to_owned(), shown.to_owned());
        assert_eq!(
            label(Language::En),
            said("Automatically invite users imported from Okta", "Automatically")
        );
        assert_eq!(label(Language::Ja), said("Oktaからインポートしたユーザを自動的に招待", "自動"));
        assert_eq!(
            label(Language::Fr),
            said("Inviter automatiquement les utilisateurs importés depuis Okta", "Automatiquement")
        );
    }
}
