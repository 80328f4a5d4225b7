//! The model: what the directory is, in maps. It shares nothing with the server but how texts are folded.

use super::call::{
    At, Attribute, Call, Condition, Door, Edit, Expected, Kind, Operator, Person, Place, Search, Team,
    TeamEdit, What, calls,
};
use super::text::Text;
use directory::size::KEY_BYTES_MAX;
use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;
use scim::fold;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Two organizations with what is in them.
#[derive(Clone, Debug, Default)]
pub(super) struct Reference {
    calls: u64,
    closed: BTreeSet<Door>,
    users: BTreeMap<At, Stored<Person>>,
    groups: BTreeMap<At, Stored<Team>>,
    members: BTreeMap<At, BTreeSet<At>>,
    events: BTreeMap<Organization, Vec<Event>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Organization {
    Acme,
    Bolt,
}

#[derive(Clone, Debug)]
struct Stored<T> {
    door: Door,
    version: u64,
    modified: At,
    said: T,
}

/// What a client learns.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    User(View<Person>),
    Group(View<Team>),
    Done,
    Pages(Vec<Page>),
    No(Why),
}

/// A resource with those whom it is linked to, and their names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct View<T> {
    pub(super) id: At,
    pub(super) version: u64,
    pub(super) modified: At,
    pub(super) said: T,
    pub(super) linked: Vec<(Linked, At, Text)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Linked {
    User,
    Group,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Page {
    pub(super) total: u64,
    pub(super) start: Option<u64>,
    /// Whether there is a cursor to go on with.
    pub(super) more: bool,
    pub(super) items: Vec<Answer>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Unauthorized,
    NotFound,
    Stale,
    UserNameTaken,
    GroupNameTaken,
    UnknownMembers(Vec<At>),
    OwnMember,
    InItself,
    TooLong,
    InvalidSyntax,
    InvalidValue,
    InvalidFilter,
    /// What never should come.
    Other(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) kind: String,
    pub(super) subject: At,
    pub(super) added: BTreeSet<At>,
    pub(super) removed: BTreeSet<At>,
}

impl ReferenceStateMachine for Reference {
    type State = Self;
    type Transition = Call;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self::default()).boxed()
    }

    fn transitions(state: &Self) -> BoxedStrategy<Call> {
        calls(state)
    }

    fn apply(mut state: Self, call: &Call) -> Self {
        state.answer(call);
        state
    }
}

impl Reference {
    pub(super) fn calls(&self) -> u64 {
        self.calls
    }

    pub(super) fn is_closed(&self, door: Door) -> bool {
        self.closed.contains(&door)
    }

    /// The users and the groups of these doors.
    pub(super) fn ids(&self, of: impl Fn(Door) -> bool) -> (Vec<At>, Vec<At>) {
        let users = self.users.iter().filter(|(_, user)| of(user.door)).map(|(id, _)| *id);
        let groups = self.groups.iter().filter(|(_, group)| of(group.door)).map(|(id, _)| *id);
        (users.collect(), groups.collect())
    }

    /// The texts by which a door's users and groups are found.
    pub(super) fn texts(&self, door: Door) -> Vec<Text> {
        let users = self.users.values().filter(|user| user.door == door).map(|user| &user.said);
        let of_user = |user: &Person| {
            let addresses = user.emails.iter().map(|(_, address)| address.clone());
            let single =
                [Some(&user.name), user.external.as_ref(), user.display.as_ref(), user.title.as_ref()];
            single.into_iter().flatten().cloned().chain(addresses).collect::<Vec<_>>()
        };
        let groups = self.groups.values().filter(|group| group.door == door).map(|group| &group.said);
        let of_group =
            |group: &Team| [Some(group.name.clone()), group.external.clone()].into_iter().flatten();
        users.flat_map(of_user).chain(groups.flat_map(of_group)).collect()
    }

    /// Whether this call takes somebody away who is a member.
    pub(super) fn takes_a_member(&self, call: &Call) -> bool {
        let (What::DeleteUser(id, None) | What::DeleteGroup(id, None)) = &call.what else { return false };
        self.members.iter().any(|(group, members)| {
            members.contains(id) && self.groups[group].door == call.door && !self.closed.contains(&call.door)
        })
    }

    /// Versions that something has, and one more.
    pub(super) fn versions(&self) -> Vec<u64> {
        let users = self.users.values().map(|user| user.version);
        users.chain(self.groups.values().map(|group| group.version)).chain([1, 2]).collect()
    }

    /// The events of an organization with their numbers.
    pub(super) fn events(&self, org: Organization) -> Vec<(u64, Event)> {
        (1..).zip(self.events.get(&org).cloned().unwrap_or_default()).collect()
    }

    /// All users and groups that each door sees, and the number of each organization's last event.
    pub(super) fn everything(&self) -> Vec<Answer> {
        let all = |users, door| {
            Search { users, filter: None, sort: None, start: Some(1), count: 1_000 }.of(self, door)
        };
        Door::ALL.into_iter().flat_map(|door| [all(true, door), all(false, door)]).collect()
    }

    /// Does what is asked and says what to answer.
    pub(super) fn answer(&mut self, call: &Call) -> Answer {
        self.calls += 1;
        if let What::SetToken(active) = call.what {
            if active {
                self.closed.remove(&call.door)
            } else {
                self.closed.insert(call.door)
            };
            return Answer::Done;
        }
        if self.closed.contains(&call.door) {
            return Answer::No(Why::Unauthorized);
        }
        self.done(call).unwrap_or_else(Answer::No)
    }

    fn done(&mut self, Call { at, door, what }: &Call) -> Result<Answer, Why> {
        let (at, door) = (*at, *door);
        match what {
            What::CreateUser(person) => {
                check_person(person)?;
                self.save_user(
                    at,
                    Stored { door, version: 1, modified: at, said: active(person, Some(true)) },
                )
            }
            What::ReplaceUser(id, expected, person) => {
                let before = owned(&self.users, *id, door, *expected)?;
                let after = active(person, before.said.active);
                self.change_user(*id, at, after)
            }
            What::PatchUser(id, expected, edits) => {
                let mut after = owned(&self.users, *id, door, *expected)?.said;
                edits.iter().cloned().for_each(|edit| edit_person(&mut after, edit));
                self.change_user(*id, at, after)
            }
            What::DeleteUser(id, expected) => {
                owned(&self.users, *id, door, *expected)?;
                self.leave_everything(*id, at);
                self.users.remove(id);
                self.tell(door, "user.deleted", *id);
                Ok(Answer::Done)
            }
            What::GetUser(id) => owned(&self.users, *id, door, None).map(|_| self.user(*id)),
            What::CreateGroup(team, members) => self.create_group(at, door, team, members),
            What::ReplaceGroup(id, expected, team, members) => {
                owned(&self.groups, *id, door, *expected)?;
                self.change_group(*id, at, team.clone(), members.iter().copied().collect())
            }
            What::PatchGroup(id, expected, edits) => {
                let mut team = owned(&self.groups, *id, door, *expected)?.said;
                let mut members = self.members[id].clone();
                edits.iter().cloned().for_each(|edit| edit_team(&mut team, &mut members, edit));
                self.change_group(*id, at, team, members)
            }
            What::DeleteGroup(id, expected) => {
                owned(&self.groups, *id, door, *expected)?;
                let before = self.users_of_groups();
                self.leave_everything(*id, at);
                self.groups.remove(id);
                self.members.remove(id);
                self.tell(door, "group.deleted", *id);
                self.tell_of_users(door, &before);
                Ok(Answer::Done)
            }
            What::GetGroup(id) => owned(&self.groups, *id, door, None).map(|_| self.group(*id)),
            What::Search(search) => Ok(search.of(self, door)),
            What::Unspeakable(Place::Filter, _) => Err(Why::InvalidFilter),
            What::Unspeakable(Place::Create | Place::Patch, _) => Err(Why::InvalidSyntax),
            What::SetToken(_) => Ok(Answer::Done),
        }
    }

    fn change_user(&mut self, id: At, at: At, after: Person) -> Result<Answer, Why> {
        let before = self.users[&id].clone();
        if blank(&after.name) {
            return Err(Why::InvalidValue);
        }
        if after == before.said {
            return Ok(self.user(id));
        }
        let keeps_out = before.said.active == Some(true) && after.active != Some(true);
        let version = before.version + 1;
        let alone = Person { active: Some(false), ..before.said.clone() };
        let stored = |said: Person| Stored { version, modified: at, said, ..before.clone() };
        match check_person(&after).and_then(|()| self.save_user(id, stored(after))) {
            // Deactivation wins: nobody stays in for the sake of what else was asked.
            Err(_) if keeps_out => self.save_user(id, stored(alone)),
            saved => saved,
        }
    }

    fn save_user(&mut self, id: At, user: Stored<Person>) -> Result<Answer, Why> {
        let org = user.door.org();
        let mut others = self.users.iter().filter(|(other, _)| **other != id);
        if others.any(|(_, other)| other.door.org() == org && alike(&other.said.name, &user.said.name)) {
            return Err(Why::UserNameTaken);
        }
        let was = self.users.get(&id).map(|before| before.said.active == Some(true));
        let kind = match (was, user.said.active == Some(true)) {
            (None, _) => "user.created",
            (Some(true), false) => "user.disabled",
            (Some(false), true) => "user.enabled",
            _ => "user.updated",
        };
        self.tell(user.door, kind, id);
        self.users.insert(id, user);
        Ok(self.user(id))
    }

    fn create_group(&mut self, id: At, door: Door, team: &Team, members: &[At]) -> Result<Answer, Why> {
        if blank(&team.name) {
            return Err(Why::InvalidValue);
        }
        let members: BTreeSet<At> = members.iter().copied().collect();
        self.check_members(door, &members)?;
        self.save_group(id, Stored { door, version: 1, modified: id, said: team.clone() }, members)
    }

    fn change_group(&mut self, id: At, at: At, after: Team, members: BTreeSet<At>) -> Result<Answer, Why> {
        if blank(&after.name) {
            return Err(Why::InvalidValue);
        }
        let before = self.groups[&id].clone();
        let coming = members.difference(&self.members[&id]).copied().collect();
        self.check_members(before.door, &coming)?;
        if coming.contains(&id) {
            return Err(Why::OwnMember);
        }
        if coming.iter().any(|member| self.inside(*member).contains(&id)) {
            return Err(Why::InItself);
        }
        if after == before.said && members == self.members[&id] {
            return Ok(self.group(id));
        }
        self.save_group(
            id,
            Stored { version: before.version + 1, modified: at, said: after, ..before },
            members,
        )
    }

    fn save_group(&mut self, id: At, group: Stored<Team>, members: BTreeSet<At>) -> Result<Answer, Why> {
        if [Some(&group.said.name), group.said.external.as_ref()].into_iter().flatten().any(too_long) {
            return Err(Why::TooLong);
        }
        let mut others = self.groups.iter().filter(|(other, _)| **other != id);
        if others.any(|(_, other)| other.door == group.door && alike(&other.said.name, &group.said.name)) {
            return Err(Why::GroupNameTaken);
        }
        match self.groups.get(&id) {
            None => self.tell(group.door, "group.created", id),
            Some(before) if before.said != group.said => self.tell(group.door, "group.updated", id),
            Some(_) => {}
        }
        let (door, before) = (group.door, self.users_of_groups());
        self.groups.insert(id, group);
        self.members.insert(id, members);
        self.tell_of_users(door, &before);
        Ok(self.group(id))
    }

    /// All that is in a group, at any depth.
    fn inside(&self, group: At) -> BTreeSet<At> {
        let direct = self.members.get(&group).into_iter().flatten();
        direct.flat_map(|member| self.inside(*member).into_iter().chain([*member])).collect()
    }

    fn users_of_groups(&self) -> BTreeMap<At, BTreeSet<At>> {
        let users = |group: &At| {
            self.inside(*group).into_iter().filter(|member| self.users.contains_key(member)).collect()
        };
        self.groups.keys().map(|group| (*group, users(group))).collect()
    }

    /// Tells of each group in which there are other users now.
    fn tell_of_users(&mut self, door: Door, before: &BTreeMap<At, BTreeSet<At>>) {
        let nobody = BTreeSet::new();
        for (subject, users) in self.users_of_groups() {
            let before = before.get(&subject).unwrap_or(&nobody);
            let added: BTreeSet<At> = users.difference(before).copied().collect();
            let removed: BTreeSet<At> = before.difference(&users).copied().collect();
            if !added.is_empty() || !removed.is_empty() {
                let event = Event { kind: "group.members_changed".to_owned(), subject, added, removed };
                self.events.entry(door.org()).or_default().push(event);
            }
        }
    }

    fn check_members(&self, door: Door, members: &BTreeSet<At>) -> Result<(), Why> {
        let known = |id: &At| {
            let user = self.users.get(id).map(|user| user.door);
            user.or(self.groups.get(id).map(|group| group.door)) == Some(door)
        };
        let unknown: Vec<At> = members.iter().filter(|id| !known(id)).copied().collect();
        if unknown.is_empty() { Ok(()) } else { Err(Why::UnknownMembers(unknown)) }
    }

    /// Who is gone is nobody's member any more, and that changes the groups.
    fn leave_everything(&mut self, id: At, at: At) {
        for (group, members) in &mut self.members {
            if members.remove(&id) {
                let group = self.groups.get_mut(group).expect("members have a group");
                group.version += 1;
                group.modified = at;
            }
        }
    }

    fn tell(&mut self, door: Door, kind: &str, subject: At) {
        let event =
            Event { kind: kind.to_owned(), subject, added: BTreeSet::new(), removed: BTreeSet::new() };
        self.events.entry(door.org()).or_default().push(event);
    }

    fn user(&self, id: At) -> Answer {
        let Stored { version, modified, said, .. } = self.users[&id].clone();
        let groups = self.members.iter().filter(|(_, members)| members.contains(&id));
        let linked =
            groups.map(|(group, _)| (Linked::Group, *group, self.groups[group].said.name.clone())).collect();
        Answer::User(View { id, version, modified, said, linked })
    }

    fn group(&self, id: At) -> Answer {
        let Stored { version, modified, said, .. } = self.groups[&id].clone();
        let linked = self.members[&id].iter().map(|member| match self.users.get(member) {
            Some(Stored { said, .. }) => {
                (Linked::User, *member, said.display.clone().unwrap_or(said.name.clone()))
            }
            None => (Linked::Group, *member, self.groups[member].said.name.clone()),
        });
        Answer::Group(View { id, version, modified, said, linked: linked.collect() })
    }
}

impl Search {
    fn of(&self, all: &Reference, door: Door) -> Answer {
        let mut found: Vec<At> = if self.users {
            all.users.iter().filter(|(_, user)| user.door == door).map(|(id, _)| *id).collect()
        } else {
            all.groups.iter().filter(|(_, group)| group.door == door).map(|(id, _)| *id).collect()
        };
        found.retain(|id| self.filter.as_ref().is_none_or(|filter| filter.holds(all, *id)));
        if let Some((attribute, descending)) = self.sort {
            let key = |id: &At| values(all, *id, attribute).into_iter().next();
            found.sort_by(|a, b| {
                // Who has no value comes last.
                let order = match (key(a), key(b)) {
                    (Some(a), Some(b)) => a.cmp(&b),
                    (a, b) => b.is_some().cmp(&a.is_some()),
                };
                if descending { order.reverse() } else { order }.then(Ordering::Equal)
            });
        }
        let total = found.len() as u64;
        let views: Vec<Answer> =
            found.into_iter().map(|id| if self.users { all.user(id) } else { all.group(id) }).collect();
        let count = usize::try_from(self.count).expect("small");
        let page = |start, more, items: &[Answer]| Page { total, start, more, items: items.to_vec() };
        Answer::Pages(match self.start {
            Some(start) => {
                let behind = views.get(usize::try_from(start - 1).expect("small")..).unwrap_or_default();
                vec![page(Some(start), false, &behind[..count.min(behind.len())])]
            }
            None if count == 0 || views.is_empty() => vec![page(None, false, &[])],
            None => {
                let last = views.len().div_ceil(count) - 1;
                let pages = views.chunks(count).enumerate();
                pages.map(|(number, items)| page(None, number < last, items)).collect()
            }
        })
    }
}

impl Condition {
    fn holds(&self, all: &Reference, id: At) -> bool {
        match self {
            Self::Is(attribute, operator, text) => {
                let text = if *attribute == Attribute::ExternalId { text.to_string() } else { fold(text) };
                values(all, id, *attribute).iter().any(|value| match operator {
                    Operator::Eq => *value == text,
                    Operator::Co => value.contains(&text),
                    Operator::Sw => value.starts_with(&text),
                    Operator::Lt => *value < text,
                })
            }
            Self::Present(attribute) => values(all, id, *attribute).iter().any(|value| !value.is_empty()),
            Self::Active(active) => all.users[&id].said.active == Some(*active),
            Self::Linked(_, other) => {
                let is_member =
                    |group, member| all.members.get(group).is_some_and(|members| members.contains(member));
                if all.users.contains_key(&id) { is_member(other, &id) } else { is_member(&id, other) }
            }
            Self::Not(inner) => !inner.holds(all, id),
            Self::Both(pair) => pair.0.holds(all, id) && pair.1.holds(all, id),
            Self::Either(pair) => pair.0.holds(all, id) || pair.1.holds(all, id),
        }
    }
}

/// As they are compared: folded, but for the one attribute that is case exact.
fn values(all: &Reference, id: At, attribute: Attribute) -> Vec<String> {
    let folded = |text: Option<&Text>| text.map(|text| fold(text)).into_iter().collect();
    let exact = |text: Option<&Text>| text.map(|text| text.to_string()).into_iter().collect();
    match (all.users.get(&id).map(|user| &user.said), all.groups.get(&id).map(|group| &group.said)) {
        (Some(user), _) => match attribute {
            Attribute::UserName => folded(Some(&user.name)),
            Attribute::ExternalId => exact(user.external.as_ref()),
            Attribute::DisplayName => folded(user.display.as_ref()),
            Attribute::Email => user.emails.iter().map(|(_, address)| fold(address)).collect(),
            Attribute::Title => folded(user.title.as_ref()),
        },
        (None, Some(group)) if attribute == Attribute::ExternalId => exact(group.external.as_ref()),
        (None, Some(group)) => folded(Some(&group.name)),
        (None, None) => Vec::new(),
    }
}

fn owned<T: Clone>(
    all: &BTreeMap<At, Stored<T>>,
    id: At,
    door: Door,
    expected: Expected,
) -> Result<Stored<T>, Why> {
    let found = all.get(&id).filter(|found| found.door == door).ok_or(Why::NotFound)?;
    match expected {
        Some(version) if version != found.version => Err(Why::Stale),
        _ => Ok(found.clone()),
    }
}

fn active(person: &Person, otherwise: Option<bool>) -> Person {
    Person { active: person.active.or(otherwise), ..person.clone() }
}

fn edit_person(person: &mut Person, edit: Edit) {
    match edit {
        Edit::Name(name) => person.name = name,
        Edit::External(external) => person.external = external,
        Edit::Display(display) => person.display = display,
        Edit::Emails(emails) => person.emails = emails,
        Edit::Active(active) => person.active = active,
        Edit::Title(title) => person.title = title,
    }
}

fn edit_team(team: &mut Team, members: &mut BTreeSet<At>, edit: TeamEdit) {
    match edit {
        TeamEdit::Name(name) => team.name = name,
        TeamEdit::External(external) => team.external = external,
        TeamEdit::Add(added) => members.extend(added),
        TeamEdit::Remove(removed) => drop(members.remove(&removed)),
        TeamEdit::RemoveAll => members.clear(),
        TeamEdit::Replace(replaced) => *members = replaced.into_iter().collect(),
    }
}

fn check_person(person: &Person) -> Result<(), Why> {
    if blank(&person.name) {
        return Err(Why::InvalidValue);
    }
    let addresses = person.emails.iter().map(|(_, address)| address);
    let keys = [Some(&person.name), person.display.as_ref(), person.external.as_ref()]
        .into_iter()
        .flatten()
        .chain(addresses);
    let is_found = keys.into_iter().any(too_long);
    if is_found { Err(Why::TooLong) } else { Ok(()) }
}

fn too_long(text: &Text) -> bool {
    fold(text).len() > KEY_BYTES_MAX
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn alike(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}

impl Kind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Home => "home",
        }
    }
}
