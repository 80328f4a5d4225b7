//! What to change in the provider, or with the connection, for a call that was refused.

use crate::cause::Cause;
use crate::target::Kind;
use crate::{Call, Connection, Denial, Provider};
use scim::dialect::{Profile, Switch};

/// What to change so that a refused call succeeds. The words are in the message catalogues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Who called, whose own pages are spoken of.
    pub provider: Provider,
    /// Why the call was refused, which says what to change.
    pub cause: Cause,
    /// How the connection could take the call as it is.
    pub or: Option<Alternative>,
}

/// How a connection could take what it refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alternative {
    /// By the dialect of its provider, which it does not have.
    Dialect(Profile),
    /// By a switch.
    Switch(Switch),
}

impl Advice {
    /// What to change for this call; nothing if it was not refused.
    #[must_use]
    pub fn on(connection: &Connection, call: &Call) -> Option<Self> {
        let (provider, cause) = (connection.provider, Cause::of(call)?);
        let or = switch(provider, &cause).and_then(|switch| alternative(connection, switch));
        Some(Self { provider, cause, or })
    }
}

/// The switch by which such a call is taken.
fn switch(provider: Provider, cause: &Cause) -> Option<Switch> {
    Some(match cause {
        Cause::Denied(Denial::RawToken) => Switch::RawToken,
        Cause::Taken(Kind::User) => Switch::PostReactivates,
        // Whoever can say in the mapping that it is a reference should.
        Cause::Manager(_) if provider != Provider::Entra => Switch::BareValues,
        Cause::ActiveAsText => Switch::StringScalars,
        Cause::Filter => Switch::ElementComparison,
        Cause::NoTarget => Switch::MissingElement,
        Cause::UnknownAttribute(_) => Switch::UnknownAttributes,
        _ => return None,
    })
}

fn alternative(connection: &Connection, switch: Switch) -> Option<Alternative> {
    let own = connection.provider.dialect();
    if connection.dialect.has(switch) {
        None
    } else if own.has(switch) {
        Some(Alternative::Dialect(own.profile()))
    } else {
        Some(Alternative::Switch(switch))
    }
}
