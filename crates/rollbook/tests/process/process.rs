//! A process of the binary, which never outlives its test.

use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Longer than anything here takes, on a busy machine as well.
const PATIENCE: Duration = Duration::from_secs(90);

/// A running process. It is killed when it is dropped.
pub(crate) struct Process {
    child: Child,
    lines: Receiver<String>,
    seen: String,
    stderr: Option<JoinHandle<String>>,
}

/// What is left of a process.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ended {
    /// None if a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The binary, with nothing from the environment of the tests.
pub(crate) fn rollbook() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rollbook"));
    command.env_clear();
    command
}

impl Process {
    pub(crate) fn start(command: &mut Command) -> Self {
        let (process, stdout, tell) = Self::spawn(command);
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines() {
                let told = line.map(|line| tell.send(line));
                if !matches!(told, Ok(Ok(()))) {
                    break;
                }
            }
        });
        process
    }

    /// Starts a process whose reader goes after the first byte, as `head` goes after some lines.
    pub(crate) fn start_unread(command: &mut Command) -> Self {
        let (process, mut stdout, _) = Self::spawn(command);
        stdout.read_exact(&mut [0]).expect("it says something");
        process
    }

    fn spawn(command: &mut Command) -> (Self, ChildStdout, Sender<String>) {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the process starts");
        let (stdout, stderr) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
        let (tell, lines) = mpsc::channel();
        let stderr = thread::spawn(move || whole(stderr));
        (Self { child, lines, seen: String::new(), stderr: Some(stderr) }, stdout, tell)
    }

    /// The next line of standard output.
    pub(crate) fn line(&mut self) -> String {
        let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            drop(self.child.kill());
            let errors = self.errors();
            panic!("no further line came; before: {}\n{errors}", self.seen);
        });
        self.seen.push_str(&line);
        self.seen.push('\n');
        line
    }

    /// The most memory that it has had so far, in MiB.
    #[cfg(target_os = "linux")]
    pub(crate) fn peak_memory(&self) -> u64 {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(path).expect("a running process has a status");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
        peak.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") / 1_024
    }

    /// Sends a signal by its name without SIG.
    pub(crate) fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        let done = Command::new("sh").args(["-c", &kill]).status().expect("a shell");
        assert!(done.success(), "{kill}");
    }

    /// Ends it as a loss of power would, as far as a process can notice.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// Waits until it has ended.
    pub(crate) fn end(mut self) -> Ended {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                break status;
            }
            if begun.elapsed() > PATIENCE {
                drop(self.child.kill());
                let errors = self.errors();
                panic!("it does not end; it has said: {}\n{errors}", self.seen);
            }
            thread::sleep(Duration::from_millis(5));
        };
        for line in &self.lines {
            self.seen.push_str(&line);
            self.seen.push('\n');
        }
        Ended { code: status.code(), stdout: std::mem::take(&mut self.seen), stderr: self.errors() }
    }

    fn errors(&mut self) -> String {
        self.stderr.take().map(|thread| thread.join().expect("read")).unwrap_or_default()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already, and then there is nothing to kill.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn whole(mut from: impl Read) -> String {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).expect("readable");
    String::from_utf8_lossy(&bytes).into_owned()
}
