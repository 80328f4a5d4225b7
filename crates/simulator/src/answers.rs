//! What most clients need of an answer.

use crate::behaviour::Job;
use crate::wire::Answer;
use serde_json::Value;

/// The resources of a list. None, and a failure in the report, if it is none.
pub(crate) fn resources(job: &mut Job<'_>, answer: &Answer) -> Option<Vec<Value>> {
    let list = answer.list().map(|(_, resources)| resources.to_vec());
    if list.is_none() {
        job.wire.fail("a ListResponse");
    }
    list
}

/// The id of what was created. None, and a failure in the report, if there is none.
pub(crate) fn new_id(job: &mut Job<'_>, answer: &Answer) -> Option<String> {
    let id = answer.id();
    if id.is_none() {
        job.wire.fail("what was created, with its id");
    }
    id
}
