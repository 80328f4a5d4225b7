//! What has happened since the last time somebody asked: calls, mails, statuses, events and audit entries.

use crate::scene::Scene;
use app::calls;
use directory::{AuditEntry, Call, Event, EventKind, Json};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::fmt::Write as _;
use store::CallQuery;
use testkit::Received;

/// As many as there will ever be.
const ALL: u64 = 1_000;

/// A book of a life. What differs from run to run, which are ids, times and secrets, has names instead.
#[derive(Default)]
pub(crate) struct Told {
    text: String,
    names: HashMap<String, String>,
    calls: usize,
    events: u64,
    entries: usize,
}

impl Told {
    /// All of it.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Begins a chapter.
    pub(crate) fn chapter(&mut self, title: &str) {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        self.text += &format!("{gap}== {title}\n");
    }

    pub(crate) fn line(&mut self, kind: &str, line: &str) {
        let line = self.masked(line);
        writeln!(self.text, "{kind:<6} {line}").expect("a text");
    }

    /// Tells of all that is new, but for mails.
    pub(crate) fn catch_up(&mut self, scene: &Scene) {
        self.calls(scene);
        for user in scene.people() {
            let (status, invited) = (user.status, user.invite_status.as_str());
            self.line("status", &format!("{}: {status}, {invited}", user.user_name));
        }
        let org = scene.org();
        let taken =
            scene.server.read(move |work| Ok(work.tx.organization(org)?.map(|found| found.seats.used)));
        self.line("seats", &format!("{} taken", taken.expect("there is one")));
        self.events(scene);
        self.audit(scene);
    }

    /// Passes over what has happened so far.
    pub(crate) fn skip(&mut self, scene: &Scene) {
        let text = self.text.clone();
        self.catch_up(scene);
        self.text = text;
    }

    pub(crate) fn mail(&mut self, mail: &Received) {
        let language = mail.header("Content-Language").unwrap_or("no language");
        let says: Vec<&str> = mail.text.lines().filter(|line| !line.is_empty()).take(2).collect();
        let to = mail.to.join(", ");
        self.line("mail", &format!("to {to} in {language}: {:?}: {}", mail.subject(), says.join(" ")));
    }

    fn calls(&mut self, scene: &Scene) {
        scene.server.flush_calls();
        let (connection, query) =
            (scene.door.connection, CallQuery { refused: false, before: None, limit: ALL });
        let mut all = scene.server.read(move |work| calls::list(work, connection, query)).calls;
        all.reverse();
        for Call { method, target, status, answer, .. } in &all[self.calls..] {
            let why = parsed(answer);
            let why = why["detail"].as_str().map_or(String::new(), |detail| format!(" {detail}"));
            self.line("call", &format!("{method} {target} {status}{why}"));
        }
        self.calls = all.len();
    }

    fn events(&mut self, scene: &Scene) {
        let (org, after) = (scene.org(), self.events);
        for (sequence, event) in
            scene.server.read(move |work| Ok(work.tx.org(org).events_after(after, ALL)?))
        {
            self.events += 1;
            assert_eq!(sequence, self.events, "the numbers of events have no gap");
            let Event { kind, subject, data, .. } = &event;
            let data = telling(*kind, &parsed(data));
            self.line("event", &format!("{sequence} {} {subject} {data}", kind.as_str()));
        }
    }

    fn audit(&mut self, scene: &Scene) {
        let org = scene.org();
        let mut all = scene.server.read(move |work| Ok(work.tx.org(org).audit_entries(ALL)?));
        all.reverse();
        for AuditEntry { actor, action, target, before, after, .. } in &all[self.entries..] {
            let actor = actor.to_json();
            let actor = actor["kind"].as_str().expect("a kind");
            let (before, after) = (short(&parsed(before)), short(&parsed(after)));
            self.line("audit", &format!("{} by {actor}: {target} {before} -> {after}", action.as_str()));
        }
        self.entries = all.len();
    }

    /// The same with names for ids, in the order of their first appearance.
    fn masked(&mut self, line: &str) -> String {
        let is_part = |c: char| c.is_ascii_hexdigit() || c == '-';
        let mut masked = String::new();
        let mut rest = line;
        while let Some(start) = rest.find(is_part) {
            let (before, from) = rest.split_at(start);
            let end = from.find(|c| !is_part(c)).unwrap_or(from.len());
            let (word, behind) = from.split_at(end);
            masked += before;
            let is_id = word.len() == 36 && word.bytes().filter(|b| *b == b'-').count() == 4;
            match is_id {
                true => {
                    let next = format!("id{}", self.names.len() + 1);
                    masked += self.names.entry(word.to_owned()).or_insert(next);
                }
                false => masked += word,
            }
            rest = behind;
        }
        masked + rest
    }
}

/// What tells events apart: all but what every resource has in every event.
fn telling(kind: EventKind, data: &Value) -> Value {
    if matches!(kind, EventKind::GroupMembersChanged | EventKind::GroupDeleted | EventKind::UserDeleted) {
        return short(data);
    }
    let kept = |value: &Value, names: &[&str]| -> Map<String, Value> {
        let fields = names.iter().filter_map(|name| Some(((*name).to_owned(), value.get(*name)?.clone())));
        fields.collect()
    };
    let mut all = kept(data, &["status", "source"]);
    all.extend(kept(&data["resource"], &["active", "userName", "name", "displayName", "title"]));
    Value::Object(all)
}

fn parsed(json: &Json) -> Value {
    serde_json::from_str(json.as_str()).expect("JSON")
}

/// Without times and versions.
fn short(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let varies =
                |name: &str| matches!(name, "created" | "lastModified" | "expires" | "version" | "schemas");
            let kept = fields.iter().filter(|(name, _)| !varies(name));
            Value::Object(kept.map(|(name, value)| (name.clone(), short(value))).collect::<Map<_, _>>())
        }
        Value::Array(values) => values.iter().map(short).collect(),
        other => other.clone(),
    }
}
