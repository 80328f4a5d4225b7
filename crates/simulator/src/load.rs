//! A bounded load: some connections that each send some requests, one after the other.

use crate::http::{Client, Endpoint, Error, Request, Response, TIMEOUT};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The most connections, each of which is a thread.
pub const CONNECTION_LIMIT: usize = 1024;

/// One request of a load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shot {
    pub method: &'static str,
    /// Path and query below the base URL, encoded.
    pub target: String,
    /// JSON, or empty.
    pub body: Vec<u8>,
}

/// What came of a load.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How often each status was answered.
    pub statuses: BTreeMap<u16, u64>,
    /// How many requests had no answer.
    pub lost: u64,
    /// Why the first of them had none.
    pub first_loss: Option<String>,
    /// How long each answer took, from short to long.
    pub latencies: Vec<Duration>,
    pub elapsed: Duration,
}

/// Sends `requests` on each of `connections` connections; `make` makes them from the numbers of both, from 0.
pub fn run<F>(url: &str, token: &str, connections: usize, requests: usize, make: F) -> Result<Summary, Error>
where
    F: Fn(usize, usize) -> Shot + Sync,
{
    run_and_see(url, token, connections, requests, make, |_, _, _| {})
}

/// The same, and shows each answer to `see` as it comes, with the numbers of its connection and request.
pub fn run_and_see<F, S>(
    url: &str,
    token: &str,
    connections: usize,
    requests: usize,
    make: F,
    see: S,
) -> Result<Summary, Error>
where
    F: Fn(usize, usize) -> Shot + Sync,
    S: Fn(usize, usize, &Response) + Sync,
{
    let endpoint = Endpoint::parse(url)?;
    let connections = connections.min(CONNECTION_LIMIT);
    let started = Instant::now();
    let mut summary = Summary::default();
    std::thread::scope(|scope| {
        let (endpoint, make, see) = (&endpoint, &make, &see);
        let threads: Vec<_> = (0..connections)
            .map(|connection| {
                let make = move |n| make(connection, n);
                let see = move |n, response: &Response| see(connection, n, response);
                scope.spawn(move || fire(endpoint, token, requests, make, see))
            })
            .collect();
        for thread in threads {
            match thread.join() {
                Ok(part) => summary.add(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    summary.latencies.sort_unstable();
    summary.elapsed = started.elapsed();
    Ok(summary)
}

impl Summary {
    /// The time within which `percent` of the answers came.
    #[must_use]
    pub fn latency(&self, percent: usize) -> Option<Duration> {
        let last = self.latencies.len().checked_sub(1)?;
        Some(self.latencies[(self.latencies.len() * percent / 100).min(last)])
    }

    /// Answers per second over all connections.
    #[must_use]
    pub fn per_second(&self) -> f64 {
        let answers: u64 = self.statuses.values().sum();
        #[expect(clippy::cast_precision_loss, reason = "nobody counts to 2^53 answers")]
        let answers = answers as f64;
        answers / self.elapsed.as_secs_f64().max(f64::MIN_POSITIVE)
    }

    fn add(&mut self, other: Self) {
        for (status, count) in other.statuses {
            *self.statuses.entry(status).or_default() += count;
        }
        self.lost += other.lost;
        self.first_loss = self.first_loss.take().or(other.first_loss);
        self.latencies.extend(other.latencies);
    }
}

fn fire(
    endpoint: &Endpoint,
    token: &str,
    requests: usize,
    make: impl Fn(usize) -> Shot,
    see: impl Fn(usize, &Response),
) -> Summary {
    let mut client = Client::new(endpoint.clone(), TIMEOUT);
    let mut summary = Summary::default();
    for number in 0..requests {
        let shot = make(number);
        let headers = [
            ("Host", endpoint.authority.clone()),
            ("Authorization", format!("Bearer {token}")),
            ("Content-Type", "application/scim+json".to_owned()),
            ("Content-Length", shot.body.len().to_string()),
        ];
        let target = format!("{}{}", endpoint.base, shot.target);
        let started = Instant::now();
        let request = Request { method: shot.method, target: &target, headers: &headers, body: &shot.body };
        match client.send(&request) {
            Ok(response) => {
                summary.latencies.push(started.elapsed());
                *summary.statuses.entry(response.status).or_default() += 1;
                see(number, &response);
            }
            Err(error) => {
                summary.lost += 1;
                summary.first_loss.get_or_insert_with(|| error.to_string());
            }
        }
    }
    summary
}
