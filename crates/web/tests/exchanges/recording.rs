//! The recorded form: what a file says, and what it must not leave open.
//!
//! It is the export of a connection's request log. What only a person can say of an exchange, such as where it is from
//! and how strictly an answer is to be compared, are further fields of the same form.

use directory::Provider;
use scim::dialect::{Dialect, Tolerance};
use serde_json::{Map, Value};

/// What the first field says, so that another form can be told from this one.
pub(crate) const FORMAT: &str = "rollbook-exchange/1";
/// What stands for a secret that was not written down.
pub(crate) const REDACTED: &str = "[redacted]";

/// How well it is known that the shape is sent: source code, a log, the vendor's documents, a report, or a single
/// source that no other bears out.
const TAGS: [&str; 5] = ["S", "L", "D", "T", "W"];
const FIELDS: [&str; 8] = ["format", "about", "tag", "source", "provider", "dialect", "leftOut", "entries"];
const ENTRY_FIELDS: [&str; 15] = [
    "about",
    "method",
    "target",
    "headers",
    "credential",
    "request",
    "requestText",
    "status",
    "answer",
    "answerHeaders",
    "absent",
    "present",
    "exact",
    "cut",
    "tolerances",
];

/// A whole file.
#[derive(Debug)]
pub(crate) struct Recording {
    pub(crate) provider: Provider,
    /// None if it is the provider's own.
    pub(crate) dialect: Option<Dialect>,
    pub(crate) entries: Vec<Entry>,
}

/// One request and its answer.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) about: Option<String>,
    pub(crate) method: String,
    /// Below the connection's address, as on the wire.
    pub(crate) target: String,
    /// Beside those that every request has.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) credential: Credential,
    pub(crate) request: Body,
    pub(crate) status: u16,
    pub(crate) answer: Answer,
    /// None if the header must not be there.
    pub(crate) answer_headers: Vec<(String, Option<String>)>,
    /// Places in the answer at which nothing may be.
    pub(crate) absent: Vec<String>,
    /// Places in the answer at which something must be, be it null or an empty list.
    pub(crate) present: Vec<String>,
    /// What the dialect must have let pass, and nothing else; none if the recording does not say.
    pub(crate) tolerances: Option<Vec<Tolerated>>,
}

/// A tolerance and, where the recording says it, the place at which it was needed.
#[derive(Debug)]
pub(crate) struct Tolerated {
    pub(crate) tolerance: Tolerance,
    pub(crate) place: Option<String>,
}

/// How the request proves who sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Credential {
    /// `Authorization: Bearer` with the connection's token
    Bearer,
    /// the token without `Bearer `
    Raw,
    /// no Authorization
    Missing,
    /// a token that was never given out
    Wrong,
}

/// What a request carries.
#[derive(Debug)]
pub(crate) enum Body {
    Nothing,
    Json(Value),
    /// As it is, JSON or not.
    Text(String),
}

/// What the answer's body must be.
#[derive(Debug)]
pub(crate) enum Answer {
    Unknown,
    Nothing,
    /// All that is recorded is there.
    Holds(Value),
    /// It is there, and nothing else.
    Is(Value),
}

impl Recording {
    /// Reads a file, or says in sentences why it is none.
    pub(crate) fn parse(text: &[u8]) -> Result<Self, String> {
        let file = scim::json::parse(text).map_err(|error| format!("It is not JSON: {}", error.detail))?;
        let file = file.as_object().ok_or("A recorded exchange is a JSON object.")?;
        if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(format!("Its `format` is not \"{FORMAT}\"."));
        }
        let entries = file.get("entries").and_then(Value::as_array).filter(|list| !list.is_empty());
        let entries = entries.ok_or("Its `entries` are no list, or an empty one.")?;
        if !entries.iter().any(is_logged) {
            written_by_hand(file)?;
        }
        let provider = file.get("provider").and_then(Value::as_str).unwrap_or_default();
        let provider = Provider::parse(provider)
            .ok_or_else(|| format!("`provider` is `{provider}`, which is the word of no provider."))?;
        let dialect = match file.get("dialect").and_then(Value::as_str) {
            Some(text) => Some(dialect(text)?),
            None => None,
        };
        let numbered = (1..).zip(entries);
        let entries = numbered.map(|(number, entry)| {
            Entry::parse(entry).map_err(|why| format!("Entry {number} cannot be played. {why}"))
        });
        Ok(Self { provider, dialect, entries: entries.collect::<Result<_, _>>()? })
    }
}

/// Whoever writes one by hand says what it is; a log cannot know.
fn written_by_hand(file: &Map<String, Value>) -> Result<(), String> {
    let text = |name: &str| file.get(name).and_then(Value::as_str).unwrap_or_default();
    if let Some(stray) = file.keys().find(|name| !FIELDS.contains(&name.as_str())) {
        return Err(format!("`{stray}` is no field of a recorded exchange."));
    }
    if text("about").is_empty() {
        return Err("`about` does not say what it is and where it is from.".into());
    }
    if !TAGS.contains(&text("tag")) {
        return Err(format!("`tag` must say how well the shape is known, by one of {}.", TAGS.join(", ")));
    }
    Ok(())
}

fn dialect(text: &str) -> Result<Dialect, String> {
    Dialect::parse(text).ok_or_else(|| format!("`dialect` is `{text}`, and there is no such dialect."))
}

/// The log writes down when each request came; nobody else does.
fn is_logged(entry: &Value) -> bool {
    entry.get("at").is_some()
}

impl Entry {
    fn parse(entry: &Value) -> Result<Self, String> {
        let logged = is_logged(entry);
        let entry = entry.as_object().ok_or("An entry is a JSON object.")?;
        let stray = entry.keys().find(|name| !ENTRY_FIELDS.contains(&name.as_str()));
        if let Some(stray) = stray.filter(|_| !logged) {
            return Err(format!("`{stray}` is no field of an entry."));
        }
        let text = |name: &str| entry.get(name).and_then(Value::as_str).map(str::to_owned);
        let status = entry.get("status").and_then(Value::as_u64).and_then(|status| status.try_into().ok());
        let status = status.ok_or("Its `status` is no number.")?;
        if status == 429 || (status >= 500 && status != 501) {
            return Err(format!(
                "It was answered with {status}, which is about the moment and not about the request; take it out."
            ));
        }
        let cut = entry.get("cut").and_then(Value::as_bool).unwrap_or_default();
        let request = body(entry)?;
        if cut && matches!(request, Body::Nothing) && !matches!(text("method").as_deref(), Some("GET")) {
            return Err("Its request was too long for the log and is not whole; take it out.".into());
        }
        let target = text("target").ok_or("It has no `target`.")?;
        if target.contains(REDACTED) || target.ends_with('…') {
            return Err(
                "Its target had a secret or was too long for the log, and is not whole; take it out.".into(),
            );
        }
        Ok(Self {
            about: text("about"),
            method: text("method").ok_or("It has no `method`.")?,
            target,
            headers: headers(entry.get("headers"))?
                .into_iter()
                .map(|(n, v)| (n, v.unwrap_or_default()))
                .collect(),
            credential: credential(text("credential").as_deref(), status)?,
            request,
            status,
            answer: match answer(entry) {
                _ if cut => Answer::Unknown,
                // The log keeps no bodies of somebody who was not let in.
                Answer::Nothing if logged && status >= 400 => Answer::Unknown,
                answer => answer,
            },
            answer_headers: headers(entry.get("answerHeaders"))?,
            absent: texts(entry.get("absent"), "absent")?.unwrap_or_default(),
            present: texts(entry.get("present"), "present")?.unwrap_or_default(),
            tolerances: tolerances(entry.get("tolerances"))?,
        })
    }
}

fn body(entry: &Map<String, Value>) -> Result<Body, String> {
    match (entry.get("request").filter(|body| !body.is_null()), entry.get("requestText")) {
        (None, None) => Ok(Body::Nothing),
        (Some(body), None) => Ok(Body::Json(body.clone())),
        (None, Some(Value::String(text))) => Ok(Body::Text(text.clone())),
        _ => Err("It has a `request` or, as a text, a `requestText`, and not both.".into()),
    }
}

fn answer(entry: &Map<String, Value>) -> Answer {
    let exact = entry.get("exact").and_then(Value::as_bool).unwrap_or_default();
    match entry.get("answer") {
        None => Answer::Unknown,
        Some(Value::Null) => Answer::Nothing,
        Some(body) if exact => Answer::Is(body.clone()),
        Some(body) => Answer::Holds(body.clone()),
    }
}

/// What was refused with 401 had no good token, and no log has it.
fn credential(word: Option<&str>, status: u16) -> Result<Credential, String> {
    match word {
        None if status == 401 => Ok(Credential::Wrong),
        None => Ok(Credential::Bearer),
        Some("raw") => Ok(Credential::Raw),
        Some("none") => Ok(Credential::Missing),
        Some("wrong") => Ok(Credential::Wrong),
        Some(other) => Err(format!("`credential` is `{other}`; it can be none, wrong or raw.")),
    }
}

fn headers(list: Option<&Value>) -> Result<Vec<(String, Option<String>)>, String> {
    let Some(list) = list else { return Ok(Vec::new()) };
    let list = list.as_object().ok_or("Headers are an object of names and texts.")?;
    let pairs = list.iter().map(|(name, value)| match value {
        Value::String(text) => Ok((name.clone(), Some(text.clone()))),
        Value::Null => Ok((name.clone(), None)),
        _ => Err(format!("The header `{name}` is no text.")),
    });
    pairs.collect()
}

fn texts(list: Option<&Value>, name: &str) -> Result<Option<Vec<String>>, String> {
    let Some(list) = list else { return Ok(None) };
    let texts =
        list.as_array().and_then(|list| list.iter().map(|one| one.as_str().map(str::to_owned)).collect());
    texts.map(Some).ok_or_else(|| format!("`{name}` is no list of texts."))
}

/// The log says of each where it was needed; by hand the name is enough.
fn tolerances(list: Option<&Value>) -> Result<Option<Vec<Tolerated>>, String> {
    let Some(list) = list else { return Ok(None) };
    let list = list.as_array().ok_or("`tolerances` are no list.")?;
    let tolerated = list.iter().map(|one| {
        let name = one.as_str().or_else(|| one.get("tolerance")?.as_str()).unwrap_or_default();
        let tolerance = Tolerance::parse(name).ok_or_else(|| format!("`{name}` is no tolerance."))?;
        Ok(Tolerated { tolerance, place: one.get("place").and_then(Value::as_str).map(str::to_owned) })
    });
    tolerated.collect::<Result<_, _>>().map(Some)
}
