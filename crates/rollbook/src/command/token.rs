//! `rollbook token …`

use super::{named_connection, or_missing, or_no_connection, read, say_json, say_table, write};
use crate::arguments::{At, TokenCommand};
use crate::home::Home;
use crate::output::say;
use anyhow::bail;
use app::tokens;
use directory::token::Secret;
use directory::{Actor, Token, TokenId};
use serde_json::{Value, json};

const ACTOR: Actor = Actor::CommandLine;

pub(crate) fn run(asked: &TokenCommand) -> anyhow::Result<()> {
    match asked {
        TokenCommand::Create { connection, life, at } => {
            let (known, days) = (named_connection(connection)?, life.days);
            let (token, secret) = write(&Home::open(at)?, "create token", move |work| {
                tokens::create(work, &ACTOR, known, days)
            })
            .map_err(or_no_connection(known))?;
            say_secret(&token, &secret, at)
        }
        TokenCommand::List { connection, at } => {
            let known = named_connection(connection)?;
            let all = read(&Home::open(at)?, "list tokens", move |work| tokens::list(work, known))
                .map_err(or_no_connection(known))?;
            list(&all, at)
        }
        TokenCommand::Activate { token, at } => set_active(token, true, at),
        TokenCommand::Deactivate { token, at } => set_active(token, false, at),
        TokenCommand::Renew { token, life, at } => {
            let (id, days) = (named_token(token)?, life.days);
            let known = id.clone();
            let (token, secret) =
                write(&Home::open(at)?, "renew token", move |work| tokens::renew(work, &ACTOR, &known, days))
                    .map_err(or_no_token(&id))?;
            say_secret(&token, &secret, at)
        }
        TokenCommand::Delete { token, at } => {
            let id = named_token(token)?;
            let known = id.clone();
            write(&Home::open(at)?, "delete token", move |work| tokens::delete(work, &ACTOR, &known))
                .map_err(or_no_token(&id))?;
            if at.json {
                say_json(&json!({ "deleted": id.as_str() }))
            } else {
                say(format_args!("The token {id} is deleted."))
            }
        }
    }
}

fn set_active(token: &str, active: bool, at: &At) -> anyhow::Result<()> {
    let id = named_token(token)?;
    let known = id.clone();
    let token =
        write(&Home::open(at)?, "switch token", move |work| tokens::set_active(work, &ACTOR, &known, active))
            .map_err(or_no_token(&id))?;
    if at.json {
        return say_json(&token_json(&token));
    }
    say(format_args!("The token {} is {} now.", token.id, state(&token)))
}

fn list(tokens: &[Token], at: &At) -> anyhow::Result<()> {
    if at.json {
        return say_json(&tokens.iter().map(token_json).collect::<Value>());
    }
    let row = |token: &Token| {
        let last_used = token.last_used.map_or_else(|| "never".to_owned(), |at| at.to_string());
        vec![token.id.to_string(), state(token).to_owned(), token.expires.to_string(), last_used]
    };
    say_table(&["ID", "STATE", "EXPIRES", "LAST USED"], &tokens.iter().map(row).collect::<Vec<_>>())
}

/// The secret of a token, this one time.
fn say_secret(token: &Token, secret: &Secret, at: &At) -> anyhow::Result<()> {
    let (text, expires) = (secret.reveal(), token.expires);
    if at.json {
        let mut answer = token_json(token);
        answer["token"] = json!(text);
        return say_json(&answer);
    }
    say(format_args!("{text}\n\nThis token is good until {expires} and is not shown again."))
}

/// The id of a token, also cut out of a whole token: that is what operators have at hand.
fn named_token(text: &str) -> anyhow::Result<TokenId> {
    let id = text.strip_prefix("rbk_").unwrap_or(text).split('_').next().unwrap_or_default();
    let Some(id) = TokenId::parse(id) else {
        bail!("this is not the id of a token; `rollbook token list CONNECTION` shows which there are");
    };
    Ok(id)
}

/// What to say where a token of a well-formed id may not exist. The id alone: the operator may have typed a secret.
fn or_no_token(id: &TokenId) -> impl FnOnce(anyhow::Error) -> anyhow::Error {
    let missing = format!("no token has the id {id}; `rollbook token list CONNECTION` shows which there are");
    move |error| or_missing(error, missing)
}

fn state(token: &Token) -> &'static str {
    if token.active { "active" } else { "inactive" }
}

fn token_json(token: &Token) -> Value {
    json!({
        "id": token.id.to_string(),
        "active": token.active,
        "created": token.created.to_string(),
        "expires": token.expires.to_string(),
        "last_used": token.last_used.map(|at| at.to_string()),
    })
}
