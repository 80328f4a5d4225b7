//! Every form of the portal, sent by those who may not, and in ways in which no page of ours sends it: it changes nothing
//! and says why.

use directory::{OrgId, Role};
use std::collections::BTreeMap;
use testkit::{Crawl, Form, PASSWORD, Page, Portal, Sample, TestServer, encoded, pattern, routes};

/// How many pages that are alike are searched for forms: as many as there are states of users and tokens, and some more.
const ALIKE_MAX: usize = 8;
const KEY: &str = "form_key";
/// The language of all who send something: it is seen by its letters whether it is spoken.
const LANGUAGE: &str = "ja";

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
                    "seats" => "5".to_owned(),
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
        if self.action.ends_with("/export") {
            // What stands in it is the filter of the page on which it was found.
            names.clear();
        }
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
    // A form that is shown again says it beside what was typed.
    let said = page.texts(if page.status == 422 { "main [role=alert]" } else { "main p" });
    let says_why = page.is_html()
        && page.header("content-language") == Some(LANGUAGE)
        && !page.texts("h1").concat().is_empty()
        && said.iter().any(|text| is_japanese(text) && text.trim_end().ends_with('。'));
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

fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3041}'..='\u{30ff}'))
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

fn fits(route: &str, action: &str) -> bool {
    let action = action.split('?').next().unwrap_or_default();
    let (route, action): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), action.split('/').collect());
    let fit = |(known, given): (&&str, &&str)| known.starts_with('{') || known == given;
    route.len() == action.len() && route.iter().zip(&action).all(fit)
}

#[track_caller]
fn signed_in(server: &TestServer, email: &str) -> Portal {
    let mut portal = Portal::new(server).speaking(LANGUAGE);
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

/// The addresses among these to which none of the forms goes.
fn missed<'r>(forms: &[&BTreeMap<Kind, Found>], among: impl Fn(&str) -> bool + 'r) -> Vec<String> {
    let met: Vec<&str> =
        forms.iter().flat_map(|forms| forms.values()).map(|form| form.action.as_str()).collect();
    let routes = routes("post").into_iter().filter(|route| among(route));
    routes.filter(|route| !met.iter().any(|action| fits(route, action))).collect()
}

#[test]
fn every_form_that_should_not_be_sent_changes_nothing_and_says_why() {
    let server = TestServer::start();
    let mut staff = Portal::of_owner(&server).speaking(LANGUAGE);
    let (acme, globex) = (Sample::new(&server, "Acme"), Sample::new(&server, "Globex"));
    server.appoint(OrgId::INSTALLATION, "iris@rollbook.test", "Iris", Role::Auditor);
    // Days have passed.
    staff.sign_in("owner@rollbook.test");
    let mut owner = signed_in(&server, &acme.administrator("owner"));
    let mut auditor = signed_in(&server, &acme.administrator("auditor"));
    let mut iris = signed_in(&server, "iris@rollbook.test");
    // From elsewhere as well, so that there are sessions to end.
    drop(["owner", "auditor"].map(|role| signed_in(&server, &acme.administrator(role))));
    drop(signed_in(&server, "iris@rollbook.test"));
    let own = forms(&mut owner, &[&acme.own_group(), "/"]);
    let mut other = signed_in(&server, &globex.administrator("owner"));
    let theirs = forms(&mut other, &[&globex.own_group(), "/"]);
    let allowed = forms(&mut auditor, &["/"]);
    let of_staff = forms(&mut staff, &["/organizations"]);
    let allowed_staff = forms(&mut iris, &["/organizations"]);
    let mut nobody = Portal::new(&server).speaking(LANGUAGE);
    let of_nobody = forms(&mut nobody, &["/session"]);
    let before = stored(&server);
    let mut wrong = Vec::new();

    wrong.extend(forged(&server, &mut owner, "the owner", &own));
    wrong.extend(forged(&server, &mut nobody, "nobody", &of_nobody));
    let only_staff = without(&of_staff, &own);
    wrong.extend(forged(&server, &mut staff, "the staff", &only_staff));
    wrong.extend(overreached(&server, &mut owner, "an owner", &only_staff));
    let denied = without(&own, &allowed);
    wrong.extend(overreached(&server, &mut auditor, "an auditor", &denied));
    let denied_staff = without(&only_staff, &allowed_staff);
    wrong.extend(overreached(&server, &mut iris, "an auditor of the staff", &denied_staff));
    wrong.extend(strayed(&server, &mut owner, (&own, &theirs), &globex.domain));
    server.pass_days(1);
    for (portal, forms) in [(&mut owner, &own), (&mut staff, &only_staff)] {
        for form in forms.values() {
            let how = "a day later";
            let sent = Sent { who: "whoever was in", how, form, headers: FROM_HERE, secret: None };
            wrong.extend(refused(&server, portal, &sent));
        }
    }

    // Each way in which one is refused, at each address for which there is such a way.
    let is_public = |route: &str| PUBLIC.contains(&route) || BY_LINK.contains(&route);
    let of_staff_alone =
        |route: &str| ["/settings/seats", "/settings/name"].iter().any(|end| route.ends_with(end));
    let ways: [(&str, Vec<String>); 4] = [
        ("forged", missed(&[&own, &of_staff, &of_nobody], |route| !BY_LINK.contains(&route))),
        ("expired", missed(&[&own, &only_staff], |route| !is_public(route))),
        (
            "foreign",
            missed(&[&own], |route| route.starts_with("/organizations/{org}/") && !of_staff_alone(route)),
        ),
        ("an auditor's", missed(&[&denied, &denied_staff], |route| !is_public(route) && !is_auditors(route))),
    ];
    for (how, routes) in ways {
        wrong.extend(routes.iter().map(|route| format!("no form for {route} is {how}")));
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
    assert!(stored(&server) == before, "something was written");
    let offered = allowed.keys().chain(allowed_staff.keys()).map(|(action, _)| action.as_str());
    let more: Vec<&str> = offered.filter(|action| !is_auditors(action)).collect();
    assert_eq!(more, [""; 0], "an auditor is offered this");
}

/// Those that anybody may send, signed in or not.
const PUBLIC: &[&str] = &["/language", "/session", "/session/end", "/password"];

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
    let mut nobody = Portal::new(&server).speaking(LANGUAGE);
    let links = [format!("/setup/{}", first.reveal()), format!("/password/{}", choice.reveal())];
    let found = forms(&mut nobody, &links.each_ref().map(String::as_str));
    assert!(BY_LINK.iter().all(|route| found.values().any(|form| fits(route, &form.action))), "{found:?}");
    let wrong = forged(&server, &mut nobody, "nobody", &found);
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is an auditor's to send: their language and their own account, and files to take along.
fn is_auditors(action: &str) -> bool {
    let own = ["/language", "/session/end", "/account"];
    own.iter().any(|start| action.starts_with(start)) || action.ends_with("/export")
}
