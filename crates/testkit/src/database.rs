//! A database of its own for each test.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use store::Database;
use tempfile::TempDir;

/// The variable with the address of a database server, on which every test then makes its databases. Without it they
/// are folders of the embedded database.
pub const SERVER_VARIABLE: &str = "ROLLBOOK_TEST_DATABASE";

/// A new, empty database, which is removed when this is dropped.
pub struct TestDatabase {
    database: Database,
    remote: Option<Remote>,
    folder: TempDir,
}

/// A database on a server.
struct Remote {
    server: String,
    name: String,
}

impl TestDatabase {
    /// Makes a database, of the kind that the environment says.
    ///
    /// # Panics
    /// If the machine does not let it.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "making a database is no default")]
    pub fn new() -> Self {
        match server() {
            Some(server) => Self::on(&server),
            None => Self::embedded(),
        }
    }

    /// Makes an embedded database.
    ///
    /// # Panics
    /// If the machine does not let it.
    #[must_use]
    pub fn embedded() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { database: Database::from(folder.path()), remote: None, folder }
    }

    /// Makes a database on the server at this address.
    ///
    /// # Panics
    /// If the server does not let it.
    #[must_use]
    pub fn on(server: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let folder = tempfile::tempdir().expect("a temporary folder");
        // Processes use their numbers again; a killed one may have left a database.
        let chance = folder.path().file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let chance = scim::fold(chance.trim_start_matches('.'));
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{}_{number}_{chance}", std::process::id());
        let (before, _) = server.rsplit_once('/').expect("postgres://…/name");
        let database = Database::parse(&format!("{before}/{name}")).expect("an address");
        let remote = Remote { server: server.to_owned(), name };
        remote.tell(&format!("CREATE DATABASE {}", remote.name));
        Self { database, remote: Some(remote), folder }
    }

    /// Where it is.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Its address, as the command line takes it; none if it is embedded.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        let remote = self.remote.as_ref()?;
        remote.server.rsplit_once('/').map(|(before, _)| format!("{before}/{}", remote.name))
    }

    /// Asks the database server something behind everybody's back; none if the database is embedded.
    ///
    /// # Panics
    /// If it does not answer.
    #[must_use]
    pub fn ask(&self, sql: &str) -> Option<String> {
        let url = self.url()?;
        let arguments = ["--no-psqlrc", "--no-align", "--tuples-only", "--command", sql, &url];
        let answer = Command::new("psql").args(arguments).stdin(Stdio::null()).output().expect("psql runs");
        assert!(answer.status.success(), "{sql}: {}", String::from_utf8_lossy(&answer.stderr));
        Some(String::from_utf8_lossy(&answer.stdout).trim().to_owned())
    }

    /// Everything that it keeps: its files, or what the server would put into a backup.
    ///
    /// # Panics
    /// If it cannot be read.
    #[must_use]
    pub fn stored(&self) -> Vec<u8> {
        let Some(url) = self.url() else {
            let files = std::fs::read_dir(self.folder()).expect("the folder");
            return files
                .flat_map(|file| std::fs::read(file.expect("an entry").path()).expect("a file"))
                .collect();
        };
        let dump = Command::new("pg_dump").arg(url).stdin(Stdio::null()).output().expect("pg_dump runs");
        assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
        dump.stdout
    }

    /// A folder of its own; that of the database, if it is embedded.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// The address of the database server that the tests shall use, if any.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the tests are told by their environment")]
pub fn server() -> Option<String> {
    std::env::var(SERVER_VARIABLE).ok().filter(|server| !server.is_empty())
}

impl Remote {
    fn tell(&self, sql: &str) {
        let told = Command::new("psql")
            .args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--command", sql, &self.server])
            .stdin(Stdio::null())
            .status()
            .expect("psql runs");
        assert!(told.success(), "{sql} failed");
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        // A session may still be closing; nobody waits for it.
        self.tell(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}
