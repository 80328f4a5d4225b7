//! Why a text is no policy, in words.

use crate::Language;
use directory::policy::{BadKnob, Preset};

impl Language {
    /// What is wrong with the text, and what can stand there.
    #[must_use]
    pub fn bad_knob(self, bad: &BadKnob) -> String {
        match bad {
            BadKnob::Preset => {
                let presets = Preset::ALL.map(|preset| preset.as_str().to_owned());
                self.refusals_policy_preset(self.list(&presets))
            }
            BadKnob::Form => self.refusals_policy_form(),
            BadKnob::Name(name) => self.refusals_policy_no_knob(self.quoted(name)),
            // A range reads the same in each language when it is written with a dash.
            BadKnob::Value { name, choices } => {
                self.refusals_policy_value(name, choices.replace(" to ", "–"))
            }
        }
    }
}
