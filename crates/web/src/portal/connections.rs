//! Admin > Identity > User Provisioning: an organization's connections, and everything about each of them.

pub(crate) mod guide;
pub(crate) mod list;
pub(crate) mod requests;
pub(crate) mod settings;
pub(crate) mod show;
pub(crate) mod tokens;

use super::parts::{Pill, Time, Tone, health};
use super::{Desk, Order, Trouble, order};
use crate::public_url::Reach;
use app::calls::Standing;
use app::{Error, Work, calls, connections};
use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use directory::advice::Advice;
use directory::target::Kind;
use directory::{Call, Connection, ConnectionId, OrgId, Outcome, Provider, Role};
use i18n::Language;
use scim::fold;
use std::convert::Infallible;

/// What the address of a page names below the organization.
pub(crate) struct At {
    connection: Option<ConnectionId>,
    item: String,
}

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Infallible;

    /// What it does not name is found out by the handler, which knows by then whether somebody is signed in.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let params = RawPathParams::from_request_parts(parts, state).await.ok();
        let named = |name| {
            let mut params = params.iter().flatten();
            params.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
        };
        let connection = named("connection").and_then(|id| ConnectionId::parse(&id));
        Ok(Self { connection, item: named("item").unwrap_or_default() })
    }
}

impl At {
    fn connection(&self) -> Result<ConnectionId, Trouble> {
        self.connection.ok_or(Trouble::NotFound)
    }
}

/// Which of a connection's pages is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Provisioning,
    Guide,
    Requests,
    Settings,
}

/// What stands above each page of a connection.
struct Head {
    title: String,
    address: String,
    health: Pill,
    /// Whether the page looks by itself how the connection does.
    is_live: bool,
    /// The tabs: their address, what they are called, and whether the page is there.
    tabs: [(String, String, bool); 4],
}

impl Head {
    fn of(desk: &Desk, standing: &Standing, here: Tab) -> Self {
        let language = desk.language();
        let address = address(desk, standing.connection.id);
        let tabs = [
            (Tab::Provisioning, "", language.connections_tab_provisioning()),
            (Tab::Guide, "/guide", language.connections_tab_guide()),
            (Tab::Requests, "/requests", language.connections_tab_requests()),
            (Tab::Settings, "/settings", language.connections_tab_settings()),
        ];
        Self {
            title: language.connections_page_title(called(language, &standing.connection)),
            health: health(language, standing.health()).0,
            is_live: [Tab::Provisioning, Tab::Guide].contains(&here),
            tabs: tabs.map(|(tab, below, name)| (format!("{address}{below}"), name, tab == here)),
            address,
        }
    }
}

/// The address of a connection's page.
fn address(desk: &Desk, id: ConnectionId) -> String {
    desk.address(&format!("/connections/{id}"))
}

/// What a page calls a connection: its provider, and its own name where that says something else.
fn called(language: Language, connection: &Connection) -> String {
    let (provider, name) = (connection.provider.display_name(), connection.name.as_str());
    match connection.provider {
        // Which provider it is, only its own name says.
        other @ Provider::Generic if name == provider => language.provider(other),
        Provider::Generic => name.to_owned(),
        _ if fold(name).contains(&fold(provider)) => name.to_owned(),
        _ => format!("{provider} ({name})"),
    }
}

/// The SCIM address of a connection.
fn scim_url(desk: &Desk, id: ConnectionId) -> String {
    format!("{}/{id}", common_url(desk))
}

/// The SCIM address at which the token alone tells which connection is meant.
fn common_url(desk: &Desk) -> String {
    format!("{}/scim/v2", desk.web.public_url)
}

/// What keeps the provider from calling the SCIM address, and what to do about it; nothing where nothing is known to.
fn hurdle(desk: &Desk, provider: Provider) -> Option<[Sentence; 2]> {
    let (language, url) = (desk.language(), &desk.web.public_url);
    let name = language.the_provider(provider);
    let why = match url.reach() {
        Reach::Machine => language.connections_reach_machine(name),
        Reach::Network if !may_be_near(provider) => language.connections_reach_network(name),
        _ if !url.is_https() => language.connections_reach_plain(name),
        Reach::Network | Reach::Internet => return None,
    };
    // Who is no staff could not do it, and has nothing to do with how this server is run.
    let what = match desk.who.role_in(OrgId::INSTALLATION) {
        Some(_) => language.connections_reach_advice("`public_url`", "`ROLLBOOK_PUBLIC_URL`"),
        None => language.connections_reach_ask(language.the_provider(provider)),
    };
    Some([why.into(), what.into()])
}

/// Whether the provider may run in the network of whoever runs this server, rather than call from the internet.
fn may_be_near(provider: Provider) -> bool {
    match provider {
        Provider::Ping
        | Provider::SailPoint
        | Provider::Authentik
        | Provider::Rauthy
        | Provider::Keycloak
        | Provider::Generic => true,
        Provider::Okta
        | Provider::Entra
        | Provider::OneLogin
        | Provider::JumpCloud
        | Provider::Google
        | Provider::CyberArk
        | Provider::Rippling => false,
    }
}

/// How a connection of the organization stands.
async fn standing(desk: &Desk, at: &At) -> Result<Standing, Trouble> {
    let (org, id) = (desk.org(), at.connection()?);
    desk.read("look at connection", move |work| {
        let connection = connections::of(work, org, id)?;
        calls::standing(work, connection)
    })
    .await
}

/// Does something with a connection of the organization.
async fn change<R: order::Least, T: Send + 'static>(
    order: &Order<R>,
    at: &At,
    name: &'static str,
    mut work: impl FnMut(&mut Work<'_, '_>, &directory::Actor, &Connection) -> Result<T, Error> + Send + 'static,
) -> Result<Result<T, Error>, Trouble> {
    let (org, id) = (order.desk.org(), at.connection()?);
    let done = order.write(name, move |inside, actor| {
        let connection = connections::of(inside, org, id)?;
        work(inside, actor, &connection)
    });
    Ok(done.await)
}

/// A sentence with names in it as they are sent, between marks that a page need not show.
#[derive(Template)]
#[template(
    ext = "html",
    source = "{% for (part, is_name) in parts %}{% if *is_name %}<code>{{ part }}</code>{% else %}{{ part }}{% endif %}{% endfor %}"
)]
struct Sentence {
    parts: Vec<(String, bool)>,
}

impl HtmlSafe for Sentence {}

impl From<String> for Sentence {
    fn from(text: String) -> Self {
        let parts = text.split('`').enumerate();
        Self { parts: parts.map(|(place, part)| (part.to_owned(), place % 2 == 1)).collect() }
    }
}

/// A call, in a line.
struct Told {
    id: String,
    at: Time,
    /// Its method and where it went.
    call: String,
    method: String,
    target: String,
    status: Pill,
    /// What came of it.
    outcome: Sentence,
    /// What to do about it, if it was refused.
    advice: Option<Sentence>,
    millis: String,
    tolerated: usize,
}

impl Told {
    fn of(language: Language, connection: &Connection, call: &Call) -> Self {
        let tone = if call.is_refused() { Tone::Bad } else { Tone::Good };
        Self {
            id: call.id.to_string(),
            at: Time::to_second(call.at),
            call: format!("{} {}", call.method, call.target),
            method: call.method.clone(),
            target: call.target.clone(),
            status: Pill::new(tone, call.status.to_string()),
            outcome: language.outcome(&Outcome::of(call)).into(),
            advice: advised(language, connection, call).map(Sentence::from),
            millis: language.tenths(call.micros / 100),
            tolerated: call.tolerated().len(),
        }
    }
}

/// Whom or what a call was about: the name, which leads to its page if there still is one.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% if let Some(address) = address %}<a href="{{ address }}"><bdi>{{ name }}</bdi></a>{% else %}<bdi>{{ name }}</bdi>{% endif %}"#
)]
struct About {
    name: String,
    address: Option<String>,
}

impl HtmlSafe for About {}

impl About {
    fn of(desk: &Desk, about: calls::About) -> Self {
        let below = match about.kind {
            Kind::User => "users",
            Kind::Group => "groups",
        };
        Self { name: about.name, address: about.id.map(|id| desk.address(&format!("/{below}/{id}"))) }
    }
}

/// What to do about a call; nothing if it was not refused.
fn advised(language: Language, connection: &Connection, call: &Call) -> Option<String> {
    Advice::on(connection, call).map(|advice| language.advice(&advice))
}

/// What is known of the last call, on a page that asks again and again.
enum Live {
    /// There was none.
    Waiting,
    /// It is not kept, and all that is known is when.
    Called(Time),
    /// This one.
    Last(Box<Told>),
}

impl Live {
    fn of(language: Language, standing: &Standing) -> Self {
        match (&standing.last, standing.last_called()) {
            (Some(call), _) => Self::Last(Box::new(Told::of(language, &standing.connection, call))),
            (None, Some(at)) => Self::Called(at.into()),
            (None, None) => Self::Waiting,
        }
    }
}

/// That somebody may see a form which takes an admin.
fn for_admin(desk: &Desk) -> Result<(), Trouble> {
    if desk.may(Role::Admin) { Ok(()) } else { Err(Trouble::Forbidden(Role::Admin)) }
}
