//! The data folder: the database, and a note of where the server can be reached.

use crate::arguments::At;
use crate::serve::reachable;
use crate::settings::{Given, Settings};
use anyhow::{Context as _, bail};
use app::App;
use confique::Layer as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{self, Path};
use store::{Database, Mode, Store};
use tempfile::NamedTempFile;
use web::PublicUrl;

/// The file in the data folder that tells commands which public URL the server uses.
const PUBLIC_URL_FILE: &str = "public-url";

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
        let store = Store::open(&database, Mode::Command)?;
        // What the running server says of itself is truer than a file that it may not even have read.
        let public_url = match (&at.public_url, noted_public_url(&settings.data_dir), &settings.public_url) {
            (Some(given), _, _) | (None, None, Some(given)) => PublicUrl::parse(given)?,
            (None, Some(noted), _) => noted,
            (None, None, None) => PublicUrl::parse(&format!("http://{}", reachable(settings.listen)))?,
        };
        Ok(Self { app: App::new(store), public_url, database, made })
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

/// Leaves word of where this server can be reached.
pub(crate) fn note_public_url(folder: &Path, url: &PublicUrl) -> anyhow::Result<()> {
    let file = folder.join(PUBLIC_URL_FILE);
    // A whole file takes the place of the old one: a command that reads at this moment sees one of both. It is the
    // owner's alone, since whoever could change it would have the next token pasted elsewhere.
    let write = || {
        make_folder(folder)?;
        let mut note = NamedTempFile::new_in(folder)?;
        writeln!(note, "{url}")?;
        note.persist(&file)?;
        io::Result::Ok(())
    };
    write().with_context(|| format!("{} cannot be written", file.display()))
}

/// The embedded database has made its folder already; beside a database server it is made for this note.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn noted_public_url(folder: &Path) -> Option<PublicUrl> {
    PublicUrl::parse(fs::read_to_string(folder.join(PUBLIC_URL_FILE)).ok()?.trim()).ok()
}
