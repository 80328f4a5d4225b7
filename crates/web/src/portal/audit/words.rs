//! What people call what entries tell of. Attributes of users and groups have the names that providers send.

use super::area::Area;
use super::asked::actors;
use crate::portal::settings::texts;
use directory::administrator::Role;
use directory::invitation::TextName;
use directory::{Action, AuditEntry, Provider, Status};
use i18n::Language;
use serde_json::Value;

/// The words for what one entry tells of.
pub(super) struct Words {
    language: Language,
    area: Area,
    /// Which text of an organization the entry tells of, if it does.
    text: Option<String>,
}

impl Words {
    pub(super) fn of(language: Language, entry: &AuditEntry) -> Self {
        let said = entry.after.to_value().unwrap_or_default();
        let said = |name| said.get(name).and_then(Value::as_str);
        let text = said("text").and_then(TextName::parse).zip(said("language").and_then(Language::parse));
        let text = text.map(|(text, of)| format!("{} · {}", texts::label(text, language), of.own_name()));
        Self { language, area: Area::of(entry.action), text }
    }

    /// What people call what stands at a path; nothing where it is an attribute.
    pub(super) fn name(&self, path: &str) -> Option<String> {
        let t = self.language;
        match (self.area, path) {
            (Area::Users | Area::Groups, _) => self.of_people(path),
            (Area::Tokens, "active") => Some(t.tokens_status()),
            (Area::Organization, "words") => Some(self.text.clone().unwrap_or_else(|| t.audit_text())),
            (Area::Connections, "takenOut") => Some(t.audit_taken_out()),
            (Area::Connections, "users") => Some(t.users_title()),
            (Area::Connections, "removed") => Some(t.audit_removed()),
            (_, "attributes") => Some(t.connection_settings_attributes()),
            (_, "connection") => Some(t.overview_connection()),
            (_, "dialect") => Some(t.connection_settings_dialect()),
            (_, "email") => Some(t.session_email()),
            (_, "enabled") => Some("SCIM".to_owned()),
            (_, "expires") => Some(t.tokens_expires()),
            (_, "fields") => Some(t.configurations_fields()),
            (_, "filter") => Some(t.audit_filtered()),
            (_, "filter.from") => Some(part(&t.audit_filtered(), &t.audit_from())),
            (_, "filter.to") => Some(part(&t.audit_filtered(), &t.audit_to())),
            (_, "filter.kind") => Some(part(&t.audit_filtered(), &t.audit_event())),
            (_, "filter.actor") => Some(part(&t.audit_filtered(), &t.audit_actor())),
            (_, "filter.target") => Some(part(&t.audit_filtered(), &t.audit_target())),
            (_, "format") => Some(t.audit_format()),
            (_, "id") => Some("ID".to_owned()),
            (_, "language") => Some(t.frame_language()),
            (_, "name") => Some(t.connections_name()),
            (_, "policy") => Some(t.connection_settings_policy()),
            (_, "provider") => Some(t.connections_provider()),
            (_, "request_log") => Some(t.connections_tab_requests()),
            (_, "resync_since") => Some(t.audit_resync_since()),
            (_, "role") => Some(t.administrators_role()),
            (_, "seats") => Some(t.settings_seats_max()),
            (_, "text") => Some(t.audit_text()),
            (_, path) => path.strip_prefix("fields.").map(|field| part(&t.configurations_fields(), field)),
        }
    }

    /// What stands at a path, as people read it.
    pub(super) fn value(&self, path: &str, text: String) -> String {
        let t = self.language;
        let known = match (self.area, path) {
            (Area::Users, "status") => Status::parse(&text).map(|status| self.status(status)),
            (Area::Users | Area::Groups, "source") if text == "local" => Some(t.source(None)),
            (Area::Users, "active" | "protected") => yes_or_no(t, &text),
            (Area::Users | Area::Groups, _) => None,
            (Area::Organization, "text") => TextName::parse(&text).map(|text| texts::label(text, t)),
            (Area::Organization, "language") => Language::parse(&text).map(|of| of.own_name().to_owned()),
            (Area::Tokens, "active") => match text.as_str() {
                "true" => Some(t.tokens_active()),
                "false" => Some(t.tokens_inactive()),
                _ => None,
            },
            (_, "enabled" | "request_log") => match text.as_str() {
                "true" => Some(t.connections_on()),
                "false" => Some(t.connections_off()),
                _ => None,
            },
            (Area::Tokens, "provider") if text == Provider::Generic.vendor() => {
                Some(t.provider(Provider::Generic))
            }
            (Area::Connections, "provider") => Provider::parse(&text).map(|provider| t.provider(provider)),
            (_, "role") => Role::parse(&text).map(|role| t.role(role).0),
            (_, "format") => Some(text.to_ascii_uppercase()),
            (_, "filter.kind") => {
                Area::parse(&text).map(|area| area.name(t)).or_else(|| Some(t.action(Action::parse(&text)?)))
            }
            (_, "filter.actor") => {
                actors(t, Vec::new()).into_iter().find(|(word, _)| *word == text).map(|(_, name)| name)
            }
            _ => None,
        };
        known.unwrap_or(text)
    }

    /// What we add to the attributes of users and groups.
    fn of_people(&self, name: &str) -> Option<String> {
        let t = self.language;
        match name {
            "active" if self.area == Area::Users => Some(t.tokens_active()),
            "membersAdded" => Some(t.audit_members_added()),
            "membersAddedCount" => Some(t.audit_members_added_count()),
            "membersRemoved" => Some(t.audit_members_removed()),
            "membersRemovedCount" => Some(t.audit_members_removed_count()),
            "protected" => Some(t.users_protected()),
            "source" => Some(t.lists_source()),
            "status" => Some(t.users_status()),
            _ => None,
        }
    }

    /// Of somebody who is kept out also how far they had come.
    fn status(&self, status: Status) -> String {
        let t = self.language;
        match status {
            Status::On(_) => t.status(status),
            Status::Disabled(stage) | Status::Revoked(stage) => {
                format!("{} · {}", t.status(status), t.user_stage_before(t.stage(stage)))
            }
        }
    }
}

fn part(all: &str, one: &str) -> String {
    format!("{all} › {one}")
}

fn yes_or_no(t: Language, text: &str) -> Option<String> {
    match text {
        "true" => Some(t.audit_yes()),
        "false" => Some(t.audit_no()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::difference::Difference;
    use super::*;
    use directory::{Actor, Ids, Timestamp};
    use serde_json::json;

    /// All that an entry of this kind can tell of, but for the attributes of users and groups.
    fn told(action: Action) -> Value {
        match (Area::of(action), action) {
            (_, Action::OrganizationRestored | Action::OrganizationResynced) => {
                json!({ "resync_since": "2026" })
            }
            (Area::Organization, _) => {
                json!({ "name": "Acme", "seats": 5, "text": "reminder-text", "language": "ja", "words": "…" })
            }
            (_, Action::ConnectionEnabled | Action::ConnectionDisabled) => json!({ "enabled": true }),
            (_, Action::ChangesHeld) => json!({ "takenOut": 21, "users": 50, "removed": 20 }),
            (Area::Connections, _) => json!({
                "name": "Okta", "provider": "generic", "dialect": "okta", "request_log": true, "policy": "vault",
            }),
            (Area::Tokens, _) => {
                json!({ "provider": "SCIM 2.0", "connection": "…", "active": false, "expires": "2026" })
            }
            (_, Action::AttributeDeclared | Action::AttributeDeleted) => json!({ "attributes": ["badge"] }),
            (Area::Attributes, _) => json!({ "id": "…", "name": "Laptop", "fields": { "tag.of it": "…" } }),
            (Area::Users, _) => {
                json!({ "active": false, "protected": true, "source": "local", "status": "revoked:staged" })
            }
            (Area::Groups, _) => json!({
                "source": "local", "membersAdded": ["…"], "membersAddedCount": 7, "membersRemoved": ["…"],
                "membersRemovedCount": 7,
            }),
            (_, Action::AuditTrailExported) => json!({
                "format": "csv", "filter": {
                    "from": "2026", "to": "2026", "kind": "SCIM Token Renewed", "actor": "command-line", "target": "…",
                },
            }),
            (Area::Administrators, _) => json!({ "email": "a@b.example", "name": "Zoë", "role": "owner" }),
        }
    }

    fn difference(language: Language, action: Action) -> Difference {
        let mut ids = Ids::new(Timestamp::from_millis(0), [1; 32]);
        let now = Timestamp::from_millis(0);
        let entry = AuditEntry::new(&mut ids, now, &Actor::Server, action, "x".to_owned());
        Difference::of(language, &entry.after(told(action)))
    }

    /// What our code calls its own, and no language.
    fn is_raw(text: &str) -> bool {
        let is_of_code = |c: char| c.is_ascii_alphabetic() || "_:-.".contains(c);
        text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(is_of_code)
    }

    #[test]
    fn all_that_is_ours_has_a_word_in_every_language() {
        for language in Language::ALL {
            for action in Action::ALL {
                let found = difference(language, action);
                assert!(!found.values.is_empty(), "{action:?}");
                for one in found.values {
                    assert!(!one.is_attribute && !is_raw(&one.name), "{language:?} {action:?}: {one:?}");
                    let side = one.before.or(one.after).unwrap_or_default();
                    // Names that somebody gave, and what is written in the words of the command line.
                    let is_text = ["badge", "okta", "vault"].contains(&side.as_str());
                    assert!(is_text || !is_raw(&side), "{language:?} {action:?} {}: {side}", one.name);
                }
            }
        }
    }

    #[test]
    fn an_entry_reads_like_this() {
        let all = |language: Language, action: Action| -> Vec<String> {
            let found = difference(language, action).values.into_iter();
            found
                .map(|one| format!("{}: {}", one.name, one.before.or(one.after).unwrap_or_default()))
                .collect()
        };
        assert_eq!(
            all(Language::Fr, Action::UserRevoked),
            [
                "Actif: Non",
                "Protégé: Oui",
                "Source: Local",
                "Statut: Révoqué · statut précédent\u{a0}: En attente d’invitation"
            ]
        );
        assert_eq!(
            all(Language::Ja, Action::AuditTrailExported)[..4],
            [
                "形式: CSV",
                "フィルター › 開始日（UTC）: 2026",
                "フィルター › 終了日（UTC）: 2026",
                "フィルター › イベント: SCIMトークンが更新されました",
            ]
        );
        assert_eq!(
            all(Language::En, Action::ConfigurationDeleted),
            ["ID: …", "Name: Laptop", "Fields › tag.of it: …"]
        );
        assert_eq!(all(Language::En, Action::OrganizationUpdated)[4], "Text of a reminder · 日本語: …");
    }
}
