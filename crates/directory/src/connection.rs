//! One identity provider's door into one organization.

use crate::attribute;
use crate::organization::checked_name;
use crate::policy::{BadKnob, Preset};
use crate::token::base62;
use crate::{Action, Actor, AuditEntry, Change, ConnectionId, Ids, OrgId, Policy, Refusal, Row, Timestamp};
use scim::dialect::{Dialect, Switch};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// How long a fingerprint is: nobody has to be kept from finding another connection with the same one.
const FINGERPRINT_DIGITS: usize = 22;

/// The identity providers that an administrator can pick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Provider {
    /// Okta
    Okta,
    /// Microsoft Entra ID
    Entra,
    /// OneLogin
    OneLogin,
    /// JumpCloud
    JumpCloud,
    /// PingFederate, PingOne
    Ping,
    /// Google Workspace
    Google,
    /// SailPoint
    SailPoint,
    /// CyberArk
    CyberArk,
    /// Rippling
    Rippling,
    /// authentik
    Authentik,
    /// Rauthy
    Rauthy,
    /// Keycloak with one of its SCIM extensions
    Keycloak,
    /// Any other SCIM 2.0 client
    Generic,
}

impl Provider {
    /// All of them, in the order of the list that people pick from.
    pub const ALL: [Self; 13] = [
        Self::Okta,
        Self::Entra,
        Self::OneLogin,
        Self::JumpCloud,
        Self::Ping,
        Self::Google,
        Self::SailPoint,
        Self::CyberArk,
        Self::Rippling,
        Self::Authentik,
        Self::Rauthy,
        Self::Keycloak,
        Self::Generic,
    ];

    /// The word on the command line, in URLs and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Okta => "okta",
            Self::Entra => "entra",
            Self::OneLogin => "onelogin",
            Self::JumpCloud => "jumpcloud",
            Self::Ping => "ping",
            Self::Google => "google",
            Self::SailPoint => "sailpoint",
            Self::CyberArk => "cyberark",
            Self::Rippling => "rippling",
            Self::Authentik => "authentik",
            Self::Rauthy => "rauthy",
            Self::Keycloak => "keycloak",
            Self::Generic => "generic",
        }
    }

    /// The provider of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.as_str() == word)
    }

    /// The name that people know.
    #[must_use]
    pub fn display_name(self) -> &'static str {
        match self {
            Self::Okta => "Okta",
            Self::Entra => "Entra ID",
            Self::OneLogin => "OneLogin",
            Self::JumpCloud => "JumpCloud",
            Self::Ping => "Ping",
            Self::Google => "Google",
            Self::SailPoint => "SailPoint",
            Self::CyberArk => "CyberArk",
            Self::Rippling => "Rippling",
            Self::Authentik => "authentik",
            Self::Rauthy => "Rauthy",
            Self::Keycloak => "Keycloak",
            Self::Generic => "SCIM 2.0",
        }
    }

    /// The vendor's name, by which administrators look for its tokens in the audit trail.
    #[must_use]
    pub fn vendor(self) -> &'static str {
        match self {
            Self::Entra => "Azure",
            known => known.display_name(),
        }
    }

    /// How this provider bends the RFCs. One that is not known well is met with every tolerance.
    #[must_use]
    pub fn dialect(self) -> Dialect {
        match self {
            Self::Okta => Dialect::OKTA,
            Self::Entra => Dialect::ENTRA,
            Self::OneLogin => Dialect::ONELOGIN,
            Self::JumpCloud => Dialect::JUMPCLOUD,
            Self::Authentik => Dialect::AUTHENTIK,
            Self::Rauthy => Dialect::RAUTHY,
            Self::Keycloak => Dialect::KEYCLOAK,
            Self::Ping => Dialect::PING,
            Self::Google => Dialect::GOOGLE,
            Self::SailPoint => Dialect::SAILPOINT,
            Self::CyberArk | Self::Rippling | Self::Generic => Dialect::GENERIC,
        }
    }
}

/// How a connection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Health {
    /// It is switched off, so that nobody is let in.
    SwitchedOff,
    /// No token of it lets anybody in.
    NoUsableToken,
    /// Nobody has called yet.
    NeverCalled,
    /// A call was refused lately, and nothing shows yet that its cause is gone.
    RefusedLately,
    /// It works.
    Working,
}

impl Health {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::SwitchedOff, Self::NoUsableToken, Self::NeverCalled, Self::RefusedLately, Self::Working];
}

/// One identity provider's door into one organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Ours; also the path of its SCIM address.
    pub id: ConnectionId,
    /// Whose door it is.
    pub org: OrgId,
    /// What people call it; unique in the organization, without regard to case.
    pub name: String,
    /// Who is expected to call.
    pub provider: Provider,
    /// How the caller is expected to bend the RFCs; the provider's own way unless somebody chose another.
    pub dialect: Dialect,
    /// Whether SCIM calls are let in at all.
    pub enabled: bool,
    /// When it was made.
    pub created: Timestamp,
    /// Whether its calls are kept in the request log.
    pub logs_calls: bool,
    /// What the product wants to happen with what the provider pushes.
    pub policy: Policy,
    /// The names of the custom attributes of its users, as they were declared.
    pub attributes: Arc<[String]>,
}

impl Connection {
    /// A new connection, enabled, with the standard policy. Without a name it is called after its provider, without a dialect it has that of its
    /// provider.
    pub fn create(
        org: OrgId,
        (provider, name, dialect): (Provider, Option<&str>, Option<Dialect>),
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<(Self, Change), Refusal> {
        let name = checked_name(name.unwrap_or(provider.display_name()))?;
        let dialect = checked_dialect(provider, dialect.unwrap_or_else(|| provider.dialect()))?;
        let connection = Self {
            id: ids.id(),
            org,
            name,
            provider,
            dialect,
            enabled: true,
            created: now,
            logs_calls: true,
            policy: Preset::Standard.policy(),
            attributes: Arc::default(),
        };
        let audit = AuditEntry::new(ids, now, actor, Action::ConnectionCreated, connection.id.to_string())
            .after(json!({
                "name": connection.name,
                "provider": provider.as_str(),
                "dialect": dialect.to_string(),
            }));
        let change = Change::new(org, audit).row(Row::ConnectionCreated(connection.clone()));
        Ok((connection, change))
    }

    /// Switches the connection on or off; nothing changes if it is so already.
    #[must_use]
    pub fn set_enabled(
        &self,
        enabled: bool,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Option<(Self, Change)> {
        if self.enabled == enabled {
            return None;
        }
        let after = Self { enabled, ..self.clone() };
        let action = if enabled { Action::ConnectionEnabled } else { Action::ConnectionDisabled };
        let audit = AuditEntry::new(ids, now, actor, action, self.id.to_string())
            .before(json!({ "enabled": self.enabled }))
            .after(json!({ "enabled": enabled }));
        let change = Change::new(self.org, audit).row(Row::ConnectionUpdated(after.clone()));
        Some((after, change))
    }
}

/// What can be changed of a connection; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What people call it.
    pub name: Option<String>,
    /// How the caller is expected to bend the RFCs.
    pub dialect: Option<Dialect>,
    /// Whether its calls are kept in the request log.
    pub logs_calls: Option<bool>,
    /// What the product wants to happen.
    pub policy: Option<Policy>,
}

impl Connection {
    /// Changes settings; nothing changes if they are so already.
    pub fn set(
        &self,
        settings: Settings,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<Option<(Self, Change)>, Refusal> {
        let after = Self {
            name: settings.name.map_or_else(|| Ok(self.name.clone()), |name| checked_name(&name))?,
            dialect: checked_dialect(self.provider, settings.dialect.unwrap_or(self.dialect))?,
            logs_calls: settings.logs_calls.unwrap_or(self.logs_calls),
            policy: settings.policy.unwrap_or_else(|| self.policy.clone()),
            ..self.clone()
        };
        if after == *self {
            return Ok(None);
        }
        if after.policy.custom_extension != self.policy.custom_extension && !self.attributes.is_empty() {
            let name = self.policy.custom_extension.to_string();
            return Err(attribute::Refused::UrnInUse(name).into());
        }
        let shown = |connection: &Self| {
            json!({
                "name": connection.name,
                "dialect": connection.dialect.to_string(),
                "request_log": connection.logs_calls,
                "policy": connection.policy.to_string(),
            })
        };
        let audit = AuditEntry::new(ids, now, actor, Action::ConnectionUpdated, self.id.to_string())
            .before(shown(self))
            .after(shown(&after));
        let change = Change::new(self.org, audit).row(Row::ConnectionUpdated(after.clone()));
        Ok(Some((after, change)))
    }
}

impl Connection {
    /// The policy of a preset, for this connection: while it has custom attributes, the name in their URN stays, under
    /// which their values are stored.
    #[must_use]
    pub fn policy_of(&self, preset: Preset) -> Policy {
        let policy = preset.policy();
        if self.attributes.is_empty() {
            return policy;
        }
        Policy { custom_extension: self.policy.custom_extension.clone(), ..policy }
    }

    /// Reads a policy for this connection: what the text does not say is as in [`Connection::policy_of`].
    pub fn read_policy(&self, text: &str) -> Result<Policy, BadKnob> {
        Policy::read(text, |preset| self.policy_of(preset))
    }
}

impl Connection {
    /// A text that differs where any setting does, by which a form knows whether it shows what is set.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let settings = json!([
            self.name,
            self.dialect.to_string(),
            self.logs_calls,
            self.policy.to_string(),
            *self.attributes,
        ]);
        base62(&Sha256::digest(settings.to_string().as_bytes()), FINGERPRINT_DIGITS)
    }
}

/// Two providers mean opposite things by a replace of members, and of Okta it is known which.
fn checked_dialect(provider: Provider, dialect: Dialect) -> Result<Dialect, Refusal> {
    match provider {
        Provider::Okta if dialect.has(Switch::MembersReplaceIsAdd) => Err(Refusal::OktaReplaces),
        _ => Ok(dialect),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_provider_is_found_by_its_word() {
        for provider in Provider::ALL {
            assert_eq!(Provider::parse(provider.as_str()), Some(provider));
        }
        assert_eq!(Provider::parse("Okta"), None);
    }
}
