//! `rollbook move`: everything from one database to another.

use super::{say_json, say_table};
use crate::arguments::Move;
use crate::home::absolute;
use crate::output::say;
use crate::progress;
use anyhow::Context as _;
use serde_json::{Value, json};
use store::{Database, MoveProgress, MovedTable};

pub(crate) fn run(asked: &Move) -> anyhow::Result<()> {
    if let Some(database) = &asked.take_back {
        return take_back(&absolute(Database::parse(database)?), asked.json);
    }
    let place = |text: &Option<String>| -> anyhow::Result<Database> {
        let text = text.as_deref().context("a move needs --from and --to")?;
        Ok(absolute(Database::parse(text)?))
    };
    let (from, to) = (place(&asked.from)?, place(&asked.to)?);
    let bar = progress::bar()?;
    let tables = store::move_data(&from, &to, &mut |MoveProgress { table, done, total }| {
        let step = if 2 * done <= total { "copying" } else { "comparing" };
        bar.set_message(format!("{step} {table}"));
        bar.set_length(total);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    if asked.json {
        let table =
            |table: &MovedTable| json!({ "table": table.name, "rows": table.rows, "sha256": table.digest });
        return say_json(&json!({
            "from": from.to_string(),
            "to": to.to_string(),
            "tables": tables.iter().map(table).collect::<Value>(),
        }));
    }
    let row = |table: &MovedTable| vec![table.name.to_owned(), table.rows.to_string(), table.digest.clone()];
    say_table(
        &["TABLE", "ROWS", "SHA-256, EQUAL ON BOTH SIDES"],
        &tables.iter().map(row).collect::<Vec<_>>(),
    )?;
    let flag = match &to {
        Database::Folder(_) => "--data-dir",
        Database::Server(_) => "--database",
    };
    say(format_args!(
        "\nEverything is in {to} now.\n\
         Start the servers with {flag} {to}; what is between user and host in an address, such as its password, is not \
         shown here.\n\
         The old database {from} still has everything as it was. Keep it until you are sure. It is marked as left: no \
         server starts on it."
    ))
}

fn take_back(database: &Database, json: bool) -> anyhow::Result<()> {
    let was_left = store::take_back(database)?;
    if json {
        return say_json(&json!({ "database": database.to_string(), "was_left": was_left }));
    }
    if was_left {
        say(format_args!(
            "Servers may use {database} again. What happened in the other database since the move is not here."
        ))
    } else {
        say(format_args!("{database} was not left by any move; nothing was changed."))
    }
}
