//! A server with a connection under a policy, what a provider sends to it, and a look at what comes of it.

use app::invitations::{self, Deed};
use app::people::{self, Entry};
use app::{connections, groups, organizations};
use directory::connection::Settings;
use directory::{Actor, Policy, Provider, UserId};
use scim::dialect::Tolerance;
use serde_json::{Value, json};
use testkit::{Answer, Client, Door, SmtpSink, TestServer};

pub(crate) const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub(crate) const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
pub(crate) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const BULK: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

/// An id of the right form that nobody has.
pub(crate) const NOBODY: &str = "0199ffff-ffff-7fff-bfff-ffffffffffff";

pub(crate) const OPERATOR: &Actor = &Actor::CommandLine;

/// How a refusal is answered: status and keyword.
pub(crate) type Kind = (u16, Option<&'static str>);
pub(crate) const BAD_VALUE: Kind = (400, Some("invalidValue"));
pub(crate) const FIXED: Kind = (400, Some("mutability"));
pub(crate) const TAKEN: Kind = (409, Some("uniqueness"));
pub(crate) const FORBIDDEN: Kind = (403, None);
pub(crate) const NOT_FOUND: Kind = (404, None);

/// A server, a connection with a policy, its provider, and a mail server.
pub(crate) struct Scene {
    pub(crate) server: TestServer,
    pub(crate) door: Door,
    pub(crate) client: Client,
    sink: SmtpSink,
}

/// Somebody as Okta creates them.
pub(crate) fn person(email: &str) -> Value {
    json!({
        "schemas": [USER],
        "userName": email,
        "name": { "givenName": "Jane", "familyName": "Doe" },
        "emails": [{ "primary": true, "value": email, "type": "work" }],
        "displayName": "Jane Doe",
        "locale": "en-US",
        "externalId": format!("00u-{email}"),
        "groups": [],
        "password": "1mz050nq",
        "active": true,
    })
}

/// Somebody with something else; null takes it away.
pub(crate) fn person_with(email: &str, change: Value) -> Value {
    merged(person(email), change)
}

fn merged(mut body: Value, change: Value) -> Value {
    let attributes = body.as_object_mut().expect("an object");
    let Value::Object(change) = change else { panic!("an object") };
    for (name, value) in change {
        match value {
            Value::Null => drop(attributes.remove(&name)),
            value => drop(attributes.insert(name, value)),
        }
    }
    body
}

/// A group as Okta pushes it.
pub(crate) fn group(name: &str, members: &[&str]) -> Value {
    let members: Vec<Value> = members.iter().map(|id| json!({ "value": id })).collect();
    json!({ "schemas": [GROUP], "displayName": name, "members": members })
}

/// What Okta sends to add members to a group.
pub(crate) fn adds(members: &[&str]) -> Value {
    json!([{ "op": "add", "path": "members", "value": group("", members)["members"] }])
}

/// A filter as the target of a GET.
pub(crate) fn filtered(endpoint: &str, filter: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    let encoded = |b: u8| if plain(&b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    format!("{endpoint}?filter={}&startIndex=1&count=100", filter.bytes().map(encoded).collect::<String>())
}

/// The ids of what a search has found.
#[track_caller]
pub(crate) fn found(client: &mut Client, endpoint: &str, filter: &str) -> Vec<String> {
    let answer = client.get(&filtered(endpoint, filter)).expect(200);
    ids(&answer.body["Resources"], "id")
}

/// One text of each element of a list, sorted.
pub(crate) fn ids(list: &Value, name: &str) -> Vec<String> {
    let mut ids: Vec<String> = list
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| one[name].as_str())
        .map(str::to_owned)
        .collect();
    ids.sort();
    ids
}

impl Scene {
    /// Okta, under this policy.
    pub(crate) fn new(policy: &str) -> Self {
        Self::of(Provider::Okta, policy)
    }

    pub(crate) fn of(provider: Provider, policy: &str) -> Self {
        let server = TestServer::start();
        let door = server.connect("Acme", provider);
        let client = door.client();
        let scene = Self { server, door, client, sink: SmtpSink::new() };
        scene.turn(&scene.door, policy);
        scene
    }

    /// One more connection of the organization.
    pub(crate) fn second(&self, policy: &str) -> Door {
        let door = self.server.connect_named("Acme", (Provider::Entra, Some("Second"), None));
        self.turn(&door, policy);
        door
    }

    /// Sets the policy of a connection.
    pub(crate) fn turn(&self, door: &Door, policy: &str) {
        let (id, policy) = (door.connection, Policy::parse(policy).expect("a policy"));
        self.server.write(move |work| {
            let settings = Settings { policy: Some(policy.clone()), ..Settings::default() };
            connections::set(work, OPERATOR, id, |_| settings)
        });
    }

    /// Okta assigns somebody.
    #[track_caller]
    pub(crate) fn assign(&mut self, email: &str) -> String {
        self.create(&person(email))
    }

    #[track_caller]
    pub(crate) fn create(&mut self, body: &Value) -> String {
        self.client.post("/Users", body).expect(201).id()
    }

    /// Okta updates a profile: it reads the user and sends all of it back with what has changed; null takes away.
    #[track_caller]
    pub(crate) fn put(&mut self, id: &str, change: Value) -> Answer {
        let target = format!("/Users/{id}");
        let body = merged(self.client.get(&target).expect(200).body, change);
        self.client.put(&target, &body)
    }

    /// Okta switches somebody off or on.
    pub(crate) fn set_active(&mut self, id: &str, active: bool) -> Answer {
        self.client
            .patch(&format!("/Users/{id}"), &json!([{ "op": "replace", "value": { "active": active } }]))
    }

    /// A PATCH with one operation, which must be done.
    #[track_caller]
    pub(crate) fn patch(&mut self, id: &str, op: &str, path: &str, value: impl Into<Value>) {
        let operations = json!([{ "op": op, "path": path, "value": value.into() }]);
        let answer = self.client.patch(&format!("/Users/{id}"), &operations);
        assert_eq!(answer.status / 100, 2, "{}", answer.text);
    }

    /// The user as the provider reads it.
    #[track_caller]
    pub(crate) fn user(&mut self, id: &str) -> Value {
        self.client.get(&format!("/Users/{id}")).expect(200).body
    }

    #[track_caller]
    pub(crate) fn push(&mut self, name: &str, members: &[&str]) -> String {
        self.client.post("/Groups", &group(name, members)).expect(201).id()
    }

    /// Whether somebody is in a group; that can be asked where answers show no members.
    #[track_caller]
    pub(crate) fn is_in(&mut self, group: &str, user: &str) -> bool {
        let asks = format!("id eq \"{group}\" and members.value eq \"{user}\"");
        !found(&mut self.client, "/Groups", &asks).is_empty()
    }

    /// Asserts that a request is refused with one SCIM error that says this, and changes nothing at all.
    #[track_caller]
    pub(crate) fn refuses(
        &mut self,
        (status, scim_type): Kind,
        says: &str,
        request: impl FnOnce(&mut Client) -> Answer,
    ) {
        let before = self.everything();
        let answer = request(&mut self.client);
        answer.expect_error(status, scim_type);
        let detail = answer.body["detail"].as_str().unwrap_or_default();
        assert!(detail.contains(says), "{detail}");
        assert_eq!(self.everything(), before);
    }

    /// Asserts that a request is refused by this knob.
    #[track_caller]
    pub(crate) fn refuses_by(&mut self, kind: Kind, knob: &str, request: impl FnOnce(&mut Client) -> Answer) {
        self.refuses(kind, &format!("(Policy: {knob})"), request);
    }

    /// Everything that the organization has, whoever brought it in, and its place in its own history.
    pub(crate) fn everything(&self) -> Vec<String> {
        let org = self.door.org;
        self.server.read(move |work| {
            let mut all = vec![
                format!("{:?}", work.tx.organization(org)?),
                work.tx.org(org).audit_entries(10_000)?.len().to_string(),
            ];
            for invited in invitations::list(work, org, None, 1_000)? {
                let user = people::get(work, org, invited.user)?;
                all.push(format!("{:?} {:?} {:?}", user, invited.invitation, invited.mails.len()));
            }
            for group in groups::local::list(work, org)? {
                let members = groups::local::members(work, org, group.id)?;
                all.push(format!("{group:?} {members:?}"));
            }
            Ok(all)
        })
    }

    /// How far somebody has come in, as an operator sees it.
    pub(crate) fn status(&self, id: &str) -> String {
        let (org, id) = (self.door.org, UserId::parse(id).expect("an id"));
        self.server.read(move |work| match people::get(work, org, id) {
            Ok(view) => Ok(view.user.status.to_string()),
            Err(app::Error::NotFound) => Ok("gone".to_owned()),
            Err(other) => Err(other),
        })
    }

    /// Who somebody's source is.
    pub(crate) fn source(&self, id: &str) -> Value {
        let (org, id) = (self.door.org, UserId::parse(id).expect("an id"));
        self.server.read(move |work| Ok(people::get(work, org, id)?.user.source.to_json()))
    }

    /// What an administrator, or the product, does about an invitation.
    pub(crate) fn act(&self, id: &str, deed: Deed) -> Result<String, String> {
        let (org, id) = (self.door.org, UserId::parse(id).expect("an id"));
        let done = self.server.write(move |work| invitations::act_on_all(work, OPERATOR, org, &[id], &deed));
        let outcome = done.into_iter().next().expect("one").outcome;
        outcome.map(|status| status.to_string()).map_err(|error| error.to_string())
    }

    /// Sends the mails that are due, and returns to whom they went.
    pub(crate) fn mails(&self) -> Vec<String> {
        let mut sent: Vec<String> =
            self.server.mails(&self.sink).into_iter().map(|mail| mail.to.join(" ")).collect();
        sent.sort();
        sent
    }

    /// The link in the one mail that is due.
    #[track_caller]
    pub(crate) fn link(&self) -> String {
        let mails = self.server.mails(&self.sink);
        assert_eq!(mails.len(), 1, "{mails:?}");
        mails[0].link()
    }

    /// The person follows a link, says what they are called where they are asked, and presses the button.
    pub(crate) fn follow(&self, link: &str) -> u16 {
        let headers = [("Content-Type", "application/x-www-form-urlencoded")];
        let form = "given_name=Jane&family_name=Doe";
        Client::new(self.server.url(), None).send_with("POST", link, Some(form), &headers).status
    }

    /// What the policy has left out so far, by attribute, sorted.
    pub(crate) fn left_out(&self) -> Vec<String> {
        self.tolerated(Tolerance::Policy)
    }

    /// What one kind of tolerance was needed for so far, by attribute, sorted.
    pub(crate) fn tolerated(&self, kind: Tolerance) -> Vec<String> {
        self.server.flush_calls();
        let (org, connection) = (self.door.org, self.door.connection);
        let all = self.server.read(move |work| Ok(work.tx.org(org).tolerated(connection)?));
        let mut places: Vec<String> =
            all.into_iter().filter(|one| one.tolerance == kind).map(|one| one.place).collect();
        places.sort();
        places
    }

    /// The kinds of the events behind this number.
    pub(crate) fn told(&self, behind: u64) -> Vec<String> {
        let org = self.door.org;
        let all = self.server.read(move |work| Ok(work.tx.org(org).events_after(behind, 100_000)?));
        all.into_iter().map(|(_, event)| event.kind.as_str().to_owned()).collect()
    }

    /// The number of the newest event.
    pub(crate) fn now(&self) -> u64 {
        self.server.event_sequence(self.door.org)
    }

    /// The newest audit entry: what was done, before and after.
    pub(crate) fn entry(&self) -> (String, Value, Value) {
        let org = self.door.org;
        let entry = self.server.read(move |work| Ok(work.tx.org(org).audit_entries(1)?)).remove(0);
        let json = |json: &directory::Json| json.to_value().expect("JSON");
        (entry.action.as_str().to_owned(), json(&entry.before), json(&entry.after))
    }

    /// One of the organization's own people.
    pub(crate) fn local(&self, body: &Value, entry: Entry) -> String {
        let (org, body) = (self.door.org, body.clone());
        self.server.write(move |work| Ok(people::create(work, OPERATOR, org, &body, entry)?.id.to_string()))
    }

    /// A group of the organization's own.
    pub(crate) fn local_group(&self, name: &str, members: &[&str]) -> String {
        let (org, name) = (self.door.org, name.to_owned());
        let members: Vec<String> = members.iter().map(|id| (*id).to_owned()).collect();
        self.server.write(move |work| {
            let group = groups::local::create(work, OPERATOR, org, &name)?;
            groups::local::add(work, OPERATOR, org, &group.id.to_string(), &members)?;
            Ok(group.id.to_string())
        })
    }

    pub(crate) fn protect(&self, id: &str) {
        let (org, id) = (self.door.org, UserId::parse(id).expect("an id"));
        self.server.write(move |work| people::set_protected(work, OPERATOR, org, id, true));
    }

    /// Caps the seats.
    pub(crate) fn cap(&self, max: u64) {
        let org = self.door.org;
        self.server.write(move |work| organizations::cap_seats(work, OPERATOR, org, Some(max)));
    }

    /// How many seats are taken.
    pub(crate) fn seats(&self) -> u64 {
        let org = self.door.org;
        self.server.read(move |work| Ok(work.tx.organization(org)?.map_or(0, |found| found.seats.used)))
    }

    /// Brings many people in by one request, so that no limit on requests is in the way.
    #[track_caller]
    pub(crate) fn crowd(&mut self, people: usize) {
        let one = |number: usize| {
            let data = person(&format!("u{number:04}@example.com"));
            json!({ "method": "POST", "path": "/Users", "bulkId": number.to_string(), "data": data })
        };
        let operations: Vec<Value> = (0..people).map(one).collect();
        let answer =
            self.client.post("/Bulk", &json!({ "schemas": [BULK], "Operations": operations })).expect(200);
        assert!(ids(&answer.body["Operations"], "status").iter().all(|status| status == "201"));
    }
}
