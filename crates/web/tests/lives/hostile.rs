//! Hostile texts in every text field that there is, and every place where they show: answers, mails, pages, events and
//! the audit trail.
//!
//! Nothing here is written as CSV or as a spreadsheet, so that `=cmd()` is a word like others in each of them. What the
//! commands print is looked at where the commands are tested.

use crate::scene::{Scene, title};
use app::invitations::{self, Deed};
use app::{Error, Work, configurations};
use directory::invitation::TextName;
use directory::{Actor, UserId};
use serde_json::{Value, json};
use simulator::http::percent_encode;
use store::Document;
use testkit::hostile::{LONG_BYTES, check_html, check_mail, texts};
use testkit::{Answer, Client};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const CUSTOM: &str = "urn:ietf:params:scim:schemas:extension:rollbook:2.0:User";
const ACTOR: &Actor = &Actor::CommandLine;
/// Everybody is invited, and says on joining what they are called.
const POLICY: &str = "standard onboarding=join invite=automatic names=placeholders";

/// Where a text can be: the schema, the attribute, and the part of it, if it has parts.
struct Field {
    schema: String,
    attribute: String,
    part: Option<String>,
    many: bool,
}

impl Field {
    /// A user who has the text there, and is as others are everywhere else.
    fn put(&self, body: &mut Value, text: &str) {
        let value = match &self.part {
            Some(part) => json!({ part: text }),
            None => text.into(),
        };
        let value = if self.many { json!([value]) } else { value };
        let place = if self.schema == USER { body } else { &mut body[&self.schema] };
        match (&mut place[&self.attribute], value) {
            (Value::Object(parts), Value::Object(more)) => parts.extend(more),
            (Value::Array(values), Value::Array(mut more)) if self.part.is_some() => {
                let more = more.remove(0);
                let parts = values[0].as_object_mut().expect("parts");
                parts.extend(more.as_object().expect("parts").clone());
            }
            (place, value) => *place = value,
        }
    }

    fn is(&self, attribute: &str) -> bool {
        self.schema == USER && self.attribute == attribute
    }
}

/// What `/Schemas` shows of writable texts of users, custom ones included.
fn fields(client: &mut Client) -> Vec<Field> {
    let shown = client.get("/Schemas").expect(200).body;
    let is_text = |attribute: &Value| {
        ["string", "reference", "binary"].iter().any(|kind| attribute["type"] == *kind)
            && attribute["mutability"] != "readOnly"
    };
    let mut all = Vec::new();
    for schema in shown["Resources"].as_array().expect("a list") {
        let id = schema["id"].as_str().expect("an id");
        if !id.ends_with(":User") {
            continue;
        }
        for attribute in schema["attributes"].as_array().expect("a list") {
            let field = |part: Option<&Value>| Field {
                schema: id.to_owned(),
                attribute: attribute["name"].as_str().expect("a name").to_owned(),
                part: part.map(|part| part["name"].as_str().expect("a name").to_owned()),
                many: attribute["multiValued"] == true,
            };
            if is_text(attribute) {
                all.push(field(None));
            }
            let parts = attribute["subAttributes"].as_array().map(Vec::as_slice).unwrap_or_default();
            if attribute["mutability"] != "readOnly" {
                all.extend(parts.iter().filter(|part| is_text(part)).map(|part| field(Some(part))));
            }
        }
    }
    all
}

fn person(user_name: &str) -> Value {
    json!({
        "schemas": [USER, CUSTOM],
        "userName": user_name,
        "emails": [{ "value": user_name, "type": "work", "primary": true }],
    })
}

/// An answer is correct JSON, and an error says in a few words what is wrong.
#[track_caller]
fn check_answer(answer: &Answer, what: &str) {
    let parsed: Value = serde_json::from_str(&answer.text).unwrap_or_else(|why| panic!("{what}: {why}"));
    if answer.status >= 400 {
        answer.expect_error(answer.status, parsed["scimType"].as_str());
        assert!(answer.status < 500 && answer.text.len() < 2 * 1024, "{what}: {}", answer.text);
    }
    assert!(answer.headers.iter().all(|(name, value)| {
        !name.eq_ignore_ascii_case("bcc") && value.len() < 1_000 && !value.contains("evil")
    }));
}

/// Whether every text is somewhere in a resource.
fn holds(resource: &Value, text: &str) -> bool {
    match resource {
        Value::String(found) => found == text,
        Value::Array(values) => values.iter().any(|value| holds(value, text)),
        Value::Object(fields) => fields.values().any(|value| holds(value, text)),
        _ => false,
    }
}

#[test]
fn a_hostile_text_in_any_attribute_of_a_user_is_a_word_like_others() {
    let scene = Scene::new("Acme", POLICY);
    declare(&scene);
    let mut client = scene.door.client();
    let fields = fields(&mut client);
    assert!(fields.len() > 50, "{}", fields.len());
    for (kind, text) in texts() {
        let mut whole = person(&format!("{kind}@acme.example"));
        for (number, field) in fields.iter().enumerate() {
            let (schema, name, part) = (&field.schema, &field.attribute, &field.part);
            let what = format!("{kind} in {schema}:{name}.{part:?}");
            let address = format!("{kind}.{number}@acme.example");
            let mut body = person(&address);
            field.put(&mut body, &text);
            let answer = client.post("/Users", &body);
            check_answer(&answer, &what);
            if answer.status == 201 {
                let secret = field.is("password");
                assert_eq!(holds(&answer.body, &text), !secret, "{what}: {}", answer.text);
                if !field.is("userName") && !field.is("emails") {
                    field.put(&mut whole, &text);
                }
            }
        }
        let made = client.post("/Users", &whole);
        check_answer(&made, kind);
        if text.len() < LONG_BYTES {
            assert_eq!(made.status, 201, "{kind}: {}", made.text);
        }
        let mut mails = 0;
        for mail in scene.mails() {
            mails += 1;
            let to = mail.to.join(", ");
            assert!(to.ends_with("@acme.example") || to == text, "{to}");
            check_mail(&mail, &to);
            let page = scene.get(&mail.link()).expect(200);
            check_html(&page.text);
        }
        assert!(mails > 20, "{kind}: {mails}");
    }
    check_what_is_kept(&scene);
}

fn declare(scene: &Scene) {
    let connection = scene.door.connection;
    scene.server.write(move |work| app::attributes::declare(work, ACTOR, connection, "badge"));
}

/// Whoever reads events and audit entries gets JSON; whoever lists invitations a short reason.
fn check_what_is_kept(scene: &Scene) {
    let org = scene.org();
    let (events, entries) = scene.server.read(move |work| {
        let of_org = work.tx.org(org);
        Ok((of_org.events_after(0, 10_000)?, of_org.audit_entries(10_000)?))
    });
    for (_, event) in events {
        event.data.to_value().expect("JSON");
    }
    for entry in entries {
        entry.before.to_value().expect("JSON");
        entry.after.to_value().expect("JSON");
    }
    for person in scene.people() {
        for mail in person.mails {
            let why = mail.mail.error.expect("a reason");
            assert!(why.len() < 1_000 && !why.contains(['\r', '\n', '\u{1b}', '\u{202e}']), "{why:?}");
        }
    }
}

/// Runs a use case. A refusal says in a few words why.
fn attempt<T: Send + 'static>(
    scene: &Scene,
    work: impl FnMut(&mut Work) -> Result<T, Error> + Send + 'static,
) -> Option<T> {
    match scene.server.block_on(scene.server.app().write("test", work)) {
        Ok(done) => Some(done),
        Err(Error::Refused(why)) => {
            let why = why.to_string();
            assert!(
                why.len() < 1_000 && why.ends_with('.') && !why.contains(['\r', '\n', '\u{1b}']),
                "{why:?}"
            );
            None
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_hostile_text_that_administrators_write_is_a_word_like_others() {
    for (kind, text) in texts() {
        let named = {
            let (scene, name) = (Scene::new("Acme", POLICY), text.clone());
            attempt(&scene, move |work| app::organizations::create(work, ACTOR, &name)).is_some()
        };
        assert_eq!(named, !text.contains(char::is_control) && text.len() < LONG_BYTES, "{kind}");
        let scene = Scene::new(if named { &text } else { "Acme" }, POLICY);
        declare(&scene);
        let (org, connection) = (scene.org(), scene.door.connection);
        let name = text.clone();
        attempt(&scene, move |work| {
            let provider = directory::Provider::Okta;
            app::connections::create(work, ACTOR, org, (provider, Some(&name), None))
        });
        let name = text.clone();
        let declared = attempt(&scene, move |work| app::attributes::declare(work, ACTOR, connection, &name));
        assert!(declared.is_none(), "{kind}: an attribute is letters and digits");
        for text_name in TextName::ALL {
            let words = text.clone();
            attempt(&scene, move |work| {
                invitations::set_text(work, ACTOR, org, (text_name, "en"), Some(&words))
            });
        }
        configure(&scene, &text);
        let mut client = scene.door.client();
        let ann = client.post("/Users", &person("ann@acme.example")).expect(201).id();
        let group = json!({ "schemas": [GROUP], "displayName": text, "members": [{ "value": ann }] });
        check_answer(&client.post("/Groups", &group), kind);
        check_answer(&client.get(&format!("/Users/{ann}")), kind);
        let name = text.clone();
        attempt(&scene, move |work| app::groups::local::create(work, ACTOR, org, &name));
        let words = text.clone();
        attempt(&scene, move |work| {
            let body = json!({
                "schemas": [USER], "userName": words, "preferredLanguage": words,
                "name": { "givenName": words, "familyName": words },
                "emails": [{ "value": "bob@acme.example" }],
            });
            app::people::create(work, ACTOR, org, &body, app::people::Entry::Invited)
        });
        joins(&scene, kind, &text);
        render(&scene, &ann);
        check_what_is_kept(&scene);
    }
}

/// A configuration with this name and this field, and one with this text.
fn configure(scene: &Scene, text: &str) {
    let org = scene.org();
    for (name, field, template) in [(text, "login", "${userUID}"), ("a", text, "x"), ("b", "login", text)] {
        let (name, fields) = (name.to_owned(), vec![(field.to_owned(), template.to_owned())]);
        attempt(scene, move |work| configurations::create(work, ACTOR, org, (&name, &fields)));
    }
}

fn render(scene: &Scene, user: &str) {
    let (org, user) = (scene.org(), UserId::parse(user).expect("an id"));
    scene.server.read(move |work| {
        let user = work.tx.org(org).user(user)?.expect("there is one").try_map(Document::read)?;
        for configuration in configurations::list(work, org)? {
            let rendered = configuration.render(&user.resource);
            let said = directory::configuration::rendered_json(&rendered).to_string();
            serde_json::from_str::<Value>(&said).expect("JSON");
        }
        Ok(())
    });
}

/// Two people get a mail; the first types the text where she is asked what she is called.
fn joins(scene: &Scene, kind: &str, text: &str) {
    let mails = scene.mails();
    let to_ann = mails.iter().find(|mail| mail.to == ["ann@acme.example"]).expect("a mail");
    for mail in &mails {
        check_mail(mail, &mail.to[0]);
        check_html(&scene.get(&mail.link()).expect(200).text);
    }
    if kind == "script" {
        let words = "&#60;script&#62;alert(1)&#60;/script&#62;";
        assert_eq!((mails.len(), to_ann.html.matches(words).count()), (2, 2), "{}", to_ann.html);
    }
    let typed = percent_encode(text, b"");
    let half = scene.fill_in(&to_ann.link(), &format!("given_name={typed}&family_name="));
    let whole = scene.fill_in(&to_ann.link(), &format!("given_name={typed}&family_name={typed}"));
    for answer in [half, whole] {
        match answer.status {
            413 => assert!(text.len() >= LONG_BYTES && answer.text.len() < 2_000, "{kind}"),
            200 | 422 => check_html(&answer.text),
            other => panic!("{kind}: {other} {}", answer.text),
        }
    }
    // Whoever has joined is called as they said, in the feed and to the provider; a reminder says it to them.
    for user in scene.people() {
        if user.status.to_string() == "invited" {
            scene.act(&[user.user], &Deed::InviteAgain);
        }
    }
    for mail in scene.mails() {
        check_mail(&mail, &mail.to[0]);
        assert!(!title(&scene.get(&mail.link()).expect(200)).is_empty());
    }
}

#[test]
fn an_address_is_one_address_or_gets_no_mail() {
    let scene = Scene::new("Acme", POLICY);
    let mut client = scene.door.client();
    for (number, address) in [
        "ann@acme.example, thief@evil.example",
        "ann@acme.example;thief@evil.example",
        "ann@acme.example\r\nBcc: thief@evil.example",
        "ann@acme.example\nDATA",
        "ann@acme.example>\r\nRCPT TO:<thief@evil.example",
        "Thief <thief@evil.example>",
        "<thief@evil.example> <ann@acme.example>",
        "\"ann\r\nBcc: thief@evil.example\"@acme.example",
        "ann@acme.example\u{202e}",
        "ann@acme.example\0",
        "ann@",
        "@acme.example",
        "ann",
        " ",
    ]
    .into_iter()
    .enumerate()
    {
        let mut body = person(&format!("{number}@acme.example"));
        body["emails"] = json!([{ "value": address, "primary": true }]);
        check_answer(&client.post("/Users", &body), address);
    }
    client.post("/Users", &person("zoe@acme.example"));
    let mails = scene.mails();
    let to: Vec<&[String]> = mails.iter().map(|mail| mail.to.as_slice()).collect();
    assert_eq!(to, [["zoe@acme.example"]]);
    check_what_is_kept(&scene);
}
