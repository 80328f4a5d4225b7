//! An organization with an administrator, and the provider that they want to connect.

use crate::Stage;
use crate::person::{Person, Way};
use app::people::{self, Entry};
use app::{groups, invitations, organizations};
use directory::administrator::Role;
use directory::user::called;
use directory::{Actor, OrgId, Provider, UserId};
use scim::schema::USER_URN;
use serde_json::json;
use simulator::{Options, Report, Scenario};
use store::{PeopleQuery, StatusKind};
use testkit::{Answer, Client, PASSWORD, SmtpSink, TestServer};

pub(crate) const ADMIN: &str = "hana@acme.test";

/// Where a walk takes place.
pub(crate) struct Office {
    pub(crate) server: TestServer,
    pub(crate) org: OrgId,
    pub(crate) sink: SmtpSink,
}

/// What an administrator takes from the portal to the provider.
pub(crate) struct Credentials {
    pub(crate) token: String,
    pub(crate) url: String,
}

impl Office {
    pub(crate) fn new() -> Self {
        let server = TestServer::start();
        let org = server.write(|work| Ok(organizations::create(work, &Actor::CommandLine, "Acme")?.id));
        server.appoint(org, ADMIN, "Hana", Role::Admin);
        Self { server, org, sink: SmtpSink::new() }
    }

    /// The organization's own people of these names.
    pub(crate) fn hires(&self, names: &[&str], entry: Entry) -> Vec<UserId> {
        let (org, names) = (self.org, names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        self.server.write(move |work| {
            let make = |name: &String| {
                let said = json!({ "schemas": [USER_URN], "userName": format!("{name}@acme.test"),
                    "name": { "givenName": name, "familyName": "Local" },
                    "emails": [{ "value": format!("{name}@acme.test"), "primary": true }] });
                Ok(people::create(work, &Actor::CommandLine, org, &said, entry)?.id)
            };
            names.iter().map(make).collect()
        })
    }

    /// Whether somebody may use the product.
    pub(crate) fn is_let_in(&self, user: UserId) -> bool {
        let org = self.org;
        self.server.read(move |work| people::get(work, org, user)).user.status.is_on()
    }

    /// What the list of users calls whoever has this userName.
    pub(crate) fn name_in_list(&self, user_name: &str) -> String {
        let org = self.org;
        let all = self.server.read(move |work| invitations::list(work, org, None, 1_000));
        let user = all.into_iter().find(|one| one.user_name == user_name).expect("they are invited").user;
        called(&self.server.read(move |work| people::get(work, org, user)).user.resource).into_owned()
    }

    /// How many stand there.
    pub(crate) fn count(&self, status: StatusKind) -> u64 {
        let (org, query) = (self.org, PeopleQuery { status: Some(status), ..PeopleQuery::default() });
        self.server.read(move |work| Ok(work.tx.org(org).people_count(&query, work.now)?))
    }

    /// The administrator, signed in.
    #[track_caller]
    pub(crate) fn administrator(&self, stage: &Stage, way: Way) -> Person {
        let person = Person::new(stage.driver(), &self.server, way);
        let t = way.language;
        person.signs_in(ADMIN, PASSWORD);
        person.sees(&t.frame_overview());
        person
    }

    /// Admin > Identity > User Provisioning, and there a provider.
    #[track_caller]
    pub(crate) fn connects(person: &Person, provider: &str) {
        let t = person.language;
        person.clicks(&t.frame_connections());
        person.sees(&t.frame_admin());
        person.sees(&t.frame_identity());
        person.chooses(&t.connections_pick(), provider);
        person.clicks(&t.connections_continue());
        person.sees(&t.connections_page_title(provider));
        person.sees(&t.tokens_empty());
    }

    /// Generate, a notice, Generate, and a page that shows the token once.
    #[track_caller]
    pub(crate) fn generates(person: &Person) -> Credentials {
        let t = person.language;
        person.clicks(&t.tokens_generate());
        person.sees(&t.tokens_new_once());
        person.clicks(&t.tokens_generate());
        Self::takes(person)
    }

    /// Copies what is shown once.
    #[track_caller]
    pub(crate) fn takes(person: &Person) -> Credentials {
        let t = person.language;
        person.sees(&t.tokens_secret_save());
        let token = person.copies(&t.tokens_token());
        assert!(token.starts_with("rbk_"), "{token}");
        Credentials { token, url: person.copies(&t.connections_scim_url()) }
    }

    /// A simulated provider pushes what it has, and stumbles over nothing. What it would not notice itself, such as what a
    /// policy leaves out, is in the report.
    #[track_caller]
    pub(crate) fn pushes(scenario: &str, to: &Credentials, (users, groups): (usize, usize)) -> Report {
        let scenario = Scenario::parse(scenario).expect("there is one");
        let options = Options {
            users,
            groups,
            cycles: 0,
            domain: Some("acme.example".into()),
            ..Options::new(&to.url, &to.token)
        };
        let report = scenario.run(&options, &mut |_| {}).expect("it can be reached");
        assert!(report.complete && report.failures.iter().all(|failure| failure.own_check), "{report}");
        report
    }

    /// Sees the group that was pushed, and how many members it has.
    #[track_caller]
    pub(crate) fn sees_group(&self, person: &Person) {
        let (t, org) = (person.language, self.org);
        let (group, members) = self.server.read(move |work| {
            let group = groups::local::list(work, org)?.remove(0);
            let members = groups::local::members(work, org, group.id)?.len();
            Ok((group.display_name().to_owned(), members))
        });
        assert!(members > 0, "{group} has no members");
        person.sees_row(&[&group, &t.connections_number(members), &t.source(Some(Provider::Okta))]);
    }

    /// A call of a provider with these credentials.
    pub(crate) fn calls(credentials: &Credentials) -> Answer {
        Client::new(&credentials.url, Some(&credentials.token)).get("/Users?count=1")
    }
}

/// The public part of a token, by which pages name it.
pub(crate) fn name_of(token: &str) -> &str {
    token.split('_').nth(1).expect("rbk_<public id>_<secret>")
}
