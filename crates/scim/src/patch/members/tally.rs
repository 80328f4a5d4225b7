//! What member operations come to: the last word on each id.

use super::{Delta, Member, MemberOperation, Selection};
use crate::Error;
use crate::filter::Bound;
use crate::patch::budget::Budget;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Everybody who is a member or is named, each once, so that an operation is one pass over what it names.
#[derive(Default)]
pub(super) struct Tally<'a> {
    people: Vec<Person<'a>>,
    places: HashMap<&'a str, usize>,
    /// Whom the operations have named since the group was cleared, in the order in which they came.
    named: Vec<usize>,
    cleared: bool,
    budget: Budget,
}

struct Person<'a> {
    id: &'a str,
    kind: Option<&'a str>,
    /// Filters select among those who exist; who does not can only be refused in the end.
    exists: bool,
    was_member: bool,
    /// What the operations say; none where they say nothing.
    is_member: Option<bool>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(current: &'a [Member], named: &'a [Member]) -> Self {
        let mut tally = Self::default();
        for (members, was_member) in [(current, true), (named, false)] {
            for member in members {
                let place = tally.place(&member.value);
                let person = &mut tally.people[place];
                person.exists = true;
                person.was_member |= was_member;
                person.kind = person.kind.or(member.kind.as_deref());
            }
        }
        tally
    }

    pub(super) fn apply(&mut self, operation: &'a MemberOperation) -> Result<(), Error> {
        match operation {
            MemberOperation::Add(members) => self.add(members),
            MemberOperation::Replace(members) => {
                self.clear();
                self.add(members);
            }
            MemberOperation::Remove(Selection::All) => self.clear(),
            MemberOperation::Remove(Selection::Ids(ids)) => ids.iter().for_each(|id| self.set(id, false)),
            MemberOperation::Remove(Selection::Filter(filter)) => self.remove_matching(filter)?,
        }
        Ok(())
    }

    pub(super) fn into_delta(self) -> Delta {
        let mut delta = Delta { cleared: self.cleared, ..Delta::default() };
        for person in self.named.iter().map(|&place| &self.people[place]) {
            match person.is_member {
                Some(true) => delta.add.push(person.id.to_owned()),
                _ if self.cleared => {}
                _ => delta.remove.push(person.id.to_owned()),
            }
        }
        delta
    }

    fn place(&mut self, id: &'a str) -> usize {
        *self.places.entry(id).or_insert_with(|| {
            let person = Person { id, kind: None, exists: false, was_member: false, is_member: None };
            self.people.push(person);
            self.people.len() - 1
        })
    }

    fn add(&mut self, members: &'a [Member]) {
        for member in members {
            self.set(&member.value, true);
        }
    }

    fn set(&mut self, id: &'a str, is_member: bool) {
        let place = self.place(id);
        if self.people[place].is_member.replace(is_member).is_none() {
            self.named.push(place);
        }
    }

    fn clear(&mut self) {
        for place in self.named.drain(..) {
            self.people[place].is_member = None;
        }
        self.cleared = true;
    }

    /// Of those who are members at this point.
    fn remove_matching(&mut self, filter: &Bound) -> Result<(), Error> {
        self.budget.spend_on_members(self.people.len(), filter.terms())?;
        let mut element = Element::default();
        for (place, person) in self.people.iter_mut().enumerate() {
            let is_member = person.is_member.unwrap_or(person.was_member && !self.cleared);
            let is_selected = is_member && person.exists && element.matches(filter, person);
            if is_selected && person.is_member.replace(false).is_none() {
                self.named.push(place);
            }
        }
        Ok(())
    }
}

/// A member as a filter sees it; one for all, as there may be a million of them.
#[derive(Default)]
struct Element {
    value: Map<String, Value>,
}

impl Element {
    fn matches(&mut self, filter: &Bound, person: &Person<'_>) -> bool {
        self.set("value", person.id);
        match person.kind {
            Some(kind) => self.set("type", kind),
            None => drop(self.value.shift_remove("type")),
        }
        filter.matches(&self.value)
    }

    fn set(&mut self, name: &str, text: &str) {
        match self.value.get_mut(name) {
            Some(Value::String(old)) => {
                old.clear();
                old.push_str(text);
            }
            _ => drop(self.value.insert(name.to_owned(), Value::from(text))),
        }
    }
}
