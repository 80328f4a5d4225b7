//! The faults as steps of the story: each leaves the server as the provider believes it to be.

use crate::attribute::{ERROR_URN, USER_URN};
use crate::call::Call;
use crate::check;
use crate::fault::Fault;
use crate::options::Error;
use crate::session::Session;
use crate::wire::{Mishap, RetryAfter};
use serde_json::{Value, json};
use std::thread;
use std::time::{Duration, Instant};

/// How long a provider rests before it tries again.
const REST: Duration = Duration::from_millis(200);
/// The smallest body that a server is asked to refuse, and the largest, in bytes.
const BODY_MIN: usize = 1024 * 1024;
const BODY_MAX: usize = 64 * 1024 * 1024;

impl Session<'_> {
    /// Lets it happen.
    pub(crate) fn suffer(&mut self, fault: Fault) -> Result<(), Error> {
        // Somebody has to be there to whom it happens.
        if self.job.directory.users() == 0 {
            return Ok(());
        }
        match fault {
            Fault::DroppedAnswer => self.lose_answers(),
            Fault::Unauthorized => self.use_an_old_token(),
            Fault::TooManyRequests => self.be_told_to_wait(),
            Fault::Slow => self.be_slow(),
            Fault::TooLarge => self.send_too_much(),
        }
    }

    fn lose_answers(&mut self) -> Result<(), Error> {
        self.job.wire.step("lose answers, and try again", 3);
        self.job.directory.rename(0, &mut self.dice);
        self.twice(|session| session.behaviour.update(&mut session.job, 0))?;
        check::user(&mut self.job, &*self.behaviour, 0)?;
        self.job.wire.done();

        self.lose_a_group()?;
        self.job.wire.done();
        self.lose_a_user()?;
        self.job.wire.done();
        Ok(())
    }

    /// The answers to a group's creation and to a change of its members are lost.
    fn lose_a_group(&mut self) -> Result<(), Error> {
        if !self.behaviour.habits().deletes_groups {
            return Ok(());
        }
        let team = self.job.directory.project();
        self.job.directory.teams[team].members.insert(0);
        self.twice(|session| session.behaviour.provision_team(&mut session.job, team))?;
        check::group(&mut self.job, team)?;
        self.job.directory.teams[team].members.remove(&0);
        self.twice(|session| session.behaviour.change_members(&mut session.job, team, &[], &[0]))?;
        check::group(&mut self.job, team)?;
        let id = self.job.groups[team].clone();
        self.behaviour.delete_team(&mut self.job, team)?;
        self.check_gone("Groups", id)
    }

    /// The answer to a user's creation is lost.
    fn lose_a_user(&mut self) -> Result<(), Error> {
        if !self.behaviour.habits().deletes_users {
            return Ok(());
        }
        let person = self.job.directory.leaver();
        self.job.directory.people[person].active = true;
        self.twice(|session| session.behaviour.provision(&mut session.job, person))?;
        if self.behaviour.habits().refers {
            self.behaviour.refer(&mut self.job, person)?;
        }
        check::user(&mut self.job, &*self.behaviour, person)?;
        let id = self.job.users[person].clone();
        self.behaviour.delete_user(&mut self.job, person)?;
        self.check_gone("Users", id)
    }

    fn check_gone(&mut self, endpoint: &str, id: Option<String>) -> Result<(), Error> {
        id.map_or(Ok(()), |id| check::gone(&mut self.job, endpoint, &id))
    }

    /// Does something of which the first answer is lost, and does it again.
    fn twice(&mut self, mut deed: impl FnMut(&mut Self) -> Result<(), Error>) -> Result<(), Error> {
        self.job.wire.prepare(Mishap::Drop);
        deed(self)?;
        self.job.wire.check_mishap();
        thread::sleep(REST);
        deed(self)
    }

    fn use_an_old_token(&mut self) -> Result<(), Error> {
        self.job.wire.step("use a token that is not valid any more", 1);
        self.job.directory.rename(0, &mut self.dice);
        self.job.wire.prepare(Mishap::OldToken);
        self.behaviour.update(&mut self.job, 0)?;
        self.job.wire.check_mishap();
        self.behaviour.update(&mut self.job, 0)?;
        check::user(&mut self.job, &*self.behaviour, 0)?;
        self.job.wire.done();
        Ok(())
    }

    fn be_told_to_wait(&mut self) -> Result<(), Error> {
        let forms = [RetryAfter::Seconds, RetryAfter::Date];
        self.job.wire.step("wait as long as told to", forms.len());
        for form in forms {
            self.job.directory.rename(0, &mut self.dice);
            self.job.wire.prepare(Mishap::Busy(form));
            let begun = Instant::now();
            self.behaviour.update(&mut self.job, 0)?;
            self.job.wire.check_mishap();
            if begun.elapsed() < Duration::from_secs(1) {
                self.job.wire.object("a second of patience before the request is repeated");
            }
            check::user(&mut self.job, &*self.behaviour, 0)?;
            self.job.wire.done();
        }
        Ok(())
    }

    fn be_slow(&mut self) -> Result<(), Error> {
        self.job.wire.step("send and read slowly", 1);
        self.job.directory.rename(0, &mut self.dice);
        self.job.wire.prepare(Mishap::Slow);
        self.behaviour.update(&mut self.job, 0)?;
        self.job.wire.check_mishap();
        check::user(&mut self.job, &*self.behaviour, 0)?;
        self.job.wire.done();
        Ok(())
    }

    /// Looks for the limit with bodies that no server can take, since they lack what is required, and then goes over
    /// it with one that is good but for its size.
    fn send_too_much(&mut self) -> Result<(), Error> {
        self.job.wire.step("send a body that is too large", 1);
        let mut size = BODY_MIN;
        let too_large = loop {
            let body = json!({ "schemas": [USER_URN], "title": "x".repeat(size) });
            match self.refused(&Call::post("/Users", body), &[400, 413])? {
                Some(413) => break size,
                Some(_) if size < BODY_MAX => size *= 2,
                Some(_) => {
                    self.job.wire.object(format!("a limit, and a SCIM error with 413, for {size} bytes"));
                    return Ok(());
                }
                None => return Ok(()),
            }
        };
        if let Some(id) = self.job.users[0].clone() {
            let person = &self.job.directory.people[0];
            let body = json!({
                "schemas": [USER_URN],
                "userName": person.user_name,
                "displayName": "Somebody Else",
                "title": "x".repeat(too_large),
            });
            self.refused(&Call::put(check::target("Users", &id), body), &[413])?;
            check::user(&mut self.job, &*self.behaviour, 0)?;
        }
        self.job.wire.done();
        Ok(())
    }

    /// Sends what has to be refused. None if there was no answer, or one that is no SCIM error.
    fn refused(&mut self, call: &Call, accepted: &[u16]) -> Result<Option<u16>, Error> {
        let answer = match self.job.wire.ask(call, accepted) {
            Ok(Some(answer)) => answer,
            Ok(None) => return Ok(None),
            // Whoever closes while the body still comes may take the answer along (RFC 9112 §9.6).
            Err(error @ Error::Http(_)) => {
                self.job.wire.lose(&error);
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        if !is_scim_error(answer.status, &answer.body) {
            self.job.wire.fail("a SCIM error with the status as text, and a detail");
            return Ok(None);
        }
        Ok(Some(answer.status))
    }
}

/// Whether a body is what RFC 7644 §3.12 has for an error of this status, with something to read.
pub(crate) fn is_scim_error(status: u16, body: &Value) -> bool {
    let is_error = body["schemas"].as_array().is_some_and(|urns| urns.iter().any(|urn| urn == ERROR_URN));
    let says_why = body["detail"].as_str().is_some_and(|detail| !detail.is_empty());
    is_error && says_why && body["status"] == *status.to_string()
}
