//! A server with a policy and a mail server, an administrator who invites, and a browser that follows links.

use app::invitations::{self, Deed, DeedDone};
use directory::connection::Settings;
use directory::{Actor, OrgId, Policy, Provider, UserId};
use serde_json::{Value, json};
use testkit::{Answer, Client, Door, Received, SmtpSink, TestServer};

/// A server, a door with a policy, and a mail server.
pub(crate) struct Scene {
    pub(crate) server: TestServer,
    pub(crate) door: Door,
    pub(crate) sink: SmtpSink,
}

impl Scene {
    pub(crate) fn new(policy: &str) -> Self {
        Self::of("Acme", policy)
    }

    pub(crate) fn of(organization: &str, policy: &str) -> Self {
        let server = TestServer::start();
        let door = server.connect(organization, Provider::Okta);
        let (connection, policy) = (door.connection, Policy::parse(policy).expect("a policy"));
        server.write(move |work| {
            let settings = Settings { policy: Some(policy.clone()), ..Settings::default() };
            app::connections::set(work, &Actor::CommandLine, connection, |_| settings)
        });
        Self { server, door, sink: SmtpSink::new() }
    }

    pub(crate) fn org(&self) -> OrgId {
        self.door.org
    }

    /// Makes a user, whom the provider brings in and nobody has invited yet, if the policy leaves that to administrators.
    pub(crate) fn brought(&self, body: &Value) -> UserId {
        let id = self.door.client().post("/Users", body).expect(201).id();
        UserId::parse(&id).expect("an id")
    }

    pub(crate) fn invited(&self, body: &Value) -> UserId {
        let id = self.brought(body);
        assert_eq!(self.act(id, &Deed::Invite), Ok("invited".into()));
        id
    }

    /// The provider keeps somebody out, or lets them in again.
    pub(crate) fn set_active(&self, id: UserId, active: bool) {
        let operations = json!([{ "op": "replace", "value": { "active": active } }]);
        assert_eq!(self.door.client().patch(&format!("/Users/{id}"), &operations).status / 100, 2);
    }

    pub(crate) fn act(&self, user: UserId, deed: &Deed) -> Result<String, String> {
        let done = self.act_on_all(&[user], deed).remove(0);
        done.outcome.map(|status| status.to_string()).map_err(|error| error.to_string())
    }

    pub(crate) fn act_on_all(&self, users: &[UserId], deed: &Deed) -> Vec<DeedDone> {
        let (org, users, deed) = (self.org(), users.to_vec(), deed.clone());
        self.server.write(move |work| invitations::act_on_all(work, &Actor::CommandLine, org, &users, &deed))
    }

    pub(crate) fn mails(&self) -> Vec<Received> {
        self.server.mails(&self.sink)
    }

    /// The one mail that came.
    #[track_caller]
    pub(crate) fn mail(&self) -> Received {
        let mut mails = self.mails();
        assert_eq!(mails.len(), 1, "{mails:?}");
        mails.remove(0)
    }

    pub(crate) fn get(&self, link: &str) -> Answer {
        Client::new(self.server.url(), None).get(link)
    }

    pub(crate) fn press(&self, link: &str) -> Answer {
        self.fill_in(link, "")
    }

    pub(crate) fn fill_in(&self, link: &str, form: &str) -> Answer {
        let headers = [("Content-Type", "application/x-www-form-urlencoded")];
        Client::new(self.server.url(), None).send_with("POST", link, Some(form), &headers)
    }

    /// Status, invite status, reminders and what went wrong, of one user.
    pub(crate) fn state(&self, user: UserId) -> Value {
        let org = self.org();
        self.server.read(move |work| {
            let all = invitations::list(work, org, None, 1_000)?;
            let found = all.into_iter().find(|invited| invited.user == user);
            Ok(found.map_or(Value::Null, |found| {
                json!({
                    "status": found.status.as_str(),
                    "invite": found.invite_status.as_str(),
                    "sent": found.invitation.as_ref().is_some_and(|invitation| invitation.sent.is_some()),
                    "reminders": found.invitation.as_ref().map_or(0, |invitation| invitation.reminders),
                    "links": found.invitation.as_ref().map_or(0, |invitation| invitation.links.len()),
                    "waiting": found.mails.iter().map(|waiting| waiting.mail.error.clone()).collect::<Vec<_>>(),
                })
            }))
        })
    }

    pub(crate) fn states(&self, user: UserId) -> [String; 2] {
        let state = self.state(user);
        ["status", "invite"].map(|name| state[name].as_str().unwrap_or("gone").to_owned())
    }
}

/// The heading of a page.
pub(crate) fn title(answer: &Answer) -> &str {
    let (_, rest) = answer.text.split_once("<h1>").expect("a heading");
    rest.split_once("</h1>").expect("its end").0
}
