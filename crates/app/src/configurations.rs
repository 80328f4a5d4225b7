//! What an operator does with configurations, and what becomes of them when users change.

use crate::{Error, Work};
use directory::attribute::names;
use directory::configuration::{Texts, configurations_changed};
use directory::variables::Variables;
use directory::{Actor, Change, Configuration, OrgId, Row};
use scim::fold;
use std::borrow::Cow;

/// What is to be changed of a configuration; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// What people call it.
    pub name: Option<String>,
    /// Its fields.
    pub fields: Option<Vec<(String, String)>>,
}

/// Makes a configuration.
pub fn create(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    (name, fields): (&str, &Texts),
) -> Result<Configuration, Error> {
    // It holds the organization: the attributes that are declared now are declared when this is saved.
    let count = work.tx.configuration_count(org)?;
    let variables = variables(work, org)?;
    let (configuration, change) =
        Configuration::create((org, count), name, fields, &variables, actor, &mut work.ids, work.now)?;
    work.tx.save(&change)?;
    Ok(configuration)
}

/// The configurations of an organization.
pub fn list(work: &mut Work, org: OrgId) -> Result<Vec<Configuration>, Error> {
    Ok(work.tx.org(org).configurations()?)
}

/// The configuration of that id or name.
pub fn find(work: &mut Work, org: OrgId, id_or_name: &str) -> Result<Configuration, Error> {
    let key = fold(id_or_name.trim());
    let is_it = |one: &Configuration| one.id.to_string() == id_or_name || fold(&one.name) == key;
    list(work, org)?.into_iter().find(is_it).ok_or(Error::NotFound)
}

/// Changes a configuration.
pub fn set(
    work: &mut Work,
    actor: &Actor,
    (org, id_or_name): (OrgId, &str),
    edit: impl FnOnce(&Configuration) -> Edit,
) -> Result<Configuration, Error> {
    work.tx.configuration_count(org)?;
    let variables = variables(work, org)?;
    let configuration = find(work, org, id_or_name)?;
    let Edit { name, fields } = edit(&configuration);
    let asked = (name.as_deref(), fields.as_deref());
    match configuration.update(org, asked, &variables, actor, &mut work.ids, work.now)? {
        Some((after, change)) => {
            work.tx.save(&change)?;
            Ok(after)
        }
        None => Ok(configuration),
    }
}

/// Removes a configuration.
pub fn delete(work: &mut Work, actor: &Actor, org: OrgId, id_or_name: &str) -> Result<Configuration, Error> {
    let configuration = find(work, org, id_or_name)?;
    let change = configuration.delete(org, actor, &mut work.ids, work.now);
    work.tx.save(&change)?;
    Ok(configuration)
}

/// The names that the templates of an organization may use.
pub fn variables(work: &mut Work, org: OrgId) -> Result<Variables, Error> {
    Ok(Variables::of_users(names(&work.tx.connections(Some(org))?)))
}

/// The change with what it means for the configurations of the users in it. Where an organization has none, that is known
/// without a look.
pub(crate) fn told<'a>(work: &mut Work, change: &'a Change) -> Result<Cow<'a, Change>, Error> {
    let touched = |row: &'a Row| match row {
        Row::UserCreated(user) => Some((None, user)),
        Row::UserUpdated { before, after } => Some((Some(before), after)),
        _ => None,
    };
    let mut touched = change.rows.iter().filter_map(touched).peekable();
    if touched.peek().is_none() || work.tx.configuration_count(change.org)? == 0 {
        return Ok(Cow::Borrowed(change));
    }
    let configurations = work.tx.org(change.org).configurations()?;
    let events: Vec<_> = touched
        .flat_map(|(before, after)| {
            configurations_changed(&configurations, before.map(|before| &before.resource), after)
        })
        .collect();
    let mut told = change.clone();
    told.events.extend(events);
    Ok(Cow::Owned(told))
}
