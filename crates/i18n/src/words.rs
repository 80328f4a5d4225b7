//! Words for what is shown in many places.

mod trail;

use crate::Language;
use directory::administrator::Role;
use directory::connection::Health;
use directory::invitation::InviteStatus;
use directory::life::Act;
use directory::{Provider, Stage, Status, Timestamp};

impl Language {
    /// The state of a user. Of somebody who is kept out it does not say how far they had come: [`Self::stage`] does.
    #[must_use]
    pub fn status(self, status: Status) -> String {
        match status {
            Status::On(stage) => self.stage(stage),
            Status::Disabled(_) => self.words_status_disabled(),
            Status::Revoked(_) => self.words_status_revoked(),
        }
    }

    /// How far somebody has come in.
    #[must_use]
    pub fn stage(self, stage: Stage) -> String {
        match stage {
            Stage::Staged => self.words_status_staged(),
            Stage::Invited => self.words_status_invited(),
            Stage::Accepted => self.words_status_accepted(),
            Stage::Confirmed => self.words_status_confirmed(),
        }
    }

    /// How an invitation stands.
    #[must_use]
    pub fn invite_status(self, status: InviteStatus) -> String {
        match status {
            InviteStatus::NotInvited => self.words_invite_not_invited(),
            InviteStatus::Pending => self.words_invite_pending(),
            InviteStatus::Expired => self.words_invite_expired(),
            InviteStatus::Completed => self.words_invite_completed(),
        }
    }

    /// When something is, to the minute, as people write it in a letter.
    #[must_use]
    pub fn moment(self, at: Timestamp) -> String {
        let text = at.to_minute();
        match (date(&text), text.get(11..16)) {
            (Some((year, month, day)), Some(time)) => self.words_moment(day, self.month(month), year, time),
            _ => text,
        }
    }

    /// A day (UTC), as short as can be said of one of the last days.
    #[must_use]
    pub fn day(self, at: Timestamp) -> String {
        let text = at.to_minute();
        date(&text)
            .map(|(_, month, day)| self.words_day(day, self.month_short(month)))
            .unwrap_or_else(|| text.clone())
    }

    /// A day (UTC), with its year.
    #[must_use]
    pub fn date(self, at: Timestamp) -> String {
        let text = at.to_minute();
        date(&text)
            .map(|(year, month, day)| self.words_date(day, self.month_short(month), year))
            .unwrap_or_else(|| text.clone())
    }

    fn month(self, number: u32) -> String {
        match number {
            1 => self.words_month_january(),
            2 => self.words_month_february(),
            3 => self.words_month_march(),
            4 => self.words_month_april(),
            5 => self.words_month_may(),
            6 => self.words_month_june(),
            7 => self.words_month_july(),
            8 => self.words_month_august(),
            9 => self.words_month_september(),
            10 => self.words_month_october(),
            11 => self.words_month_november(),
            _ => self.words_month_december(),
        }
    }

    fn month_short(self, number: u32) -> String {
        match number {
            1 => self.words_month_short_january(),
            2 => self.words_month_short_february(),
            3 => self.words_month_short_march(),
            4 => self.words_month_short_april(),
            5 => self.words_month_short_may(),
            6 => self.words_month_short_june(),
            7 => self.words_month_short_july(),
            8 => self.words_month_short_august(),
            9 => self.words_month_short_september(),
            10 => self.words_month_short_october(),
            11 => self.words_month_short_november(),
            _ => self.words_month_short_december(),
        }
    }

    /// Where a user or a group comes from: through a connection of that provider, or from the organization itself.
    #[must_use]
    pub fn source(self, provider: Option<Provider>) -> String {
        match provider {
            None => self.words_source_local(),
            // Its name says what it is already.
            Some(Provider::Generic) => self.provider(Provider::Generic),
            Some(provider) => self.words_source_scim(provider.display_name()),
        }
    }

    /// A provider, as a list or a title calls it.
    #[must_use]
    pub fn provider(self, provider: Provider) -> String {
        match provider {
            Provider::Generic => self.words_provider_other(),
            known => known.display_name().to_owned(),
        }
    }

    /// A provider, as a sentence calls it; one that begins with it is to be [`capitalized`](crate::capitalized).
    #[must_use]
    pub fn the_provider(self, provider: Provider) -> String {
        match provider {
            Provider::Generic => self.guide_generic_name(),
            known => known.display_name().to_owned(),
        }
    }

    /// What can be done to somebody, as a button says it.
    #[must_use]
    pub fn act(self, act: Act) -> String {
        match act {
            Act::Deactivate => self.words_act_deactivate(),
            Act::Disable => self.words_act_disable(),
            Act::Reactivate => self.words_act_reactivate(),
            Act::Delete => self.words_act_delete(),
            Act::Remove => self.words_act_remove(),
            Act::Invite => self.words_act_invite(),
            Act::InviteAgain => self.words_act_invite_again(),
            Act::Withdraw => self.words_act_withdraw(),
            Act::Accept => self.words_act_accept(),
            Act::Confirm => self.words_act_confirm(),
        }
    }

    /// What a role is called, and what it may do, in a sentence.
    #[must_use]
    pub fn role(self, role: Role) -> (String, String) {
        match role {
            Role::Owner => (self.words_role_owner(), self.words_role_owner_about()),
            Role::Admin => (self.words_role_admin(), self.words_role_admin_about()),
            Role::Auditor => (self.words_role_auditor(), self.words_role_auditor_about()),
        }
    }

    /// How a connection does, in a word or two, and in a sentence.
    #[must_use]
    pub fn health(self, health: Health) -> (String, String) {
        match health {
            Health::Working => (self.words_health_working(), self.words_health_working_about()),
            Health::NeverCalled => (self.words_health_never_called(), self.words_health_never_called_about()),
            Health::RefusedLately => (self.words_health_refused(), self.words_health_refused_about()),
            Health::SwitchedOff => (self.words_health_off(), self.words_health_off_about()),
            Health::NoUsableToken => (self.words_health_no_token(), self.words_health_no_token_about()),
        }
    }

    /// The type of a custom attribute, whose values come from the identity provider.
    #[must_use]
    pub fn custom_attribute(self) -> String {
        self.words_attribute_idp()
    }

    /// The type of an attribute that every user has.
    #[must_use]
    pub fn built_in_attribute(self) -> String {
        self.words_attribute_built_in()
    }
}

/// The year, the month and the day with which a time begins.
fn date(text: &str) -> Option<(&str, u32, u32)> {
    let number = |part: std::ops::Range<usize>| text.get(part)?.parse().ok();
    Some((text.get(..4)?, number(5..7)?, number(8..10)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_called_as_the_vendors_call_it() {
        assert_eq!(Language::Ja.source(Some(Provider::Okta)), "SCIM Okta");
        assert_eq!(Language::Fr.source(Some(Provider::Entra)), "SCIM Entra ID");
        assert_eq!(
            Language::ALL.map(|language| language.source(Some(Provider::Generic))),
            ["Other (SCIM 2.0)", "その他（SCIM 2.0）", "Autre (SCIM 2.0)"]
        );
        assert_eq!(Language::ALL.map(|language| language.source(None)), ["Local", "ローカル", "Local"]);
    }

    #[test]
    fn a_status_says_who_is_kept_out_and_a_stage_how_far_they_had_come() {
        let status = Status::Disabled(Stage::Invited);
        assert_eq!(Language::ALL.map(|language| language.status(status)), ["Disabled", "無効", "Désactivé"]);
        assert_eq!(Language::Fr.stage(status.stage()), "Invité");
        for (status, word) in Status::ALL.into_iter().map(|status| (status, Language::En.status(status))) {
            assert!(status.as_str().starts_with(&word.to_ascii_lowercase()), "{status}: {word}");
        }
    }

    #[test]
    fn a_letter_tells_a_time_as_its_reader_writes_it() {
        let said = |millis| Language::ALL.map(|language| language.moment(Timestamp::from_millis(millis)));
        assert_eq!(
            said(1_763_675_425_120),
            ["20 November 2025, 21:50 UTC", "2025年11月20日21:50 UTC", "20 novembre 2025 à 21:50 UTC"]
        );
        assert_eq!(said(1_764_547_200_000)[2], "1er décembre 2025 à 00:00 UTC");
    }

    #[test]
    fn a_day_is_told_as_its_reader_writes_it() {
        let day = |number| {
            let at = Timestamp::of_day(number);
            Language::ALL.map(|language| (language.day(at), language.date(at)))
        };
        let told = |day: &str, date: &str| (day.to_owned(), date.to_owned());
        assert_eq!(
            day(20_765),
            [told("Nov 8", "Nov 8, 2026"), told("11月8日", "2026年11月8日"), told("8 nov.", "8 nov. 2026")]
        );
        assert_eq!(day(20_788)[2], told("1er déc.", "1er déc. 2026"));
        for (language, month) in
            Language::ALL.into_iter().flat_map(|one| (1..=12).map(move |month| (one, month)))
        {
            let short = language.month_short(month);
            assert!(language.month(month).starts_with(short.trim_end_matches('.')), "{short}");
        }
    }

    #[test]
    fn everything_has_a_word_in_every_language() {
        for language in Language::ALL {
            for act in Act::ALL {
                assert!(!language.act(act).is_empty());
            }
            for health in Health::ALL {
                let (word, sentence) = language.health(health);
                assert!(!word.is_empty() && sentence.ends_with(['.', '。']), "{language:?} {health:?}");
            }
            for role in Role::ALL {
                let (word, sentence) = language.role(role);
                assert!(!word.is_empty() && sentence.ends_with(['.', '。']), "{language:?} {role:?}");
            }
            assert_eq!(language.custom_attribute(), directory::attribute::KIND);
            assert!(!language.built_in_attribute().is_empty());
            assert!(!language.invite_status(InviteStatus::Expired).is_empty());
        }
    }
}
