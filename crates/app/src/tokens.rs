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
