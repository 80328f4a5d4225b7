//! Words for what is in the audit trail and in the feed.

use crate::Language;
use directory::{Action, Actor, EventKind};

impl Language {
    /// What was done, as the audit trail says it.
    #[must_use]
    pub fn action(self, action: Action) -> String {
        match action {
            Action::OrganizationCreated => self.words_action_organization_created(),
            Action::OrganizationRestored => self.words_action_organization_restored(),
            Action::OrganizationUpdated => self.words_action_organization_updated(),
            Action::OrganizationResynced => self.words_action_organization_resynced(),
            Action::ConnectionCreated => self.words_action_connection_created(),
            Action::ConnectionUpdated => self.words_action_connection_updated(),
            Action::ConnectionEnabled => self.words_action_connection_enabled(),
            Action::ConnectionDisabled => self.words_action_connection_disabled(),
            Action::TokenCreated => self.words_action_token_created(),
            Action::TokenEnabled => self.words_action_token_enabled(),
            Action::TokenDisabled => self.words_action_token_disabled(),
            Action::TokenRenewed => self.words_action_token_renewed(),
            Action::TokenDeleted => self.words_action_token_deleted(),
            Action::AttributeDeclared => self.words_action_attribute_declared(),
            Action::AttributeDeleted => self.words_action_attribute_deleted(),
            Action::ConfigurationCreated => self.words_action_configuration_created(),
            Action::ConfigurationUpdated => self.words_action_configuration_updated(),
            Action::ConfigurationDeleted => self.words_action_configuration_deleted(),
            Action::UserCreated => self.words_action_user_created(),
            Action::UserUpdated => self.words_action_user_updated(),
            Action::UserDisabled => self.words_action_user_disabled(),
            Action::UserEnabled => self.words_action_user_enabled(),
            Action::UserRevoked => self.words_action_user_revoked(),
            Action::UserRestored => self.words_action_user_restored(),
            Action::UserDeleted => self.words_action_user_deleted(),
            Action::ChangesHeld => self.words_action_changes_held(),
            Action::UserRemovalHeld => self.words_action_user_removal_held(),
            Action::HeldChangeApplied => self.words_action_held_change_applied(),
            Action::HeldChangeUndone => self.words_action_held_change_undone(),
            Action::UserAdopted => self.words_action_user_adopted(),
            Action::UserInvited => self.words_action_user_invited(),
            Action::UserAccepted => self.words_action_user_accepted(),
            Action::UserConfirmed => self.words_action_user_confirmed(),
            Action::InvitationSentAgain => self.words_action_invitation_sent_again(),
            Action::InvitationWithdrawn => self.words_action_invitation_withdrawn(),
            Action::UserProtected => self.words_action_user_protected(),
            Action::UserUnprotected => self.words_action_user_unprotected(),
            Action::GroupCreated => self.words_action_group_created(),
            Action::GroupUpdated => self.words_action_group_updated(),
            Action::GroupDeleted => self.words_action_group_deleted(),
            Action::GroupAdopted => self.words_action_group_adopted(),
            Action::AdministratorAdded => self.words_action_administrator_added(),
            Action::AdministratorUpdated => self.words_action_administrator_updated(),
            Action::AdministratorRoleChanged => self.words_action_administrator_role_changed(),
            Action::AdministratorRemoved => self.words_action_administrator_removed(),
            Action::AdministratorSignedIn => self.words_action_administrator_signed_in(),
            Action::AdministratorRefused => self.words_action_administrator_refused(),
            Action::AdministratorPasswordChanged => self.words_action_administrator_password_changed(),
            Action::AdministratorLinkIssued => self.words_action_administrator_link_issued(),
            Action::AuditTrailExported => self.words_action_audit_trail_exported(),
        }
    }

    /// What happened, as the legend of a chart says it.
    #[must_use]
    pub fn event_kind(self, kind: EventKind) -> String {
        match kind {
            EventKind::UserCreated => self.words_event_user_created(),
            EventKind::UserUpdated => self.words_event_user_updated(),
            EventKind::UserDisabled => self.words_event_user_disabled(),
            EventKind::UserEnabled => self.words_event_user_enabled(),
            EventKind::UserDeleted => self.words_event_user_deleted(),
            EventKind::UserAdopted => self.words_event_user_adopted(),
            EventKind::UserInvited => self.words_event_user_invited(),
            EventKind::UserAccepted => self.words_event_user_accepted(),
            EventKind::UserConfirmed => self.words_event_user_confirmed(),
            EventKind::UserStaged => self.words_event_user_staged(),
            EventKind::UserConfigurationChanged => self.words_event_user_configuration_changed(),
            EventKind::ConfigurationCreated => self.words_event_configuration_created(),
            EventKind::ConfigurationUpdated => self.words_event_configuration_updated(),
            EventKind::ConfigurationDeleted => self.words_event_configuration_deleted(),
            EventKind::GroupCreated => self.words_event_group_created(),
            EventKind::GroupUpdated => self.words_event_group_updated(),
            EventKind::GroupAdopted => self.words_event_group_adopted(),
            EventKind::GroupMembersChanged => self.words_event_group_members_changed(),
            EventKind::GroupDeleted => self.words_event_group_deleted(),
            EventKind::OrganizationRestored => self.words_event_organization_restored(),
        }
    }

    /// Who did it: a provider by its name, an administrator by their address, others by what they are.
    #[must_use]
    pub fn actor(self, actor: &Actor) -> String {
        match actor {
            Actor::Provider { provider, .. } => self.source(Some(*provider)),
            Actor::CommandLine => self.words_actor_command_line(),
            Actor::Server => self.words_actor_server(),
            Actor::User(_) => self.words_actor_user(),
            Actor::Administrator { email, .. } => email.clone(),
        }
    }

    /// A kind of actor, by its word in the audit trail.
    #[must_use]
    pub fn actor_kind(self, word: &str) -> Option<String> {
        match word {
            "provider" => Some(self.words_actor_provider()),
            "command line" => Some(self.words_actor_command_line()),
            "server" => Some(self.words_actor_server()),
            "user" => Some(self.words_actor_user()),
            "administrator" => Some(self.words_actor_administrator()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Language;
    use directory::{Action, Actor, EventKind};

    fn no_two_alike(words: &[String]) {
        let mut once = words.to_vec();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), words.len(), "{words:?}");
    }

    #[test]
    fn the_audit_trail_is_in_the_words_that_administrators_search_for() {
        for action in Action::ALL {
            assert_eq!(Language::En.action(action), action.as_str());
        }
        let tokens = [
            Action::TokenCreated,
            Action::TokenEnabled,
            Action::TokenDisabled,
            Action::TokenRenewed,
            Action::TokenDeleted,
        ];
        assert_eq!(
            tokens.map(|action| Language::Ja.action(action)),
            [
                "SCIMトークンが作成されました",
                "SCIMトークンが有効化されました",
                "SCIMトークンが無効化されました",
                "SCIMトークンが更新されました",
                "SCIMトークンが削除されました",
            ]
        );
        assert_eq!(Language::Fr.action(Action::TokenRenewed), "Jeton SCIM renouvelé");
    }

    #[test]
    fn no_two_actions_and_no_two_events_are_called_the_same() {
        for language in Language::ALL {
            no_two_alike(&Action::ALL.map(|action| language.action(action)));
            no_two_alike(&EventKind::ALL.map(|kind| language.event_kind(kind)));
        }
    }

    #[test]
    fn every_actor_has_a_kind_with_a_word() {
        for actor in [Actor::CommandLine, Actor::Server] {
            let json = actor.to_json();
            let kind = json["kind"].as_str().expect("a kind");
            assert_eq!(Language::Ja.actor_kind(kind), Some(Language::Ja.actor(&actor)));
        }
        assert_eq!(Language::En.actor_kind("administrator").as_deref(), Some("Administrator"));
        assert_eq!(Language::En.actor_kind("nobody"), None);
    }
}
