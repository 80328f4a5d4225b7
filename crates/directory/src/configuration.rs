//! Configurations: named sets of text fields with variables in them, rendered for each user of an organization.

use crate::organization::checked_name;
use crate::variables::{Mistake, Rendered, Template, Variables};
use crate::{
    Action, Actor, AuditEntry, Change, ConfigurationId, Event, EventKind, Ids, OrgId, Refusal, Row,
    Timestamp, User,
};
use scim::Resource;
use serde_json::{Map, Value, json};
use std::fmt;

/// Most configurations of one organization: each is rendered whenever a user changes.
pub const CONFIGURATIONS_MAX: usize = 20;
/// Most fields of one configuration: all of them stand in one event.
pub const FIELDS_MAX: usize = 20;
/// Longest name of a field, in characters.
pub const FIELD_NAME_CHARS_MAX: usize = 100;

/// What a product is to be configured with for each user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configuration {
    /// Ours.
    pub id: ConfigurationId,
    /// What people call it; unique in its organization, without regard to case.
    pub name: String,
    /// Its fields, in the order of their makers.
    pub fields: Vec<Field>,
    /// When it was made.
    pub created: Timestamp,
    /// Counts the changes, from 1.
    pub version: u64,
}

/// A text with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Unique in its configuration.
    pub name: String,
    /// What becomes its value.
    pub template: Template,
}

/// A field as it is for one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// The field's name.
    pub field: &'a str,
    /// What the template has become.
    pub rendered: Rendered,
}

/// Fields as they are written: names and templates.
pub type Texts = [(String, String)];

/// Why a configuration is not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The organization has another one of that name.
    NameTaken,
    /// The organization has as many as it may have.
    TooMany,
    /// There are no fields, or too many.
    FieldCount,
    /// A field's name is blank, too long, or has control characters.
    BadFieldName,
    /// Two fields have this name.
    FieldTwice(String),
    /// What stands in a field is no template.
    Mistake {
        /// The field's name.
        field: String,
        /// What is wrong with it.
        mistake: Mistake,
    },
}

impl Configuration {
    /// A new configuration of an organization that has so many of them already, or the reason why there is none.
    pub fn create(
        (org, count): (OrgId, u64),
        name: &str,
        fields: &Texts,
        variables: &Variables,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<(Self, Change), Refusal> {
        if usize::try_from(count).is_ok_and(|count| count >= CONFIGURATIONS_MAX) {
            return Err(Refused::TooMany.into());
        }
        let (name, fields) = (checked_name(name)?, checked(fields, variables)?);
        let configuration = Self { id: ids.id(), name, fields, created: now, version: 1 };
        let shown = configuration.to_json();
        let audit =
            AuditEntry::new(ids, now, actor, Action::ConfigurationCreated, configuration.id.to_string())
                .after(shown);
        let change = Change::new(org, audit)
            .row(Row::ConfigurationCreated(configuration.clone()))
            .event(configuration.event(EventKind::ConfigurationCreated, now));
        Ok((configuration, change))
    }

    /// The configuration with this name and these fields, each of which stays where none is given; nothing where that
    /// changes nothing.
    pub fn update(
        &self,
        org: OrgId,
        (name, fields): (Option<&str>, Option<&Texts>),
        variables: &Variables,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<Option<(Self, Change)>, Refusal> {
        let name = name.map_or_else(|| Ok(self.name.clone()), checked_name)?;
        let fields = fields.map_or_else(|| Ok(self.fields.clone()), |fields| checked(fields, variables))?;
        if (&name, &fields) == (&self.name, &self.fields) {
            return Ok(None);
        }
        let after = Self { name, fields, version: self.version + 1, ..self.clone() };
        let audit = AuditEntry::new(ids, now, actor, Action::ConfigurationUpdated, self.id.to_string())
            .before(self.to_json())
            .after(after.to_json());
        let change = Change::new(org, audit)
            .row(Row::ConfigurationUpdated(after.clone()))
            .event(after.event(EventKind::ConfigurationUpdated, now));
        Ok(Some((after, change)))
    }

    /// Removes the configuration.
    #[must_use]
    pub fn delete(&self, org: OrgId, actor: &Actor, ids: &mut Ids, now: Timestamp) -> Change {
        let audit = AuditEntry::new(ids, now, actor, Action::ConfigurationDeleted, self.id.to_string())
            .before(self.to_json());
        Change::new(org, audit)
            .row(Row::ConfigurationDeleted(self.id))
            .event(self.event(EventKind::ConfigurationDeleted, now))
    }

    /// The variables in all its fields.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().flat_map(|field| field.template.variables())
    }

    /// Its fields for one user.
    #[must_use]
    pub fn render(&self, user: &Resource) -> Vec<Outcome<'_>> {
        let value = |field: &Field| field.template.render_for(user);
        self.fields.iter().map(|field| Outcome { field: &field.name, rendered: value(field) }).collect()
    }

    /// As it is shown.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let fields =
            self.fields.iter().map(|field| (field.name.clone(), Value::from(field.template.as_str())));
        json!({
            "id": self.id.to_string(),
            "name": self.name,
            "fields": Value::Object(fields.collect()),
        })
    }

    fn event(&self, kind: EventKind, at: Timestamp) -> Event {
        Event { kind, subject: self.id.to_string(), at, data: self.to_json().into() }
    }
}

impl Outcome<'_> {
    /// As it is shown: the value, the names that have none, or that it is too long.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match &self.rendered {
            Rendered::Text(text) => json!({ "value": text }),
            Rendered::Missing(names) => json!({ "missing": names }),
            Rendered::TooLong => json!({ "too_long": true }),
        }
    }
}

/// Fields of one user as they are shown, by name.
#[must_use]
pub fn rendered_json(values: &[Outcome<'_>]) -> Value {
    Value::Object(values.iter().map(|value| (value.field.to_owned(), value.to_json())).collect::<Map<_, _>>())
}

/// What the product is told where a user's change makes configurations other ones for that user: each of them whole, as it
/// is now. Of a new user it is told all.
#[must_use]
pub fn configurations_changed(
    configurations: &[Configuration],
    before: Option<&Resource>,
    after: &User,
) -> Vec<Event> {
    let changed = |configuration: &Configuration| {
        let now = configuration.render(&after.resource);
        if before.is_some_and(|before| configuration.render(before) == now) {
            return None;
        }
        let data = json!({
            "id": after.id.to_string(),
            "configuration": { "id": configuration.id.to_string(), "name": configuration.name },
            "fields": rendered_json(&now),
        });
        let subject = after.id.to_string();
        Some(Event {
            kind: EventKind::UserConfigurationChanged,
            subject,
            at: after.last_modified,
            data: data.into(),
        })
    };
    configurations.iter().filter_map(changed).collect()
}

fn checked(fields: &Texts, variables: &Variables) -> Result<Vec<Field>, Refusal> {
    if fields.is_empty() || fields.len() > FIELDS_MAX {
        return Err(Refused::FieldCount.into());
    }
    let mut known: Vec<Field> = Vec::with_capacity(fields.len());
    for (name, text) in fields {
        let name = name.trim();
        if name.is_empty()
            || name.chars().any(char::is_control)
            || name.chars().count() > FIELD_NAME_CHARS_MAX
        {
            return Err(Refused::BadFieldName.into());
        }
        if known.iter().any(|field| field.name == name) {
            return Err(Refused::FieldTwice(name.to_owned()).into());
        }
        let template = Template::parse(text, variables)
            .map_err(|mistake| Refused::Mistake { field: name.to_owned(), mistake })?;
        known.push(Field { name: name.to_owned(), template });
    }
    Ok(known)
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NameTaken => f.write_str(
                "The organization has a configuration of this name already. Choose another name, or change the one that is \
                 there.",
            ),
            Self::TooMany => write!(
                f,
                "The organization has {CONFIGURATIONS_MAX} configurations, as many as it may have. Delete one of them first."
            ),
            Self::FieldCount => write!(f, "A configuration has 1 to {FIELDS_MAX} fields."),
            Self::BadFieldName => write!(
                f,
                "The name of a field must have 1 to {FIELD_NAME_CHARS_MAX} characters and no control characters."
            ),
            Self::FieldTwice(name) => write!(f, "Two fields have the name {name:?}. Give each its own."),
            Self::Mistake { field, mistake } => write!(f, "The field {field:?} cannot be used. {mistake}"),
        }
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Self::Configuration(refused)
    }
}
