//! The guide: step by step, how the provider is connected, with this connection's own values, and how far it has come.

mod progress;

use super::{At, Head, Live, Sentence, Tab, advised, common_url, hurdle, scim_url, standing};
use crate::portal::frame::{Frame, Nav, page};
use crate::portal::notice::Noticed;
use crate::portal::parts::{Copy, Pill, Timed, Tone};
use crate::portal::{Answer, Desk};
use app::calls::Standing;
use askama::Template;
use askama::filters::HtmlSafe;
use directory::Timestamp;
use i18n::guide::{About, Calls, Guide, GuideValues, Section, Text};
use progress::{Act, Progress, Stage};

#[derive(Template)]
#[template(path = "portal/connections/guide.html")]
struct Page {
    frame: Frame,
    head: Head,
    head_provider: String,
    live: Live,
    hurdle: Option<[Sentence; 2]>,
    waiting: Pill,
    stages: Vec<Stage>,
    done: usize,
    refused: Option<Sentence>,
    title: String,
    intro: Vec<Words>,
    parts: Vec<Part>,
}

/// A part of the guide.
struct Part {
    /// What leads here, where it says by itself how far it has come.
    id: Option<&'static str>,
    title: String,
    notes: Vec<Words>,
    steps: Vec<Step>,
}

/// A text in which the names of buttons and fields stand out, and a time is told in the reader's own zone.
#[derive(Template)]
#[template(
    ext = "html",
    source = "{% for (phrase, is_label) in phrases %}{% if *is_label %}<strong>{{ phrase }}</strong>{% else %}{{ phrase }}{% endif %}{% endfor %}"
)]
struct Words {
    phrases: Vec<(Timed, bool)>,
}

impl HtmlSafe for Words {}

impl Words {
    fn of(text: Text, at: Option<Timestamp>) -> Self {
        let timed = |text: String| at.map_or_else(|| text.clone().into(), |at| Timed::of(text.clone(), at));
        let phrases = text.phrases.into_iter();
        Self { phrases: phrases.map(|phrase| (timed(phrase.text), phrase.is_label)).collect() }
    }
}

/// Something to do, what has to be copied for it, and whether it is done.
struct Step {
    text: Words,
    values: Vec<(String, Copy)>,
    is_done: bool,
    pill: Option<Pill>,
    act: Option<Act>,
}

/// The page.
pub(crate) async fn show(desk: Desk, at: At, Noticed(notice): Noticed) -> Answer {
    let (standing, language) = (standing(&desk, &at).await?, desk.language());
    let progress = Progress::of(&desk, &standing).await?;
    let guide = guide(&desk, &standing);
    Ok(page(&Page {
        frame: desk.frame(Nav::Connections).refreshing(10).noticing(notice),
        head: Head::of(&desk, &standing, Tab::Guide),
        head_provider: language.the_provider(standing.connection.provider),
        live: Live::of(language, &standing),
        hurdle: hurdle(&desk, standing.connection.provider),
        waiting: Pill::new(Tone::Waiting, language.connections_waits()),
        stages: progress.stages(language),
        done: progress.done(),
        refused: progress.refused(language),
        title: guide.title,
        intro: guide.intro.into_iter().map(|text| Words::of(text, None)).collect(),
        parts: parts(&desk, &standing, &progress, guide.sections),
    }))
}

fn guide(desk: &Desk, standing: &Standing) -> Guide {
    let (language, connection) = (desk.language(), &standing.connection);
    let told = standing.alarm.as_ref().map(|call| {
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

fn parts(desk: &Desk, standing: &Standing, progress: &Progress, sections: Vec<Section>) -> Vec<Part> {
    let language = desk.language();
    let refused = standing.alarm.as_ref().map(|call| call.at);
    let mut copied = 0;
    let mut copy = |label: String, text: String| {
        copied += 1;
        (label.clone(), Copy::new(language, &format!("value-{copied}"), label, text))
    };
    let mut parts: Vec<Part> = Vec::new();
    for section in sections {
        let told: Option<About> = section.steps.iter().find_map(|step| step.about);
        // What is wrong is told of once more at the end, and nothing leads there.
        let id = told.map(progress::part).filter(|id| parts.iter().all(|part| part.id != Some(id)));
        let mut steps = Vec::new();
        for step in section.steps {
            steps.push(Step {
                text: Words::of(step.text, refused),
                values: step.values.into_iter().map(|value| copy(value.label, value.text)).collect(),
                is_done: step.about.and_then(|about| progress.is_done(about)) == Some(true),
                pill: step.about.and_then(|about| progress.pill(language, about)),
                act: step.about.and_then(|about| progress.act(desk, standing, about)),
            });
        }
        let notes = section.notes.into_iter().map(|text| Words::of(text, None)).collect();
        parts.push(Part { id, title: section.title, notes, steps });
    }
    parts
}
