//! Pages that no link leads to: what answers a form, what stands behind the link of a mail, and what says no.
//!
//! Tests in a browser and without one come to them in the same way, in this order, each on a server of its own.

use crate::sample::traffic::person;
use crate::{Form, PASSWORD, Page, Portal, Sample, SmtpSink, TestServer, pattern};
use app::people::{self, Entry};
use app::sessions;
use directory::{Actor, Provider};
use std::collections::BTreeMap;
use std::time::Duration;

const ACTOR: &Actor = &Actor::CommandLine;
/// The address of the product's staff.
const STAFF: &str = "owner@rollbook.test";

/// A page that comes when somebody does something.
#[derive(Clone, Debug)]
pub struct Moment {
    /// What it is called.
    pub name: &'static str,
    /// The address with which somebody is signed in there, if anybody is.
    pub who: Option<String>,
    /// Where they are before.
    pub from: String,
    /// What they send there.
    pub sent: Option<Sent>,
    /// The status of the page.
    pub status: u16,
    /// Whether scripts would go on from there by themselves.
    pub is_passing: bool,
    /// What happens before.
    pub before: Option<fn(&TestServer)>,
}

/// A form that is sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// How its address ends, with `*` for ids.
    ends: &'static str,
    /// Where it goes, if not where it says.
    pub to: Option<String>,
    /// What is filled in.
    pub typed: Vec<(&'static str, String)>,
}

/// All moments of a server, with the organization on it.
pub struct Moments {
    /// The organization.
    pub sample: Sample,
    /// In the order in which they are to come.
    pub all: Vec<Moment>,
}

impl Moment {
    /// Somebody comes there without scripts.
    pub fn comes(&self, server: &TestServer, portal: &mut Portal) -> Page {
        self.begin(server);
        let page = portal.get(&self.from);
        let Some(sent) = &self.sent else { return page };
        let mut forms = page.forms();
        let changes = |form: &Form| (form.method == "post").then(|| form.action.clone());
        let actions: Vec<Option<String>> = forms.iter().map(changes).collect();
        let mut form: Form = forms.swap_remove(sent.place(&actions));
        form.action = sent.to.clone().unwrap_or(form.action);
        let typed: Vec<(&str, &str)> = sent.typed.iter().map(|(name, text)| (*name, text.as_str())).collect();
        portal.send_form(&page, &form, &typed)
    }

    /// Lets happen what happens before.
    pub fn begin(&self, server: &TestServer) {
        if let Some(before) = self.before {
            before(server);
        }
    }

    fn sends(mut self, ends: &'static str, typed: &[(&'static str, &str)]) -> Self {
        let typed = typed.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
        self.sent = Some(Sent { ends, to: None, typed });
        self
    }

    fn to(mut self, address: &str) -> Self {
        self.sent.as_mut().expect("a form is sent").to = Some(address.to_owned());
        self
    }

    fn after(self, before: fn(&TestServer)) -> Self {
        Self { before: Some(before), ..self }
    }

    fn passing(self) -> Self {
        Self { is_passing: true, ..self }
    }
}

impl Sent {
    /// Which form of a page it is, by where those go that change something.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn place(&self, actions: &[Option<String>]) -> usize {
        let is_it = |action: &str| {
            if self.ends.is_empty() { action.is_empty() } else { pattern(action).ends_with(self.ends) }
        };
        let place = actions.iter().position(|action| action.as_deref().is_some_and(is_it));
        place.unwrap_or_else(|| panic!("no form goes to {:?}, but {actions:?}", self.ends))
    }
}

impl Moments {
    /// Makes a server's organization, of this sort, and lets happen what has to happen before.
    ///
    /// # Panics
    /// If something is refused that is meant to work.
    #[must_use]
    pub fn new(server: &TestServer, make: fn(&TestServer, &str) -> Sample) -> Self {
        let scene = Scene::new(server, make);
        let mut all = scene.of_nobody();
        all.extend(scene.of_invited());
        all.extend(scene.of_connections());
        all.extend(scene.of_people());
        all.extend(scene.of_system());
        all.extend(scene.of_staff());
        all.extend(scene.of_refused());
        Self { sample: scene.sample, all }
    }
}

/// What moments need to be told.
struct Scene {
    sample: Sample,
    /// The address of the organization.
    own: String,
    /// That of another one.
    other: String,
    /// The link of the first start, which was used.
    setup: String,
    /// A link to choose a password.
    choice: String,
    /// Where the staff's owner is shown.
    olive: String,
    /// The links of invitations, by what they are good for.
    joins: BTreeMap<&'static str, String>,
    configuration: String,
    user: String,
    jump_cloud: String,
}

impl Scene {
    fn new(server: &TestServer, make: fn(&TestServer, &str) -> Sample) -> Self {
        let sink = SmtpSink::new();
        let setup =
            format!("/setup/{}", server.write(sessions::first_link).expect("nobody is owner yet").reveal());
        let mut staff = Portal::new(server);
        let page = staff.get(&setup);
        staff.send(&page, "", &[("name", "Olive Owner"), ("email", STAFF), ("password", PASSWORD)]);
        let olive = staff.get("/administrators").link("Olive Owner");
        let other = server.connect("Globex", Provider::Okta).org;
        let invite = |org, email: &'static str| {
            server.write(move |work| {
                let body = person(email, "Ida", "Lind");
                people::create(work, ACTOR, org, &body, Entry::Invited).map(|user| user.id)
            })
        };
        let join = |email: &str| {
            let mails = server.mails(&sink);
            let mail = mails.into_iter().find(|mail| mail.to == [email]);
            mail.unwrap_or_else(|| panic!("no mail to {email}")).link()
        };
        invite(other, "late@globex.test");
        let mut joins = BTreeMap::from([("expired", join("late@globex.test"))]);
        server.pass_days(30);
        let sample = make(server, "Acme");
        let org = sample.org;
        drop(server.mails(&sink));
        invite(org, "ida@acme.test");
        joins.insert("open", join("ida@acme.test"));
        let out = invite(org, "out@acme.test");
        joins.insert("disabled", join("out@acme.test"));
        server.write(move |work| people::act(work, ACTOR, org, out, directory::life::Act::Disable).map(drop));
        let email = sample.administrator("new");
        let (choice, configuration, jump_cloud, user) = server.write(move |work| {
            let account = sessions::account(work, &email)?;
            let connections = app::connections::list(work, Some(org))?;
            let jump_cloud = connections.iter().find(|one| one.provider == Provider::JumpCloud);
            let people = app::invitations::list(work, org, None, 1)?;
            Ok((
                sessions::password_link(work, account.id)?,
                app::configurations::list(work, org)?[0].id,
                jump_cloud.expect("the sample has one").id,
                people[0].user,
            ))
        });
        let own = format!("/organizations/{org}");
        Self {
            other: format!("/organizations/{other}"),
            setup,
            choice: format!("/password/{}", choice.reveal()),
            olive,
            joins,
            configuration: format!("{own}/configurations/{configuration}"),
            user: user.to_string(),
            jump_cloud: format!("{own}/connections/{jump_cloud}"),
            own,
            sample,
        }
    }

    fn own(&self, path: &str) -> String {
        format!("{}{path}", self.own)
    }

    fn okta(&self, path: &str) -> String {
        format!("{}/connections/{}{path}", self.own, self.sample.okta.connection)
    }

    /// A page that somebody of a role comes to; of none, nobody is signed in.
    fn page(&self, name: &'static str, role: &str, from: &str, status: u16) -> Moment {
        let who = match role {
            "" => None,
            "staff" => Some(STAFF.to_owned()),
            role => Some(self.sample.administrator(role)),
        };
        Moment { name, who, from: from.to_owned(), sent: None, status, is_passing: false, before: None }
    }

    fn of_nobody(&self) -> Vec<Moment> {
        let wrong = [("email", "hana@acme.test"), ("password", "not this one, certainly")];
        vec![
            self.page("session-refused", "", "/session", 422).sends("/session", &wrong),
            self.page("session-over", "", &self.own("/users"), 401),
            self.page("setup-used", "", &self.setup, 404),
            self.page("password-asked", "", "/password", 200).sends("/password", &[("email", "a@acme.test")]),
            self.page("password-choice", "", &self.choice, 200),
            self.page("password-choice-refused", "", &self.choice, 422).sends("", &[("password", "short")]),
            self.page("password-over", "", "/password/over", 404),
            self.page("password-too-often", "", "/password", 429)
                .sends("/password", &[("email", "often@acme.test")])
                .after(forget_often),
            self.page("not-found", "", "/nowhere", 404),
        ]
    }

    fn of_invited(&self) -> Vec<Moment> {
        let join = |which: &str| self.joins[which].as_str();
        vec![
            self.page("join", "", join("open"), 200),
            self.page("join-accepted", "", join("open"), 200).sends("", &[]),
            self.page("join-used", "", join("open"), 410),
            self.page("join-disabled", "", join("disabled"), 410),
            self.page("join-expired", "", join("expired"), 410),
            self.page("join-gone", "", "/join/gone", 404),
        ]
    }

    fn of_connections(&self) -> Vec<Moment> {
        let new = format!("{}/tokens/new", self.jump_cloud);
        let renewal = self.okta(&format!("/tokens/{}/renewal", self.sample.okta.token_id));
        let known = [("provider", "okta"), ("name", "Okta")];
        let settings = self.okta("/settings");
        vec![
            self.page("token-notice", "owner", &new, 200),
            self.page("token-none-left", "owner", &self.okta("/tokens/new"), 200),
            self.page("token", "owner", &new, 200).sends("/tokens", &[("days", "30")]),
            self.page("token-refused", "admin", &new, 422).sends("/tokens", &[("days", "0")]),
            self.page("token-renewed", "owner", &renewal, 200).sends("/renewal", &[("days", "90")]),
            self.page("connection-refused", "owner", &self.own("/connections"), 422)
                .sends("/connections", &known),
            self.page("connection-settings-refused", "owner", &settings, 422)
                .sends("/settings", &[("name", " ")]),
            self.page("connection-settings-stale", "owner", &settings, 409)
                .sends("/settings", &[("known", "0")]),
        ]
    }

    fn of_people(&self) -> Vec<Moment> {
        let acts = |act: &str| self.own(&format!("/users/acts?act={act}&everyone=yes"));
        let group = self.sample.own_group();
        vec![
            self.page("user-refused", "owner", &self.own("/users/new"), 422)
                .sends("/users", &[("userName", ""), ("user_name", "")]),
            self.page("group-refused", "owner", &self.own("/groups/new"), 422)
                .sends("/groups", &[("name", "")]),
            self.page("member-refused", "owner", &group, 422).sends("/members", &[("member", "nobody")]),
            self.page("run-apply-held", "owner", &format!("{}&held=yes", acts("apply-held")), 200),
            self.page("run-undo-held", "owner", &format!("{}&held=yes", acts("undo-held")), 200)
                .sends("/users/acts/*", &[("steps", "20")]),
            self.page("run-progress", "owner", &acts("protect"), 200)
                .sends("/users/acts/*", &[("steps", "1")])
                .passing(),
            self.page("run-results", "owner", &acts("invite"), 200)
                .sends("/users/acts/*", &[("steps", "20")]),
        ]
    }

    fn of_system(&self) -> Vec<Moment> {
        let shown = [("do", "preview"), ("user", self.user.as_str())];
        let draft = format!("{}/draft", self.configuration);
        let configuration = |name, status| self.page(name, "owner", &self.configuration, status);
        let texts = self.own("/settings/texts");
        let gap = [("invitation-text", "${userFristName}"), ("act", "save")];
        let password = [("old", "not this one"), ("password", "a new one that is long")];
        vec![
            configuration("configuration-preview", 200).sends("/configurations/*", &shown).to(&draft),
            configuration("configuration-refused", 422).sends("/configurations/*", &[("name", "")]),
            configuration("configuration-stale", 409).sends("/configurations/*", &[("version", "0")]),
            self.page("attribute-refused", "owner", &self.own("/attributes"), 422)
                .sends("/attributes", &[("name", "no name"), ("attribute", "no name")]),
            self.page("settings-texts-preview", "owner", &texts, 200).sends("/texts", &[("act", "preview")]),
            self.page("settings-texts-refused", "owner", &texts, 422).sends("/texts", &gap),
            self.page("administrator-refused", "owner", &self.own("/administrators"), 422)
                .sends("/administrators", &[("email", "nonsense"), ("name", "N"), ("role", "admin")]),
            self.page("account-refused", "auditor", "/account", 422).sends("/account/password", &password),
        ]
    }

    fn of_staff(&self) -> Vec<Moment> {
        let twice = [("email", STAFF), ("name", "N"), ("role", "admin")];
        vec![
            self.page("organization-refused", "staff", "/organizations", 422)
                .sends("/organizations", &[("name", " ")]),
            self.page("settings-refused", "staff", &self.own("/settings"), 422)
                .sends("/name", &[("name", " ")]),
            self.page("seats-refused", "staff", &self.own("/settings"), 422)
                .sends("/seats", &[("seats", "-1")]),
            self.page("staff-refused", "staff", "/administrators", 422).sends("/administrators", &twice),
            self.page("staff-last-owner", "staff", &format!("{}/removal", self.olive), 422)
                .sends("/removal", &[]),
            self.page("settings-mail", "staff", "/settings", 200).sends("/settings/mail", &[]),
        ]
    }

    fn of_refused(&self) -> Vec<Moment> {
        let language = |name, role, status| self.page(name, role, "/account", status);
        let large = "x".repeat(300 * 1024);
        let new = format!("{}/tokens/new", self.jump_cloud);
        let wrong = [("days", "30"), ("confirm_password", "not this one")];
        vec![
            language("form-forged", "owner", 403).sends("/account/language", &[("form_key", "")]),
            language("form-too-large", "owner", 413).sends("/account/language", &[("language", &large)]),
            language("forbidden-owner", "admin", 403)
                .sends("/account/language", &[])
                .to(&self.own("/administrators")),
            self.page("forbidden-admin", "auditor", &self.own("/users/acts?act=invite&everyone=yes"), 403),
            self.page("organization-of-others", "admin", &self.other, 404),
            self.page("confirm", "owner", &new, 403).sends("/tokens", &[("days", "30")]).after(let_time_pass),
            self.page("confirm-refused", "owner", &new, 403).sends("/tokens", &wrong),
        ]
    }
}

/// Asks for as many mails as one address may be sent in a row.
fn forget_often(server: &TestServer) {
    let mut portal = Portal::new(server);
    let page = portal.get("/password");
    for _ in 0..3 {
        portal.send(&page, "/password", &[("email", "often@acme.test")]);
    }
}

/// Until the password that was given is long ago.
fn let_time_pass(server: &TestServer) {
    server.app().put_clock_forward(Duration::from_secs(6 * 60));
}
