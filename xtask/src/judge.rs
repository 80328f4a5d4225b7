//! The outside judge: scim2-tester against the real binary on a real port.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

use crate::run::{Tally, ask, count, program, works};

const POLL_INTERVAL: Duration = Duration::from_millis(50);
const START_POLLS_MAX: u32 = 20 * 20;
const STOP_POLLS_MAX: u32 = 20 * 15;
const LOG_LINES_SHOWN: usize = 40;

/// Starts a server with an empty data folder, connects one provider to it and lets `python` judge it.
pub(crate) fn run(python: &Path, tally: &mut Tally) -> Result<()> {
    let binary = build()?;
    let folder = tempfile::tempdir().context("could not make a folder for the server's data")?;
    let server = Server::start(&binary, folder.path())?;
    let judged =
        server.connect(&binary).and_then(|connection| judge(python, &connection, folder.path(), tally));
    if judged.is_err() {
        server.show_log();
    }
    let stopped = server.stop();
    judged.and(stopped)
}

/// Builds the server and says where Cargo put it.
fn build() -> Result<PathBuf> {
    let printed = ask(program(
        "cargo",
        &["build", "--package", "rollbook", "--locked", "--message-format", "json-render-diagnostics"],
    ))?;
    printed
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .ok_or_else(|| anyhow!("cargo built no executable from the package `rollbook`"))
}

fn judge(python: &Path, connection: &str, folder: &Path, tally: &mut Tally) -> Result<()> {
    // From a file that goes with the folder: every user of a machine can read its command lines.
    let input = folder.join("connection.json");
    std::fs::write(&input, connection)?;
    // `-I`: whatever Python packages this machine has must not change the verdict.
    let mut command = program(&python.to_string_lossy(), &["-I", "-B", "-u", "xtask/judge.py"]);
    command.stdin(std::fs::File::open(&input)?);
    count(command, tally)
}

/// A running `rollbook serve`; whatever happens, it is stopped by its own process id.
struct Server {
    process: Child,
    address: SocketAddr,
    data: PathBuf,
    log: PathBuf,
}

impl Server {
    fn start(binary: &Path, folder: &Path) -> Result<Self> {
        let address = free_address()?;
        let (data, log) = (folder.join("data"), folder.join("server.log"));
        let output = std::fs::File::create(&log)?;
        let process = rollbook(binary, address)
            .args(["serve", "--listen", &address.to_string(), "--data-dir", &data.to_string_lossy()])
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| format!("could not start {}", binary.display()))?;
        let mut server = Self { process, address, data, log };
        server.wait_until_it_listens().inspect_err(|_| server.show_log())?;
        Ok(server)
    }

    fn wait_until_it_listens(&mut self) -> Result<()> {
        for _ in 0..START_POLLS_MAX {
            if let Some(status) = self.process.try_wait()? {
                bail!("`rollbook serve` ended before it listened on {} ({status})", self.address);
            }
            if TcpStream::connect(self.address).is_ok() {
                return Ok(());
            }
            sleep(POLL_INTERVAL);
        }
        bail!("`rollbook serve` did not listen on {} in {:?}", self.address, POLL_INTERVAL * START_POLLS_MAX)
    }

    /// Makes an organization and a connection; the JSON that names the door and its token.
    fn connect(&self, binary: &Path) -> Result<String> {
        let mut command = rollbook(binary, self.address);
        command.args(["connect", "judge", "--provider", "generic", "--json", "--data-dir"]).arg(&self.data);
        let printed = ask(command)?;
        let connection: Value =
            serde_json::from_str(&printed).context("`rollbook connect --json` printed no JSON")?;
        for field in ["organization", "connection", "scim_url", "token"] {
            if !connection[field].is_string() {
                bail!("`rollbook connect --json` printed no text called `{field}`");
            }
        }
        Ok(printed)
    }

    fn show_log(&self) {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        println!("    the server's last lines:");
        for line in &lines[lines.len().saturating_sub(LOG_LINES_SHOWN)..] {
            println!("      {line}");
        }
    }

    /// Asks it to end, as an operator would, and fails when it does not or complains.
    fn stop(mut self) -> Result<()> {
        if let Some(status) = self.process.try_wait()? {
            bail!("`rollbook serve` ended while it was being judged ({status})");
        }
        if !works("kill", &["-TERM", &self.process.id().to_string()]) {
            bail!("could not ask process {} to end", self.process.id());
        }
        for _ in 0..STOP_POLLS_MAX {
            if let Some(status) = self.process.try_wait()? {
                if !status.success() {
                    self.show_log();
                    bail!("`rollbook serve` did not end well when asked to ({status})");
                }
                return Ok(());
            }
            sleep(POLL_INTERVAL);
        }
        bail!("`rollbook serve` was asked to end and had not after {:?}", POLL_INTERVAL * STOP_POLLS_MAX)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.process.try_wait(), Ok(None)) {
            // Already gone is as good as killed.
            let _ = self.process.kill();
            let _ = self.process.wait();
        }
    }
}

/// The binary with an environment of its own: a developer's settings must not reach the judged server.
fn rollbook(binary: &Path, address: SocketAddr) -> Command {
    let mut command = program(&binary.to_string_lossy(), &[]);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("ROLLBOOK_") {
            command.env_remove(name);
        }
    }
    command.env("ROLLBOOK_PUBLIC_URL", format!("http://{address}"));
    command
}

/// A loopback port that nobody has at this moment.
fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr()?)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Server;

    #[test]
    fn a_server_that_ends_at_once_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let Err(error) = Server::start(Path::new("false"), folder.path()) else {
            panic!("`false` serves nothing");
        };
        assert!(
            error.to_string().starts_with("`rollbook serve` ended before it listened on 127.0.0.1:"),
            "{error}"
        );
    }
}
