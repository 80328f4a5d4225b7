//! What an operator does with custom attributes.

use crate::{Error, Work, connections, users};
use directory::attribute::{Gap, gaps, names, using};
use directory::user::Source;
use directory::{Actor, Connection, ConnectionId, OrgId, Purge};
use store::Document;

/// Users that one transaction looks at, so that nobody waits long for it.
const USERS_AT_ONCE: u64 = 200;
/// Users of a connection that are looked at for values.
const LOOKED_AT_MAX: u64 = 500;

/// The custom attributes of an organization.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// Each attribute with the connections that declare it.
    pub attributes: Vec<(String, Vec<Connection>)>,
    /// What connections lack that others declare.
    pub gaps: Vec<Gap>,
    /// What is still being removed.
    pub purges: Vec<Purge>,
}

/// A connection whose users have no value of an attribute that it declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// The connection.
    pub connection: ConnectionId,
    /// Its name.
    pub name: String,
    /// The attribute.
    pub attribute: String,
    /// The names of the configurations that use it.
    pub configurations: Vec<String>,
    /// How many users were looked at, those who changed last, if there are more.
    pub looked_at: Option<u64>,
}

/// What one step of a removal has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purged {
    /// Users who had a value and have none now.
    pub removed: u64,
    /// Users who were looked at.
    pub seen: u64,
    /// Whether that was the last step.
    pub done: bool,
}

/// Declares an attribute on a connection.
pub fn declare(work: &mut Work, actor: &Actor, id: ConnectionId, name: &str) -> Result<Connection, Error> {
    let connection = connections::locked(work, id)?;
    let all = work.tx.connections(Some(connection.org))?;
    let purges = work.tx.org(connection.org).purges()?;
    let (after, change) = connection.declare(name, (&all, &purges), actor, &mut work.ids, work.now)?;
    work.tx.save(&change)?;
    Ok(after)
}

/// The attributes of an organization.
pub fn list(work: &mut Work, org: OrgId) -> Result<Overview, Error> {
    let connections = work.tx.connections(Some(org))?;
    let of_org = work.tx.org(org);
    let declaring = |name: &String| {
        let declares = |connection: &&Connection| connection.attributes.contains(name);
        connections.iter().filter(declares).cloned().collect()
    };
    Ok(Overview {
        attributes: names(&connections).into_iter().map(|name| (name.clone(), declaring(&name))).collect(),
        gaps: gaps(&connections, &of_org.configurations()?),
        purges: of_org.purges()?,
    })
}

/// What connections declare and their users have no value of, although there are users. Who changed last is the likeliest to
/// have one, so that of many users only those are looked at.
pub fn unsent(work: &mut Work, org: OrgId) -> Result<Vec<Unsent>, Error> {
    let (connections, of_org) = (work.tx.connections(Some(org))?, work.tx.org(org));
    let configurations = of_org.configurations()?;
    let mut unsent = Vec::new();
    for connection in connections.iter().filter(|connection| !connection.attributes.is_empty()) {
        let Some(urn) = connection.policy.custom_extension.urn() else { continue };
        let users = of_org.users_changed_last(Source::Connection(connection.id), LOOKED_AT_MAX)?;
        let count = u64::try_from(users.len()).unwrap_or(u64::MAX);
        let mut without: Vec<&String> = connection.attributes.iter().filter(|_| count > 0).collect();
        for user in users {
            if !without.iter().any(|name| user.resource.mentions(&urn, name)) {
                continue;
            }
            let user = user.resource.read()?;
            let said = user.extension(&urn);
            without.retain(|name| said.is_none_or(|said| !said.contains_key(name.as_str())));
        }
        unsent.extend(without.into_iter().map(|attribute| Unsent {
            connection: connection.id,
            name: connection.name.clone(),
            attribute: attribute.clone(),
            configurations: using(attribute, &configurations),
            looked_at: (count == LOOKED_AT_MAX).then_some(count),
        }));
    }
    Ok(unsent)
}

/// Deletes an attribute of a connection: nobody can send it any more, and what there is of it is left to [`purge`].
pub fn delete(
    work: &mut Work,
    actor: &Actor,
    id: ConnectionId,
    name: &str,
) -> Result<(Connection, Purge), Error> {
    let connection = connections::locked(work, id)?;
    let configurations = work.tx.org(connection.org).configurations()?;
    let texts = work.tx.org(connection.org).texts()?;
    let deleted = connection.undeclare(name, (&configurations, &texts), actor, &mut work.ids, work.now)?;
    let (after, purge, change) = deleted.ok_or(Error::NotFound)?;
    work.tx.save(&change)?;
    Ok((after, purge))
}

/// Removes values from the next users. Several may do that at once, and whoever stops half-way is taken up by the next.
pub fn purge(work: &mut Work, actor: &Actor, org: OrgId, asked: &Purge) -> Result<Purged, Error> {
    let Some(purge) = work.tx.purge_for_update(org, asked)? else {
        return Ok(Purged { removed: 0, seen: 0, done: true });
    };
    let connection = connections::get(work, purge.connection)?;
    let terms = users::terms(work, org, &connection.policy, actor)?;
    let next = work.tx.org(org).users_behind(purge.connection, purge.after, USERS_AT_ONCE)?;
    let seen = u64::try_from(next.len()).unwrap_or(u64::MAX);
    let last = next.last().map(|user| user.id);
    let mut removed = 0;
    for user in next {
        if !user.resource.mentions(&purge.urn, &purge.attribute) {
            continue;
        }
        let user = user.try_map(Document::read)?;
        let decision = purge.remove(&user, &terms, &mut work.ids);
        removed += u64::from(decision.change.is_some());
        users::store(work, &decision)?;
    }
    let done = seen < USERS_AT_ONCE;
    if done {
        work.tx.purge_ends(org, &purge)?;
    } else {
        work.tx.purge_goes_on(org, &Purge { after: last, ..purge })?;
    }
    Ok(Purged { removed, seen, done })
}
