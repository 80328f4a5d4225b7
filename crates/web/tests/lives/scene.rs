//! A server, a provider's door under a policy, and a mail server.

use app::invitations::{self, Deed};
use directory::connection::Settings;
use directory::{Actor, OrgId, Policy, Provider, Stage, Status, UserId};
use testkit::{Answer, Client, Door, Received, SmtpSink, TestServer};

pub(crate) struct Scene {
    pub(crate) server: TestServer,
    pub(crate) door: Door,
    pub(crate) sink: SmtpSink,
}

impl Scene {
    pub(crate) fn new(organization: &str, policy: &str) -> Self {
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

    pub(crate) fn mails(&self) -> Vec<Received> {
        self.server.mails(&self.sink)
    }

    pub(crate) fn get(&self, link: &str) -> Answer {
        Client::new(self.server.url(), None).get(link)
    }

    pub(crate) fn fill_in(&self, link: &str, form: &str) -> Answer {
        let headers = [("Content-Type", "application/x-www-form-urlencoded")];
        Client::new(self.server.url(), None).send_with("POST", link, Some(form), &headers)
    }

    /// Everybody, in the order in which they came.
    pub(crate) fn people(&self) -> Vec<invitations::Invited> {
        let org = self.org();
        self.server.read(move |work| invitations::list(work, org, None, 1_000))
    }

    /// The administrator confirms whoever waits for it. Returns who that was.
    pub(crate) fn confirm_all(&self) -> Vec<UserId> {
        let waits = |user: &invitations::Invited| user.status == Status::On(Stage::Accepted);
        let waiting: Vec<UserId> = self.people().into_iter().filter(waits).map(|user| user.user).collect();
        self.act(&waiting, &Deed::Confirm);
        waiting
    }

    /// Does the same to these users; it must succeed.
    pub(crate) fn act(&self, users: &[UserId], deed: &Deed) {
        let (org, users, deed) = (self.org(), users.to_vec(), deed.clone());
        let done = self
            .server
            .write(move |work| invitations::act_on_all(work, &Actor::CommandLine, org, &users, &deed));
        for deed in done {
            deed.outcome.expect("it can be done");
        }
    }
}

/// The heading of a page.
#[track_caller]
pub(crate) fn title(answer: &Answer) -> &str {
    let (_, rest) = answer.text.split_once("<h1>").expect("a heading");
    rest.split_once("</h1>").expect("its end").0
}
