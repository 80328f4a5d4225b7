//! What a process costs, as Linux counts it.

use anyhow::{Context as _, bail};
use std::fs;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

/// The unit of the times in `/proc/<pid>/stat`: `USER_HZ` is 100 on every architecture that the server is built for.
const TICK: Duration = Duration::from_millis(10);
/// How long a process may take to end once it was told to.
const PATIENCE: Duration = Duration::from_secs(60);

/// A child process. It is killed when it is dropped.
pub(crate) struct Process {
    child: Child,
}

impl Process {
    pub(crate) fn new(child: Child) -> Self {
        Self { child }
    }

    /// The processor time that all its threads have taken so far.
    ///
    /// What the scheduler counted is exact, but knows only the threads that live; the process's own count is in whole
    /// ticks. Neither is ever too large.
    pub(crate) fn cpu(&self) -> anyhow::Result<Duration> {
        Ok(cpu_of(&self.read("stat")?)?.max(self.cpu_of_threads()))
    }

    /// The memory that it has now, in KiB.
    pub(crate) fn resident_kib(&self) -> anyhow::Result<u64> {
        kib(&self.read("status")?, "VmRSS:")
    }

    /// The most memory that it had since [`Process::forget_peak`], in KiB.
    pub(crate) fn peak_kib(&self) -> anyhow::Result<u64> {
        kib(&self.read("status")?, "VmHWM:")
    }

    /// Lets the peak of memory begin anew at what there is now.
    pub(crate) fn forget_peak(&self) -> anyhow::Result<()> {
        let file = self.file("clear_refs");
        fs::write(&file, "5").with_context(|| format!("{file} cannot be written"))
    }

    /// Tells it to stop, as a service manager would, and waits until it has.
    pub(crate) fn stop(mut self) -> anyhow::Result<()> {
        signal(self.child.id())?;
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                return if status.success() { Ok(()) } else { bail!("the server ended with {status}") };
            }
            if begun.elapsed() > PATIENCE {
                bail!("the server did not stop within {PATIENCE:?}");
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Nothing where the kernel was built without these statistics.
    fn cpu_of_threads(&self) -> Duration {
        let threads = fs::read_dir(self.file("task")).into_iter().flatten().flatten();
        // A thread may end while it is being read.
        threads.filter_map(|thread| nanos(&fs::read_to_string(thread.path().join("schedstat")).ok()?)).sum()
    }

    fn read(&self, name: &str) -> anyhow::Result<String> {
        let file = self.file(name);
        fs::read_to_string(&file)
            .with_context(|| format!("{file} cannot be read; the benchmark needs a Linux with /proc"))
    }

    fn file(&self, name: &str) -> String {
        format!("/proc/{}/{name}", self.child.id())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already, and then there is nothing to kill.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn signal(id: u32) -> anyhow::Result<()> {
    let told = std::process::Command::new("kill").arg("-TERM").arg(id.to_string()).status();
    if !told.context("`kill` cannot be run")?.success() {
        bail!("the process {id} cannot be told to stop");
    }
    Ok(())
}

/// User and system time, the fields 14 and 15 (`proc_pid_stat(5)`). The second field is a name in parentheses, which may
/// contain anything, so they are counted from its end.
fn cpu_of(stat: &str) -> anyhow::Result<Duration> {
    let after_name = stat.rsplit_once(')').context("/proc/<pid>/stat has no name")?.1;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks = |index: usize| -> anyhow::Result<u32> {
        let field = fields.get(index).context("/proc/<pid>/stat is too short")?;
        field.parse().with_context(|| format!("/proc/<pid>/stat has {field:?} where a time should be"))
    };
    Ok(TICK * (ticks(11)? + ticks(12)?))
}

/// The time on a processor, the first of three numbers (sched-stats in the kernel's documentation).
fn nanos(schedstat: &str) -> Option<Duration> {
    Some(Duration::from_nanos(schedstat.split_whitespace().next()?.parse().ok()?))
}

fn kib(status: &str, name: &str) -> anyhow::Result<u64> {
    let value = status.lines().find_map(|line| line.strip_prefix(name)?.trim().strip_suffix(" kB"));
    let value = value.with_context(|| format!("/proc/<pid>/status says no {name}"))?;
    value.parse().with_context(|| format!("/proc/<pid>/status has {value:?} as {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_behind_any_name() {
        let stat = "42 (a) R (b) S 1 42 42 0 -1 4194304 118 0 0 0 250 30 0 0 20 0 1 0 1022615 1 2";
        assert_eq!(cpu_of(stat).unwrap(), Duration::from_millis(2_800));
        assert!(cpu_of("42 (a) S 1 42").is_err());
        assert!(cpu_of("nothing").is_err());
    }

    #[test]
    fn a_thread_counts_in_nanoseconds() {
        assert_eq!(nanos("200856877 15727970 644\n"), Some(Duration::from_nanos(200_856_877)));
        assert_eq!(nanos(""), None);
    }

    #[test]
    fn memory_is_read_by_its_name() {
        let status = "Name:\tx\nVmHWM:\t   40960 kB\nVmRSS:\t    2100 kB\nThreads:\t1\n";
        assert_eq!((kib(status, "VmHWM:").unwrap(), kib(status, "VmRSS:").unwrap()), (40_960, 2_100));
        assert!(kib(status, "VmSwap:").is_err());
    }
}
