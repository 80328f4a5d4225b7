//! `rollbook connection …`

use super::{
    connection_json, named_connection, named_organization, or_no_connection, read, say_json, say_table,
    scim_url, write,
};
use crate::arguments::{At, ConnectionCommand, ConnectionSettings};
use crate::home::Home;
use crate::output::{on_one_line, say};
use app::calls::{self, Traffic};
use app::{connections, organizations};
use directory::connection::Settings;
use directory::policy::Knob;
use directory::{Actor, Connection, Policy, Provider, Tolerated};
use scim::dialect::{Dialect, Fit, Profile, Switch, Tolerance};
use serde_json::{Value, json};
use store::CallTotals;

pub(crate) fn run(asked: &ConnectionCommand) -> anyhow::Result<()> {
    match asked {
        ConnectionCommand::Create { organization, provider, dialect, policy, name, at } => {
            create(organization, (*provider, name.clone(), *dialect), policy.clone(), at)
        }
        ConnectionCommand::List { organization, at } => list(organization.as_deref(), at),
        ConnectionCommand::Show { connection, at } => show(connection, at),
        ConnectionCommand::Set { connection, settings, at } => set(connection, settings, at),
        ConnectionCommand::Enable { connection, at } => set_enabled(connection, true, at),
        ConnectionCommand::Disable { connection, at } => set_enabled(connection, false, at),
    }
}

fn create(
    organization: &str,
    (provider, name, dialect): (Provider, Option<String>, Option<Dialect>),
    policy: Option<Policy>,
    at: &At,
) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let org = named_organization(&home, organization)?.id;
    let connection = write(&home, "create connection", move |work| {
        let described = (provider, name.as_deref(), dialect);
        connections::create_with(work, &Actor::CommandLine, org, described, policy.clone())
    })?;
    if at.json {
        return say_json(&connection_json(&connection, &home.public_url));
    }
    let (id, scim_url) = (connection.id, scim_url(&home.public_url, connection.id));
    say(format_args!(
        "Made the connection {:?} with the id {id}.\n\
         Its SCIM URL is {scim_url}\n\
         It needs a token: rollbook token create {id}",
        connection.name
    ))
}

fn list(organization: Option<&str>, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let org = organization.map(|named| named_organization(&home, named)).transpose()?.map(|found| found.id);
    let all = read(&home, "list connections", move |work| connections::list(work, org))?;
    if at.json {
        let connection = |connection| connection_json(connection, &home.public_url);
        return say_json(&all.iter().map(connection).collect::<Value>());
    }
    let organizations = read(&home, "list organizations", organizations::list)?;
    let name_of = |org| organizations.iter().find(|known| known.id == org).map(|known| known.name.clone());
    let row = |connection: &Connection| {
        let state = if connection.enabled { "enabled" } else { "disabled" };
        vec![
            connection.id.to_string(),
            name_of(connection.org).unwrap_or_default(),
            connection.name.clone(),
            connection.provider.as_str().to_owned(),
            connection.dialect.to_string(),
            state.to_owned(),
            scim_url(&home.public_url, connection.id),
        ]
    };
    say_table(
        &["ID", "ORGANIZATION", "NAME", "PROVIDER", "DIALECT", "STATE", "SCIM URL"],
        &all.iter().map(row).collect::<Vec<_>>(),
    )
}

fn show(id: &str, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let known = named_connection(id)?;
    let traffic = read(&home, "show connection", move |work| calls::traffic(work, known))
        .map_err(or_no_connection(known))?;
    if at.json {
        let mut shown = connection_json(&traffic.connection, &home.public_url);
        shown["switches"] = switches_json(traffic.connection.dialect);
        shown["knobs"] = knobs_json(&traffic.connection.policy);
        shown["tolerated"] = traffic.tolerated.iter().map(tolerated_json).collect();
        let CallTotals { kept, bytes, dropped, .. } = traffic.totals;
        let fit = fit(&traffic);
        let words = |switches: &[Switch]| switches.iter().map(|switch| switch.as_str()).collect::<Value>();
        shown["fit"] = json!({
            "profile": fit.profile.as_str(),
            "besides": words(&fit.besides),
            "unneeded": words(&fit.unneeded),
        });
        shown["calls"] = json!({ "kept": kept, "bytes": bytes, "dropped": dropped });
        return say_json(&shown);
    }
    let connection = &traffic.connection;
    say(format_args!(
        "{:?}, for {}\n  id           {}\n  SCIM URL     {}\n  state        {}\n  dialect      {}\n  policy       {}\n  request log  {}\n",
        connection.name,
        connection.provider.display_name(),
        connection.id,
        scim_url(&home.public_url, connection.id),
        if connection.enabled { "enabled" } else { "disabled" },
        connection.dialect,
        connection.policy,
        log_words(connection.logs_calls, traffic.totals),
    ))?;
    let state = |is_on| if is_on { "on" } else { "off" };
    let rows = Switch::ALL.map(|switch| {
        let is_on = connection.dialect.has(switch);
        vec![switch.as_str().to_owned(), state(is_on).to_owned(), switch.describe().to_owned()]
    });
    say_table(&["SWITCH", "STATE", "WHAT IT DOES"], &rows)?;
    say_knobs(&connection.policy)?;
    let (policy, dialect): (Vec<&Tolerated>, Vec<&Tolerated>) =
        traffic.tolerated.iter().partition(|t| t.tolerance == Tolerance::Policy);
    if dialect.is_empty() {
        say("\nThe dialect has not had to let anything pass so far.")?;
    } else {
        say(format_args!("\n{}", fit_words(connection, &fit(&traffic))))?;
        say("\nWhat the dialect has let pass:\n")?;
        say_tolerated(&dialect)?;
    }
    if !policy.is_empty() {
        say("\nWhat was asked for, and was left out because of the policy:\n")?;
        say_tolerated(&policy)?;
    }
    Ok(())
}

fn say_tolerated(tolerated: &[&Tolerated]) -> anyhow::Result<()> {
    let row = |t: &Tolerated| {
        let (what, place) = (t.tolerance.as_str().to_owned(), on_one_line(&t.place));
        vec![what, place, t.times.to_string(), t.last.to_string(), on_one_line(&t.example)]
    };
    say_table(
        &["TOLERANCE", "AT", "TIMES", "LAST", "LAST EXAMPLE"],
        &tolerated.iter().map(|tolerated| row(tolerated)).collect::<Vec<_>>(),
    )
}

/// What the calls so far say of the dialect.
fn fit(traffic: &Traffic) -> Fit {
    traffic.connection.dialect.fit(traffic.tolerated.iter().map(|tolerated| tolerated.tolerance))
}

fn fit_words(connection: &Connection, fit: &Fit) -> String {
    let (id, dialect) = (connection.id, connection.dialect);
    let besides: String = fit.besides.iter().map(|switch| format!(" +{}", switch.as_str())).collect();
    let fitting = format!("{}{besides}", fit.profile.as_str());
    if fit.profile == dialect.profile() {
        return format!(
            "All that this client has needed so far is in the profile \"{fitting}\", which it has."
        );
    }
    if dialect.profile() == Profile::Generic {
        return format!(
            "All that this client has needed so far is in the profile \"{fitting}\" as well, which lets less pass. Keep \
             \"{dialect}\" unless you know that the client is that one."
        );
    }
    format!(
        "What this client has needed so far fits \"{fitting}\" better than \"{dialect}\": rollbook connection set {id} --dialect \
         \"{fitting}\""
    )
}

fn log_words(is_on: bool, totals: CallTotals) -> String {
    let state = if is_on { "on" } else { "off" };
    match totals.dropped {
        0 => format!("{state}, {} calls", totals.kept),
        dropped => format!("{state}, {} calls; {dropped} were left out under load", totals.kept),
    }
}

fn switches_json(dialect: Dialect) -> Value {
    let switch = |switch: Switch| (switch.as_str().to_owned(), Value::from(dialect.has(switch)));
    Value::Object(Switch::ALL.into_iter().map(switch).collect())
}

fn tolerated_json(tolerated: &Tolerated) -> Value {
    json!({
        "tolerance": tolerated.tolerance.as_str(),
        "switch": tolerated.tolerance.switch().map(Switch::as_str),
        "place": tolerated.place,
        "times": tolerated.times,
        "first": tolerated.first.to_string(),
        "last": tolerated.last.to_string(),
        "example": tolerated.example,
    })
}

fn set(id: &str, settings: &ConnectionSettings, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let known = named_connection(id)?;
    let (dialect, switches, logs_calls) = (settings.dialect, settings.switches.clone(), settings.request_log);
    let (policy, knobs) = (settings.policy.clone(), settings.knobs.clone());
    let connection = write(&home, "change connection", move |work| {
        connections::set(work, &Actor::CommandLine, known, |now| {
            let begun = dialect.unwrap_or(now.dialect);
            let dialect =
                switches.iter().fold(begun, |dialect, (switch, is_on)| dialect.with(*switch, *is_on));
            Settings {
                name: None,
                dialect: Some(dialect),
                logs_calls,
                policy: Some(turned(now, policy.as_deref(), &knobs)),
            }
        })
    })
    .map_err(or_no_connection(known))?;
    if at.json {
        return say_json(&connection_json(&connection, &home.public_url));
    }
    let state = if connection.logs_calls { "on" } else { "off" };
    say(format_args!(
        "The connection {:?} has the dialect \"{}\" and the policy \"{}\" now; its request log is {state}.",
        connection.name, connection.dialect, connection.policy
    ))
}

/// The policy that is asked for, or the present one, with knobs turned.
fn turned(connection: &Connection, asked: Option<&str>, knobs: &[(String, String)]) -> Policy {
    let asked = asked.and_then(|text| connection.read_policy(text).ok());
    let begun = asked.unwrap_or_else(|| connection.policy.clone());
    // What cannot be set was refused when the command line was read.
    knobs.iter().fold(begun, |policy, (name, value)| policy.clone().with(name, value).unwrap_or(policy))
}

fn knobs_json(policy: &Policy) -> Value {
    let knob = |knob: Knob| (knob.name.to_owned(), policy.knob(knob.name).into());
    Value::Object(Policy::knobs().into_iter().map(knob).collect())
}

fn say_knobs(policy: &Policy) -> anyhow::Result<()> {
    let row = |knob: Knob| {
        let set = policy.knob(knob.name).unwrap_or_default();
        vec![knob.name.to_owned(), set, knob.choices, knob.about.to_owned()]
    };
    say("")?;
    let rows: Vec<_> = Policy::knobs().into_iter().map(row).collect();
    say_table(&["KNOB", "SET TO", "CAN BE", "WHAT IT DECIDES"], &rows)
}

fn set_enabled(id: &str, enabled: bool, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let known = named_connection(id)?;
    let connection = write(&home, "switch connection", move |work| {
        connections::set_enabled(work, &Actor::CommandLine, known, enabled)
    })
    .map_err(or_no_connection(known))?;
    if at.json {
        return say_json(&connection_json(&connection, &home.public_url));
    }
    let state = if enabled { "enabled" } else { "disabled" };
    say(format_args!("The connection {:?} is {state} now.", connection.name))
}
