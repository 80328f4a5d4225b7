//! A backup that takes the place of the database.

use super::{BackupProgress, BackupStep, beside, check, size, trailer};
use crate::engine::Session;
use crate::folder::{Folder, make_file, make_folder, sync_folder};
use crate::{Database, Error, OpenError};
use directory::Timestamp;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The folder in the data folder where the new database is made ready. Only one command can be at it, because it has
/// the lock; what is there before is what a killed one has left.
const STAGING: &str = "restore.unfinished";

/// A restore that is under way. Until it is finished nothing has changed; no server can start meanwhile.
pub struct Restore {
    folder: Folder,
    staging: PathBuf,
}

impl Restore {
    /// Checks the backup and copies it into the data folder, beside the database, if there is one and it may be
    /// replaced.
    pub fn begin(
        file: &Path,
        folder: &Path,
        replace: bool,
        watch: &(dyn Fn(BackupProgress) + Sync),
    ) -> Result<Self, OpenError> {
        let unusable =
            |error: io::Error| OpenError::new(format!("{} cannot be read: {error}.", file.display()));
        let backup = File::open(file).map_err(unusable)?;
        if size(&beside(file, "-wal")) > 0 {
            return Err(OpenError::new(format!(
                "{} is a database that is in use or was not closed, and no backup. Make one of it with `rollbook backup`.",
                file.display()
            )));
        }
        check(file, &backup, watch)?;
        let folder = Folder::claim(folder)?;
        if size(&folder.database()) > 0 && !replace {
            return Err(OpenError::new(format!(
                "The data folder {} has a database already. Give --replace to put the backup in its place; the former \
                 database is kept beside it.",
                folder.path().display()
            )));
        }
        let staging = folder.path().join(STAGING);
        let restore = Self { folder, staging };
        restore.stage(&backup, watch).map_err(|why| restore.failed(&why))?;
        Ok(restore)
    }

    /// The new database, before it is in its place. It can be opened and changed, and has to be closed again.
    #[must_use]
    pub fn staged(&self) -> Database {
        Database::from(&self.staging)
    }

    /// Puts the new database in its place; where another one was, that is what is returned: where it is kept.
    pub fn finish(self, at: Timestamp) -> Result<Option<PathBuf>, OpenError> {
        let (staged, database) = (self.staged_file(), self.folder.database());
        if size(&beside(&staged, "-wal")) > 0 {
            return Err(self.failed("the new database was not closed."));
        }
        let kept = if size(&database) > 0 { Some(self.set_aside(&database, at)?) } else { None };
        fs::rename(&staged, &database)
            .and_then(|()| sync_folder(self.folder.path()))
            .map_err(|error| self.failed(&format!("{error}.")))?;
        Ok(kept)
    }

    /// Keeps the former database under another name as well, so that there is one under its own at every moment.
    fn set_aside(&self, database: &Path, at: Timestamp) -> Result<PathBuf, OpenError> {
        // One that cannot be opened is broken, which may be why it is replaced.
        if let Ok(session) = Session::open(database)
            && session.fold_log() == Err(Error::Busy)
        {
            return Err(self.failed("a command is using the database at this moment. Try again."));
        }
        let aside = beside(database, &format!(".before-restore-{}", at.to_string().replace(':', "-")));
        let keep = || {
            fs::hard_link(database, &aside)?;
            // A database that is too broken to be closed is kept with its log, which must not meet the new one.
            for ending in ["-wal", "-shm"] {
                let log = beside(database, ending);
                if log.exists() {
                    fs::rename(log, beside(&aside, ending))?;
                }
            }
            sync_folder(self.folder.path())
        };
        keep().map_err(|error| self.failed(&format!("the former database cannot be kept: {error}.")))?;
        Ok(aside)
    }

    /// Copies the database that is in the backup. What is copied is checked once more: it shall be what is put in place.
    fn stage(&self, backup: &File, watch: &(dyn Fn(BackupProgress) + Sync)) -> Result<(), String> {
        let mut copy = self.make_staged().map_err(|error| format!("{error}."))?;
        let watch = |done, total| watch(BackupProgress { step: BackupStep::Write, done, total });
        trailer::read_sealed(backup, &mut |bytes| copy.write_all(bytes), &watch)?;
        copy.sync_all().map_err(|error| format!("{error}."))
    }

    fn make_staged(&self) -> io::Result<File> {
        if self.staging.exists() {
            fs::remove_dir_all(&self.staging)?;
        }
        make_folder(&self.staging)?;
        make_file(&self.staged_file())
    }

    fn staged_file(&self) -> PathBuf {
        Folder::database_in(&self.staging)
    }

    fn failed(&self, why: &str) -> OpenError {
        OpenError::new(format!(
            "The backup was not restored to {}, and nothing was changed there: {why}",
            self.folder.path().display()
        ))
    }
}

impl Drop for Restore {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next restore.
        drop(fs::remove_dir_all(&self.staging));
    }
}
