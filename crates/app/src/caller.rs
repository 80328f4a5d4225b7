//! Who is asking, for which organization, through which connection.

use crate::Error;
use directory::policy::knob::{CustomExtension, Enterprise, ExistingGroup, GroupMembers};
use directory::token::Presented;
use directory::user::Source;
use directory::{Actor, Connection, ConnectionId, Denial, OrgId, Timestamp, Token, TokenId};
use scim::dialect::{Dialect, Switch};
use scim::schema::MembersShown;
use scim::{ResourceType, Schema};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// What a client showed at the door, well-formed but not yet believed.
#[derive(Clone)]
pub struct Credential {
    /// The token.
    pub token: Presented,
    /// It came without the word `Bearer` before it.
    pub raw: bool,
    /// The connection that the address names; none at the common address, where the token alone decides.
    pub connection: Option<ConnectionId>,
}

/// A provider that has been let in.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Its connection.
    pub connection: Connection,
    /// The public id of its token.
    pub token: TokenId,
    /// The resources that it may speak of.
    pub types: Arc<Types>,
}

/// The resource types of a connection, with the extensions that apply to it.
#[derive(Debug)]
pub struct Types {
    /// Users.
    pub user: ResourceType,
    /// Groups.
    pub group: ResourceType,
    /// Groups as answers show them.
    pub group_shown: ResourceType,
}

/// Of most connections.
static STANDARD: LazyLock<Arc<Types>> =
    LazyLock::new(|| Arc::new(Types::with(ResourceType::user(), GroupMembers::All)));

/// Of the others, by what they are made of: connections that are alike share them.
static OTHERS: LazyLock<Mutex<HashMap<Made, Arc<Types>>>> = LazyLock::new(Mutex::default);

/// Most that are remembered; beyond that it begins anew.
const OTHERS_MAX: usize = 1_024;

/// What the types of a connection are made of.
type Made = (Enterprise, CustomExtension, GroupMembers, Arc<[String]>);

impl Types {
    /// Those of a connection, made once.
    fn of(connection: &Connection) -> Arc<Self> {
        let (enterprise, custom) = (connection.policy.enterprise, &connection.policy.custom_extension);
        let declares = custom.urn().is_some() && !connection.attributes.is_empty();
        let members = connection.policy.group_members;
        if enterprise == Enterprise::Whole && members == GroupMembers::All && !declares {
            return Arc::clone(&STANDARD);
        }
        let made = (enterprise, custom.clone(), members, Arc::clone(&connection.attributes));
        let mut others = OTHERS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(types) = others.get(&made) {
            return Arc::clone(types);
        }
        let core = ResourceType::core_user();
        let user = match enterprise {
            Enterprise::Whole => core.with_extension(Schema::enterprise_user()),
            Enterprise::Department => core.with_extension(Schema::enterprise_user().only(&["department"])),
            Enterprise::None => core,
        };
        let user = if declares {
            user.with_extension(Schema::declared_user(&custom.to_string(), connection.attributes.iter()))
        } else {
            user
        };
        let types = Arc::new(Self::with(user, members));
        if others.len() >= OTHERS_MAX {
            others.clear();
        }
        others.insert(made, Arc::clone(&types));
        types
    }

    fn with(user: ResourceType, members: GroupMembers) -> Self {
        let shown = match members {
            GroupMembers::All => MembersShown::AsAsked,
            GroupMembers::None => MembersShown::Nothing,
            GroupMembers::ValueDisplay => MembersShown::ValueAndDisplay,
        };
        Self { user, group: ResourceType::group(), group_shown: ResourceType::group_showing(shown) }
    }
}

impl Caller {
    /// Lets the holder of a live token of an enabled connection in. Every other case looks the same from outside.
    pub(crate) fn admit(
        credential: &Credential,
        found: Option<(Connection, Token)>,
        now: Timestamp,
    ) -> Result<Self, Error> {
        let (connection, token) = found.ok_or(Error::Unauthorized(Denial::UnknownToken))?;
        let at_its_own_door = credential.connection.is_none_or(|named| named == connection.id);
        let in_form = !credential.raw || connection.dialect.has(Switch::RawToken);
        if !token.admits(&credential.token, now) || !connection.enabled || !at_its_own_door || !in_form {
            let denial = match &credential.token {
                presented if !token.is(presented) => Denial::WrongSecret,
                _ if !token.active => Denial::InactiveToken,
                _ if now >= token.expires => Denial::ExpiredToken,
                _ if !connection.enabled => Denial::DisabledConnection,
                _ if !at_its_own_door => Denial::WrongAddress,
                _ => Denial::RawToken,
            };
            return Err(Error::Unauthorized(denial));
        }
        let types = Types::of(&connection);
        Ok(Self { connection, token: token.id, types })
    }

    /// The tenant.
    #[must_use]
    pub fn org(&self) -> OrgId {
        self.connection.org
    }

    /// What the caller owns and therefore sees: a foreign id answers exactly like an unknown one.
    #[must_use]
    pub fn source(&self) -> Source {
        Source::Connection(self.connection.id)
    }

    /// Whether the caller may take over the organization's own groups.
    #[must_use]
    pub fn adopts_groups(&self) -> bool {
        self.connection.policy.existing_group == ExistingGroup::Adopt
    }

    /// How the caller bends the RFCs.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.connection.dialect
    }

    /// The caller as the audit trail knows it.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Provider {
            connection: self.connection.id,
            provider: self.connection.provider,
            token: self.token.clone(),
        }
    }
}
