//! `rollbook backup`: a copy of the embedded database, while a server writes.

use super::{say_json, say_table};
use crate::arguments::Backup;
use crate::home::{absolute, settings};
use crate::output::say;
use crate::progress;
use anyhow::bail;
use indicatif::{HumanBytes, ProgressBar};
use serde_json::{Value, json};
use store::{BackupProgress, BackupStep, Contents, Database, Newest};

pub(crate) fn run(asked: &Backup) -> anyhow::Result<()> {
    let folder = match absolute(settings(&asked.at)?.place()?) {
        Database::Folder(folder) => folder,
        Database::Server(_) => bail!(
            "a database server has its own backups: use pg_dump, or a base backup with the archived log; \
             docs/operations/backup.md says what to do after a restore"
        ),
    };
    let bar = progress::bar()?;
    let contents = store::backup(&folder, &asked.to, &|progress| show(&bar, progress))?;
    bar.finish_and_clear();
    if asked.at.json {
        return say_json(&json!({ "file": asked.to, "contents": contents_json(&contents) }));
    }
    let Contents { bytes, users, groups, organizations } = &contents;
    say(format_args!(
        "{} has {} of {folder} as it was when this began: {} organizations, {users} users and {groups} groups.",
        asked.to.display(),
        HumanBytes(*bytes),
        organizations.len(),
        folder = folder.display(),
    ))?;
    let row = |newest: &Newest| {
        let at = newest.at.map(|at| at.to_string()).unwrap_or_default();
        vec![newest.name.clone(), newest.event_sequence.to_string(), at]
    };
    say_table(&["ORGANIZATION", "NEWEST EVENT", "AT"], &organizations.iter().map(row).collect::<Vec<_>>())
}

/// Shows how far a backup or a restore is.
pub(crate) fn show(bar: &ProgressBar, progress: BackupProgress) {
    let what = match progress.step {
        BackupStep::Write => "written:",
        BackupStep::Read => "read for its digest:",
        BackupStep::Check => "being checked:",
    };
    progress::bytes(bar, what, progress.done, progress.total);
}

fn contents_json(contents: &Contents) -> Value {
    let newest = |newest: &Newest| {
        json!({
            "id": newest.id.to_string(),
            "name": newest.name,
            "event_sequence": newest.event_sequence,
            "at": newest.at.map(|at| at.to_string()),
        })
    };
    json!({
        "bytes": contents.bytes,
        "users": contents.users,
        "groups": contents.groups,
        "organizations": contents.organizations.iter().map(newest).collect::<Value>(),
    })
}
