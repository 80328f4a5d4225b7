//! Every form of the portal, sent by those who may not, and in ways in which no page of ours sends it: it changes nothing
//! and says why.

use std::collections::{BTreeMap, BTreeSet};
use testkit::{Crawl, Form, PASSWORD, Page, Portal, Sample, TestServer, encoded, pattern};

/// How many pages that are alike are searched for forms: as many as there are states of users and tokens, and some more.
const ALIKE_MAX: usize = 8;
const KEY: &str = "form_key";
/// The addresses, as the portal itself lists them.
const ROUTES: &str = include_str!("../../src/portal.rs");

/// A form that was found, as it is sent when its first button is pressed.
#[derive(Clone, Debug)]
struct Found {
    action: String,
    fields: Vec<(String, String)>,
}

/// What makes forms one and the same: where they go, but for ids, and what they have in them.
type Kind = (String, Vec<String>);

/// All forms of the pages that somebody sees.
fn forms(portal: &mut Portal, from: &[&str]) -> BTreeMap<Kind, Found> {
    let crawl = Crawl::of(portal, from, ALIKE_MAX);
    let mut found = BTreeMap::new();
    for page in crawl.pages.values().filter(|page| page.is_html()) {
        // One without a button only holds what is shown.
        for form in page.forms().iter().filter(|form| form.method == "post" && !form.buttons.is_empty()) {
            for sent in Found::all(page, form) {
                found.entry(sent.kind()).or_insert(sent);
            }
        }
    }
    found
}

impl Found {
    /// As it is sent by its first button, and by each that sends it elsewhere.
    fn all(page: &Page, form: &Form) -> Vec<Self> {
        let here = page.path.split('?').next().unwrap_or_default();
        let action = if form.action.is_empty() { here } else { &form.action };
        let first = form.buttons.first().and_then(|(_, field)| field.clone());
        let mut all = vec![Self::filled(form, action, first)];
        all.extend(form.detours.iter().map(|(action, field)| Self::filled(form, action, field.clone())));
        all
    }

    fn filled(form: &Form, action: &str, button: Option<(String, String)>) -> Self {
        let mut fields = form.fields.clone();
        fields.extend(button);
        for (name, value) in &mut fields {
            if value.is_empty() && name != "return" {
                *value = match name.as_str() {
                    name if name.contains("email") => "sweep@example.test".to_owned(),
                    name if name.contains("password") => PASSWORD.to_owned(),
                    _ => "sweep".to_owned(),
                };
            }
        }
        Self { action: action.to_owned(), fields }
    }

    fn kind(&self) -> Kind {
        let mut names: Vec<String> = self.fields.iter().map(|(name, _)| name.clone()).collect();
        names.sort();
        names.dedup();
        (pattern(&self.action), names)
    }

    fn is_to_many(&self) -> bool {
        self.action.contains("/users/acts/")
    }

    /// The same with another value in its key, or without one.
    fn with_key(&self, key: Option<&str>) -> Self {
        let mut form = self.clone();
        form.fields.retain(|(name, _)| name != KEY);
        form.fields.extend(key.map(|key| (KEY.to_owned(), key.to_owned())));
        form
    }

    /// The same about the things of another form of its kind: in its address, but for the organization, or in its fields.
    fn about(&self, other: &Self) -> Vec<Self> {
        let own: Vec<&str> = self.action.split('/').collect();
        let others: Vec<&str> = other.action.split('/').collect();
        let things: Vec<&str> = own
            .iter()
            .zip(&others)
            .enumerate()
            .map(|(at, (own, other))| if at == 2 { own } else { other })
            .copied()
            .collect();
        let theirs =
            |name: &str| other.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        let mut all = vec![Self { action: other.action.clone(), ..self.clone() }];
        // What is done to many has an id that its page draws, and that is nobody's.
        all.extend((!self.is_to_many()).then(|| Self { action: things.join("/"), ..self.clone() }));
        let mut swapped = self.clone();
        for (name, value) in swapped.fields.iter_mut().filter(|(_, value)| is_uuid(value)) {
            theirs(name).into_iter().for_each(|theirs| value.clone_from(theirs));
        }
        all.push(swapped);
        all.retain(|form| form.action != self.action || form.fields != self.fields);
        all
    }
}

fn is_uuid(value: &str) -> bool {
    value.len() == 36 && value.bytes().filter(|byte| *byte == b'-').count() == 4
}

/// How a form is sent.
struct Sent<'f> {
    who: &'f str,
    how: &'f str,
    form: &'f Found,
    headers: Headers<'f>,
    /// What must not be shown if it is about what is another's.
    secret: Option<&'f str>,
}

/// What a browser says of itself.
type Headers<'h> = &'h [(&'static str, &'h str)];

const FROM_HERE: Headers<'_> = &[("Sec-Fetch-Site", "same-origin")];

/// All that is stored, in an order of its own: a dump of a database server has its rows in any, and a word of chance in
/// its first and last line.
fn stored(server: &TestServer) -> Vec<Vec<u8>> {
    let is_chance = |line: &[u8]| line.starts_with(b"\\restrict ") || line.starts_with(b"\\unrestrict ");
    let all = server.stored();
    let lines = all.split(|byte| *byte == b'\n').filter(|line| !is_chance(line));
    let mut lines: Vec<Vec<u8>> = lines.map(<[u8]>::to_vec).collect();
    lines.sort();
    lines
}

/// A request that is not written down as a sign of life of whoever is signed in, as it is otherwise once a minute.
const QUIET: (&str, &str) = ("X-Live", "1");

/// Sends a form, and says what is wrong if it is not refused in words, or if anything at all was written.
fn refused(server: &TestServer, portal: &mut Portal, sent: &Sent<'_>) -> Option<String> {
    let body = encoded(&sent.form.fields);
    let headers = [sent.headers, &[QUIET]].concat();
    let mut send = || portal.request_with("POST", &sent.form.action, Some(&body), &headers);
    let commits = server.app().counters().commits;
    let page = send();
    // A commit may have nothing in it. What the first one wrote is found at the end, where everything is compared.
    let has_written = server.app().counters().commits > commits && {
        let before = stored(server);
        drop(send());
        stored(server) != before
    };
    let says_why = page.is_html()
        && page.texts("h1").concat().len() > 2
        && page.texts("main p").iter().any(|text| text.trim_end().ends_with(['.', '。']));
    let is_refused = (400..500).contains(&page.status) && says_why;
    // What only shows something may leave out what is another's, as if it were nobody's.
    // What is done to many says on the page that follows what came of it for each.
    let answers = if sent.form.is_to_many() { 200..=303 } else { 200..=200 };
    let leaves_out = sent.secret.is_some_and(|it| answers.contains(&page.status) && !page.html.contains(it));
    if (is_refused || leaves_out) && !has_written {
        return None;
    }
    let Sent { who, how, form, .. } = sent;
    let said: String = page.texts("main").concat().chars().take(200).collect();
    Some(format!("{} {how} by {who}: {}, written: {has_written}: {said}", form.action, page.status))
}

/// Sends each form in every way in which it is to be refused whoever sends it.
fn forged(server: &TestServer, portal: &mut Portal, who: &str, forms: &BTreeMap<Kind, Found>) -> Vec<String> {
    let stranger = Portal::new(server).get("/session").attributes("input[name=form_key]", "value").remove(0);
    let mut wrong = Vec::new();
    for form in forms.values() {
        let (without, foreign) = (form.with_key(None), form.with_key(Some(&stranger)));
        let ways: [(&str, &Found, Headers<'_>); 6] = [
            ("without its key", &without, FROM_HERE),
            ("with an empty key", &form.with_key(Some("")), FROM_HERE),
            ("with the key of somebody else", &foreign, FROM_HERE),
            ("from another site", form, &[("Sec-Fetch-Site", "cross-site")]),
            ("from a site next door", form, &[("Sec-Fetch-Site", "same-site")]),
            ("from another origin", form, &[("Origin", "https://evil.example")]),
        ];
        for (how, form, headers) in ways {
            wrong.extend(refused(server, portal, &Sent { who, how, form, headers, secret: None }));
        }
    }
    wrong
}

/// Sends forms as somebody else sends them, who may.
fn overreached(
    server: &TestServer,
    portal: &mut Portal,
    who: &str,
    forms: &BTreeMap<Kind, Found>,
) -> Vec<String> {
    let mut wrong = Vec::new();
    for form in forms.values() {
        let form = taken_over(form, portal);
        let sent = Sent { who, how: "as others send it", form: &form, headers: FROM_HERE, secret: None };
        wrong.extend(refused(server, portal, &sent));
    }
    wrong
}

/// Sends forms about the things of another organization, of which nothing is to be seen.
fn strayed(
    server: &TestServer,
    portal: &mut Portal,
    (own, theirs): (&BTreeMap<Kind, Found>, &BTreeMap<Kind, Found>),
    secret: &str,
) -> Vec<String> {
    let mut wrong = Vec::new();
    for (kind, form) in own.iter().filter(|(_, form)| form.action.starts_with("/organizations/")) {
        let Some(other) = theirs.get(kind) else {
            wrong.push(format!("{} has no counterpart in another organization", form.action));
            continue;
        };
        for stray in form.about(other) {
            let stays = stray.action == form.action;
            // A file about what is another's has nothing in it, and that it was taken along is written down.
            if stays && form.action.ends_with("/export") {
                continue;
            }
            let how = &format!("about what is another's ({:?})", stray.fields);
            let secret = stays.then_some(secret);
            let sent = Sent { who: "the owner", how, form: &stray, headers: FROM_HERE, secret };
            wrong.extend(refused(server, portal, &sent));
        }
    }
    wrong
}

fn without(all: &BTreeMap<Kind, Found>, some: &BTreeMap<Kind, Found>) -> BTreeMap<Kind, Found> {
    let others = all.iter().filter(|(kind, _)| !some.contains_key(*kind));
    others.map(|(kind, form)| (kind.clone(), form.clone())).collect()
}

/// The addresses to which something can be sent. What a function lists may be nested below an address of its own.
fn sendable() -> BTreeSet<String> {
    let above: Vec<(&str, &str)> = ROUTES
        .split(".nest(\"")
        .skip(1)
        .filter_map(|nest| nest.split_once("\", "))
        .filter_map(|(above, rest)| Some((rest.split_once('(')?.0, above)))
        .collect();
    let mut all = BTreeSet::new();
    for function in ROUTES.split("\nfn ") {
        let is_it = |(name, _): &&(&str, &str)| function.starts_with(&format!("{name}("));
        let above = above.iter().find(is_it).map_or("", |(_, above)| above);
        for route in function.split(".route(").skip(1) {
            let quoted = route.trim_start().strip_prefix('"').and_then(|route| route.split_once('"'));
            all.extend(
                quoted.filter(|(_, rest)| rest.contains("post(")).map(|(path, _)| format!("{above}{path}")),
            );
        }
    }
    let some = ROUTES.matches(" post(").count() + ROUTES.matches(".post(").count();
    assert_eq!(all.len(), some, "every address stands whole in quotes, so that it is found: {all:?}");
    all
}

fn fits(route: &str, action: &str) -> bool {
    let action = action.split('?').next().unwrap_or_default();
    let (route, action): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), action.split('/').collect());
    let fit = |(known, given): (&&str, &&str)| known.starts_with('{') || known == given;
    route.len() == action.len() && route.iter().zip(&action).all(fit)
}

#[track_caller]
fn signed_in(server: &TestServer, email: &str) -> Portal {
    let mut portal = Portal::new(server);
    let page = portal.sign_in(email);
    assert_eq!(page.status, 200, "{}", page.text());
    portal
}

/// The form with the key of whoever sends it now.
fn taken_over(form: &Found, portal: &mut Portal) -> Found {
    let page = portal.request_with("GET", "/organizations", None, &[QUIET]);
    let key = page.attributes("input[name=form_key]", "value").remove(0);
    form.with_key(Some(&key))
}

#[test]
fn every_form_that_should_not_be_sent_changes_nothing_and_says_why() {
    let server = TestServer::start();
    let mut staff = Portal::of_owner(&server);
    let (acme, globex) = (Sample::new(&server, "Acme"), Sample::new(&server, "Globex"));
    // Days have passed.
    staff.sign_in("owner@rollbook.test");
    let mut owner = signed_in(&server, &acme.administrator("owner"));
    let mut auditor = signed_in(&server, &acme.administrator("auditor"));
    // From elsewhere as well, so that there are sessions to end.
    drop(["owner", "auditor"].map(|role| signed_in(&server, &acme.administrator(role))));
    let own = forms(&mut owner, &[&acme.own_group(), "/"]);
    let mut other = signed_in(&server, &globex.administrator("owner"));
    let theirs = forms(&mut other, &[&globex.own_group(), "/"]);
    let allowed = forms(&mut auditor, &["/"]);
    let of_staff = forms(&mut staff, &["/organizations"]);
    let of_nobody = forms(&mut Portal::new(&server), &["/session"]);
    let before = stored(&server);
    let mut wrong = Vec::new();

    wrong.extend(forged(&server, &mut owner, "the owner", &own));
    wrong.extend(forged(&server, &mut Portal::new(&server), "nobody", &of_nobody));
    let only_staff = without(&of_staff, &own);
    wrong.extend(forged(&server, &mut staff, "the staff", &only_staff));
    wrong.extend(overreached(&server, &mut owner, "an owner", &only_staff));
    wrong.extend(overreached(&server, &mut auditor, "an auditor", &without(&own, &allowed)));
    wrong.extend(strayed(&server, &mut owner, (&own, &theirs), &globex.domain));
    server.pass_days(1);
    for form in own.values() {
        let sent = Sent { who: "the owner", how: "a day later", form, headers: FROM_HERE, secret: None };
        wrong.extend(refused(&server, &mut owner, &sent));
    }
    let met = [&own, &of_staff, &of_nobody].into_iter().flat_map(|forms| forms.values());
    let met: Vec<&str> = met.map(|form| form.action.as_str()).collect();
    for route in sendable().iter().filter(|route| !BY_LINK.contains(&route.as_str())) {
        if !met.iter().any(|action| fits(route, action)) {
            wrong.push(format!("no page has a form for {route}"));
        }
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
    assert!(stored(&server) == before, "something was written");
    are_auditors(allowed.keys());
}

/// Those whose forms are met by whoever has a link from a mail or a log.
const BY_LINK: &[&str] = &["/setup/{ticket}", "/password/{ticket}"];

#[test]
fn every_form_behind_a_link_that_should_not_be_sent_changes_nothing_and_says_why() {
    let server = TestServer::start();
    let sample = Sample::new(&server, "Acme");
    let first = server.write(app::sessions::first_link).expect("nobody is owner yet");
    let email = sample.administrator("new");
    let choice = server.write(move |work| {
        let somebody = app::sessions::account(work, &email)?;
        app::sessions::password_link(work, somebody.id)
    });
    let mut nobody = Portal::new(&server);
    let links = [format!("/setup/{}", first.reveal()), format!("/password/{}", choice.reveal())];
    let found = forms(&mut nobody, &links.each_ref().map(String::as_str));
    assert!(BY_LINK.iter().all(|route| found.values().any(|form| fits(route, &form.action))), "{found:?}");
    let wrong = forged(&server, &mut nobody, "nobody", &found);
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

/// What an auditor is offered is theirs to send: their language and their own account, and files to take along.
#[track_caller]
fn are_auditors<'k>(kinds: impl Iterator<Item = &'k Kind>) {
    let own = ["/language", "/session/end", "/account"];
    let exports = ["/export"];
    let is_theirs = |action: &str| {
        own.iter().any(|start| action.starts_with(start)) || exports.iter().any(|end| action.ends_with(end))
    };
    let more: Vec<&str> =
        kinds.map(|(action, _)| action.as_str()).filter(|action| !is_theirs(action)).collect();
    assert_eq!(more, [""; 0], "an auditor is offered this");
}
