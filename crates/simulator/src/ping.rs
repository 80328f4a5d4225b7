//! `PingFederate` and `PingOne`: whatever an administrator types as a lookup filter.

mod calls;

use crate::answers::resources;
use crate::attribute::{ERROR_URN, Path};
use crate::behaviour::{Behaviour, Habits, Job};
use crate::options::{Error, Provider};
use crate::scenario::{Evidence, Play, Scenario, USERS};
use crate::sent::Sent;
use crate::wire::id_of;
use serde_json::Value;

pub(crate) const SCENARIOS: &[Scenario] = &[Scenario {
    provider: Provider::Ping,
    name: "odd-filters",
    about: "Lookup filters as administrators type them, in any case and of attributes that do not exist.",
    evidence: Evidence::Documentation,
    dialect: "ping",
    users: USERS,
    headers: calls::headers,
    name_object: |dice| dice.guid(),
    play: Play::Story(|_, directory| Box::new(Ping { sent: Sent::nothing(directory.people.len()) })),
}];

/// A filter with `%s` where the value goes.
struct Odd {
    filter: &'static str,
    want: Want,
}

/// What an administrator would say to the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Want {
    /// The user is among the hits.
    Hit,
    /// There is no such attribute: nobody is found, or the filter is refused in words.
    NobodyOrRefused,
    /// There is no such operator: the filter is refused in words (RFC 7644 §3.4.2.2).
    Refused,
}

const ODD_FILTERS: [Odd; 14] = [
    Odd { filter: r#"username Eq "%s""#, want: Want::Hit },
    Odd { filter: r#"USERNAME EQ "%s""#, want: Want::Hit },
    Odd { filter: r#"UserName Sw "%s""#, want: Want::Hit },
    Odd { filter: r#"Emails.Value cO "%s""#, want: Want::Hit },
    Odd { filter: r#"urn:ietf:params:scim:schemas:core:2.0:user:USERNAME eQ "%s""#, want: Want::Hit },
    Odd { filter: r#"(userName Eq "%s") AND NOT (active eq false)"#, want: Want::Hit },
    Odd { filter: r#"username Eq "%s" Or id Pr"#, want: Want::Hit },
    Odd { filter: r#"email Co "%s""#, want: Want::NobodyOrRefused },
    Odd { filter: r#"mail Eq "%s""#, want: Want::NobodyOrRefused },
    Odd { filter: r#"uid Eq "%s""#, want: Want::NobodyOrRefused },
    Odd { filter: r#"email.value eq "%s""#, want: Want::NobodyOrRefused },
    Odd { filter: r#"urn:example:unknown:2.0:User:login eq "%s""#, want: Want::NobodyOrRefused },
    Odd { filter: r#"userName Like "%s""#, want: Want::Refused },
    Odd { filter: r#"userName Eq "%s"#, want: Want::Refused },
];

/// Groups are left out: how their members are sent is configured, and no log shows it.
struct Ping {
    sent: Sent,
}

impl Behaviour for Ping {
    fn habits(&self) -> Habits {
        Habits { imports: true, deletes_users: true, ..Habits::default() }
    }

    fn profile(&self, job: &Job<'_>, person: usize) -> Vec<(Path, Value)> {
        calls::profile(&job.directory.people[person])
    }

    /// The lookup filter is tried with a name that nobody has.
    fn probe(&mut self, job: &mut Job<'_>) -> Result<bool, Error> {
        let nobody = format!("nobody@{}", job.directory.domain());
        let Some(answer) = job.wire.ask(&calls::look_up(ODD_FILTERS[0].filter, &nobody), &[200])? else {
            return Ok(false);
        };
        Ok(resources(job, &answer).is_some())
    }

    fn provision(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        if job.users[person].is_none() {
            let call = calls::look_up(ODD_FILTERS[0].filter, &job.directory.people[person].user_name);
            let Some(answer) = job.wire.ask(&call, &[200])? else { return Ok(()) };
            let Some(found) = resources(job, &answer) else { return Ok(()) };
            job.users[person] = found.first().and_then(id_of);
        }
        if job.users[person].is_some() {
            return self.update(job, person);
        }
        let call = calls::create_user(&job.directory.people[person]);
        self.sent.post(job, person, call)
    }

    /// Whether it sends PUT or PATCH is not known; PUT is what all servers have.
    fn update(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let Some(id) = job.users[person].clone() else { return Ok(()) };
        let call = calls::put_user(&id, &job.directory.people[person]);
        self.sent.put(job, person, call)
    }

    /// "Disable", which is one of two ways to remove somebody.
    fn set_active(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        self.update(job, person)
    }

    /// "Delete", which is the other one.
    fn delete_user(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        self.sent.delete(job, person, calls::delete_user)
    }

    fn provision_team(&mut self, _job: &mut Job<'_>, _team: usize) -> Result<(), Error> {
        Ok(())
    }

    fn rename_team(&mut self, _job: &mut Job<'_>, _team: usize) -> Result<(), Error> {
        Ok(())
    }

    fn change_members(
        &mut self,
        _job: &mut Job<'_>,
        _team: usize,
        _joined: &[usize],
        _left: &[usize],
    ) -> Result<(), Error> {
        Ok(())
    }

    /// Each filter that somebody might type, with the name of somebody who is there.
    fn import(&mut self, job: &mut Job<'_>) -> Result<(), Error> {
        let Some(id) = job.users.first().cloned().flatten() else { return Ok(()) };
        job.wire.step("look users up by odd filters", ODD_FILTERS.len());
        for odd in &ODD_FILTERS {
            look_up(job, odd, &id)?;
            job.wire.done();
        }
        Ok(())
    }
}

fn look_up(job: &mut Job<'_>, odd: &Odd, id: &str) -> Result<(), Error> {
    let call = calls::look_up(odd.filter, &job.directory.people[0].user_name);
    let accepted: &[u16] = match odd.want {
        Want::Hit => &[200],
        Want::NobodyOrRefused => &[200, 400],
        Want::Refused => &[400],
    };
    let Some(answer) = job.wire.ask(&call, accepted)? else { return Ok(()) };
    if answer.status == 400 {
        let listed =
            answer.body["schemas"].as_array().is_some_and(|urns| urns.iter().any(|u| u == ERROR_URN));
        if !listed || answer.body["scimType"] != "invalidFilter" {
            job.wire.fail("a SCIM error with the scimType invalidFilter");
        }
        return Ok(());
    }
    let Some(found) = resources(job, &answer) else { return Ok(()) };
    if odd.want == Want::Hit && !found.iter().any(|user| id_of(user).as_deref() == Some(id)) {
        job.wire.fail(format!("the user {id} among the hits"));
    }
    Ok(())
}
