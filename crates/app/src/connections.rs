//! What an operator does with connections.

use crate::{Error, Work, attributes};
use directory::connection::Settings;
use directory::{Actor, Connection, ConnectionId, OrgId, Policy, Provider};
use scim::dialect::Dialect;

/// Makes a connection.
pub fn create(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    (provider, name, dialect): (Provider, Option<&str>, Option<Dialect>),
) -> Result<Connection, Error> {
    let described = (provider, name, dialect);
    let (connection, change) = Connection::create(org, described, actor, &mut work.ids, work.now)?;
    work.tx.save(&change)?;
    Ok(connection)
}

/// The same with another policy than the standard one.
pub fn create_with(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    described: (Provider, Option<&str>, Option<Dialect>),
    policy: Option<Policy>,
) -> Result<Connection, Error> {
    let connection = create(work, actor, org, described)?;
    set(work, actor, connection.id, |_| Settings { policy, ..Settings::default() })
}

/// The connections of one organization, or all.
pub fn list(work: &mut Work, org: Option<OrgId>) -> Result<Vec<Connection>, Error> {
    Ok(work.tx.connections(org)?)
}

/// One connection.
pub fn get(work: &mut Work, id: ConnectionId) -> Result<Connection, Error> {
    work.tx.connection(id)?.ok_or(Error::NotFound)
}

/// One connection of an organization: that of another one is none.
pub fn of(work: &mut Work, org: OrgId, id: ConnectionId) -> Result<Connection, Error> {
    Some(get(work, id)?).filter(|connection| connection.org == org).ok_or(Error::NotFound)
}

/// The same, held against other writers until the transaction ends.
pub(crate) fn locked(work: &mut Work, id: ConnectionId) -> Result<Connection, Error> {
    work.tx.connection_for_update(id)?.ok_or(Error::NotFound)
}

/// Switches a connection on or off.
pub fn set_enabled(
    work: &mut Work,
    actor: &Actor,
    id: ConnectionId,
    enabled: bool,
) -> Result<Connection, Error> {
    let connection = locked(work, id)?;
    match connection.set_enabled(enabled, actor, &mut work.ids, work.now) {
        Some((after, change)) => {
            work.tx.save(&change)?;
            Ok(after)
        }
        None => Ok(connection),
    }
}

/// Changes settings of a connection.
pub fn set(
    work: &mut Work,
    actor: &Actor,
    id: ConnectionId,
    settings: impl FnOnce(&Connection) -> Settings,
) -> Result<Connection, Error> {
    let connection = locked(work, id)?;
    match connection.set(settings(&connection), actor, &mut work.ids, work.now)? {
        Some((after, change)) => {
            work.tx.save(&change)?;
            Ok(after)
        }
        None => Ok(connection),
    }
}

/// Changes settings of a connection and declares attributes, all of it or nothing; [`Error::Stale`] where it has other
/// settings by now than those of this [fingerprint](Connection::fingerprint).
pub fn edit(
    work: &mut Work,
    actor: &Actor,
    id: ConnectionId,
    known: &str,
    (settings, declared): (&Settings, &[String]),
) -> Result<Connection, Error> {
    if locked(work, id)?.fingerprint() != known {
        return Err(Error::Stale);
    }
    let edited = set(work, actor, id, |_| settings.clone())?;
    declared.iter().try_fold(edited, |_, name| attributes::declare(work, actor, id, name))
}
