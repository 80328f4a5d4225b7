//! What each knob can be set to, in words.

use crate::Language;
use directory::policy::knob::{
    Admission, BlankUpdate, Deactivate, DeleteGroup, DeleteUser, DisplayName, Emails, Enterprise,
    ExistingGroup, ExistingUser, ExternalId, GroupMembers, Invite, Names, NestedGroups, OnChange, Onboarding,
    PatchAnswer, UnknownMember, Updatable, UserName, Value,
};

/// A knob with so few values that each has words of its own.
pub(super) trait Worded: Value + Copy + 'static {
    /// All of them.
    const ALL: &'static [Self];

    /// What it is called.
    fn label(self, language: Language) -> String;
}

impl Worded for UserName {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Any => language.knobs_user_name_any(),
            Self::EmailForm => language.knobs_user_name_email_form(),
            Self::EqualsEmail => language.knobs_user_name_equals_email(),
        }
    }
}

impl Worded for OnChange {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Allow => language.knobs_change_allow(),
            Self::Ignore => language.knobs_change_ignore(),
            Self::Refuse => language.knobs_change_refuse(),
        }
    }
}

impl Worded for Emails {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Any => language.knobs_emails_any(),
            Self::Required => language.knobs_emails_required(),
            Self::OneKept => language.knobs_emails_one_kept(),
            Self::ExactlyOne => language.knobs_emails_exactly_one(),
        }
    }
}

impl Worded for Admission {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Allow => language.knobs_create_inactive_allow(),
            Self::Refuse => language.knobs_create_inactive_refuse(),
        }
    }
}

impl Worded for ExistingUser {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Adopt => language.knobs_existing_user_adopt(),
            Self::Link => language.knobs_existing_user_link(),
            Self::Refuse => language.knobs_existing_user_refuse(),
        }
    }
}

impl Worded for Names {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::AsGiven => language.knobs_names_as_given(),
            Self::Required => language.knobs_names_required(),
            Self::Placeholders => language.knobs_names_placeholders(),
        }
    }
}

impl Worded for DisplayName {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Stored => language.knobs_display_name_stored(),
            Self::Dropped => language.knobs_display_name_dropped(),
            Self::Composed => language.knobs_display_name_composed(),
        }
    }
}

impl Worded for BlankUpdate {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Clears => language.knobs_blank_update_clears(),
            Self::Keeps => language.knobs_blank_update_keeps(),
        }
    }
}

impl Worded for Updatable {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::All => language.knobs_updatable_all(),
            Self::Profile => language.knobs_updatable_profile(),
            Self::ActiveExternalId => language.knobs_updatable_active_external_id(),
            Self::NamesActive => language.knobs_updatable_names_active(),
        }
    }
}

impl Worded for Enterprise {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Whole => language.knobs_enterprise_whole(),
            Self::Department => language.knobs_enterprise_department(),
            Self::None => language.knobs_enterprise_none(),
        }
    }
}

impl Worded for ExternalId {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Free => language.knobs_external_id_free(),
            Self::Unique => language.knobs_external_id_unique(),
        }
    }
}

impl Worded for Onboarding {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::None => language.knobs_onboarding_none(),
            Self::Invite => language.knobs_onboarding_invite(),
            Self::Confirm => language.knobs_onboarding_confirm(),
            Self::Join => language.knobs_onboarding_join(),
        }
    }
}

impl Worded for Invite {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Automatic => language.knobs_invite_automatic(),
            Self::Manual => language.knobs_invite_manual(),
        }
    }
}

impl Worded for Deactivate {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Disable => language.knobs_deactivate_disable(),
            Self::Revoke => language.knobs_deactivate_revoke(),
            Self::Remove => language.knobs_deactivate_remove(),
        }
    }
}

impl Worded for DeleteUser {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Remove => language.knobs_delete_user_remove(),
            Self::Disable => language.knobs_delete_user_disable(),
        }
    }
}

impl Worded for DeleteGroup {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::MembersStay => language.knobs_delete_group_members_stay(),
            Self::DisableOrphans => language.knobs_delete_group_disable_orphans(),
        }
    }
}

impl Worded for ExistingGroup {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Adopt => language.knobs_existing_group_adopt(),
            Self::Separate => language.knobs_existing_group_separate(),
            Self::Refuse => language.knobs_existing_group_refuse(),
        }
    }
}

impl Worded for NestedGroups {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Allow => language.knobs_nested_groups_allow(),
            Self::Skip => language.knobs_nested_groups_skip(),
            Self::Refuse => language.knobs_nested_groups_refuse(),
        }
    }
}

impl Worded for UnknownMember {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Refuse => language.knobs_unknown_member_refuse(),
            Self::Skip => language.knobs_unknown_member_skip(),
            Self::Invite => language.knobs_unknown_member_invite(),
        }
    }
}

impl Worded for GroupMembers {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::All => language.knobs_group_members_all(),
            Self::None => language.knobs_group_members_none(),
            Self::ValueDisplay => language.knobs_group_members_value_display(),
        }
    }
}

impl Worded for PatchAnswer {
    const ALL: &'static [Self] = Self::ALL;

    fn label(self, language: Language) -> String {
        match self {
            Self::Dialect => language.knobs_patch_answer_dialect(),
            Self::NoContent => language.knobs_patch_answer_no_content(),
            Self::Resource => language.knobs_patch_answer_resource(),
        }
    }
}
