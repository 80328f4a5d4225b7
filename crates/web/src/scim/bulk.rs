//! `/Bulk` (RFC 7644 §3.7): many operations in one request, each of them a transaction of its own.

use super::body::ScimBody;
use super::condition::named_version;
use super::failure::{Failure, failure};
use super::rate::{bulk_deactivates, group_deletion_is_urgent};
use super::response::{Shown, json_answer};
use super::session::{AnySession, Session};
use crate::limits::BULK_TIME_MAX;
use ::scim::Error as ScimError;
use ::scim::bulk::{
    BulkOperation, BulkRequest, BulkResponse, BulkResult, Call, Method, Step, Target, references,
};
use ::scim::dialect::Envelope;
use app::IfMatch;
use app::users::Return;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;
use std::collections::HashMap;
use std::time::Instant;

pub(crate) async fn run(session: AnySession, body: ScimBody) -> Result<Response, Failure> {
    let begun = Instant::now();
    let body = body.json().await?;
    let session = session.admit(|caller| bulk_deactivates(&body, group_deletion_is_urgent(caller)))?;
    let types = [session.user_type().clone(), session.group_type().clone()];
    let request = BulkRequest::parse(&session.envelope(body, Envelope::Bulk)?, &types)?;
    let mut job = Job::new(&session, &request, begun);
    for step in request.plan() {
        if request.stops_after(job.failures) {
            break;
        }
        job.take(step).await;
    }
    Ok(json_answer(StatusCode::OK, &job.response().to_json()))
}

/// A Bulk request on its way.
struct Job<'r> {
    session: &'r Session,
    request: &'r BulkRequest,
    results: Vec<Option<BulkResult>>,
    /// What the POSTs made so far, by `bulkId`.
    ids: HashMap<String, String>,
    failures: u64,
    begun: Instant,
}

/// What one call came to.
struct Done {
    status: u16,
    location: Option<String>,
    tag: Option<String>,
}

impl<'r> Job<'r> {
    fn new(session: &'r Session, request: &'r BulkRequest, begun: Instant) -> Self {
        let results = vec![None; request.operations.len()];
        Self { session, request, results, ids: HashMap::new(), failures: 0, begun }
    }

    async fn take(&mut self, step: Step) {
        match step {
            Step::Run { operation: index, data } => {
                let operation = &self.request.operations[index];
                // What is linked below was begun in time and is always brought to its end.
                let done = if self.begun.elapsed() < BULK_TIME_MAX {
                    self.run(operation, data.as_ref()).await
                } else {
                    Err(too_late())
                };
                self.note(index, operation, done);
            }
            Step::Link { operation: index, data } => {
                let operation = &self.request.operations[index];
                // What could not be made has nothing to be linked to, and has been reported already.
                let Some(made) = operation.bulk_id.as_ref().and_then(|id| self.ids.get(id)).cloned() else {
                    return;
                };
                if let Err(error) = self.link(operation, &made, &data).await {
                    self.note(index, operation, Err(error));
                }
            }
        }
    }

    async fn run(&mut self, operation: &BulkOperation, instead: Option<&Value>) -> Result<Done, ScimError> {
        let call = operation.call.as_ref().map_err(Clone::clone)?;
        let data = references::resolve(instead.unwrap_or(&call.data), &self.ids)?;
        let id = match &call.target {
            None => String::new(),
            Some(Target::Id(id)) => id.clone(),
            Some(Target::BulkId(id)) => {
                self.ids.get(id).cloned().ok_or_else(|| references::unresolved(id))?
            }
        };
        let expected = match &operation.version {
            None => IfMatch::Any,
            Some(version) => IfMatch::Versions(named_version(version).into_iter().collect()),
        };
        let done = self.call(call, &id, expected, data).await?;
        if let (Method::Post, Some(bulk_id), Some(location)) =
            (call.method, &operation.bulk_id, &done.location)
        {
            let made = location.rsplit('/').next().unwrap_or_default();
            self.ids.insert(bulk_id.clone(), made.to_owned());
        }
        Ok(done)
    }

    async fn call(&self, call: &Call, id: &str, expected: IfMatch, data: Value) -> Result<Done, ScimError> {
        let session = self.session;
        let of_users = call.resource_type == session.user_type().name;
        let shown = match (call.method, of_users) {
            (Method::Post, true) => session.create_user(data, Return::Never).await,
            (Method::Post, false) => session.create_group(data, None).await,
            (Method::Put, true) => session.replace_user(id, expected, data).await,
            (Method::Put, false) => session.replace_group(id, expected, data, None).await,
            (Method::Patch, true) => session.patch_user(id, expected, &data).await,
            (Method::Patch, false) => session.patch_group(id, expected, &data, None).await,
            (Method::Delete, _) => {
                let (deleted, kind) = if of_users {
                    (session.delete_user(id, expected).await, "Users")
                } else {
                    (session.delete_group(id, expected).await, "Groups")
                };
                deleted.map_err(failure)?;
                let location = Some(format!("{}/{kind}/{id}", session.door.base));
                return Ok(Done { status: 204, location, tag: None });
            }
        };
        let status = if call.method == Method::Post { 201 } else { 200 };
        Ok(Done::of(&shown.map_err(failure)?, status))
    }

    /// Puts in the references that the POST had to leave out. One that cannot be put in takes the resource with it: an
    /// operation that failed leaves nothing behind.
    async fn link(&mut self, operation: &BulkOperation, made: &str, data: &Value) -> Result<(), ScimError> {
        let call = operation.call.as_ref().map_err(Clone::clone)?;
        let of_users = call.resource_type == self.session.user_type().name;
        let linked = match references::resolve(data, &self.ids) {
            Err(error) => Err(error),
            Ok(data) if of_users => {
                self.session.patch_user(made, IfMatch::Any, &data).await.map(drop).map_err(failure)
            }
            Ok(data) => {
                self.session.patch_group(made, IfMatch::Any, &data, None).await.map(drop).map_err(failure)
            }
        };
        if linked.is_err() {
            let removed = if of_users {
                self.session.undo_user(made).await
            } else {
                self.session.undo_group(made).await
            };
            removed.map_err(failure)?;
            self.ids.retain(|_, id| id != made);
        }
        linked
    }

    fn note(&mut self, index: usize, operation: &BulkOperation, done: Result<Done, ScimError>) {
        self.results[index] = Some(match done {
            Ok(done) => operation.result(done.location, done.tag, Ok(done.status)),
            Err(error) => {
                self.failures += 1;
                operation.result(self.location(operation), None, Err(error))
            }
        });
    }

    /// RFC 7644 §3.7: `location` is "REQUIRED in a response, except in the event of a POST failure".
    fn location(&self, operation: &BulkOperation) -> Option<String> {
        let call = operation.call.as_ref().ok()?;
        let kind = if call.resource_type == self.session.user_type().name { "Users" } else { "Groups" };
        let id = match call.target.as_ref()? {
            Target::Id(id) => id,
            Target::BulkId(id) => self.ids.get(id)?,
        };
        Some(format!("{}/{kind}/{id}", self.session.door.base))
    }

    fn response(self) -> BulkResponse {
        BulkResponse { operations: self.results.into_iter().flatten().collect() }
    }
}

fn too_late() -> ScimError {
    let detail = format!(
        "The operations before took {} seconds, so this one was not begun. Send it again, with fewer in one request.",
        BULK_TIME_MAX.as_secs()
    );
    ScimError::status(503, detail)
}

impl Done {
    fn of(shown: &Shown, status: u16) -> Self {
        Self { status, location: Some(shown.location().to_owned()), tag: Some(shown.tag().to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scim::Trace;
    use crate::scim::auth::Door;
    use crate::{PublicUrl, Web};
    use app::{App, Credential, connections, organizations, tokens};
    use directory::token::Presented;
    use directory::{Actor, Provider};
    use serde_json::json;
    use store::{Mode, Store};

    async fn open_session(folder: &std::path::Path) -> Session {
        let app = App::new(Store::open(folder, Mode::Command).expect("a database"));
        let connect = |work: &mut app::Work<'_, '_>| {
            let org = organizations::create(work, &Actor::CommandLine, "Acme")?.id;
            let described = (Provider::Generic, None, None);
            let connection = connections::create(work, &Actor::CommandLine, org, described)?.id;
            let (_, secret) = tokens::create(work, &Actor::CommandLine, connection, 1)?;
            let token = Presented::parse(secret.reveal()).expect("a token");
            Ok(Credential { token, raw: false, connection: None })
        };
        let credential = app.write("connect", connect).await.expect("a connection");
        let public_url = PublicUrl::parse("http://h").expect("a URL");
        let door = Door {
            credential,
            base: "http://h/scim/v2".to_owned(),
            id: String::new(),
            trace: Trace::default(),
        };
        Session::open(&Web::new(app, public_url), door).await.expect("let in")
    }

    #[tokio::test]
    async fn an_operation_whose_turn_comes_too_late_is_not_begun() {
        let folder = tempfile::tempdir().expect("a folder");
        let session = open_session(folder.path()).await;
        let post = |name: &str| {
            let data = json!({ "schemas": [::scim::schema::USER_URN], "userName": name });
            json!({ "method": "POST", "path": "/Users", "bulkId": name, "data": data })
        };
        let urn = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
        let body = json!({ "schemas": [urn], "Operations": [post("in-time"), post("too-late")] });
        let types = [session.user_type().clone(), session.group_type().clone()];
        let request = BulkRequest::parse(&body, &types).expect("legal");
        let mut job = Job::new(&session, &request, Instant::now());
        let mut steps = request.plan().into_iter();
        job.take(steps.next().expect("one")).await;
        job.begun = Instant::now().checked_sub(BULK_TIME_MAX).expect("the machine is up for longer");
        job.take(steps.next().expect("another")).await;
        let answer = job.response().to_json();
        let of = |place: usize, name: &str| answer["Operations"][place][name].clone();
        assert_eq!((of(0, "status"), of(1, "status")), (json!("201"), json!("503")));
        let detail = of(1, "response")["detail"].clone();
        assert!(detail.as_str().is_some_and(|text| text.contains("was not begun")), "{detail}");
        let again = session.create_user(
            json!({ "schemas": [::scim::schema::USER_URN], "userName": "too-late" }),
            Return::Never,
        );
        assert!(again.await.is_ok(), "nothing was made before");
    }
}
