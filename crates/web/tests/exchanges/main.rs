//! Each JSON file below this folder is a recorded exchange, and a test: nothing else has to be written.
//! How to record one is in `docs/exchanges.md`.

mod before;
mod comparison;
mod learned;
mod page;
mod player;
mod recording;
mod rules;
mod self_test;

use libtest_mimic::{Arguments, Failed, Trial};
use recording::Recording;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};
use testkit::TestServer;

/// One server for all, started by the first that needs it.
type Server = Arc<OnceLock<TestServer>>;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let server = Server::default();
    let mut trials: Vec<Trial> = files(&folder()).into_iter().map(|file| trial(file, &server)).collect();
    trials.extend(self_test::trials(&server));
    trials.extend(page::trials());
    let conclusion = libtest_mimic::run(&arguments, trials);
    // Its database goes with it.
    drop(server);
    conclusion.exit_code()
}

/// Where the recordings are, a folder for each provider.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exchanges")
}

/// All recordings below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of recordings");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let (folders, files): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| path.is_dir());
    let json = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json");
    files.into_iter().filter(json).chain(folders.iter().flat_map(|folder| self::files(folder))).collect()
}

fn trial(file: PathBuf, server: &Server) -> Trial {
    let name = name(&file);
    let server = Arc::clone(server);
    Trial::test(name.clone(), move || {
        let played = run(&file, &name, server.get_or_init(TestServer::start));
        played.map_err(|why| Failed::from(format!("{}\n{why}", file.display())))
    })
}

/// `exchanges::entra::create-user`
fn name(file: &Path) -> String {
    let below = file.strip_prefix(folder()).unwrap_or(file).with_extension("");
    let parts = below.iter().map(|part| part.to_string_lossy());
    ["exchanges".into()].into_iter().chain(parts).collect::<Vec<_>>().join("::")
}

fn run(file: &Path, name: &str, server: &TestServer) -> Result<(), String> {
    let text = fs::read(file).map_err(|error| format!("It cannot be read: {error}"))?;
    player::play(server, name, &Recording::parse(&text)?)
}
