//! Copies of the embedded database: made while a server writes, and put in its place again.

mod restore;
mod trailer;

pub use restore::Restore;

use crate::engine::{Session, statements};
use crate::folder::{self, Folder, make_file, sync_folder};
use crate::{Error, Mode, OpenError, migrate, transfer};
use directory::{OrgId, Timestamp};
use std::fs::{self, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// How often it is told how far a copy is.
const WATCH_PAUSE: Duration = Duration::from_millis(100);

statements! {
    NEWEST = "SELECT o.id, o.name, s.event_sequence, e.at
    FROM organizations o JOIN sequences s ON s.org_id = o.id
    LEFT JOIN events e ON e.org_id = o.id AND e.sequence = s.event_sequence ORDER BY o.name_key";

    USERS = "SELECT count(*) FROM users";

    GROUPS = "SELECT count(*) FROM directory_groups";
}

/// How far a backup or a restore is, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupProgress {
    /// What is being done.
    pub step: BackupStep,
    /// How much of it is done.
    pub done: u64,
    /// About how much there is to do.
    pub total: u64,
}

/// What a backup or a restore is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupStep {
    /// Writes the copy.
    Write,
    /// Reads it as a whole, for its digest.
    Read,
    /// Lets the database look for what is wrong with it; how far that is, nobody knows.
    Check,
}

/// What a backup has in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Its size.
    pub bytes: u64,
    /// How many users there are.
    pub users: u64,
    /// How many groups there are.
    pub groups: u64,
    /// How far each organization has come.
    pub organizations: Vec<Newest>,
}

/// How far an organization has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newest {
    /// Whose events they are.
    pub id: OrgId,
    /// What people call it.
    pub name: String,
    /// The number of its newest event; 0 if it has none.
    pub event_sequence: u64,
    /// When that was.
    pub at: Option<Timestamp>,
}

/// Writes a copy of the database in this folder to a new file. Servers and commands may use the database meanwhile;
/// the copy has all that was committed when this began.
pub fn backup(
    folder: &Path,
    file: &Path,
    watch: &(dyn Fn(BackupProgress) + Sync),
) -> Result<Contents, OpenError> {
    if !folder::has_database(folder) {
        return Err(nothing_in(folder));
    }
    let from = Folder::open(folder, Mode::Command)?;
    let session = from.open_session()?;
    if !migrate::has_begun(&session)? {
        return Err(nothing_in(folder));
    }
    // Who goes on backing up a database that was left backs up nothing any more.
    transfer::check_not_moved(&session)?;
    refuse_if_there(file)?;
    let unfinished = Unfinished::make(file)?;
    write(&session, &from.database(), &unfinished.path, watch).map_err(|error| failed(file, &error))?;
    trailer::seal(&unfinished.file, &reading(watch))
        .and_then(|()| unfinished.file.sync_all())
        .map_err(|error| unwritable(file, &error))?;
    let contents = check(&unfinished.path, &unfinished.file, watch)?;
    refuse_if_there(file)?;
    unfinished.finish(file)?;
    Ok(contents)
}

fn nothing_in(folder: &Path) -> OpenError {
    OpenError::new(format!("There is no data of Rollbook in {}.", folder.display()))
}

/// The copy while it is written; it is removed unless it is finished.
struct Unfinished {
    path: PathBuf,
    /// Locked, so that two commands do not write the same backup. What a command left that was killed is not locked.
    file: fs::File,
}

impl Unfinished {
    fn make(file: &Path) -> Result<Self, OpenError> {
        let path = beside(file, ".unfinished");
        let part = make_file(&path).map_err(|error| unwritable(file, &error))?;
        match part.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(OpenError::new(format!(
                    "Another command is writing a backup to {}. Wait for it, or give another file.",
                    file.display()
                )));
            }
            Err(TryLockError::Error(error)) => return Err(unwritable(file, &error)),
        }
        part.set_len(0).map_err(|error| unwritable(file, &error))?;
        Ok(Self { path, file: part })
    }

    fn finish(self, file: &Path) -> Result<(), OpenError> {
        let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::rename(&self.path, file)
            .and_then(|()| sync_folder(folder))
            .map_err(|error| unwritable(file, &error))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After it was finished there is nothing of this name any more.
        drop(fs::remove_file(&self.path));
    }
}

/// Writes the copy and tells meanwhile how far it is.
fn write(
    session: &Session,
    from: &Path,
    to: &Path,
    watch: &(dyn Fn(BackupProgress) + Sync),
) -> Result<(), Error> {
    let total = size(from);
    thread::scope(|scope| {
        let (end, ended) = mpsc::channel::<()>();
        scope.spawn(move || {
            while ended.recv_timeout(WATCH_PAUSE) == Err(RecvTimeoutError::Timeout) {
                watch(BackupProgress { step: BackupStep::Write, done: size(to).min(total), total });
            }
        });
        let written = session.write_copy(to);
        drop(end);
        written
    })
}

/// Reads a backup as a whole and says what is in it; an error if it is none, or not sound.
fn check(
    file: &Path,
    opened: &fs::File,
    watch: &(dyn Fn(BackupProgress) + Sync),
) -> Result<Contents, OpenError> {
    let bytes = size(file);
    let refused = |why: String| OpenError::new(format!("{} is no sound backup: {why}", file.display()));
    trailer::read_sealed(opened, &mut |_| Ok(()), &reading(watch)).map_err(refused)?;
    watch(BackupProgress { step: BackupStep::Check, done: 0, total: bytes });
    let session = Session::open_copy(file).map_err(|error| refused(error.to_string()))?;
    if let Some(defect) = session.defect().map_err(|error| refused(error.to_string()))? {
        return Err(refused(format!("{defect}.")));
    }
    if !migrate::has_begun(&session)? {
        return Err(refused("it is a database, but none of Rollbook.".to_owned()));
    }
    migrate::is_current(&session).map_err(|error| refused(error.to_string()))?;
    session.begin_read()?;
    let contents = contents(&session, bytes).map_err(|error| refused(error.to_string()));
    session.rollback()?;
    contents
}

fn reading(watch: &(dyn Fn(BackupProgress) + Sync)) -> impl Fn(u64, u64) {
    move |done, total| watch(BackupProgress { step: BackupStep::Read, done, total })
}

fn contents(session: &Session, bytes: u64) -> Result<Contents, Error> {
    let count = |sql| Ok(session.first(sql, &[], |row| row.count(0))?.unwrap_or_default());
    let organizations = session.query(NEWEST, &[], |row| {
        Ok(Newest {
            id: row.parsed(0, OrgId::parse)?,
            name: row.text(1)?.into_owned(),
            event_sequence: row.count(2)?,
            at: row.maybe_time(3)?,
        })
    })?;
    Ok(Contents { bytes, users: count(USERS)?, groups: count(GROUPS)?, organizations })
}

fn refuse_if_there(file: &Path) -> Result<(), OpenError> {
    match fs::symlink_metadata(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(unwritable(file, &error)),
        Ok(_) => Err(OpenError::new(format!(
            "{} is there already, and a backup never takes the place of another. Give another file.",
            file.display()
        ))),
    }
}

fn failed(file: &Path, error: &Error) -> OpenError {
    let why = match error {
        Error::Full => "the disk is full.".to_owned(),
        other => other.to_string(),
    };
    OpenError::new(format!(
        "The backup {} could not be written, and nothing of it was left: {why} It needs as much room as the database.",
        file.display()
    ))
}

fn unwritable(file: &Path, error: &io::Error) -> OpenError {
    OpenError::new(format!("The backup {} could not be written: {error}.", file.display()))
}

/// The same path with something behind its name.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn size(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |metadata| metadata.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Database, Store};

    /// A data folder with a database in it that was changed like this, and a backup of it.
    struct Scene {
        around: tempfile::TempDir,
    }

    impl Scene {
        fn new(script: &'static str) -> Self {
            let scene = Self { around: tempfile::tempdir().unwrap() };
            let folder = scene.data();
            drop(Store::open(&folder, Mode::Command).unwrap());
            let session = Session::open(&Folder::database_in(&folder)).unwrap();
            session.run_script(script).unwrap();
            session.fold_log().unwrap();
            fs::copy(Folder::database_in(&folder), scene.file()).unwrap();
            trailer::seal(
                &fs::OpenOptions::new().read(true).write(true).open(scene.file()).unwrap(),
                &|_, _| {},
            )
            .unwrap();
            scene
        }

        fn data(&self) -> PathBuf {
            self.around.path().join("data")
        }

        fn file(&self) -> PathBuf {
            self.around.path().join("a 50% sound?.backup")
        }

        fn restore(&self, to: &Path) -> Result<Option<PathBuf>, String> {
            let restore =
                Restore::begin(&self.file(), to, true, &|_| {}).map_err(|error| error.to_string())?;
            restore.finish(Timestamp::from_millis(1_763_675_425_120)).map_err(|error| error.to_string())
        }
    }

    #[test]
    fn a_backup_that_does_not_fit_is_refused() {
        for (script, words) in [
            ("UPDATE migrations SET number = 99 WHERE number = 1", "The database lacks migration 1"),
            (
                "INSERT INTO migrations SELECT max(number) + 1, 'later', 'x', 0 FROM migrations",
                "The database belongs to a newer version of Rollbook: migration ",
            ),
            ("DROP TABLE migrations", "it is a database, but none of Rollbook."),
            (
                "PRAGMA foreign_keys = OFF; INSERT INTO tokens VALUES ('t', 'nobody', 'o', '', TRUE, 0, 0, NULL)",
                "a row of tokens refers to one that is not there.",
            ),
        ] {
            let scene = Scene::new(script);
            let fresh = scene.around.path().join("fresh");
            let refusal = scene.restore(&fresh).unwrap_err();
            assert!(refusal.contains("is no sound backup: ") && refusal.contains(words), "{refusal}");
            assert!(!fresh.exists());
        }
    }

    #[test]
    fn a_single_bit_that_is_another_is_noticed() {
        let scene = Scene::new("INSERT INTO organizations VALUES ('o', 'Acme', 'acme', 0, NULL)");
        let fresh = scene.around.path().join("fresh");
        let sound = fs::read(scene.file()).unwrap();
        // Also in what the database ignores: pages that are free, and the last line itself.
        for place in (0..sound.len()).step_by(997).chain(sound.len() - 150..sound.len()) {
            let mut broken = sound.clone();
            broken[place] ^= 1 << (place % 8);
            fs::write(scene.file(), &broken).unwrap();
            let refusal = scene.restore(&fresh).unwrap_err();
            let why = if place < sound.len() - 111 { "it is damaged" } else { "" };
            assert!(refusal.contains(&format!("is no sound backup: {why}")), "{place}: {refusal}");
            assert!(!fresh.exists());
        }
        fs::write(scene.file(), &sound).unwrap();
        scene.restore(&fresh).unwrap();
        let (end, copied) = (sound.len() - 111, fs::read(Folder::database_in(&fresh)).unwrap());
        assert!(sound[end..].starts_with(b"\nrollbook backup 1, SHA-256"));
        assert!(copied == sound[..end], "the database is copied, and nothing else");
    }

    #[test]
    fn a_database_that_is_broken_or_left_can_be_replaced() {
        let scene = Scene::new("INSERT INTO moved VALUES ('elsewhere', 0)");
        let other = Scene::new("");
        let refusal = |folder: &Path| Store::open(folder, Mode::Server).map(drop).unwrap_err().to_string();
        let words =
            "The data of this folder was moved to elsewhere and has not followed what happened there since.";
        assert!(refusal(&scene.data()).starts_with(words));
        let backup = backup(&scene.data(), &scene.around.path().join("left"), &|_| {});
        assert!(backup.unwrap_err().to_string().starts_with(words));
        for broken in [false, true] {
            let database = Folder::database_in(&scene.data());
            if broken {
                fs::write(&database, [b'x'; 8_192]).unwrap();
                fs::write(beside(&database, "-wal"), "a log").unwrap();
            }
            let former = fs::read(&database).unwrap();
            let kept = other.restore(&scene.data()).unwrap().unwrap();
            assert_eq!(fs::read(&kept).unwrap().len(), former.len());
            assert!(
                !beside(&database, "-wal").exists(),
                "a log of the former database would meet the new one"
            );
            assert!(!scene.data().join("restore.unfinished").exists());
            drop(Store::open(&scene.data(), Mode::Server).unwrap());
            fs::remove_file(kept).unwrap();
        }
    }

    #[test]
    fn data_that_was_left_is_given_back_on_demand() {
        let scene = Scene::new("INSERT INTO moved VALUES ('elsewhere', 0)");
        let database = Database::Folder(scene.data());
        assert_eq!(crate::take_back(&database), Ok(true));
        drop(Store::open(&database, Mode::Server).unwrap());
        assert_eq!(crate::take_back(&database), Ok(false));
    }
}
