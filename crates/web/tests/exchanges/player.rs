//! Plays a recording against a connection of its own and says at which request the server answers otherwise.

use crate::before::{Resource, before};
use crate::comparison::{Difference, Extent, address, compare, present, same_address};
use crate::learned::Learned;
use crate::recording::{Answer, Body, Credential, Entry, REDACTED, Recording, Tolerated};
use crate::rules;
use app::calls;
use scim::dialect::{Dialect, Tolerance};
use serde_json::{Value, json};
use simulator::http::{Client, Endpoint, Request};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use testkit::{Door, TestServer};

/// How often which tolerance was needed at which place.
type Counted = BTreeMap<(Tolerance, String), u64>;

const TIMEOUT: Duration = Duration::from_secs(60);
/// What is sent where the recording had a secret.
const PASSWORD: &str = "Aj5-gTh.not-a-secret";
const TOKEN_NEVER_GIVEN: &str = "rb_not-a-token-of-anybody";

/// A connection that a recording is played on.
pub(crate) struct Player<'s> {
    server: &'s TestServer,
    door: Door,
    http: Client,
    learned: Learned,
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) text: String,
    /// Null if it is no JSON.
    pub(crate) body: Value,
}

/// Plays all of it in an organization of this name, which nobody else has.
pub(crate) fn play(server: &TestServer, name: &str, recording: &Recording) -> Result<(), String> {
    let door = server.connect_as(name, recording.provider, recording.dialect);
    let endpoint = Endpoint::parse(&door.url).map_err(|error| error.to_string())?;
    let http = Client::new(endpoint, TIMEOUT);
    let mut player = Player { server, door, http, learned: Learned::default() };
    player.make(&before(&recording.entries)).map_err(|why| {
        format!("What was there before the first entry could not be made. Record how it came to be. {why}")
    })?;
    for (number, entry) in (1..).zip(&recording.entries) {
        player.entry(entry).map_err(|why| {
            let about = entry.about.as_ref().map(|about| format!(" — {about}")).unwrap_or_default();
            format!("Entry {number}, {} {}{about}\n{why}", entry.method, entry.target)
        })?;
    }
    if recording.dialect == Some(Dialect::STRICT) && !player.counted().is_empty() {
        return Err(format!("Under strict nothing may be let pass, and this was: {:?}", player.counted()));
    }
    Ok(())
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

impl Player<'_> {
    /// Makes these, so that the recording can begin.
    fn make(&mut self, resources: &[Resource]) -> Result<(), String> {
        let mut sent = Vec::new();
        for resource in resources {
            let body = self.learned.value(&resource.body());
            let reply = self.write("POST", resource.kind.endpoint(), &body)?;
            self.learned.is_id(&resource.id, reply.body["id"].as_str().unwrap_or_default())?;
            sent.push(body);
        }
        // Only now everybody has an id, and a manager may be anybody.
        for (resource, sent) in resources.iter().zip(sent) {
            let target = self.learned.text(&format!("{}/{}", resource.kind.endpoint(), resource.id));
            let mut body = self.learned.value(&resource.body());
            let members: Vec<Value> = resource.members.iter().map(|id| json!({ "value": id })).collect();
            if !members.is_empty() {
                body["members"] = self.learned.value(&Value::from(members));
            }
            if body != sent {
                self.write("PUT", &target, &body)?;
            }
        }
        Ok(())
    }

    /// A request that the recording does not have and that has to succeed.
    fn write(&mut self, method: &str, target: &str, body: &Value) -> Result<Reply, String> {
        let body = body.to_string();
        let mut headers = self.headers(Credential::Bearer);
        headers.push(("Content-Type".into(), "application/scim+json".into()));
        headers.push(("Content-Length".into(), body.len().to_string()));
        let reply = self.send(method, target, &headers, &body)?;
        let is_done = (200..300).contains(&reply.status);
        if is_done {
            Ok(reply)
        } else {
            Err(format!("{method} {target} {body} was answered with {}", reply.shown()))
        }
    }

    fn entry(&mut self, entry: &Entry) -> Result<(), String> {
        let target = self.learned.text(&entry.target);
        let refused_write = entry.status >= 400 && entry.method != "GET";
        let before = if refused_write { Some(self.state(&target)?) } else { None };
        let counted = entry.tolerances.is_some().then(|| self.counted());
        let reply = self.ask(entry, &target)?;
        self.check(entry, &target, &reply)
            .map_err(|why| format!("{why}\nThe whole answer: {}", reply.shown()))?;
        if let (Some(expected), Some(counted)) = (&entry.tolerances, counted) {
            same_tolerances(expected, &self.counted(), &counted)?;
        }
        match before {
            Some(before) if self.state(&target)? != before => {
                Err("The request was refused, and changed something all the same.".into())
            }
            _ => Ok(()),
        }
    }

    /// What a refused request must leave alone: the organization with its place in its own history, and the resource.
    fn state(&mut self, target: &str) -> Result<(String, String), String> {
        let org = self.door.org;
        let organization = self.server.read(move |work| Ok(work.tx.organization(org)?));
        let path = target.split('?').next().unwrap_or_default();
        let resource = match address(path) {
            Some(("Users" | "Groups", _)) => {
                self.send("GET", path, &self.headers(Credential::Bearer), "")?.text
            }
            _ => String::new(),
        };
        Ok((format!("{organization:?}"), resource))
    }

    /// What the connection's dialect has let pass so far, where and how often.
    fn counted(&self) -> Counted {
        // What another one is writing down at this moment may be ours.
        static WRITING: Mutex<()> = Mutex::new(());
        let writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        self.server.flush_calls();
        drop(writing);
        let connection = self.door.connection;
        let all = self.server.read(move |work| calls::traffic(work, connection)).tolerated;
        all.into_iter().map(|one| ((one.tolerance, one.place), one.times)).collect()
    }

    fn ask(&mut self, entry: &Entry, target: &str) -> Result<Reply, String> {
        let mut headers = self.headers(entry.credential);
        let owner = address(target.split('?').next().unwrap_or_default()).map_or("", |(_, id)| id);
        for (name, value) in &entry.headers {
            let version = self.learned.version(owner, value).map(str::to_owned);
            headers.push((name.clone(), version.unwrap_or_else(|| self.learned.text(value))));
        }
        let text = match &entry.request {
            Body::Nothing => None,
            Body::Json(body) => Some(revealed(self.learned.value(body)).to_string()),
            Body::Text(text) => Some(self.learned.text(text)),
        };
        if let Some(text) = &text {
            if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
                headers.push(("Content-Type".into(), "application/scim+json; charset=utf-8".into()));
            }
            if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-length")) {
                headers.push(("Content-Length".into(), text.len().to_string()));
            }
        }
        self.send(&entry.method, target, &headers, text.as_deref().unwrap_or_default())
    }

    fn headers(&self, credential: Credential) -> Vec<(String, String)> {
        let mut headers = vec![("Host".to_owned(), self.http.endpoint().authority.clone())];
        let value = match credential {
            Credential::Bearer => format!("Bearer {}", self.door.token),
            Credential::Raw => self.door.token.clone(),
            Credential::Wrong => format!("Bearer {TOKEN_NEVER_GIVEN}"),
            Credential::Missing => return headers,
        };
        headers.push(("Authorization".into(), value));
        headers
    }

    fn send(
        &mut self,
        method: &str,
        target: &str,
        headers: &[(String, String)],
        body: &str,
    ) -> Result<Reply, String> {
        let target = format!("{}{target}", self.http.endpoint().base);
        let headers: Vec<(&str, String)> =
            headers.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        let request = Request { method, target: &target, headers: &headers, body: body.as_bytes() };
        let response = self.http.send(&request).map_err(|error| format!("There was no answer: {error}"))?;
        let text = String::from_utf8_lossy(&response.body).into_owned();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Ok(Reply { status: response.status, headers: response.headers, text, body })
    }

    fn check(&mut self, entry: &Entry, target: &str, reply: &Reply) -> Result<(), String> {
        if reply.status != entry.status {
            return Err(format!(
                "  expected  status {}\n  came      status {}\nIf the recording is right, the server has to change.",
                entry.status, reply.status
            ));
        }
        rules::check(reply)?;
        let owner = reply.body.get("id").and_then(Value::as_str).map(str::to_owned);
        let owner = owner
            .or_else(|| address(target.split('?').next().unwrap_or_default()).map(|(_, id)| id.to_owned()));
        let owner = owner.unwrap_or_default();
        match &entry.answer {
            Answer::Unknown => Ok(()),
            Answer::Nothing if reply.text.is_empty() => Ok(()),
            Answer::Nothing => Err("  expected  no body".into()),
            Answer::Holds(body) => {
                compare(body, &reply.body, Extent::Part, &owner, &mut self.learned).map_err(says)
            }
            Answer::Is(body) => {
                compare(body, &reply.body, Extent::Whole, &owner, &mut self.learned).map_err(says)
            }
        }?;
        for (name, value) in &entry.answer_headers {
            self.header(name, value.as_deref(), reply.header(name), &owner)?;
        }
        // For the comparison an empty list is as good as nothing; some clients tell them apart.
        let is_there = |place: &&String| present(&reply.body, place);
        let stray = entry.absent.iter().find(is_there).map(|place| format!("no `{place}`"));
        let lacking = entry.present.iter().find(|place| !is_there(place)).map(|place| format!("a `{place}`"));
        match stray.or(lacking) {
            Some(expected) => Err(format!("  expected  {expected} in the answer")),
            None => Ok(()),
        }
    }

    fn header(
        &mut self,
        name: &str,
        recorded: Option<&str>,
        live: Option<&str>,
        owner: &str,
    ) -> Result<(), String> {
        let outcome = match (recorded, live) {
            (None, None) => Ok(()),
            (None, Some(_)) => Err("nothing".to_owned()),
            (Some(recorded), Some(live)) if name.eq_ignore_ascii_case("etag") => {
                self.learned.is_mark(owner, "version", recorded, live)
            }
            (Some(recorded), Some(live)) if name.eq_ignore_ascii_case("location") => {
                same_address(recorded, live, &mut self.learned)
            }
            (Some(recorded), Some(live)) if recorded == live => Ok(()),
            (Some(recorded), _) => Err(recorded.to_owned()),
        };
        outcome.map_err(|expected| {
            format!("  expected  {name}: {expected}\n  came      {}", live.unwrap_or("no such header"))
        })
    }
}

/// What was let pass in between is what the recording says.
fn same_tolerances(expected: &[Tolerated], after: &Counted, before: &Counted) -> Result<(), String> {
    let fired: BTreeSet<&(Tolerance, String)> =
        after.iter().filter(|(what, times)| before.get(what) != Some(times)).map(|(what, _)| what).collect();
    let names =
        |all: &mut dyn Iterator<Item = Tolerance>| all.map(Tolerance::as_str).collect::<BTreeSet<_>>();
    let wanted = names(&mut expected.iter().map(|one| one.tolerance));
    let came = names(&mut fired.iter().map(|(tolerance, _)| *tolerance));
    if wanted != came {
        return Err(format!("  expected  the tolerances {wanted:?}\n  came      {came:?}"));
    }
    let misplaced = expected.iter().find(|one| {
        let place = one.place.clone();
        place.is_some_and(|place| !fired.contains(&(one.tolerance, place)))
    });
    match misplaced {
        Some(one) => Err(format!("  expected  the tolerance {one:?}\n  came      {fired:?}")),
        None => Ok(()),
    }
}

impl Reply {
    fn shown(&self) -> String {
        let text: String = self.text.chars().take(2000).collect();
        format!("{} {text}", self.status)
    }
}

fn says(difference: Difference) -> String {
    let Difference { place, expected, came } = difference;
    format!(
        "  expected  `{place}` {expected}\n  came      {came}\nIf the recording is right, the server has to change; if \
         another server may well answer otherwise, take this out of `answer`."
    )
}

/// With something in the place of each secret.
fn revealed(value: Value) -> Value {
    match value {
        Value::String(text) if text == REDACTED => Value::String(PASSWORD.to_owned()),
        Value::Array(list) => list.into_iter().map(revealed).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, revealed(value))).collect(),
        other => other,
    }
}
