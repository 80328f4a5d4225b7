//! `rollbook restore`: a backup takes the place of the database, and what it has forgotten is asked for.

use super::backup::show;
use super::{resync, say_json};
use crate::arguments::Restore as Asked;
use crate::home::runtime;
use crate::home::{absolute, settings};
use crate::output::say;
use crate::progress;
use anyhow::bail;
use app::{App, Error, Work, connections, organizations};
use directory::{Actor, Connection, Organization, Timestamp};
use serde_json::json;
use store::{Database, Mode, Restore, Store};

pub(crate) fn run(asked: &Asked) -> anyhow::Result<()> {
    let folder = match absolute(settings(&asked.at)?.place()?) {
        Database::Folder(folder) => folder,
        Database::Server(_) => bail!(
            "a database server restores its own backups; afterwards run `rollbook organization needs-resync --all`, as \
             docs/operations/backup.md says"
        ),
    };
    let bar = progress::bar()?;
    let restore = Restore::begin(&asked.file, &folder, asked.replace, &|progress| show(&bar, progress))?;
    bar.finish_and_clear();
    // Before anybody can see the new database, so that none is ever served without the marks.
    let app = App::new(Store::open(restore.staged(), Mode::Command)?);
    let marked = runtime()?.block_on(app.write("mark organizations", mark))?;
    drop(app);
    let Marked { organizations, connections, at } = marked;
    let kept = restore.finish(at)?;
    if asked.at.json {
        return say_json(&json!({
            "data_dir": folder,
            "former_database": kept,
            "organizations": resync::json(&organizations, &connections),
        }));
    }
    say(format_args!("{} is the database of {} now.", asked.file.display(), folder.display()))?;
    if let Some(kept) = kept {
        say(format_args!("The former database is kept as {}.", kept.display()))?;
    }
    resync::say(&organizations, &connections)
}

/// What a restored database has in it, all of it marked.
struct Marked {
    organizations: Vec<Organization>,
    connections: Vec<Connection>,
    at: Timestamp,
}

fn mark(work: &mut Work) -> Result<Marked, Error> {
    // It may be the address of another installation: the one that the backup was made of.
    work.tx.forget_public_url()?;
    let mut marked = Vec::new();
    for organization in organizations::list(work)? {
        marked.push(organizations::restored(work, &Actor::CommandLine, &organization)?);
    }
    Ok(Marked { organizations: marked, connections: connections::list(work, None)?, at: work.now })
}
