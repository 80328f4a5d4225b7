//! `rollbook administrator …`

use super::{named_organization, or_missing, read, say_json, say_table, write};
use crate::arguments::{AdministratorCommand, At};
use crate::home::Home;
use crate::output::{on_one_line, say};
use anyhow::bail;
use app::administrators::{self, Appointed, Office};
use app::{Error, sessions};
use directory::administrator::Ticket;
use directory::{Actor, OrgId, Role, Timestamp};
use serde_json::{Value, json};
use web::PublicUrl;

const ACTOR: Actor = Actor::CommandLine;

pub(crate) fn run(asked: &AdministratorCommand) -> anyhow::Result<()> {
    match asked {
        AdministratorCommand::List { organization, at } => list(organization.as_deref(), at),
        AdministratorCommand::Invite { email, role, organization, name, at } => {
            invite(email, (*role, name.as_deref()), organization.as_deref(), at)
        }
        AdministratorCommand::Link { email, at } => link(email, at),
    }
}

fn list(organization: Option<&str>, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let (org, _) = of_what(&home, organization)?;
    let all = read(&home, "list administrators", move |work| administrators::list(work, org))?;
    if at.json {
        return say_json(&all.iter().map(administrator_json).collect::<Value>());
    }
    let time = |time: Option<Timestamp>| time.map_or_else(|| "-".to_owned(), Timestamp::to_minute);
    let row = |one: &Appointed| {
        vec![
            on_one_line(&one.administrator.email),
            on_one_line(&one.appointment.name),
            one.appointment.role.as_str().to_owned(),
            if one.administrator.password.is_some() { "chosen" } else { "none yet" }.to_owned(),
            time(one.administrator.signed_in),
        ]
    };
    let headings = ["E-MAIL", "NAME", "ROLE", "PASSWORD", "LAST SIGN-IN"];
    say_table(&headings, &all.iter().map(row).collect::<Vec<_>>())
}

fn invite(
    email: &str,
    (role, name): (Role, Option<&str>),
    organization: Option<&str>,
    at: &At,
) -> anyhow::Result<()> {
    let home = Home::open_or_make(at)?;
    let (org, what) = of_what(&home, organization)?;
    let (asked, office) = (email.to_owned(), Office { name: name.unwrap_or(email).to_owned(), role });
    let invited = write(&home, "invite administrator", move |work| {
        let Some(account) = administrators::add(work, &ACTOR, org, &asked, &office, None)? else {
            return Ok(None);
        };
        let link = match account.password {
            None => Some(sessions::appointment_link(work, account.id)?),
            Some(_) => None,
        };
        Ok(Some((account, link)))
    })?;
    let Some((account, link)) = invited else {
        bail!("{email} is an administrator of {what} already; an owner changes roles in the portal");
    };
    let url = link.as_ref().map(|link| choice_url(&home.public_url, link));
    if at.json {
        return say_json(&json!({
            "id": account.id.to_string(),
            "email": account.email,
            "organization": (org != OrgId::INSTALLATION).then(|| org.to_string()),
            "role": role.as_str(),
            "link": url,
        }));
    }
    let how = match url {
        Some(url) => format!(
            "This link, or the one in the mail that they get, lets them choose a password, once and for three days:\n  {url}"
        ),
        None => format!("They have a password already, and sign in at {}/session", home.public_url),
    };
    say(format_args!("{} is {} of {what} from now on.\n{how}", account.email, role.as_str()))
}

fn link(email: &str, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let asked = email.to_owned();
    let made = write(&home, "make password link", move |work| {
        let account = work.tx.administrator_of(&asked)?.ok_or(Error::NotFound)?;
        sessions::tell_of_link(work, &account, &ACTOR)?;
        let link = sessions::password_link(work, account.id)?;
        Ok((account, link))
    });
    let (account, link) = made.map_err(|error| {
        let missing = format!(
            "nobody has an account with the address {email:?}; `rollbook administrator invite` makes somebody administrator"
        );
        or_missing(error, missing)
    })?;
    let url = choice_url(&home.public_url, &link);
    if at.json {
        return say_json(&json!({ "id": account.id.to_string(), "email": account.email, "link": url }));
    }
    say(format_args!(
        "This link lets {} choose a new password, once and for 60 minutes; that ends all their sessions:\n  {url}",
        account.email
    ))
}

/// Of what somebody is administrator, and how it is called.
fn of_what(home: &Home, organization: Option<&str>) -> anyhow::Result<(OrgId, String)> {
    let Some(named) = organization else { return Ok((OrgId::INSTALLATION, "the installation".to_owned())) };
    let found = named_organization(home, named)?;
    Ok((found.id, found.name))
}

fn choice_url(public_url: &PublicUrl, link: &Ticket) -> String {
    format!("{public_url}/password/{}", link.reveal())
}

fn administrator_json(one: &Appointed) -> Value {
    json!({
        "id": one.administrator.id.to_string(),
        "email": one.administrator.email,
        "name": one.appointment.name,
        "role": one.appointment.role.as_str(),
        "created": one.appointment.created.to_string(),
        "has_password": one.administrator.password.is_some(),
        "signed_in": one.administrator.signed_in.map(|at| at.to_string()),
    })
}
