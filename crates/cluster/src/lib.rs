//! A private PostgreSQL cluster, in a temporary folder and on a free port, for as long as somebody needs it.
//!
//! Tests and measurements use it; nothing that is shipped does.

use std::fs;
use std::io;
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Where packages of Debian and its kin put the programs, below the major version.
const INSTALLED: &str = "/usr/lib/postgresql";
/// PostgreSQL refuses to run as root; then it runs as the first of these who exists.
const USERS: [&str; 2] = ["postgres", "nobody"];
const CONNECTIONS_MAX: u32 = 400;
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);
/// Another program may take the free port before the cluster does.
const ATTEMPTS: usize = 3;

/// Runs the program that is its second argument, and ends it when standard input ends: also where whoever started this
/// was killed, neither a process nor a folder is left behind.
const KEEPER: &str = r#"
trap "" INT TERM HUP
folder=$1; shift
"$@" </dev/null >"$folder/log" 2>&1 &
read -r _
kill -INT $!
wait $!
rm -rf "$folder"
"#;

/// Whether what is committed survives a loss of power.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Each commit is synced, as in production.
    Synced,
    /// Nothing is: faster, and all that a test needs.
    Forgotten,
}

/// A running cluster. It stops, and is gone, when it is dropped.
pub struct Cluster {
    port: u16,
    keeper: Child,
    folder: TempDir,
}

impl Cluster {
    /// Starts one that forgets everything.
    ///
    /// # Panics
    /// If there is no PostgreSQL on this machine, or it does not start.
    #[must_use]
    pub fn start() -> Self {
        match Self::start_with(Durability::Forgotten) {
            Ok(cluster) => cluster,
            Err(why) => panic!("{why}"),
        }
    }

    /// Starts one, or says in a sentence why that is impossible.
    pub fn start_with(durability: Durability) -> Result<Self, String> {
        Self::start_some(durability, None)
    }

    /// Starts one that forgets everything and speaks TLS only, with this certificate and its key, both in PEM.
    pub fn start_encrypted(certificate: &str, key: &str) -> Result<Self, String> {
        Self::start_some(Durability::Forgotten, Some((certificate, key)))
    }

    fn start_some(durability: Durability, tls: Option<(&str, &str)>) -> Result<Self, String> {
        let programs = programs()?;
        let mut outcome = Self::attempt(&programs, durability, tls);
        for _ in 1..ATTEMPTS {
            if outcome.is_err() {
                outcome = Self::attempt(&programs, durability, tls);
            }
        }
        outcome
    }

    fn attempt(programs: &Path, durability: Durability, tls: Option<(&str, &str)>) -> Result<Self, String> {
        let folder = tempfile::Builder::new().prefix("rollbook-postgres-").tempdir();
        let folder = folder.map_err(|e| format!("No temporary folder can be made: {e}."))?;
        let user = user(folder.path())?;
        let mut initdb = as_user(user, &programs.join("initdb"));
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        run(initdb.arg("--pgdata").arg(folder.path().join("data")))?;
        let port = free_port().map_err(|e| format!("There is no free port on loopback: {e}."))?;
        let mut settings = vec![
            "listen_addresses=127.0.0.1".to_owned(),
            format!("port={port}"),
            format!("max_connections={CONNECTIONS_MAX}"),
        ];
        if durability == Durability::Forgotten {
            settings
                .extend(["fsync=off", "synchronous_commit=off", "full_page_writes=off"].map(str::to_owned));
        }
        if let Some(tls) = tls {
            settings.extend(encryption(folder.path(), user, tls)?);
        }
        let keeper = keep(programs, user, folder.path(), &settings)?;
        let cluster = Self { port, keeper, folder };
        cluster.wait_until_ready(programs)?;
        Ok(cluster)
    }

    fn wait_until_ready(&self, programs: &Path) -> Result<(), String> {
        let (begun, log) = (Instant::now(), self.folder.path().join("log"));
        loop {
            let mut ask = Command::new(programs.join("pg_isready"));
            ask.args(["--host=127.0.0.1", "--username=postgres", "--port"]).arg(self.port.to_string());
            if run(&mut ask).is_ok() {
                return Ok(());
            }
            let said = fs::read_to_string(&log).unwrap_or_default();
            // It says FATAL to whoever knocks too early as well, but then it still runs.
            let has_ended =
                said.contains("FATAL") && !self.folder.path().join("data/postmaster.pid").exists();
            if has_ended || begun.elapsed() > PATIENCE {
                return Err(format!("PostgreSQL does not start. Its log says:\n{said}"));
            }
            thread::sleep(PAUSE);
        }
    }

    /// The address of its database, for a superuser without a password.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Its folder, in which is also its log.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // The keeper listens for the end of its input, and then ends PostgreSQL.
        drop(self.keeper.stdin.take());
        drop(self.keeper.wait());
    }
}

/// The folder of the newest PostgreSQL on this machine.
fn programs() -> Result<PathBuf, String> {
    let versions = fs::read_dir(INSTALLED).into_iter().flatten().flatten().filter_map(|entry| {
        let major: u32 = entry.file_name().to_str()?.parse().ok()?;
        let programs = entry.path().join("bin");
        programs.join("initdb").exists().then_some((major, programs))
    });
    if let Some((_, programs)) = versions.max() {
        return Ok(programs);
    }
    let asked = Command::new("pg_config").arg("--bindir").stderr(Stdio::null()).output();
    let answer = asked.ok().filter(|output| output.status.success());
    let folder = answer.and_then(|output| String::from_utf8(output.stdout).ok());
    let folder = folder.map(|folder| PathBuf::from(folder.trim()));
    folder.filter(|folder| folder.join("initdb").exists()).ok_or_else(|| {
        format!("There is no PostgreSQL on this machine, neither in {INSTALLED} nor where pg_config says. Install it.")
    })
}

/// Whom PostgreSQL is to run as; the folder is made theirs.
fn user(folder: &Path) -> Result<Option<&'static str>, String> {
    let owner = fs::metadata(folder).map_err(|e| format!("{} cannot be read: {e}.", folder.display()))?;
    // Whoever made the folder is whom this process runs as.
    if owner.uid() != 0 {
        return Ok(None);
    }
    for user in USERS {
        if run(Command::new("chown").arg(user).arg(folder)).is_ok() {
            return Ok(Some(user));
        }
    }
    Err(format!("PostgreSQL does not run as root, and neither {} exists.", USERS.join(" nor ")))
}

fn as_user(user: Option<&str>, program: &Path) -> Command {
    match user {
        // Unlike `runuser` it becomes the program instead of waiting for it.
        Some(user) => {
            let mut command = Command::new("setpriv");
            command.arg(format!("--reuid={user}")).arg("--clear-groups").arg(program);
            command
        }
        None => Command::new(program),
    }
}

/// Starts PostgreSQL below its keeper.
fn keep(programs: &Path, user: Option<&str>, folder: &Path, settings: &[String]) -> Result<Child, String> {
    let postgres = as_user(user, &programs.join("postgres"));
    let mut command = Command::new("sh");
    command.arg("-c").arg(KEEPER).arg("keeper").arg(folder).arg(postgres.get_program());
    command.args(postgres.get_args()).arg("-D").arg(folder.join("data")).arg("-k").arg(folder);
    for setting in settings {
        command.arg("-c").arg(setting);
    }
    command.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map_err(|e| format!("PostgreSQL cannot be started: {e}."))
}

/// Puts certificate and key where PostgreSQL takes them, and lets nobody in without; `pg_isready` needs not get in.
fn encryption(
    folder: &Path,
    user: Option<&str>,
    (certificate, key): (&str, &str),
) -> Result<[String; 3], String> {
    let place = |name: &str, text: &str| {
        let path = folder.join("data").join(name);
        fs::write(&path, text).map_err(|e| format!("{} cannot be written: {e}.", path.display()))?;
        run(Command::new("chmod").arg("600").arg(&path))?;
        if let Some(user) = user {
            run(Command::new("chown").arg(user).arg(&path))?;
        }
        Ok::<_, String>(path.display().to_string())
    };
    place("pg_hba.conf", "hostssl all all 127.0.0.1/32 trust\n")?;
    let (certificate, key) = (place("server.pem", certificate)?, place("server.key", key)?);
    Ok(["ssl=on".to_owned(), format!("ssl_cert_file={certificate}"), format!("ssl_key_file={key}")])
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn run(command: &mut Command) -> Result<Output, String> {
    let shown = format!("{command:?}");
    let output =
        command.stdin(Stdio::null()).output().map_err(|e| format!("{shown} cannot be started: {e}."))?;
    if output.status.success() {
        return Ok(output);
    }
    Err(format!("{shown} failed: {}", String::from_utf8_lossy(&output.stderr)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_and_leaves_nothing_behind() {
        let Ok(programs) = programs() else {
            let why = Cluster::start_with(Durability::Forgotten).err().unwrap();
            assert!(why.starts_with("There is no PostgreSQL on this machine"), "{why}");
            return;
        };
        let ask = |url: &str, question: &str| {
            let output = run(Command::new(programs.join("psql")).args(["-AtX", url, "-c", question]));
            output.map(|output| String::from_utf8(output.stdout).unwrap().trim().to_owned())
        };
        for (durability, fsync) in [(Durability::Forgotten, "off"), (Durability::Synced, "on")] {
            let cluster = Cluster::start_with(durability).unwrap();
            let (url, folder) = (cluster.url(), cluster.folder().to_owned());
            assert_eq!(ask(&url, "SHOW fsync").unwrap(), fsync);
            assert_eq!(ask(&url, "SHOW max_connections").unwrap(), "400");
            let collation = "SELECT datcollate FROM pg_database WHERE datname = 'postgres'";
            assert_eq!(ask(&url, collation).unwrap(), "C");
            drop(cluster);
            assert!(ask(&url, "SELECT 1").is_err());
            assert!(!folder.exists());
        }
    }
}
