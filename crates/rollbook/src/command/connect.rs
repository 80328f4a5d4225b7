//! `rollbook connect`: from nothing to what an administrator pastes into the provider.

use super::{say_json, scim_url, write};
use crate::arguments::At;
use crate::home::Home;
use crate::output::say;
use app::{Error, Work, connections, organizations, tokens};
use directory::token::{Secret, TOKEN_DAYS_DEFAULT};
use directory::{Actor, Connection, Organization, Policy, Provider, Token};
use scim::dialect::Dialect;
use serde_json::json;

const ACTOR: Actor = Actor::CommandLine;

/// What was made.
struct Made {
    organization: Organization,
    connection: Connection,
    token: Token,
    secret: Secret,
}

/// What stands in the way: the organization has such a connection already.
struct Taken {
    organization: Organization,
    connection: Connection,
}

pub(crate) fn run(
    name: &str,
    provider: Provider,
    dialect: Option<Dialect>,
    policy: Option<&Policy>,
    at: &At,
) -> anyhow::Result<()> {
    let home = Home::open_or_make(at)?;
    let (wanted, policy) = (name.to_owned(), policy.cloned());
    let connect = move |work: &mut Work<'_, '_>| connect(work, &wanted, (provider, dialect), policy.clone());
    let made = match write(&home, "connect", connect)? {
        Ok(made) => made,
        Err(taken) => return Err(refused(&taken)),
    };
    let scim_url = scim_url(&home.public_url, made.connection.id);
    if at.json {
        return say_json(&json!({
            "organization": made.organization.id.to_string(),
            "connection": made.connection.id.to_string(),
            "scim_url": scim_url,
            "token": made.secret.reveal(),
        }));
    }
    if home.made {
        say(format_args!("A new installation was made in {}.", home.database))?;
    }
    let provider = match provider {
        Provider::Generic => "the identity provider",
        known => known.display_name(),
    };
    say(format_args!(
        "{} is connected to {provider}.\n\n  \
         SCIM URL      {scim_url}\n  \
         Token         {}\n  \
         Expires       {}\n  \
         Organization  {}\n  \
         Connection    {}\n\n\
         Paste the SCIM URL and the token into {provider}. The token is not shown again.",
        made.organization.name,
        made.secret.reveal(),
        made.token.expires,
        made.organization.id,
        made.connection.id
    ))?;
    if home.public_url.is_local() {
        say(format_args!(
            "\nThis URL works on this machine only. For {provider} itself, put a TLS proxy in front of the server and \
             start it with --public-url."
        ))?;
    }
    Ok(())
}

/// All or nothing, in one transaction.
fn connect(
    work: &mut Work,
    name: &str,
    (provider, dialect): (Provider, Option<Dialect>),
    policy: Option<Policy>,
) -> Result<Result<Made, Taken>, Error> {
    let organization = match organizations::find(work, name) {
        Err(Error::NotFound) => organizations::create(work, &ACTOR, name)?,
        found => found?,
    };
    let there = connections::list(work, Some(organization.id))?;
    if let Some(connection) = there.into_iter().find(|connection| connection.provider == provider) {
        return Ok(Err(Taken { organization, connection }));
    }
    let described = (provider, None, dialect);
    let connection = connections::create_with(work, &ACTOR, organization.id, described, policy)?;
    let (token, secret) = tokens::create(work, &ACTOR, connection.id, TOKEN_DAYS_DEFAULT)?;
    Ok(Ok(Made { organization, connection, token, secret }))
}

fn refused(taken: &Taken) -> anyhow::Error {
    let Taken { organization, connection } = taken;
    anyhow::anyhow!(
        "{:?} has a connection for {} already: {:?}, with the id {id}. Nothing was changed. Its token cannot be shown \
         again, but `rollbook token list {id}` lists its tokens and `rollbook token renew TOKEN` gives one a new \
         secret. For a second connection: `rollbook connection create {} --provider {} --name NAME`",
        organization.name,
        connection.provider.display_name(),
        connection.name,
        organization.id,
        connection.provider.as_str(),
        id = connection.id,
    )
}
