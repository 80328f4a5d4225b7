//! What a provider remembers to have sent of its users, who come by POST and change by PUT.

use crate::answers::new_id;
use crate::behaviour::Job;
use crate::call::Call;
use crate::options::Error;
use serde_json::Value;

/// The last body of everybody. It is not sent again while it stays the same.
pub(crate) struct Sent(Vec<Option<Value>>);

impl Sent {
    /// Nothing so far, of so many people.
    pub(crate) fn nothing(people: usize) -> Self {
        Self(vec![None; people])
    }

    pub(crate) fn post(&mut self, job: &mut Job<'_>, person: usize, call: Call) -> Result<(), Error> {
        if let Some(answer) = job.wire.ask(&call, &[201])? {
            job.users[person] = new_id(job, &answer);
            self.0[person] = call.body.filter(|_| job.users[person].is_some());
        }
        Ok(())
    }

    pub(crate) fn put(&mut self, job: &mut Job<'_>, person: usize, call: Call) -> Result<(), Error> {
        if call.body != self.0[person] && job.wire.ask(&call, &[200])?.is_some() {
            self.0[person] = call.body;
        }
        Ok(())
    }

    pub(crate) fn delete(
        &mut self,
        job: &mut Job<'_>,
        person: usize,
        call: fn(&str) -> Call,
    ) -> Result<(), Error> {
        let Some(id) = job.users[person].take() else { return Ok(()) };
        self.0[person] = None;
        job.wire.ask(&call(&id), &[204])?;
        Ok(())
    }
}
