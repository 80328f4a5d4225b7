//! A bounded load: some connections that each send some requests, one after the other.

use crate::http::{Client, Endpoint, Error, Request, Response, TIMEOUT};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The most connections, each of which is a thread.
pub const CONNECTION_LIMIT: usize = 1024;

/// How much is sent, and when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    pub connections: usize,
    /// How many requests each connection sends.
    pub requests: usize,
    pub pace: Pace,
    /// Once this time is over, no further request is sent.
    pub time: Duration,
}

/// When a connection sends its next request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pace {
    /// As soon as it has the answer to the one before: a closed loop, in which a slow server is asked less.
    Closed,
    /// So many a second over all connections, at times that are fixed beforehand: an open loop. A latency counts from
    /// the time at which its request was due, so that the wait behind a slow answer is not forgotten.
    PerSecond(f64),
}

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

/// Carries the plan out; `make` makes the requests from the numbers of connection and request, both from 0.
pub fn run<F>(url: &str, token: &str, plan: &Plan, make: F) -> Result<Summary, Error>
where
    F: Fn(usize, usize) -> Shot + Sync,
{
    run_and_see(url, token, plan, make, |_, _, _| {})
}

/// The same, and shows each answer to `see` as it comes, with the numbers of its connection and request.
pub fn run_and_see<F, S>(url: &str, token: &str, plan: &Plan, make: F, see: S) -> Result<Summary, Error>
where
    F: Fn(usize, usize) -> Shot + Sync,
    S: Fn(usize, usize, &Response) + Sync,
{
    let endpoint = Endpoint::parse(url)?;
    let plan = Plan { connections: plan.connections.min(CONNECTION_LIMIT), ..*plan };
    let started = Instant::now();
    let mut summary = Summary::default();
    std::thread::scope(|scope| {
        let (endpoint, plan, make, see) = (&endpoint, &plan, &make, &see);
        let threads: Vec<_> = (0..plan.connections)
            .map(|connection| {
                let clock = Clock { plan, connection, started };
                let make = move |n| make(connection, n);
                let see = move |n, response: &Response| see(connection, n, response);
                scope.spawn(move || fire(endpoint, token, &clock, make, see))
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

impl Plan {
    /// A closed loop that ends with its last request.
    #[must_use]
    pub fn closed(connections: usize, requests: usize) -> Self {
        Self { connections, requests, pace: Pace::Closed, time: Duration::MAX }
    }
}

impl Summary {
    /// The time within which `percent` of the answers came.
    #[must_use]
    pub fn latency(&self, percent: usize) -> Option<Duration> {
        let last = self.latencies.len().checked_sub(1)?;
        Some(self.latencies[(self.latencies.len() * percent / 100).min(last)])
    }

    /// How many requests had an answer.
    #[must_use]
    pub fn answers(&self) -> u64 {
        self.statuses.values().sum()
    }

    /// Answers per second over all connections.
    #[must_use]
    pub fn per_second(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "nobody counts to 2^53 answers")]
        let answers = self.answers() as f64;
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

/// When one connection sends what.
struct Clock<'a> {
    plan: &'a Plan,
    connection: usize,
    started: Instant,
}

impl Clock<'_> {
    /// Waits until a request is due, and says since when it is; none once the time is over.
    fn due(&self, number: usize) -> Option<Instant> {
        let due = match self.plan.pace {
            Pace::Closed => Instant::now(),
            Pace::PerSecond(rate) => {
                let before = number * self.plan.connections + self.connection;
                #[expect(clippy::cast_precision_loss, reason = "nobody sends 2^53 requests")]
                let offset = before as f64 / rate;
                self.started + Duration::try_from_secs_f64(offset).ok()?
            }
        };
        if due.duration_since(self.started) >= self.plan.time || self.started.elapsed() >= self.plan.time {
            return None;
        }
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        Some(due)
    }
}

fn fire(
    endpoint: &Endpoint,
    token: &str,
    clock: &Clock<'_>,
    make: impl Fn(usize) -> Shot,
    see: impl Fn(usize, &Response),
) -> Summary {
    let mut client = Client::new(endpoint.clone(), TIMEOUT);
    let mut summary = Summary::default();
    for number in 0..clock.plan.requests {
        let shot = make(number);
        let headers = [
            ("Host", endpoint.authority.clone()),
            ("Authorization", format!("Bearer {token}")),
            ("Content-Type", "application/scim+json".to_owned()),
            ("Content-Length", shot.body.len().to_string()),
        ];
        let target = format!("{}{}", endpoint.base, shot.target);
        let request = Request { method: shot.method, target: &target, headers: &headers, body: &shot.body };
        let Some(due) = clock.due(number) else { break };
        match client.send(&request) {
            Ok(response) => {
                summary.latencies.push(due.elapsed());
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
