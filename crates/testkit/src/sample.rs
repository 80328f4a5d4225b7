//! An organization with something of everything, for tests that look at every page.
//!
//! It comes about as a real one does: providers push to it over days, and administrators do what they do.

pub(crate) mod traffic;

use crate::{Door, TestServer, hostile};
use app::invitations::{self, Deed};
use app::{attributes, configurations, connections, groups, listing, people, tokens};
use directory::administrator::Role;
use directory::connection::Settings;
use directory::guard::WINDOW_MILLIS;
use directory::invitation::TextName;
use directory::life::Act;
use directory::policy::knob::DeleteUser;
use directory::{Actor, GroupId, OrgId, Policy, Provider, UserId};
use people::Entry;
use serde_json::{Value, json};
use std::time::Duration;
use store::{PeopleOrder, PeopleQuery, Sorted, Turn};

/// On whose behalf the sample is made.
const ACTOR: &Actor = &Actor::CommandLine;
/// Members of the large group.
const MANY: usize = 130;

/// What the sample has that tests ask for by name.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The organization.
    pub org: OrgId,
    /// Its largest connection.
    pub okta: Door,
    /// Its connection under the vault's policy.
    pub entra: Door,
    /// A group of its own, with a member.
    pub front_desk: GroupId,
    /// What its administrators' addresses end with.
    pub domain: String,
}

impl Sample {
    /// Makes the organization of that name. Days pass meanwhile.
    ///
    /// # Panics
    /// If something is refused that is meant to work.
    #[must_use]
    pub fn new(server: &TestServer, name: &str) -> Self {
        let sample = Self::of_good_days(server, name);
        sample.spoil(server);
        sample.meet_with_an_accident(server);
        sample
    }

    /// The same without hostile texts, for pictures.
    ///
    /// # Panics
    /// If something is refused that is meant to work.
    #[must_use]
    pub fn tame(server: &TestServer, name: &str) -> Self {
        let sample = Self::of_good_days(server, name);
        sample.meet_with_an_accident(server);
        sample
    }

    /// The same without the accident, and after days in which everything goes well, for pictures of what is usual.
    ///
    /// # Panics
    /// If something is refused that is meant to work.
    #[must_use]
    pub fn calm(server: &TestServer, name: &str) -> Self {
        let sample = Self::of_good_days(server, name);
        server.pass_days(2);
        traffic::of_a_calm_day(&sample);
        server.flush_calls();
        server.flush_last_used();
        sample
    }

    fn of_good_days(server: &TestServer, name: &str) -> Self {
        let domain = format!("{}.test", scim::fold(name));
        let entra = connected(server, name, (Provider::Entra, 5), "vault");
        let okta = connected(
            server,
            name,
            (Provider::Okta, 365),
            "managed-devices invite=manual nested_groups=allow",
        );
        let onelogin = connected(server, name, (Provider::OneLogin, 20), "workspace");
        let front_desk = own_group(server, okta.org, &domain);
        let sample = Self { org: okta.org, okta, entra, front_desk, domain };
        sample.declare(server);
        server.pass_days(3);
        traffic::of_okta(&sample, MANY);
        traffic::of_entra(&sample);
        traffic::of_onelogin(&onelogin, &sample.domain);
        server.pass_days(3);
        sample.lead_people_on(server);
        sample.add_own_people(server);
        sample.configure(server);
        sample.leave_doors(server);
        sample.appoint_staff(server);
        traffic::of_strangers(&sample);
        server.flush_calls();
        server.flush_last_used();
        sample
    }

    /// The address with which its owner, admin or auditor signs in.
    #[must_use]
    pub fn administrator(&self, role: &str) -> String {
        format!("{role}@{}", self.domain)
    }

    /// The address of the page of that group.
    #[must_use]
    pub fn own_group(&self) -> String {
        format!("/organizations/{}/groups/{}", self.org, self.front_desk)
    }

    fn declare(&self, server: &TestServer) {
        let connection = self.okta.connection;
        for attribute in ["costCenter", "badge"] {
            server.write(move |work| attributes::declare(work, ACTOR, connection, attribute));
        }
    }

    /// Each of the first few of a connection goes a step further than the one behind.
    fn lead_people_on(&self, server: &TestServer) {
        let org = self.org;
        let own = |suffix: &str| -> Vec<UserId> {
            let all = server.read(move |work| invitations::list(work, org, None, 1_000));
            all.into_iter().filter(|one| one.user_name.ends_with(suffix)).map(|one| one.user).collect()
        };
        let act = |user: UserId, deed: Deed| {
            server.write(move |work| invitations::act(work, ACTOR, org, user, &deed).map(drop));
        };
        let vault = own(&format!("@vault.{}", self.domain));
        for user in &vault[..4] {
            act(*user, Deed::Accept(None));
        }
        for user in &vault[..2] {
            act(*user, Deed::Confirm);
        }
        let okta = own(&format!("@{}", self.domain));
        for user in &okta[..6] {
            act(*user, Deed::Invite);
        }
        for user in &okta[..4] {
            act(*user, Deed::Accept(None));
        }
        let (protected, kept_out) = (okta[0], [(vault[1], Act::Deactivate), (okta[3], Act::Disable)]);
        server.write(move |work| people::set_protected(work, ACTOR, org, protected, true).map(drop));
        for (user, act) in kept_out {
            server.write(move |work| people::act(work, ACTOR, org, user, act).map(drop));
        }
    }

    fn add_own_people(&self, server: &TestServer) {
        let org = self.org;
        let entries = [("mats", Entry::Staged), ("nora", Entry::Invited)];
        for (name, entry) in entries {
            let body = traffic::person(&format!("{name}@office.{}", self.domain), name, "Lind");
            server.write(move |work| people::create(work, ACTOR, org, &body, entry).map(drop));
        }
    }

    fn configure(&self, server: &TestServer) {
        let org = self.org;
        let wifi = [("identity", "${userUIDLocalPart}@wifi.example"), ("badge", "No. ${badge}")];
        let mail = [("address", "${userEmailAddress}"), ("signature", "${userDisplayName}, ${department}")];
        for (name, fields) in [("Wi-Fi", wifi), ("Mail", mail)] {
            let fields = fields.map(|(name, text)| (name.to_owned(), text.to_owned()));
            server.write(move |work| configurations::create(work, ACTOR, org, (name, &fields)).map(drop));
        }
        let said = (TextName::InvitationSubject, "en");
        let words = "Welcome to ${organizationName}";
        server.write(move |work| invitations::set_text(work, ACTOR, org, said, Some(words)));
    }

    fn appoint_staff(&self, server: &TestServer) {
        let staff = [
            ("owner", "Odile Propriétaire", Role::Owner),
            ("admin", "管理 花子", Role::Admin),
            ("auditor", "Otto <b>Prüfer</b>", Role::Auditor),
        ];
        for (word, name, role) in staff {
            server.appoint(self.org, &self.administrator(word), name, role);
        }
        server.appoint_without_password(self.org, &self.administrator("new"), "Newcomer", Role::Auditor);
    }

    /// Puts hostile texts wherever somebody may put a text.
    fn spoil(&self, server: &TestServer) {
        let (org, okta) = (self.org, &self.okta);
        let mut client = okta.client();
        for (number, (_, text)) in
            hostile::texts().into_iter().filter(|(kind, _)| *kind != "long").enumerate()
        {
            let mut body = traffic::person(&format!("h{number}@hostile.{}", self.domain), &text, &text);
            body["displayName"] = json!(text);
            body["title"] = json!(text);
            // Some are refused, which is as good.
            client.post("/Users", &body);
            client.post("/Groups", &traffic::group(&text, &[]));
            let field = [("text".to_owned(), text.clone())];
            let made =
                move |work: &mut app::Work<'_, '_>| configurations::create(work, ACTOR, org, (&text, &field));
            // No more than twenty are allowed, and no braces that are no variables.
            let _ = server.block_on(server.app().write("test", made));
        }
    }

    /// Okta takes many people out at once, by mistake, and wants the first one of the list of users removed. What becomes of
    /// them is held.
    fn meet_with_an_accident(&self, server: &TestServer) {
        let (org, okta) = (self.org, self.okta.connection);
        server.write(move |work| {
            let removing = |policy: &Policy| Policy { delete_user: DeleteUser::Remove, ..policy.clone() };
            connections::set(work, ACTOR, okta, |before| Settings {
                policy: Some(removing(&before.policy)),
                ..Settings::default()
            })
        });
        // Whoever came a moment ago does not count.
        server.app().put_clock_forward(Duration::from_millis(WINDOW_MILLIS.unsigned_abs()));
        let first = server.read(move |work| {
            let by_name = Sorted { by: PeopleOrder::Name, descending: false };
            let all = listing::users(work, org, &PeopleQuery::default(), by_name, &Turn::Beginning)?;
            Ok(all.leaf.items.into_iter().find(|row| row.status.is_on()).expect("the sample has people").id)
        });
        traffic::of_an_accident(self, first);
        // What works settles what was refused before.
        traffic::of_strangers(self);
        server.flush_calls();
        server.flush_last_used();
    }

    /// Connections and tokens in states that nobody is in a hurry to leave.
    fn leave_doors(&self, server: &TestServer) {
        let org = self.org;
        let okta = self.okta.connection;
        server.write(move |work| {
            let (token, _) = tokens::create(work, ACTOR, okta, 30)?;
            tokens::set_active(work, ACTOR, &token.id, false)?;
            connections::create(work, ACTOR, org, (Provider::JumpCloud, None, None))?;
            let off = connections::create(work, ACTOR, org, (Provider::Generic, None, None))?;
            tokens::create(work, ACTOR, off.id, 365)?;
            connections::set_enabled(work, ACTOR, off.id, false).map(drop)
        });
    }
}

/// A connection with a token that is good for so many days.
fn connected(server: &TestServer, name: &str, (provider, days): (Provider, u32), policy: &str) -> Door {
    let door = server.connect(name, provider);
    let (connection, first) = (door.connection, door.token_id.clone());
    let policy = Policy::parse(policy).expect("a policy");
    let (token_id, token) = server.write(move |work| {
        let settings = Settings { policy: Some(policy.clone()), ..Settings::default() };
        connections::set(work, ACTOR, connection, |_| settings)?;
        let (token, secret) = tokens::renew(work, ACTOR, &first, days)?;
        Ok((token.id, secret.reveal().to_owned()))
    });
    Door { token_id, token, ..door }
}

/// A group of the organization's own with somebody of its own in it.
fn own_group(server: &TestServer, org: OrgId, domain: &str) -> GroupId {
    let address = format!("lea@office.{domain}");
    server.write(move |work| {
        people::create(work, ACTOR, org, &traffic::person(&address, "Lea", "Lind"), Entry::Confirmed)?;
        let group = groups::local::create(work, ACTOR, org, "Front desk")?;
        groups::local::add(work, ACTOR, org, "Front desk", std::slice::from_ref(&address))?;
        Ok(group.id)
    })
}

/// A list of ids as members.
fn members(ids: &[String]) -> Value {
    ids.iter().map(|id| json!({ "value": id })).collect()
}
