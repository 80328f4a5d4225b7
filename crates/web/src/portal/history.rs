//! What was done to a user or a group: who did it, when, with before and after.

use super::asked::{Asked, address};
use super::audit::difference::Difference;
use super::parts::{Pager, Time};
use super::{Desk, Trouble};
use app::person;
use directory::AuditEntry;
use i18n::Language;

/// A page of a history.
pub(super) struct History {
    pub(super) entries: Vec<Entry>,
    pub(super) pager: Pager,
}

/// Something that was done.
pub(super) struct Entry {
    pub(super) at: Time,
    pub(super) actor: String,
    pub(super) action: String,
    pub(super) difference: Difference,
}

/// The page of the history of whoever or whatever has this id that the address asks for.
pub(super) async fn history(
    desk: &Desk,
    target: String,
    asked: &Asked,
    here: &str,
) -> Result<History, Trouble> {
    let (org, before) = (desk.org(), asked.text("before").parse().ok());
    let found = desk.read("history", move |work| person::history(work, org, &target, before)).await?;
    let language = desk.language();
    let newest = before.map(|_| here.to_owned());
    let older = found.older.map(|number| address(here, [("before", number.to_string())]));
    let entries = found.entries.iter().map(|entry| Entry::of(language, entry)).collect();
    Ok(History { entries, pager: Pager { previous: newest, next: older } })
}

impl Entry {
    fn of(language: Language, entry: &AuditEntry) -> Self {
        Self {
            at: entry.at.into(),
            actor: language.actor(&entry.actor),
            action: language.action(entry.action),
            difference: Difference::of(language, entry),
        }
    }
}
