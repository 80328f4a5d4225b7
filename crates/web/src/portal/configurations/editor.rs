//! One configuration: its fields, and what becomes of them for somebody.

use super::super::asked::Asked;
use super::super::attributes::{Variable, variables};
use super::super::notice::Noticed;
use super::super::order::Admin;
use super::super::{Answer, Desk, Frame, Nav, Notice, Order, Trouble, frame, page};
use super::draft::Draft;
use super::one;
use super::preview::{Outcome, Preview};
use app::{Error, configurations};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use directory::configuration::{FIELD_NAME_CHARS_MAX, FIELDS_MAX};
use directory::organization::NAME_CHARS_MAX;
use directory::variables::TEMPLATE_CHARS_MAX;
use directory::{Configuration, ConfigurationId, Refusal, attribute};

#[derive(Template)]
#[template(path = "portal/configuration.html")]
struct Page {
    frame: Frame,
    /// Its address; that of all configurations for what was not saved yet.
    address: String,
    /// What it is called where it is stored.
    title: Option<String>,
    draft: Draft,
    mistakes: Vec<Option<String>>,
    preview: Preview,
    variables: Vec<Variable>,
    trouble: Option<Wrong>,
}

/// Why it was not saved.
enum Wrong {
    /// The domain says no.
    Refused(String),
    /// Somebody else saved this meanwhile.
    Stale(Draft),
    /// Somebody else deleted it meanwhile.
    Gone,
}

/// A new one.
pub(crate) async fn blank(desk: Desk, asked: Asked) -> Answer {
    let draft = Draft::blank().shown_for(&asked);
    Ok(page(&Page::of(&desk, None, draft).await?))
}

/// One that is stored.
pub(crate) async fn show(
    desk: Desk,
    Path((_, id)): Path<(String, String)>,
    Noticed(notice): Noticed,
    asked: Asked,
) -> Answer {
    let stored = stored(&desk, &id).await?;
    let draft = Draft::of(&stored).shown_for(&asked);
    let shown = Page::of(&desk, Some(&stored), draft).await?;
    Ok(page(&Page { frame: shown.frame.noticing(notice), ..shown }))
}

/// The form of a new one again, with a field more or less.
pub(crate) async fn draft_of_new(order: Order<Admin>) -> Answer {
    Ok(page(&Page::of(&order.desk, None, changed(&order)).await?))
}

/// The form of a stored one again.
pub(crate) async fn draft_of_one(Path((_, id)): Path<(String, String)>, order: Order<Admin>) -> Answer {
    let stored = stored(&order.desk, &id).await?;
    Ok(page(&Page::of(&order.desk, Some(&stored), changed(&order)).await?))
}

/// Makes one.
pub(crate) async fn create(order: Order<Admin>) -> Answer {
    let draft = Draft::typed(&order.form);
    let (org, name, fields) = (order.desk.org(), draft.name.clone(), draft.written());
    let created = order.write("create configuration", move |work, actor| {
        configurations::create(work, actor, org, (&name, &fields))
    });
    match created.await {
        Ok(made) => {
            let address = format!("/configurations/{}", made.id);
            Ok(Notice::ConfigurationSaved.at(&order.desk.address(&address)))
        }
        Err(error) => not_saved(&order.desk, None, draft, error).await,
    }
}

/// Saves what was changed.
pub(crate) async fn save(Path((_, id)): Path<(String, String)>, order: Order<Admin>) -> Answer {
    let id = ConfigurationId::parse(&id).ok_or(Trouble::NotFound)?;
    let draft = Draft::typed(&order.form);
    let (org, asked) = (order.desk.org(), draft.clone());
    let saved = order.write("save configuration", move |work, actor| {
        // Held, so that nobody saves between the look and the change.
        work.tx.hold(org)?;
        if one(work, org, id)?.version != asked.version {
            return Err(Error::Stale);
        }
        let (name, fields) = (Some(asked.name.clone()), Some(asked.written()));
        configurations::set(work, actor, (org, &id.to_string()), |_| configurations::Edit { name, fields })
    });
    match saved.await {
        Ok(saved) => {
            let address = format!("/configurations/{}", saved.id);
            Ok(Notice::ConfigurationSaved.at(&order.desk.address(&address)))
        }
        Err(error) => not_saved(&order.desk, Some(id), draft, error).await,
    }
}

/// The form with all that was typed, and why it was not saved.
async fn not_saved(desk: &Desk, id: Option<ConfigurationId>, draft: Draft, error: Error) -> Answer {
    let stored = match id {
        Some(id) => stored(desk, &id.to_string()).await.ok(),
        None => None,
    };
    let (status, wrong) = match (&error, &stored) {
        (Error::Refused(refusal @ (Refusal::Configuration(_) | Refusal::BadName)), _) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Wrong::Refused(desk.language().refusal(refusal)))
        }
        (Error::Stale, Some(stored)) => (StatusCode::CONFLICT, Wrong::Stale(Draft::of(stored))),
        (Error::NotFound, None) if id.is_some() => (StatusCode::NOT_FOUND, Wrong::Gone),
        _ => return Err(error.into()),
    };
    // Who saves once more has seen what would be replaced.
    let version = stored.as_ref().map_or(0, |stored| stored.version);
    let shown = Page::of(desk, stored.as_ref(), Draft { version, ..draft }).await?;
    Ok(frame::page_with(status, &Page { trouble: Some(wrong), ..shown }))
}

async fn stored(desk: &Desk, id: &str) -> Result<Configuration, Trouble> {
    let (org, id) = (desk.org(), ConfigurationId::parse(id).ok_or(Trouble::NotFound)?);
    desk.read("look up configuration", move |work| one(work, org, id)).await
}

/// What was typed, and then done by a button.
fn changed(order: &Order<Admin>) -> Draft {
    let mut draft = Draft::typed(&order.form);
    draft.act(order.form.text("do"));
    draft
}

impl Draft {
    /// The same for whom the address asks for.
    fn shown_for(self, fields: &Asked) -> Self {
        let text = |name| fields.text(name).to_owned();
        Self { find: text("find"), user: text("user"), ..self }
    }
}

impl Page {
    async fn of(desk: &Desk, stored: Option<&Configuration>, draft: Draft) -> Result<Self, Trouble> {
        let (org, asked) = (desk.org(), draft.clone());
        let found = desk.search("preview configuration", move |work| {
            let declared = attribute::names(&work.tx.connections(Some(org))?);
            let variables = configurations::variables(work, org)?;
            let preview = Preview::of(work, org, &asked, &variables)?;
            Ok((declared, variables, preview))
        });
        let (declared, known, preview) = found.await?;
        let user = preview.person.as_ref().map(|person| person.id.clone()).unwrap_or_default();
        let draft = Draft { user, ..draft };
        let below = stored.map_or_else(String::new, |stored| format!("/{}", stored.id));
        Ok(Self {
            frame: desk.frame(Nav::Configurations),
            address: desk.address(&format!("/configurations{below}")),
            title: stored.map(|stored| stored.name.clone()),
            mistakes: draft.mistakes(desk.language(), &known),
            draft,
            preview,
            variables: variables(desk.language(), &declared),
            trouble: None,
        })
    }

    /// The fields with their numbers, from 1, and what is wrong with them.
    fn fields(&self) -> impl Iterator<Item = (usize, &String, &String, &Option<String>)> {
        let fields = self.draft.fields.iter().zip(&self.mistakes).enumerate();
        fields.map(|(place, ((name, text), mistake))| (place + 1, name, text, mistake))
    }

    fn has_room(&self) -> bool {
        self.draft.fields.len() < FIELDS_MAX
    }

    fn most_fields(&self) -> usize {
        FIELDS_MAX
    }

    fn most_name(&self) -> usize {
        NAME_CHARS_MAX
    }

    fn most_field_name(&self) -> usize {
        FIELD_NAME_CHARS_MAX
    }

    fn most_text(&self) -> usize {
        TEMPLATE_CHARS_MAX
    }
}
