//! The guide: step by step, how the provider is connected, with this connection's own values.

use super::{At, Head, Live, Tab, advised, common_url, provider_name, scim_url, standing};
use crate::portal::frame::{Frame, Nav, page};
use crate::portal::parts::{Copy, Pill, Tone};
use crate::portal::{Answer, Desk};
use app::calls::Standing;
use askama::Template;
use i18n::Language;
use i18n::guide::{Calls, Guide, GuideValues, Text};

#[derive(Template)]
#[template(path = "portal/connections/guide.html")]
struct Page {
    frame: Frame,
    head: Head,
    head_provider: String,
    live: Live,
    waiting: Pill,
    title: String,
    intro: Vec<Text>,
    parts: Vec<Part>,
}

/// A part of the guide.
struct Part {
    title: String,
    notes: Vec<Text>,
    steps: Vec<Step>,
}

/// Something to do, and what has to be copied for it.
struct Step {
    text: Text,
    values: Vec<(String, Copy)>,
}

/// The page.
pub(crate) async fn show(desk: Desk, at: At) -> Answer {
    let (standing, language) = (standing(&desk, &at).await?, desk.language());
    let guide = guide(&desk, &standing);
    Ok(page(&Page {
        frame: desk.frame(Nav::Connections).refreshing(10),
        head: Head::of(&desk, &standing, Tab::Guide),
        head_provider: provider_name(language, standing.connection.provider),
        live: Live::of(language, &standing),
        waiting: Pill::new(Tone::Waiting, language.connections_waits()),
        title: guide.title.clone(),
        intro: guide.intro.clone(),
        parts: parts(language, guide),
    }))
}

fn guide(desk: &Desk, standing: &Standing) -> Guide {
    let (language, connection) = (desk.language(), &standing.connection);
    let refused = standing.refused.as_ref().filter(|_| standing.refused_lately());
    let told = refused.map(|call| {
        let line = format!("{} {}", call.method, call.target);
        (call.status, line, advised(language, connection, call), call.at.to_minute())
    });
    let calls = match &told {
        Some((status, call, advice, at)) => {
            Calls::Refused { at, call, status: *status, advice: advice.as_deref() }
        }
        None if standing.last_called().is_none() => Calls::Never,
        None => Calls::Answered,
    };
    let (scim_url, common_url) = (scim_url(desk, connection.id), common_url(desk));
    language.guide(&GuideValues { connection, scim_url: &scim_url, common_url: &common_url, calls })
}

fn parts(language: Language, guide: Guide) -> Vec<Part> {
    let mut copied = 0;
    let mut copy = |label: String, text: String| {
        copied += 1;
        (label.clone(), Copy::new(language, &format!("value-{copied}"), label, text))
    };
    let mut parts = Vec::new();
    for section in guide.sections {
        let mut steps = Vec::new();
        for step in section.steps {
            let values = step.values.into_iter().map(|value| copy(value.label, value.text)).collect();
            steps.push(Step { text: step.text, values });
        }
        parts.push(Part { title: section.title, notes: section.notes, steps });
    }
    parts
}
