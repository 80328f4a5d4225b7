//! `rollbook demo`: a real server on a temporary database, and two simulated providers that go on and on.

use crate::command::scim_url;
use crate::output::{say, warn};
use crate::serve;
use crate::settings::FOLDER_SENDER;
use anyhow::{Context as _, bail};
use app::{App, connections, organizations, tokens};
use directory::token::{Secret, TOKEN_DAYS_DEFAULT};
use directory::{Actor, Provider};
use serde_json::Value;
use simulator::http::{Client, Endpoint, Request, TIMEOUT};
use simulator::{Dice, Options, Session};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
use store::{Mode, Store};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use web::{Installed, PublicUrl};
use worker::post::Post;

/// The port to try first; a demo beside a server takes any other.
const PORT: u16 = 8080;
/// People that each provider pushes at the start.
const USERS: usize = 30;
/// Groups that each provider pushes at the start.
const GROUPS: usize = 5;
/// People of each provider that are shown.
const SHOWN: usize = 5;
/// How long a provider rests between two changes.
const PAUSE: Duration = Duration::from_secs(3);
/// How often a resting provider looks whether to stop.
const GLANCE: Duration = Duration::from_millis(100);

/// A connection with what a provider needs to call it.
struct Door {
    provider: Provider,
    player: simulator::Provider,
    url: String,
    secret: Secret,
}

/// Runs the demo until Ctrl-C, or for so many seconds.
pub(crate) fn run(seconds: Option<u64>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new().context("the runtime cannot start")?;
    runtime.block_on(demo(seconds))
}

async fn demo(seconds: Option<u64>) -> anyhow::Result<()> {
    let told = serve::told_to_stop()?;
    let folder =
        tempfile::Builder::new().prefix("rollbook-demo-").tempdir().context("no temporary folder")?;
    let app = App::new(Store::open(folder.path(), Mode::Server)?);
    let listener = listen()?;
    let public_url = PublicUrl::parse(&format!("http://{}", listener.local_addr()?))?;
    let mail_folder = folder.path().join("mail");
    let post = Post::folder(&mail_folder, FOLDER_SENDER)?;
    let installed = Installed {
        data_folder: Some(folder.path().display().to_string()),
        mail_folder: Some(mail_folder.display().to_string()),
    };
    let doors = Arc::new(prepare(&app, &public_url).await?);
    say(format_args!("Rollbook listens on {public_url}, with its database in {}.", folder.path().display()))?;
    let (stop_server, server_stop) = watch::channel(false);
    let server = tokio::spawn(serve::until(app, listener, (public_url, installed), post, server_stop));
    let stopping = Arc::new(AtomicBool::new(false));
    let (said, mut saying) = mpsc::unbounded_channel();
    let players: Vec<_> = (0..doors.len())
        .map(|index| {
            let (doors, stopping, said) = (Arc::clone(&doors), Arc::clone(&stopping), said.clone());
            thread::spawn(move || play(&doors[index], &stopping, &said))
        })
        .collect();
    drop(said);
    let ended = tokio::select! {
        ended = narrate(&mut saying, &doors) => ended,
        () = enough(told, seconds) => Ok(()),
    };
    stopping.store(true, Ordering::Relaxed);
    // The players end at their next glance; their last words are still heard.
    while saying.recv().await.is_some() {}
    for player in players {
        if player.join().is_err() {
            warn("A simulated provider did not end well.");
        }
    }
    stop_server.send_replace(true);
    server.await.context("the server did not end well")?;
    folder.close().context("the temporary folder could not be removed")?;
    ended?;
    say("The demo is over; its database is gone.")
}

fn listen() -> anyhow::Result<TcpListener> {
    let at = |port| web::server::listen(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    at(PORT).or_else(|_| at(0)).context("no port is free on the loopback address")
}

/// One organization with two connections.
async fn prepare(app: &App, public_url: &PublicUrl) -> anyhow::Result<Vec<Door>> {
    let wanted = [(Provider::Okta, simulator::Provider::Okta), (Provider::Entra, simulator::Provider::Entra)];
    let made = app
        .write("prepare the demo", move |work| {
            let actor = Actor::CommandLine;
            let organization = organizations::create(work, &actor, "Demo")?;
            let mut made = Vec::new();
            for (provider, player) in wanted {
                let connection = connections::create(work, &actor, organization.id, (provider, None, None))?;
                let (_, secret) = tokens::create(work, &actor, connection.id, TOKEN_DAYS_DEFAULT)?;
                made.push((connection.id, provider, player, secret));
            }
            Ok(made)
        })
        .await?;
    let door =
        |(id, provider, player, secret)| Door { provider, player, url: scim_url(public_url, id), secret };
    Ok(made.into_iter().map(door).collect())
}

/// What a player has to say.
enum Word {
    /// Everybody is pushed, with so many requests; and these are some of them, as the server shows them.
    Pushed(Provider, u64, Vec<String>),
    /// Something happened at the provider.
    Changed(String),
    /// It cannot go on.
    Lost(Provider, String),
}

/// Plays one provider until told to stop.
fn play(door: &Door, stopping: &AtomicBool, said: &mpsc::UnboundedSender<Word>) {
    // Nobody listens any more once the demo ends; then there is nothing more to say either.
    let say = |word| drop(said.send(word));
    // Two providers of one organization know different people.
    let seed = door.player as u64 + 1;
    let options =
        Options { users: USERS, groups: GROUPS, seed, ..Options::new(&door.url, door.secret.reveal()) };
    let mut session = match Session::open(door.player, &options) {
        Ok(session) => session,
        Err(error) => return say(Word::Lost(door.provider, error.to_string())),
    };
    if let Err(error) = session.push() {
        return say(Word::Lost(door.provider, error.to_string()));
    }
    say(Word::Pushed(door.provider, session.report().requests, some_users(door)));
    let mut dice = Dice::new(options.seed);
    while rest(stopping) {
        match session.change_a_few(&mut dice) {
            Ok(sentences) => sentences.into_iter().for_each(|text| say(Word::Changed(text))),
            Err(error) => return say(Word::Lost(door.provider, error.to_string())),
        }
    }
}

/// Some users of the connection, a line each, asked for like any client would.
fn some_users(door: &Door) -> Vec<String> {
    let asked = || -> Result<Value, simulator::http::Error> {
        let endpoint = Endpoint::parse(&door.url)?;
        let target = format!("{}/Users?count={SHOWN}&attributes=userName,displayName,active", endpoint.base);
        let headers = [
            ("Host", endpoint.authority.clone()),
            ("Authorization", format!("Bearer {}", door.secret.reveal())),
        ];
        let request = Request { method: "GET", target: &target, headers: &headers, body: &[] };
        let response = Client::new(endpoint, TIMEOUT).send(&request)?;
        Ok(serde_json::from_slice(&response.body).unwrap_or_default())
    };
    // What cannot be shown will be missed by nobody: the curl lines show the same.
    let answer = asked().unwrap_or_default();
    let users = answer["Resources"].as_array().map(Vec::as_slice).unwrap_or_default();
    let text = |user: &Value, name: &str| user[name].as_str().unwrap_or_default().to_owned();
    let line = |user: &Value| {
        let state = if user["active"] == true { "active" } else { "inactive" };
        format!("    {:<44} {state:<8}  {}", text(user, "userName"), text(user, "displayName"))
    };
    users.iter().map(line).collect()
}

/// Waits for the next change; false when there shall be none.
fn rest(stopping: &AtomicBool) -> bool {
    let glances = PAUSE.as_millis() / GLANCE.as_millis();
    for _ in 0..glances {
        if stopping.load(Ordering::Relaxed) {
            return false;
        }
        thread::sleep(GLANCE);
    }
    !stopping.load(Ordering::Relaxed)
}

/// Tells what the players do, and once all is pushed, what the reader can do. Ends only when no player can go on.
async fn narrate(saying: &mut mpsc::UnboundedReceiver<Word>, doors: &[Door]) -> anyhow::Result<()> {
    let count = doors.len();
    say(format_args!("{count} simulated providers push {USERS} users and {GROUPS} groups each, over HTTP:"))?;
    let mut pushing: Vec<Provider> = doors.iter().map(|door| door.provider).collect();
    let (mut pushed, mut invited) = (false, false);
    while let Some(word) = saying.recv().await {
        match word {
            Word::Pushed(provider, requests, users) => {
                let name = provider.display_name();
                say(format_args!("  {name} is done after {requests} requests. Some of its users:"))?;
                users.iter().try_for_each(say)?;
                pushing.retain(|other| *other != provider);
                pushed = true;
            }
            Word::Changed(text) => say(format_args!("  {text}"))?,
            Word::Lost(provider, why) => {
                warn(format_args!("  {} cannot go on: {why}", provider.display_name()));
                pushing.retain(|other| *other != provider);
            }
        }
        if pushed && pushing.is_empty() && !invited {
            invited = true;
            invite(doors)?;
        }
    }
    bail!("the demo is over early, as no simulated provider can go on")
}

fn invite(doors: &[Door]) -> anyhow::Result<()> {
    let pasted = |door: &Door| {
        let (name, url, token) = (door.provider.display_name(), &door.url, door.secret.reveal());
        format!("{name}\n  SCIM URL  {url}\n  Token     {token}\n")
    };
    let tried = doors.first().map(|Door { url, secret, .. }| {
        let curl = format!("curl -s -w '\\n' -H 'Authorization: Bearer {}'", secret.reveal());
        format!(
            "\nTry it:\n  \
             {curl} '{url}/Users?count=3'\n  \
             {curl} -G '{url}/Users' --data-urlencode 'filter=active eq false'\n  \
             {curl} '{url}/Groups?attributes=displayName,members.display'\n"
        )
    });
    let lines: String = doors.iter().map(pasted).chain(tried).collect();
    let seconds = PAUSE.as_secs();
    say(format_args!(
        "\n{lines}\nFrom now on each provider changes something every {seconds} seconds. Ctrl-C ends the demo."
    ))
}

/// Resolves at Ctrl-C, or after so many seconds.
async fn enough(mut told: watch::Receiver<bool>, seconds: Option<u64>) {
    let told = told.wait_for(|told| *told);
    match seconds {
        Some(seconds) => drop(tokio::time::timeout(Duration::from_secs(seconds), told).await),
        None => drop(told.await),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of a demo in which the players say this.
    async fn narrated(words: Vec<Word>) -> String {
        let (said, mut saying) = mpsc::unbounded_channel();
        words.into_iter().for_each(|word| assert!(said.send(word).is_ok()));
        drop(said);
        let outcome = narrate(&mut saying, &[]).await;
        outcome.expect_err("the players are gone").to_string()
    }

    #[tokio::test]
    async fn a_demo_without_players_is_no_success() {
        let lost = |provider| Word::Lost(provider, "the server is gone".to_owned());
        let early = "the demo is over early, as no simulated provider can go on";
        assert_eq!(narrated(vec![lost(Provider::Okta), lost(Provider::Entra)]).await, early);
        assert_eq!(
            narrated(vec![Word::Pushed(Provider::Okta, 9, Vec::new()), lost(Provider::Okta)]).await,
            early
        );
    }
}
