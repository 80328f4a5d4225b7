//! A data folder of its own, the commands on it, and the server on it.

use crate::process::{Ended, Process, rollbook};
use directory::Change;
use serde_json::{Value, json};
use simulator::http::percent_encode;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use store::{Access, Database, Mode, Store, Tx};
use tempfile::TempDir;
use testkit::{Client, TestDatabase};

/// A data folder in a temporary one, and the database, if that is elsewhere.
pub(crate) struct Installation {
    folder: TempDir,
    database: Option<TestDatabase>,
}

/// A running `rollbook serve`.
pub(crate) struct Server {
    pub(crate) process: Process,
    /// Its address, without a path.
    pub(crate) url: String,
}

/// What `rollbook connect` prints.
pub(crate) struct Door {
    pub(crate) organization: String,
    pub(crate) connection: String,
    pub(crate) url: String,
    pub(crate) token: String,
}

impl Installation {
    /// An installation with its data where the environment of the tests says.
    pub(crate) fn new() -> Self {
        let database = testkit::database::server().map(|server| TestDatabase::on(&server));
        Self { database, ..Self::in_folder() }
    }

    /// An installation with its data in its folder.
    pub(crate) fn in_folder() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder"), database: None }
    }

    /// The program, told where the data is.
    pub(crate) fn rollbook(&self) -> Command {
        let mut command = rollbook();
        let url = self.database.as_ref().and_then(TestDatabase::url);
        command.envs(url.map(|url| ("ROLLBOOK_DATABASE", url)));
        command.env("ROLLBOOK_DATA_DIR", self.data_dir());
        command
    }

    /// The temporary folder that the data folder is in.
    pub(crate) fn around(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Starts a server on a free port and waits until it listens.
    pub(crate) fn serve(&self) -> Server {
        self.serve_with(&[])
    }

    pub(crate) fn serve_with(&self, arguments: &[&str]) -> Server {
        let mut command = self.rollbook();
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(arguments);
        Server::of(Process::start(&mut command))
    }

    /// Runs a command on this data folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        Process::start(self.rollbook().args(arguments)).end()
    }

    /// What a command says to people; it must succeed.
    pub(crate) fn says(&self, arguments: &[&str]) -> String {
        let Ended { code, stdout, stderr } = self.run(arguments);
        assert_eq!((code, stderr.as_str()), (Some(0), ""), "{arguments:?}: {stdout}");
        stdout
    }

    /// What a command says to programs; it must succeed.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let text = self.says(&[arguments, &["--json"]].concat());
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {text}"))
    }

    /// Connects a provider.
    pub(crate) fn connect(&self, organization: &str, provider: &str) -> Door {
        self.door(&["connect", organization, "--provider", provider])
    }

    /// Connects a provider in a dialect that need not be its own.
    pub(crate) fn connect_in(&self, organization: &str, provider: &str, dialect: &str) -> Door {
        self.door(&["connect", organization, "--provider", provider, "--dialect", dialect])
    }

    fn door(&self, asked: &[&str]) -> Door {
        let made = self.json(asked);
        let text = |name: &str| made[name].as_str().unwrap_or_else(|| panic!("no {name}")).to_owned();
        Door {
            organization: text("organization"),
            connection: text("connection"),
            url: text("scim_url"),
            token: text("token"),
        }
    }

    /// The number of the newest event of the only organization.
    pub(crate) fn event_sequence(&self) -> u64 {
        let all = self.json(&["organization", "list"]);
        assert_eq!(all.as_array().map(Vec::len), Some(1), "{all}");
        all[0]["event_sequence"].as_u64().expect("a number")
    }

    /// Looks behind the surface.
    pub(crate) fn read<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx<'_>) -> Result<T, store::Error> + Send + 'static,
    ) -> T {
        self.run_work(Access::Read, work)
    }

    /// Writes what would take too long over HTTP.
    pub(crate) fn write(&self, change: Change) {
        self.run_work(Access::Write(None), move |tx| tx.save(&change));
    }

    fn run_work<T: Send + 'static>(
        &self,
        access: Access,
        work: impl FnMut(&mut Tx<'_>) -> Result<T, store::Error> + Send + 'static,
    ) -> T {
        let folder = Database::from(&self.data_dir());
        let database = self.database.as_ref().map_or(&folder, TestDatabase::database);
        let store = Store::open(database, Mode::Command).expect("the database");
        let (tell, told) = mpsc::channel();
        store.run(access, "test", work, move |result| tell.send(result).expect("somebody waits"));
        told.recv().expect("an answer").expect("the work")
    }

    /// All that the command line can change, with the audit trail of it.
    pub(crate) fn everything(&self) -> Value {
        self.read(|tx| {
            let mut all = Vec::new();
            for organization in tx.organizations()? {
                let audit = tx.org(organization.id).audit_entries(1_000)?;
                all.push(
                    json!({ "organization": format!("{organization:?}"), "audit": format!("{audit:?}") }),
                );
            }
            for connection in tx.connections(None)? {
                let tokens = tx.org(connection.org).tokens(connection.id)?;
                all.push(json!({ "connection": format!("{connection:?}"), "tokens": format!("{tokens:?}") }));
            }
            Ok(Value::Array(all))
        })
    }
}

impl Server {
    /// A server that is starting; waits until it listens.
    pub(crate) fn of(mut process: Process) -> Self {
        let line = process.line();
        let url = line.strip_prefix("Rollbook listens on ").unwrap_or_else(|| panic!("{line}")).to_owned();
        // What follows is the rest of the greeting.
        for _ in 0..4 {
            process.line();
        }
        Self { process, url }
    }

    /// Stops it as an init system does; it must end well.
    pub(crate) fn stop(self) -> Ended {
        self.process.signal("TERM");
        let ended = self.process.end();
        assert_eq!(ended.code, Some(0), "{ended:?}");
        ended
    }
}

impl Door {
    pub(crate) fn client(&self) -> Client {
        Client::new(&self.url, Some(&self.token))
    }

    /// Everything that the connection shows of an endpoint, page by page.
    pub(crate) fn all(&self, endpoint: &str) -> Vec<Value> {
        let mut client = self.client();
        let mut all = Vec::new();
        loop {
            let target = format!("/{endpoint}?count=100&startIndex={}", all.len() + 1);
            let page = client.get(&target).expect(200).body;
            let resources = page["Resources"].as_array().expect("a list").clone();
            all.extend(resources.iter().cloned());
            if resources.is_empty() || page["totalResults"] == all.len() {
                assert_eq!(page["totalResults"], all.len(), "{target}");
                return all;
            }
        }
    }

    /// The users whose `userName` is this one.
    pub(crate) fn named(&self, user_name: &str) -> Vec<Value> {
        let filter = percent_encode(&format!("userName eq {}", Value::from(user_name)), b"");
        let found = self.client().get(&format!("/Users?filter={filter}")).expect(200).body;
        found["Resources"].as_array().expect("a list").clone()
    }
}
