//! What becomes of a configuration for one user.

use super::draft::Draft;
use app::{Error, Work, people};
use directory::user::called;
use directory::variables::{Rendered, Template, Variables};
use directory::{OrgId, UserId};
use scim::Resource;
use serde_json::Value;
use store::{PeopleOrder, PeopleQuery, Sorted, Total, Turn};

/// How many users are offered at a time.
const OFFERED_MAX: u64 = 8;

/// A draft, as it would be for somebody.
#[derive(Clone)]
pub(super) struct Preview {
    /// Who can be chosen.
    pub(super) offered: Vec<Person>,
    /// How many more there are.
    pub(super) more: u64,
    /// Who was chosen.
    pub(super) person: Option<Person>,
    /// The fields for them.
    pub(super) fields: Vec<(String, Outcome)>,
}

/// A user to choose.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) user_name: String,
}

/// What a field becomes.
#[derive(Clone)]
pub(super) enum Outcome {
    Text(String),
    Missing(Vec<String>),
    TooLong,
    /// The text is no template yet.
    Mistaken,
}

impl Preview {
    /// Of a draft, for the user whom it names.
    pub(super) fn of(
        work: &mut Work,
        org: OrgId,
        draft: &Draft,
        variables: &Variables,
    ) -> Result<Self, Error> {
        let chosen = UserId::parse(&draft.user).map(|id| people::get(work, org, id)).transpose();
        let chosen = match chosen {
            Ok(found) => found.map(|view| view.user),
            Err(Error::NotFound) => None,
            Err(error) => return Err(error),
        };
        let query = PeopleQuery { text: draft.find.clone(), ..PeopleQuery::default() };
        let mut chosen = chosen;
        let by_name = Sorted { by: PeopleOrder::Name, descending: false };
        let found = work.tx.org(org).people(&query, by_name, &Turn::Beginning, (OFFERED_MAX, work.now))?;
        // Whoever asks to see it, and has chosen nobody, sees it for the first one.
        if let (None, true, Some(first)) = (&chosen, draft.shown, found.leaf.items.first()) {
            chosen = Some(people::get(work, org, first.invitee.user.id)?.user);
        }
        let mut offered = Vec::new();
        for found in found.leaf.items {
            let (id, resource) = (found.invitee.user.id, found.invitee.user.resource.read()?);
            offered.push(Person::of(id, &resource));
        }
        let of_field = |(name, text): &(String, String), user: &Resource| {
            (name.clone(), Outcome::of(Template::parse(text, variables).ok(), user))
        };
        let fields = match &chosen {
            Some(user) => draft.written().iter().map(|field| of_field(field, &user.resource)).collect(),
            None => Vec::new(),
        };
        let (Total::Exactly(total) | Total::MoreThan(total)) = found.total;
        Ok(Self {
            offered,
            more: total.saturating_sub(OFFERED_MAX),
            person: chosen.map(|user| Person::of(user.id, &user.resource)),
            fields,
        })
    }

    /// Whether somebody else who is offered is called the same.
    pub(super) fn is_twice(&self, person: &Person) -> bool {
        self.offered.iter().any(|other| other.name == person.name && other.id != person.id)
    }
}

impl Person {
    fn of(id: UserId, user: &Resource) -> Self {
        let user_name = user.get("userName").and_then(Value::as_str).unwrap_or_default().to_owned();
        Self { id: id.to_string(), name: called(user).into_owned(), user_name }
    }
}

impl Outcome {
    fn of(template: Option<Template>, user: &Resource) -> Self {
        match template.map(|template| template.render_for(user)) {
            Some(Rendered::Text(text)) => Self::Text(text),
            Some(Rendered::Missing(names)) => Self::Missing(names),
            Some(Rendered::TooLong) => Self::TooLong,
            None => Self::Mistaken,
        }
    }
}
