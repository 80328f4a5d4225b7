//! An installation as a command finds it: its database, and where its servers can be reached.

use crate::arguments::At;
use crate::settings::{Given, Settings, reachable};
use anyhow::{Context as _, bail};
use app::App;
use confique::Layer as _;
use std::path;
use store::{Database, Mode, Store};
use web::PublicUrl;

/// An installation as a command sees it: its use cases, and the URL that links are made of.
pub(crate) struct Home {
    /// The use cases.
    pub(crate) app: App,
    /// The public URL.
    pub(crate) public_url: PublicUrl,
    /// Where the data is kept; a folder is absolute.
    pub(crate) database: Database,
    /// Whether there was nothing before.
    pub(crate) made: bool,
}

impl Home {
    /// Opens the data folder for a command; a server may be running on it.
    pub(crate) fn open(at: &At) -> anyhow::Result<Self> {
        let settings = settings(at)?;
        let database = settings.place()?;
        if !Store::exists(&database)? {
            let (what, flag) = match database {
                Database::Folder(_) => ("folder", "--data-dir"),
                Database::Server(_) => ("database", "--database"),
            };
            bail!(
                "there is no Rollbook in the {what} {}; name its {what} with {flag}, or begin with `rollbook serve` or \
                 `rollbook connect`",
                absolute(database)
            );
        }
        Self::of(at, &settings)
    }

    /// The same for a command that may be the first of all.
    pub(crate) fn open_or_make(at: &At) -> anyhow::Result<Self> {
        Self::of(at, &settings(at)?)
    }

    fn of(at: &At, settings: &Settings) -> anyhow::Result<Self> {
        let database = absolute(settings.place()?);
        let made = !Store::exists(&database)?;
        let app = App::new(Store::open(&database, Mode::Command)?);
        // What the running server says of itself is truer than a file that it may not even have read.
        let noted = runtime()?.block_on(noted_public_url(&app))?;
        let public_url = match (&at.public_url, noted, &settings.public_url) {
            (Some(given), _, _) | (None, None, Some(given)) => PublicUrl::parse(given)?,
            (None, Some(noted), _) => PublicUrl::parse(&noted)?,
            (None, None, None) => PublicUrl::parse(&format!("http://{}", reachable(settings.listen)))?,
        };
        Ok(Self { app, public_url, database, made })
    }
}

/// The database as an operator finds it from anywhere.
pub(crate) fn absolute(database: Database) -> Database {
    match database {
        // Without a current folder there is nothing better to say than what was given.
        Database::Folder(folder) => Database::Folder(path::absolute(&folder).unwrap_or(folder)),
        Database::Server(server) => Database::Server(server),
    }
}

/// What a command was told about its installation.
pub(crate) fn settings(at: &At) -> anyhow::Result<Settings> {
    let mut given = Given::empty();
    given.data_dir.clone_from(&at.data_dir);
    given.database.clone_from(&at.database);
    given.public_url.clone_from(&at.public_url);
    Settings::load(given, at.config.as_deref())
}

/// Leaves word of where this server can be reached, in its database: there commands find it on whichever machine they
/// run, and never that of another installation. Of several servers the one that was started last is right, but for one
/// that `guesses` where others share the database: what it was not told, one of them was.
pub(crate) async fn note_public_url(app: &App, url: &PublicUrl, guesses: bool) -> Result<(), app::Error> {
    let url = url.to_string();
    match noted_public_url(app).await? {
        Some(noted) if noted == url => return Ok(()),
        // Nobody guesses that.
        Some(noted) if guesses && noted.starts_with("https://") => {
            tracing::warn!(
                "this server was started without --public-url: its links carry {url}, and commands go on to print \
                 {noted}, which another server on this database noted"
            );
            return Ok(());
        }
        _ => {}
    }
    app.write("note the public URL", move |work| Ok(work.tx.note_public_url(&url)?)).await
}

/// What drives the use cases of a command.
pub(crate) fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().build().context("the runtime cannot start")
}

async fn noted_public_url(app: &App) -> Result<Option<String>, app::Error> {
    app.read("read the public URL", |work| Ok(work.tx.public_url()?)).await
}
