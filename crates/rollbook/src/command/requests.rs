//! `rollbook requests`

use super::{named_connection, or_no_connection, read, say_json};
use crate::arguments::Requests;
use crate::home::Home;
use crate::output::{on_one_line, say};
use app::calls::{self, Listed};
use directory::{Advice, Call, Connection, TokenId};
use i18n::Language;
use serde_json::{Value, json};
use store::CallQuery;

/// The form of what `--json` prints, which can be played again as a test.
const FORMAT: &str = "rollbook-exchange/1";

pub(crate) fn run(asked: &Requests) -> anyhow::Result<()> {
    let home = Home::open(&asked.at)?;
    let known = named_connection(&asked.connection)?;
    let query = CallQuery { refused: asked.refused, before: None, limit: asked.limit };
    let Listed { connection, mut calls, totals, .. } =
        read(&home, "list calls", move |work| calls::list(work, known, query))
            .map_err(or_no_connection(known))?;
    let dropped = totals.dropped;
    // As they happened.
    calls.reverse();
    if asked.at.json {
        return say_json(&json!({
            "format": FORMAT,
            "provider": connection.provider.as_str(),
            "dialect": connection.dialect.to_string(),
            "leftOut": dropped,
            "entries": calls.iter().map(|call| entry(&connection, call)).collect::<Value>(),
        }));
    }
    if calls.is_empty() {
        let what = if asked.refused { "refused call" } else { "call" };
        let hint = if connection.logs_calls { "" } else { "; its request log is off" };
        return say(format_args!("There is no {what} of {:?} in the request log{hint}.", connection.name));
    }
    if dropped > 0 {
        say(format_args!(
            "{dropped} calls were left out of this log in all, because more came at once than it takes; what is below may \
             have gaps."
        ))?;
    }
    for call in &calls {
        say(line(call))?;
        for (tolerance, place) in call.tolerated() {
            say(format_args!("    tolerated  {tolerance} at {}", on_one_line(&place)))?;
        }
        if let Some(detail) = call.answer.to_value().filter(|_| call.is_refused() && !asked.bodies) {
            let detail = detail["detail"].as_str().unwrap_or("(not kept)");
            say(format_args!("    answer     {}", on_one_line(detail)))?;
        }
        if let Some(advice) = advice(&connection, call) {
            say(format_args!("    to do      {}", on_one_line(&advice)))?;
        }
        if asked.bodies {
            for (name, body) in [("request  ", &call.request), ("answer   ", &call.answer)] {
                if body.as_str() != "null" {
                    say(format_args!("    {name}  {}", on_one_line(body.as_str())))?;
                }
            }
        }
    }
    Ok(())
}

/// What to do about a call that was refused.
fn advice(connection: &Connection, call: &Call) -> Option<String> {
    Advice::on(connection, call).map(|advice| Language::En.advice(&advice))
}

fn line(call: &Call) -> String {
    let micros = call.micros;
    let why = if call.why.is_empty() { String::new() } else { format!("  ({})", call.why) };
    format!(
        "{}  {}  {:<6} {}  {}.{} ms{why}",
        call.at,
        call.status,
        call.method,
        on_one_line(&call.target),
        micros / 1_000,
        micros % 1_000 / 100
    )
}

fn entry(connection: &Connection, call: &Call) -> Value {
    let tolerated = call.tolerated().into_iter();
    json!({
        "at": call.at.to_string(),
        "method": call.method,
        "target": call.target,
        "request": call.request.to_value(),
        "status": call.status,
        "answer": call.answer.to_value(),
        "cut": call.cut,
        "why": call.why,
        "advice": advice(connection, call),
        "tolerances": tolerated
            .map(|(tolerance, place)| json!({ "tolerance": tolerance, "place": place }))
            .collect::<Value>(),
        "tookMicros": call.micros,
        "token": call.token.as_ref().map(TokenId::as_str),
    })
}
