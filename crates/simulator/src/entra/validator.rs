//! The tests of scimvalidator.microsoft.com: 25 that are mandatory, and 7 that are a preview.
//!
//! Each is a step that asserts what the validator asserts, and no more; and each removes what it has made.

mod groups;
mod users;

use super::{PATCHED, calls};
use crate::attribute::Path;
use crate::behaviour::Job;
use crate::call::{Call, literal};
use crate::dice::Dice;
use crate::options::Error;
use crate::wire::{Answer, id_of};
use serde_json::Value;

/// A test: its name, and what it does.
type Test = (&'static str, fn(&mut Validator<'_, '_>) -> Result<(), Error>);

/// Goes through all tests.
pub(super) fn play(job: &mut Job<'_>) -> Result<(), Error> {
    // Each cycle has names of its own, so that what one has left behind disturbs no other.
    let mut dice = Dice::new(!job.seed);
    (0..job.wire.cycle()).for_each(|_| dice = Dice::new(dice.roll()));
    let mut validator = Validator { job, dice, made: Vec::new() };
    for (name, test) in users::TESTS.iter().chain(groups::TESTS) {
        validator.job.wire.step(name, 1);
        test(&mut validator)?;
        validator.clean_up()?;
        validator.job.wire.done();
    }
    Ok(())
}

struct Validator<'j, 'o> {
    job: &'j mut Job<'o>,
    dice: Dice,
    /// The targets of what the current test has made.
    made: Vec<String>,
}

/// A user or group that a test has made.
struct Made {
    id: String,
    /// Where it is, such as `/Users/7`.
    target: String,
}

impl Validator<'_, '_> {
    fn word(&mut self) -> String {
        self.dice.text(12, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    }

    /// What no other user is called.
    fn user_name(&mut self) -> String {
        let letters = b"abcdefghijklmnopqrstuvwxyz";
        format!("{}@{}", self.dice.text(12, letters), self.job.directory.domain())
    }

    /// Makes something, which the test is about or needs. None is in the report.
    fn make(&mut self, endpoint: &str, body: &Value) -> Result<Option<Made>, Error> {
        let call = Call::post(endpoint, body.clone());
        let Some(answer) = self.job.wire.ask(&call, &[201])? else { return Ok(None) };
        let Some(id) = answer.id() else {
            self.job.wire.fail("what was made, with its id");
            return Ok(None);
        };
        let target = if endpoint == "/Users" { calls::user(&id) } else { calls::group(&id) };
        self.made.push(target.clone());
        Ok(Some(Made { id, target }))
    }

    fn patch(&mut self, made: &Made, operations: &[Value]) -> Result<(), Error> {
        self.job.wire.ask(&Call::patch(made.target.clone(), operations), PATCHED)?;
        Ok(())
    }

    /// Changes something and reads it again.
    fn patched(&mut self, made: &Made, operations: &[Value]) -> Result<Option<Answer>, Error> {
        if self.job.wire.ask(&Call::patch(made.target.clone(), operations), PATCHED)?.is_none() {
            return Ok(None);
        }
        self.read(made)
    }

    fn read(&mut self, made: &Made) -> Result<Option<Answer>, Error> {
        self.job.wire.ask(&Call::get(made.target.clone()), &[200])
    }

    fn delete(&mut self, target: &str, status: u16) -> Result<(), Error> {
        self.job.wire.ask(&Call::delete(target.to_owned()), &[status])?;
        Ok(())
    }

    fn refuse(&mut self, endpoint: &str, body: &Value) -> Result<(), Error> {
        self.job.wire.ask(&Call::post(endpoint, body.clone()), &[409])?;
        Ok(())
    }

    /// The hits of a search for one value. More or fewer than expected are in the report.
    fn find(&mut self, search: &Search<'_>, expected: usize) -> Result<Vec<Value>, Error> {
        let filter = calls::encode(&format!("{} eq {}", search.attribute, literal(search.value)));
        let call = Call::get(format!("{}?{}filter={filter}", search.endpoint, search.without));
        let Some(answer) = self.job.wire.ask(&call, &[200])? else { return Ok(Vec::new()) };
        match answer.list() {
            Some((total, hits)) if total == expected as u64 && hits.len() == expected => Ok(hits.to_vec()),
            _ => {
                self.job.wire.fail(format!("a ListResponse with {expected} hits"));
                Ok(Vec::new())
            }
        }
    }

    /// The values must be there in the latest answer.
    fn compare(&mut self, wanted: &[(Path, Value)], found: &Value) {
        for (path, value) in wanted {
            let is = path.read(found);
            if is != Some(value) {
                let is = is.map_or_else(|| "nothing".to_owned(), Value::to_string);
                self.job.wire.fail(format!("{path} to be {value}, not {is}"));
            }
        }
    }

    /// Removes what the test has made and not removed itself.
    fn clean_up(&mut self) -> Result<(), Error> {
        for target in std::mem::take(&mut self.made) {
            self.job.wire.ask(&Call::delete(target), &[204, 404])?;
        }
        Ok(())
    }
}

struct Search<'a> {
    endpoint: &'static str,
    attribute: &'static str,
    value: &'a str,
    /// Empty, or the start of a query that leaves something out.
    without: &'static str,
}

impl<'a> Search<'a> {
    fn user(value: &'a str) -> Self {
        Self { endpoint: "/Users", attribute: "userName", value, without: "" }
    }

    fn group(value: &'a str) -> Self {
        Self { endpoint: "/Groups", attribute: "displayName", value, without: "" }
    }

    fn without_members(self) -> Self {
        Self { without: "excludedAttributes=members&", ..self }
    }
}

/// The same letters, each in the other case.
fn other_case(text: &str) -> String {
    let turn = |c: char| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    text.chars().map(turn).collect()
}

/// Whether one of the hits is what was made.
fn holds(hits: &[Value], made: &Made) -> bool {
    hits.iter().any(|hit| id_of(hit).as_ref() == Some(&made.id))
}
