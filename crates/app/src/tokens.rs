//! What an operator does with tokens.

use crate::{Error, Work, connections};
use directory::token::Secret;
use directory::{Actor, Connection, ConnectionId, Token, TokenId};

/// Makes a token; the secret is shown once and never again.
pub fn create(
    work: &mut Work,
    actor: &Actor,
    connection: ConnectionId,
    days: u32,
) -> Result<(Token, Secret), Error> {
    // Held, so that two at the same time do not both make the last one that there may be.
    let connection = connections::locked(work, connection)?;
    let existing = work.tx.org(connection.org).tokens(connection.id)?;
    let (token, secret, change) =
        Token::create(&connection, &existing, days, actor, &mut work.ids, work.now)?;
    work.tx.save(&change)?;
    Ok((token, secret))
}

/// The tokens of a connection.
pub fn list(work: &mut Work, connection: ConnectionId) -> Result<Vec<Token>, Error> {
    let connection = connections::get(work, connection)?;
    Ok(work.tx.org(connection.org).tokens(connection.id)?)
}

/// A token of this connection.
pub fn of(work: &mut Work, connection: &Connection, id: &TokenId) -> Result<Token, Error> {
    let tokens = work.tx.org(connection.org).tokens(connection.id)?;
    tokens.into_iter().find(|token| token.id == *id).ok_or(Error::NotFound)
}

/// What the tokens of a connection are told apart by from those that it has a moment later.
#[must_use]
pub fn state(tokens: &[Token]) -> String {
    let each = tokens.iter().map(|token| format!("{}:{}", token.id, token.expires.as_millis()));
    each.collect::<Vec<_>>().join(" ")
}

/// Makes a token, or renews this one, if the connection's tokens are still in this [`state`], and otherwise does nothing
/// and says [`Error::Stale`]: what shows a secret can be asked for twice by whoever only looks at the page again.
pub fn generate(
    work: &mut Work,
    actor: &Actor,
    connection: ConnectionId,
    (renewed, days): (Option<&TokenId>, u32),
    known: &str,
) -> Result<(Token, Secret), Error> {
    let connection = connections::locked(work, connection)?;
    if state(&work.tx.org(connection.org).tokens(connection.id)?) != known {
        return Err(Error::Stale);
    }
    match renewed {
        None => create(work, actor, connection.id, days),
        Some(id) => {
            let id = of(work, &connection, id)?.id;
            renew(work, actor, &id, days)
        }
    }
}

/// Sets a token to active or inactive.
pub fn set_active(work: &mut Work, actor: &Actor, id: &TokenId, active: bool) -> Result<Token, Error> {
    let (connection, token) = locked(work, id)?;
    if let Some(change) = token.set_active(&connection, active, actor, &mut work.ids, work.now) {
        work.tx.save(&change)?;
    }
    Ok(Token { active, ..token })
}

/// Gives a token a new secret and a new expiry; the old secret is shut out at once.
pub fn renew(work: &mut Work, actor: &Actor, id: &TokenId, days: u32) -> Result<(Token, Secret), Error> {
    let (connection, token) = locked(work, id)?;
    let (renewed, secret, change) = token.renew(&connection, days, actor, &mut work.ids, work.now);
    work.tx.save(&change)?;
    Ok((renewed, secret))
}

/// Removes a token for good.
pub fn delete(work: &mut Work, actor: &Actor, id: &TokenId) -> Result<(), Error> {
    let (connection, token) = locked(work, id)?;
    let change = token.delete(&connection, actor, &mut work.ids, work.now);
    Ok(work.tx.save(&change)?)
}

/// Held until the transaction ends: a renewal must not undo a deactivation that happens at the same time.
fn locked(work: &mut Work, id: &TokenId) -> Result<(Connection, Token), Error> {
    work.tx.token_for_update(id)?.ok_or(Error::NotFound)
}
