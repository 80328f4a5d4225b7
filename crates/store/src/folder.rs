//! The data folder: who may use it, and its files.

use crate::engine::Session;
use crate::{Mode, OpenError, migrate, transfer};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const DATABASE: &str = "rollbook.db";
const LOCK: &str = "rollbook.lock";
/// The mails of a server that knows no mail server.
const MAIL: &str = "mail";
/// How long a command waits for another command that is just making the tables.
const LOCK_WAIT: Duration = Duration::from_secs(2);
const LOCK_PAUSE: Duration = Duration::from_millis(50);

/// Whether the folder has a database in it.
pub(crate) fn has_database(path: &Path) -> bool {
    // A folder that may not be looked into is not an empty one: opening it says why.
    !matches!(fs::metadata(path.join(DATABASE)), Err(error) if error.kind() == io::ErrorKind::NotFound)
}

/// Something in the folder that is no part of a database, and that no file system puts there by itself.
pub(crate) fn stranger_in(path: &Path) -> Result<Option<String>, OpenError> {
    let entries = match fs::read_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        entries => entries.map_err(|e| unusable(path, &e))?,
    };
    for entry in entries {
        let name = entry.map_err(|e| unusable(path, &e))?.file_name().to_string_lossy().into_owned();
        let of_database =
            name.strip_prefix(DATABASE).is_some_and(|rest| ["", "-wal", "-shm"].contains(&rest));
        if !of_database && ![LOCK, MAIL, "lost+found"].contains(&&*name) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// The data folder of an installation.
pub(crate) struct Folder {
    path: PathBuf,
    lock: File,
}

impl Folder {
    /// Makes the folder where there is none. A server takes its lock, or is told that another one has it.
    pub(crate) fn open(path: &Path, mode: Mode) -> Result<Self, OpenError> {
        let folder = Self::enter(path)?;
        make_file(&folder.database()).map_err(|e| unusable(path, &e))?;
        if mode == Mode::Server && !folder.try_lock()? {
            return Err(OpenError::new(format!(
                "Another Rollbook server uses the data folder {}. Stop it first, or give this one another folder.",
                path.display()
            )));
        }
        Ok(folder)
    }

    /// Takes the lock for a command that moves or replaces the database; makes the folder, but no database.
    pub(crate) fn claim(path: &Path) -> Result<Self, OpenError> {
        let folder = Self::enter(path)?;
        if folder.try_lock()? {
            return Ok(folder);
        }
        Err(OpenError::new(format!(
            "A Rollbook server uses the data folder {}. Stop it first.",
            path.display()
        )))
    }

    fn enter(path: &Path) -> Result<Self, OpenError> {
        make_folder(path).map_err(|e| unusable(path, &e))?;
        let lock = make_file(&path.join(LOCK)).map_err(|e| unusable(path, &e))?;
        Ok(Self { path: path.to_owned(), lock })
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The writing session, on tables that are up to date.
    pub(crate) fn open_database(&mut self, mode: Mode) -> Result<Session, OpenError> {
        let session = Session::open(&self.database())?;
        match mode {
            Mode::Server => migrate::run(&session)?,
            Mode::Command => self.migrate_unless_served(&session)?,
        }
        transfer::check_not_moved(&session)?;
        // The entries of new files must survive a loss of power just as what is in them.
        sync_folder(&self.path).map_err(|e| unusable(&self.path, &e))?;
        Ok(session)
    }

    /// A session on the database as it is, with its tables of whatever version.
    pub(crate) fn open_session(&self) -> Result<Session, OpenError> {
        make_file(&self.database()).map_err(|e| unusable(&self.path, &e))?;
        let session = Session::open(&self.database())?;
        sync_folder(&self.path).map_err(|e| unusable(&self.path, &e))?;
        Ok(session)
    }

    /// The file of the database.
    pub(crate) fn database(&self) -> PathBuf {
        Self::database_in(&self.path)
    }

    /// The file of the database in this folder.
    pub(crate) fn database_in(folder: &Path) -> PathBuf {
        folder.join(DATABASE)
    }

    /// A session that only reads.
    pub(crate) fn open_reader(&self) -> Result<Session, OpenError> {
        Session::open_reader(&self.database())
    }

    /// A command may bring the tables up to date, but never under the feet of a running server.
    fn migrate_unless_served(&self, session: &Session) -> Result<(), OpenError> {
        let begun = Instant::now();
        while !migrate::is_current(session)? {
            if self.try_lock()? {
                let migrated = migrate::run(session);
                self.lock.unlock().map_err(|e| unusable(&self.path, &e))?;
                return migrated;
            }
            if begun.elapsed() > LOCK_WAIT {
                return Err(OpenError::new(format!(
                    "A Rollbook server of an older version uses the data folder {}. Restart the server with this \
                     version first: it brings the tables up to date. Or use the server's own version of this command.",
                    self.path.display()
                )));
            }
            std::thread::sleep(LOCK_PAUSE);
        }
        Ok(())
    }

    fn try_lock(&self) -> Result<bool, OpenError> {
        match self.lock.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(e)) => Err(unusable(&self.path, &e)),
        }
    }
}

fn unusable(path: &Path, error: &io::Error) -> OpenError {
    OpenError::new(format!(
        "The data folder {} cannot be used: {error}. Rollbook needs to read, write and lock files in it.",
        path.display()
    ))
}

/// Only the owner may look into what is made here; a folder that exists stays as its owner made it.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

pub(crate) fn make_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_does_not_change_the_tables_under_a_server() {
        let folder = tempfile::tempdir().unwrap();
        // A server that has the lock, and whose tables are older than this program's: there are none yet.
        let _server = Folder::open(folder.path(), Mode::Server).unwrap();
        let mut command = Folder::open(folder.path(), Mode::Command).unwrap();
        let refusal = command.open_database(Mode::Command).map(drop).unwrap_err().to_string();
        assert!(
            refusal.starts_with("A Rollbook server of an older version uses the data folder"),
            "{refusal}"
        );
    }
}
