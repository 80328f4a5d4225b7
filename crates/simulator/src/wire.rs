//! Sends calls the way one provider does, and keeps the book: requests, writes, steps, failures.

mod delivery;

use crate::attribute::LIST_URN;
use crate::call::Call;
use crate::faults::is_scim_error;
use crate::http::{self, Client, Endpoint, Response};
use crate::options::{Error, Options};
use crate::pace::Pace;
use crate::report::{Failure, Outcome, Progress, Report, Step};
use crate::scenario::Scenario;
use crate::second::Second;
use serde_json::Value;
use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

pub(crate) use delivery::{Mishap, RetryAfter};

/// How much of an answer a failure shows, in characters.
const SHOWN_LIMIT: usize = 400;
/// What is shorter than this is no secret, in bytes.
const SECRET_LENGTH_MIN: usize = 16;

/// The headers of one provider, in its order, from the host, the token and the length of the body, if there is one.
pub(crate) type Headers = fn(host: &str, token: &str, length: Option<usize>) -> Vec<(&'static str, String)>;

pub(crate) struct Wire<'o> {
    client: Client,
    /// The provider's; a script may send some requests with others.
    pub(crate) headers: Headers,
    /// The good one; a script may send some requests with another.
    pub(crate) token: String,
    /// What the provider has in the query of each request.
    pub(crate) parameter: Option<&'static str>,
    pace: Pace,
    /// How many requests other clients of the simulator have sent.
    others: Arc<AtomicU64>,
    /// What shall happen to one of the next requests.
    mishap: Option<Mishap>,
    observer: Option<&'o mut dyn FnMut(Progress)>,
    progress: Progress,
    started: Instant,
    last: Exchange,
    report: Report,
}

/// An accepted answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Null if there is none.
    pub(crate) body: Value,
}

/// The latest request and its answer, for the report.
#[derive(Default)]
struct Exchange {
    request: String,
    status: Option<u16>,
    shown: String,
}

impl<'o> Wire<'o> {
    pub(crate) fn new(
        scenario: &'static Scenario,
        options: &Options,
        observer: Option<&'o mut dyn FnMut(Progress)>,
    ) -> Result<Self, Error> {
        options.check()?;
        let progress = Progress { cycle: 1, cycles: options.cycles.max(1), step: "", done: 0, total: 0 };
        Ok(Self {
            client: Client::new(Endpoint::parse(&options.url)?, http::TIMEOUT),
            headers: scenario.headers,
            parameter: None,
            pace: Pace::new(options.rate),
            others: Arc::default(),
            mishap: None,
            token: options.token.clone(),
            observer,
            progress,
            started: Instant::now(),
            last: Exchange::default(),
            report: Report::new(scenario),
        })
    }

    /// Sends what the real provider sends. None if the answer is not what it accepts; that is then in the report.
    pub(crate) fn ask(&mut self, call: &Call, accepted: &[u16]) -> Result<Option<Answer>, Error> {
        let call = &self.parameter.map_or(Cow::Borrowed(call), |own| Cow::Owned(call.with_parameter(own)));
        self.report.requests += 1;
        if call.writes() {
            *self.report.writes_per_cycle.last_mut().expect("there is a first cycle") += 1;
        }
        let mishap = self.mishap(call);
        self.begin_exchange(call);
        let Some(response) = self.deliver(call, mishap)? else {
            self.last.shown = "(nobody read the answer, on purpose)".to_owned();
            return Ok(None);
        };
        if mishap == Some(Mishap::OldToken) {
            self.check_refusal(&response);
            return Ok(None);
        }
        self.accept(&response, accepted, false)
    }

    /// Looks at the server in a way that the real provider does not.
    pub(crate) fn look(&mut self, call: &Call, accepted: &[u16]) -> Result<Option<Answer>, Error> {
        self.report.check_requests += 1;
        self.begin_exchange(call);
        match self.deliver(call, None)? {
            Some(response) => self.accept(&response, accepted, true),
            None => Ok(None),
        }
    }

    /// Another client of the same server, with the same headers and the same token.
    pub(crate) fn second(&self) -> Second {
        Second::new(
            self.client.endpoint().clone(),
            self.headers,
            self.token.clone(),
            self.pace.clone(),
            Arc::clone(&self.others),
        )
    }

    /// The latest answer lacks what the real provider needs.
    pub(crate) fn fail(&mut self, expected: impl Into<String>) {
        self.push_failure(expected.into(), false);
    }

    /// The latest answer lacks what the real provider would not have noticed.
    pub(crate) fn object(&mut self, expected: impl Into<String>) {
        self.push_failure(expected.into(), true);
    }

    /// No answer at all.
    pub(crate) fn lose(&mut self, error: &Error) {
        self.last.status = None;
        self.last.shown = error.to_string();
        self.fail("an answer");
    }

    /// Begins a step; the same step again goes on with it.
    pub(crate) fn step(&mut self, name: &'static str, total: usize) {
        let Progress { cycle, .. } = self.progress;
        self.progress = Progress { step: name, done: 0, total, ..self.progress };
        if self.report.steps.last().is_none_or(|step| step.name != name || step.cycle != cycle) {
            self.report.steps.push(Step { cycle, name, requests: 0, outcome: Outcome::Passed });
        }
        self.tell();
    }

    /// One thing of the step is done.
    pub(crate) fn done(&mut self) {
        self.progress.done += 1;
        self.tell();
    }

    pub(crate) fn begin_cycle(&mut self, cycle: usize) {
        self.progress.cycle = cycle;
        self.report.writes_per_cycle.resize(cycle, 0);
    }

    pub(crate) fn is_last_cycle(&self) -> bool {
        self.progress.cycle == self.progress.cycles
    }

    pub(crate) fn scenario(&self) -> &'static Scenario {
        self.report.scenario
    }

    /// The current one, from 1.
    pub(crate) fn cycle(&self) -> usize {
        self.progress.cycle
    }

    /// What the provider has sent.
    pub(crate) fn requests(&self) -> u64 {
        self.report.requests
    }

    /// Writes of the current cycle.
    pub(crate) fn writes(&self) -> u64 {
        self.report.writes_per_cycle.last().copied().unwrap_or_default()
    }

    pub(crate) fn report(&self) -> Report {
        let check_requests = self.report.check_requests + self.others.load(Ordering::Relaxed);
        let (elapsed, resent) = (self.started.elapsed(), self.client.resent());
        Report { elapsed, check_requests, resent, ..self.report.clone() }
    }

    fn begin_exchange(&mut self, call: &Call) {
        if let Some(step) = self.report.steps.last_mut() {
            step.requests += 1;
        }
        self.last = Exchange { request: call.to_string(), ..Exchange::default() };
    }

    /// A token that is not valid any more is refused in a way that the provider understands.
    fn check_refusal(&mut self, response: &Response) {
        self.note(response);
        if response.status != 401 {
            self.fail(status_words(&[401]));
            return;
        }
        let body = serde_json::from_slice(&response.body).unwrap_or_default();
        if !is_scim_error(401, &body) {
            self.fail("a SCIM error with the status as text, and a detail");
        }
        // RFC 9110 §11.6.1: a 401 says how to come in.
        if response.header("WWW-Authenticate").is_none() {
            self.fail("the header WWW-Authenticate");
        }
    }

    fn note(&mut self, response: &Response) {
        self.last.status = Some(response.status);
        self.last.shown = self.show(&response.body);
    }

    fn accept(&mut self, response: &Response, accepted: &[u16], own: bool) -> Result<Option<Answer>, Error> {
        self.note(response);
        if !accepted.contains(&response.status) {
            let mut expected = status_words(accepted);
            if response.status == 429 {
                expected +=
                    ", or with 429 a Retry-After of 60 seconds at most, and after five waits no other";
            }
            self.push_failure(expected, own);
            // A provider stops at once when its credential is refused: every other call would be refused as well.
            return if response.status == 401 { Err(Error::Refused) } else { Ok(None) };
        }
        if response.body.is_empty() {
            return Ok(Some(Answer { status: response.status, body: Value::Null }));
        }
        match serde_json::from_slice(&response.body) {
            Ok(body) => Ok(Some(Answer { status: response.status, body })),
            Err(error) => {
                self.push_failure(format!("JSON ({error})"), own);
                Ok(None)
            }
        }
    }

    fn show(&self, body: &[u8]) -> String {
        let start = &body[..body.len().min(SHOWN_LIMIT * 4)];
        let mut text = String::from_utf8_lossy(start).into_owned();
        // A short word in the place of a token is a mistake and no secret, and may be part of any sentence.
        if self.token.len() >= SECRET_LENGTH_MIN {
            text = text.replace(&self.token, "[token]");
        }
        text.chars().take(SHOWN_LIMIT).map(|c| if c.is_control() { ' ' } else { c }).collect()
    }

    fn push_failure(&mut self, expected: String, own_check: bool) {
        self.report.push_failure(Failure {
            cycle: self.progress.cycle,
            step: self.progress.step,
            request: self.last.request.clone(),
            status: self.last.status,
            expected,
            got: self.last.shown.clone(),
            own_check,
        });
    }

    fn tell(&mut self) {
        if let Some(observer) = &mut self.observer {
            observer(self.progress);
        }
    }
}

impl Answer {
    /// The id of the resource, where the body is one.
    pub(crate) fn id(&self) -> Option<String> {
        id_of(&self.body)
    }

    /// The resources of a list and how many there are in all, if the body is a `ListResponse` (RFC 7644 §3.4.2).
    pub(crate) fn list(&self) -> Option<(u64, &[Value])> {
        let schemas = self.body.get("schemas")?.as_array()?;
        let total = self.body.get("totalResults")?.as_u64()?;
        // A list without hits may leave `Resources` out.
        let resources = match self.body.get("Resources") {
            Some(resources) => resources.as_array()?.as_slice(),
            None if total == 0 => &[],
            None => return None,
        };
        schemas.iter().any(|urn| urn == LIST_URN).then_some((total, resources))
    }
}

pub(crate) fn id_of(resource: &Value) -> Option<String> {
    resource.get("id")?.as_str().filter(|id| !id.is_empty()).map(str::to_owned)
}

fn status_words(accepted: &[u16]) -> String {
    let words: Vec<String> = accepted.iter().map(u16::to_string).collect();
    format!("status {}", words.join(" or "))
}
