//! `rollbook user …`

use super::{
    named_connection, named_organization, named_user, read, say_json, say_table, source_label, write_in,
};
use crate::arguments::{At, CreateUser, ListUsers, UserCommand, Who};
use crate::home::Home;
use crate::output::{on_one_line, say};
use app::people::{self, Entry};
use app::users::UserView;
use app::{Error, Work, connections, invitations};
use directory::guard::Wish;
use directory::life::Act;
use directory::policy::is_email;
use directory::user::{Decision, Source};
use directory::{Actor, OrgId, User, UserId};
use scim::ResourceType;
use scim::filter::{Bound, Filter, Syntax};
use scim::schema::USER_URN;
use serde_json::{Value, json};
use store::{Document, Found};

const ACTOR: Actor = Actor::CommandLine;

pub(crate) fn run(asked: &UserCommand) -> anyhow::Result<()> {
    match asked {
        UserCommand::Create(asked) => create(asked),
        UserCommand::List(asked) => list(asked),
        UserCommand::Show { who, at } => show(who, at),
        UserCommand::Disable { who, at } => act(who, Act::Disable, at),
        UserCommand::Restore { who, at } => act(who, Act::Reactivate, at),
        UserCommand::Remove { who, at } => act(who, Act::Remove, at),
        UserCommand::Protect { who, at } => set_protected(who, true, at),
        UserCommand::Unprotect { who, at } => set_protected(who, false, at),
    }
}

fn create(asked: &CreateUser) -> anyhow::Result<()> {
    let home = Home::open(&asked.at)?;
    let org = named_organization(&home, &asked.organization)?.id;
    let entry = match (asked.staged, asked.invite) {
        (true, _) => Entry::Staged,
        (_, true) => Entry::Invited,
        _ => Entry::Confirmed,
    };
    let body = body(asked);
    let user =
        write_in(&home, org, "create user", move |work| people::create(work, &ACTOR, org, &body, entry))?;
    if asked.at.json {
        return say_json(&user_json(&user));
    }
    let name = on_one_line(user.user_name());
    say(format_args!("Made {name} with the id {}; the user is {}.", user.id, user.status))
}

/// The user as SCIM would have it.
fn body(asked: &CreateUser) -> Value {
    let mut body = json!({ "schemas": [USER_URN], "userName": asked.user_name });
    let email = asked.email.as_ref().or_else(|| is_email(&asked.user_name).then_some(&asked.user_name));
    if let Some(email) = email {
        body["emails"] = json!([{ "value": email, "type": "work", "primary": true }]);
    }
    for (part, name) in [("givenName", &asked.given_name), ("familyName", &asked.family_name)] {
        if let Some(name) = name {
            body["name"][part] = json!(name);
        }
    }
    if let Some(language) = &asked.language {
        body["preferredLanguage"] = json!(language);
    }
    body
}

fn list(asked: &ListUsers) -> anyhow::Result<()> {
    let home = Home::open(&asked.at)?;
    let org = named_organization(&home, &asked.organization)?.id;
    let source = match asked.source.as_deref() {
        None => None,
        Some("local") => Some(Source::Local),
        Some(id) => Some(Source::Connection(named_connection(id)?)),
    };
    let filter = asked.filter.as_deref().map(bound).transpose()?;
    let page = (asked.start.get(), asked.limit);
    let (found, connections) = read(&home, "list users", move |work| {
        let found = people::list(work, org, source, filter.clone(), page)?;
        Ok((found, connections::list(work, Some(org))?))
    })?;
    let Found { total, items, .. } = found;
    let users =
        items.into_iter().map(|user| user.try_map(Document::read)).collect::<Result<Vec<User>, _>>()?;
    if asked.at.json {
        return say_json(&json!({ "total": total, "users": users.iter().map(user_json).collect::<Value>() }));
    }
    let row = |user: &User| {
        let protected = if user.protected { "protected" } else { "" };
        vec![
            user.id.to_string(),
            on_one_line(user.user_name()),
            user.status.to_string(),
            on_one_line(&source_label(user.source, &connections)),
            protected.to_owned(),
        ]
    };
    say_table(&["ID", "USER", "STATUS", "SOURCE", ""], &users.iter().map(row).collect::<Vec<_>>())?;
    say(format_args!("\n{} of {total}", users.len()))
}

fn bound(filter: &str) -> anyhow::Result<Bound> {
    let bound = Filter::parse(filter, Syntax::STRICT).and_then(|filter| filter.bind(&ResourceType::user()));
    bound.map_err(|error| anyhow::anyhow!("the filter cannot be used: {}", error.detail))
}

fn show(who: &Who, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let org = named_organization(&home, &who.organization)?.id;
    let id = named_user(&home, org, &who.user)?;
    let (view, invited, held, connections) = read(&home, "show user", move |work| {
        let view = people::get(work, org, id)?;
        let invited = invitations::status_of(work, org, &view.user)?;
        let held = work.tx.org(org).held_of(&[id])?.remove(&id);
        Ok((view, invited, held, connections::list(work, Some(org))?))
    })?;
    let UserView { user, groups } = view;
    let groups: Vec<(String, String)> =
        groups.iter().map(|(group, name)| (group.id(), name.unwrap_or_default().to_owned())).collect();
    if at.json {
        let mut shown = user_json(&user);
        shown["invitation"] = json!(invited.as_str());
        shown["held"] = json!(held.map(Wish::as_str));
        shown["groups"] = groups.iter().map(|(id, name)| json!({ "id": id, "name": name })).collect();
        return say_json(&shown);
    }
    let names: Vec<&str> = groups.iter().map(|(_, name)| name.as_str()).collect();
    say(format_args!(
        "{}\n  id          {}\n  status      {}{}{}\n  source      {}\n  invitation  {}\n  groups      {}\n\n{:#}",
        on_one_line(user.user_name()),
        user.id,
        user.status,
        if user.protected { ", protected" } else { "" },
        match held {
            Some(Wish::Remove) => ", and the provider wants them removed: an administrator has to decide",
            Some(Wish::KeepOut) => ", with many others at once: an administrator has to decide",
            None => "",
        },
        on_one_line(&source_label(user.source, &connections)),
        invited.as_str(),
        on_one_line(&names.join(", ")),
        Value::Object(user.resource.attributes().clone()),
    ))
}

fn act(who: &Who, act: Act, at: &At) -> anyhow::Result<()> {
    decide(who, at, move |work, org, id| people::act(work, &ACTOR, org, id, act))
}

fn set_protected(who: &Who, protected: bool, at: &At) -> anyhow::Result<()> {
    decide(who, at, move |work, org, id| people::set_protected(work, &ACTOR, org, id, protected))
}

fn decide(
    who: &Who,
    at: &At,
    decide: impl Fn(&mut Work, OrgId, UserId) -> Result<Decision, Error> + Send + 'static,
) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let org = named_organization(&home, &who.organization)?.id;
    let id = named_user(&home, org, &who.user)?;
    let (decision, is_there) = write_in(&home, org, "change user", move |work| {
        let decision = decide(work, org, id)?;
        Ok((decision, work.tx.org(org).user(id)?.is_some()))
    })?;
    let user = decision.user;
    if at.json {
        let mut shown = user_json(&user);
        shown["removed"] = json!(!is_there);
        return say_json(&shown);
    }
    let name = on_one_line(user.user_name());
    if !is_there {
        return say(format_args!("{name} is removed."));
    }
    let protection = if user.protected { ", and protected" } else { "" };
    let already = if decision.change.is_none() { " already" } else { "" };
    say(format_args!("{name} is {}{protection}{already}.", user.status))
}

fn user_json(user: &User) -> Value {
    json!({
        "id": user.id.to_string(),
        "user_name": user.user_name(),
        "status": user.status.as_str(),
        "source": user.source.to_json(),
        "protected": user.protected,
        "resource": user.resource.attributes(),
        "created": user.created.to_string(),
        "last_modified": user.last_modified.to_string(),
    })
}
