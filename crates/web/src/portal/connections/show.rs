//! One connection: whether it is on, its tokens and addresses, and what to do where it does not work.

use super::tokens::{self, Row};
use super::{At, Head, Live, Sentence, Tab, Told, address, change, common_url, hurdle, scim_url, standing};
use crate::portal::frame::{Frame, Nav, page};
use crate::portal::notice::Noticed;
use crate::portal::order::Admin;
use crate::portal::parts::{Copy, Pill, Tone};
use crate::portal::{Answer, Desk, Notice, Order};
use app::calls::Standing;
use app::connections;
use askama::Template;

#[derive(Template)]
#[template(path = "portal/connections/show.html")]
struct Page {
    frame: Frame,
    head: Head,
    head_provider: String,
    live: Live,
    hurdle: Option<[Sentence; 2]>,
    waiting: Pill,
    enabled: bool,
    tokens: Vec<Row>,
    tokens_max: u32,
    /// Where a token is generated, or the only one there may be is regenerated.
    generate: String,
    regenerates: bool,
    scim_url: Copy,
    common_url: Copy,
    organization: Copy,
    findings: Findings,
}

/// What is known where a connection does not work.
struct Findings {
    has_usable_token: bool,
    last: Option<Told>,
    refused: Option<Told>,
    /// Nobody has to do anything about it.
    is_settled: bool,
}

/// The page.
pub(crate) async fn show(desk: Desk, at: At, Noticed(notice): Noticed) -> Answer {
    let standing = standing(&desk, &at).await?;
    let frame = desk.frame(Nav::Connections).noticing(notice);
    Ok(page(&Page::of(&desk, frame, &standing)))
}

/// Switches the connection on or off.
pub(crate) async fn save(at: At, order: Order<Admin>) -> Answer {
    let enabled = order.form.has("enabled");
    let saved = change(&order, &at, "switch connection", move |work, actor, connection| {
        connections::set_enabled(work, actor, connection.id, enabled)
    });
    saved.await??;
    let notice = if enabled { Notice::ConnectionEnabled } else { Notice::ConnectionDisabled };
    let below = if order.form.text("back") == "guide" { "/guide" } else { "" };
    Ok(notice.at(&format!("{}{below}", address(&order.desk, at.connection()?))))
}

impl Page {
    fn of(desk: &Desk, frame: Frame, standing: &Standing) -> Self {
        let (language, connection) = (desk.language(), &standing.connection);
        let told = |call| Told::of(language, connection, call);
        let own = address(desk, connection.id);
        let tokens_max = connection.policy.tokens_max.get();
        let only = tokens::only(standing);
        let generate = match only {
            Some(token) => format!("{own}/tokens/{}/renewal", token.id),
            None => format!("{own}/tokens/new"),
        };
        let copy = |id, label, text| Copy::new(language, id, label, text);
        Self {
            head: Head::of(desk, standing, Tab::Provisioning),
            head_provider: language.the_provider(connection.provider),
            live: Live::of(language, standing),
            hurdle: hurdle(desk, connection.provider),
            waiting: Pill::new(Tone::Waiting, language.connections_waits()),
            enabled: connection.enabled,
            tokens: standing.tokens.iter().map(|token| Row::of(language, token, standing.now)).collect(),
            tokens_max,
            generate,
            regenerates: only.is_some(),
            scim_url: copy("scim-url", language.connections_scim_url(), scim_url(desk, connection.id)),
            common_url: copy("common-url", language.connections_common_url(), common_url(desk)),
            organization: copy(
                "organization-id",
                language.connections_organization_id(),
                connection.org.to_string(),
            ),
            findings: Findings {
                has_usable_token: standing.has_usable_token(),
                last: standing.last.as_ref().map(told),
                refused: standing.alarm.as_ref().or(standing.refused.as_ref()).map(told),
                is_settled: standing.alarm.is_none(),
            },
            frame,
        }
    }
}
