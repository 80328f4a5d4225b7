//! What a client may call, and a supply of calls that go well with what is there.

use super::reference::{Organization, Reference};
use super::text::{REFUSED, Text, any_text, key};
use proptest::option::of as option;
use proptest::prelude::*;
use proptest::sample::select;

/// Longest text in a filter here, in bytes: several must fit into one filter.
const SOUGHT_BYTES_MAX: usize = 900;

/// A resource, by the millisecond in which it was made: no two are made in the same one, so this is also the order of
/// ids. Later calls may have earlier times, as with the clocks of two servers.
pub(super) type At = u64;

/// Where calls come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Door {
    /// Acme's first connection.
    Acme,
    /// Acme's second connection.
    AcmeToo,
    /// The connection of another organization.
    Bolt,
}

#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) at: At,
    pub(super) door: Door,
    pub(super) what: What,
}

/// The version that the client expects, if it does.
pub(super) type Expected = Option<u64>;

#[derive(Clone, Debug)]
pub(super) enum What {
    CreateUser(Person),
    ReplaceUser(At, Expected, Person),
    PatchUser(At, Expected, Vec<Edit>),
    DeleteUser(At, Expected),
    GetUser(At),
    CreateGroup(Team, Vec<At>),
    ReplaceGroup(At, Expected, Team, Vec<At>),
    PatchGroup(At, Expected, Vec<TeamEdit>),
    DeleteGroup(At, Expected),
    GetGroup(At),
    Search(Search),
    /// The operator sets the door's token to active or inactive.
    SetToken(bool),
    /// A text that is none, where a user's name should be.
    Unspeakable(Place, &'static str),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Create,
    Patch,
    Filter,
}

/// What a client says of a user.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Person {
    pub(super) name: Text,
    pub(super) external: Option<Text>,
    pub(super) display: Option<Text>,
    /// Of a kind each.
    pub(super) emails: Vec<(Kind, Text)>,
    pub(super) active: Option<bool>,
    pub(super) title: Option<Text>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Work,
    Home,
}

/// What a client says of a group.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Team {
    pub(super) name: Text,
    pub(super) external: Option<Text>,
}

/// One operation of a PATCH; without a value it removes.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    Name(Text),
    External(Option<Text>),
    Display(Option<Text>),
    Emails(Vec<(Kind, Text)>),
    Active(Option<bool>),
    Title(Option<Text>),
}

#[derive(Clone, Debug)]
pub(super) enum TeamEdit {
    Name(Text),
    External(Option<Text>),
    Add(Vec<At>),
    Remove(At),
    RemoveAll,
    Replace(Vec<At>),
}

#[derive(Clone, Debug)]
pub(super) struct Search {
    pub(super) users: bool,
    pub(super) filter: Option<Condition>,
    /// The attribute, and whether the order is descending.
    pub(super) sort: Option<(Attribute, bool)>,
    /// The first index; none walks by cursor to the end.
    pub(super) start: Option<u64>,
    pub(super) count: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    UserName,
    ExternalId,
    DisplayName,
    Email,
    Title,
}

#[derive(Clone, Debug)]
pub(super) enum Condition {
    Is(Attribute, Operator, Text),
    Present(Attribute),
    Active(bool),
    /// Of users (true) their groups, of groups their members.
    Linked(bool, At),
    Not(Box<Condition>),
    Both(Box<(Condition, Condition)>),
    Either(Box<(Condition, Condition)>),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Operator {
    Eq,
    Co,
    Sw,
    Lt,
}

impl Door {
    pub(super) const ALL: [Self; 3] = [Self::Acme, Self::AcmeToo, Self::Bolt];

    pub(super) fn org(self) -> Organization {
        match self {
            Self::Acme | Self::AcmeToo => Organization::Acme,
            Self::Bolt => Organization::Bolt,
        }
    }
}

/// The next call. Most of it is about what is there.
pub(super) fn calls(model: &Reference) -> BoxedStrategy<Call> {
    prop_oneof![
        4 => calls_at(Door::Acme, model),
        2 => calls_at(Door::AcmeToo, model),
        1 => calls_at(Door::Bolt, model),
    ]
    .boxed()
}

fn calls_at(door: Door, model: &Reference) -> BoxedStrategy<Call> {
    let ids = Ids::of(door, model);
    let (user, group, members, expected) = (ids.user(), ids.group(), ids.members(), ids.expected());
    // First there must be somebody.
    let (new_users, new_groups) =
        (if ids.users.len() < 3 { 40 } else { 6 }, if ids.groups.len() < 2 { 30 } else { 4 });
    let what = prop_oneof![
        new_users => person().prop_map(What::CreateUser),
        3 => (user.clone(), expected.clone(), person()).prop_map(|(id, version, person)| What::ReplaceUser(id, version, person)),
        6 => (user.clone(), expected.clone(), proptest::collection::vec(edit(), 1..4))
            .prop_map(|(id, version, edits)| What::PatchUser(id, version, edits)),
        3 => (user.clone(), expected.clone()).prop_map(|(id, version)| What::DeleteUser(id, version)),
        1 => user.prop_map(What::GetUser),
        new_groups => (team(), members.clone()).prop_map(|(team, members)| What::CreateGroup(team, members)),
        2 => (group.clone(), expected.clone(), team(), members)
            .prop_map(|(id, version, team, members)| What::ReplaceGroup(id, version, team, members)),
        8 => (group.clone(), expected.clone(), proptest::collection::vec(team_edit(&ids), 1..4))
            .prop_map(|(id, version, edits)| What::PatchGroup(id, version, edits)),
        1 => (group.clone(), expected).prop_map(|(id, version)| What::DeleteGroup(id, version)),
        1 => group.prop_map(What::GetGroup),
        10 => search(&ids).prop_map(What::Search),
        2 => any::<bool>().prop_map(What::SetToken),
        1 => (select(&[Place::Create, Place::Patch, Place::Filter][..]), select(REFUSED))
            .prop_map(|(place, text)| What::Unspeakable(place, text)),
    ];
    // No two calls of a history have the same time, whatever is left out of it later.
    let (number, closed) = (model.calls(), model.is_closed(door));
    (0..100_000_u64, what, 0..2_u8)
        .prop_map(move |(time, what, open)| {
            // Behind a closed door nothing much happens, so it is mostly opened.
            let what = if closed && open > 0 { What::SetToken(true) } else { what };
            Call { at: time * 1_000 + number, door, what }
        })
        .boxed()
}

/// What a call may be about: mostly what the door has.
struct Ids {
    users: Vec<At>,
    groups: Vec<At>,
    foreign: Vec<At>,
    versions: Vec<u64>,
    /// What somebody or something there is called.
    texts: Vec<Text>,
}

impl Ids {
    fn of(door: Door, model: &Reference) -> Self {
        let (users, groups) = model.ids(|of| of == door);
        let (mut foreign, other) = model.ids(|of| of != door);
        foreign.extend(other);
        // Nobody's.
        foreign.push(999_999_999);
        Self { users, groups, foreign, versions: model.versions(), texts: model.texts(door) }
    }

    fn one_of(&self, own: &[At]) -> BoxedStrategy<At> {
        let foreign = select(self.foreign.clone());
        if own.is_empty() {
            foreign.boxed()
        } else {
            prop_oneof![30 => select(own.to_vec()), 1 => foreign].boxed()
        }
    }

    fn user(&self) -> BoxedStrategy<At> {
        self.one_of(&self.users)
    }

    fn group(&self) -> BoxedStrategy<At> {
        self.one_of(&self.groups)
    }

    fn member(&self) -> BoxedStrategy<At> {
        prop_oneof![5 => self.user(), 1 => self.group()].boxed()
    }

    fn members(&self) -> BoxedStrategy<Vec<At>> {
        proptest::collection::vec(self.member(), 0..4).boxed()
    }

    /// A text that somebody may be looked for by: mostly one that is there, in part now and then.
    fn sought(&self) -> BoxedStrategy<Text> {
        let any = key()
            .prop_filter("a filter has so many characters at most", |text| text.len() < SOUGHT_BYTES_MAX);
        let known: Vec<Text> =
            self.texts.iter().filter(|text| text.len() < SOUGHT_BYTES_MAX).cloned().collect();
        if known.is_empty() {
            return any.boxed();
        }
        let part = |(text, length): (Text, usize)| {
            Text::from(text.chars().take(length).collect::<String>().as_str())
        };
        prop_oneof![4 => select(known.clone()), 1 => (select(known), 1..4_usize).prop_map(part), 3 => any]
            .boxed()
    }

    /// Versions count from 1, so one is right now and then.
    fn expected(&self) -> BoxedStrategy<Expected> {
        prop_oneof![4 => Just(None), 1 => select(self.versions.clone()).prop_map(Some)].boxed()
    }
}

fn person() -> impl Strategy<Value = Person> {
    (key(), option(key()), option(key()), emails(), option(any::<bool>()), option(any_text())).prop_map(
        |(name, external, display, emails, active, title)| Person {
            name,
            external,
            display,
            emails,
            active,
            title,
        },
    )
}

fn emails() -> impl Strategy<Value = Vec<(Kind, Text)>> {
    (option(key()), option(key())).prop_map(|(work, home)| {
        let work = work.map(|address| (Kind::Work, address));
        work.into_iter().chain(home.map(|address| (Kind::Home, address))).collect()
    })
}

fn team() -> impl Strategy<Value = Team> {
    (key(), option(key())).prop_map(|(name, external)| Team { name, external })
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        3 => key().prop_map(Edit::Name),
        1 => option(key()).prop_map(Edit::External),
        1 => option(key()).prop_map(Edit::Display),
        1 => emails().prop_map(Edit::Emails),
        3 => option(any::<bool>()).prop_map(Edit::Active),
        1 => option(any_text()).prop_map(Edit::Title),
    ]
}

fn team_edit(ids: &Ids) -> impl Strategy<Value = TeamEdit> + use<> {
    prop_oneof![
        2 => key().prop_map(TeamEdit::Name),
        1 => option(key()).prop_map(TeamEdit::External),
        5 => ids.members().prop_map(TeamEdit::Add),
        3 => ids.member().prop_map(TeamEdit::Remove),
        1 => Just(TeamEdit::RemoveAll),
        1 => ids.members().prop_map(TeamEdit::Replace),
    ]
}

fn search(ids: &Ids) -> impl Strategy<Value = Search> + use<> {
    let of_users = any::<bool>().prop_flat_map({
        let (linked, sought) = (prop_oneof![ids.user(), ids.group()].boxed(), ids.sought());
        move |users| {
            let (linked, sought) = (linked.clone(), sought.clone());
            (Just(users), proptest::option::weighted(0.8, condition(users, linked, sought)), sort(users))
        }
    });
    let start = option(1..9_u64);
    (of_users, start, 0..6_u64).prop_map(|((users, filter, sort), start, count)| Search {
        users,
        filter,
        sort,
        start,
        count,
    })
}

fn sort(users: bool) -> impl Strategy<Value = Option<(Attribute, bool)>> {
    proptest::option::weighted(0.4, (attribute(users), any::<bool>()))
}

fn attribute(users: bool) -> impl Strategy<Value = Attribute> {
    use Attribute::{DisplayName, Email, ExternalId, Title, UserName};
    select(if users {
        &[UserName, ExternalId, DisplayName, Email, Title][..]
    } else {
        &[ExternalId, DisplayName][..]
    })
}

fn condition(
    users: bool,
    linked: BoxedStrategy<At>,
    sought: BoxedStrategy<Text>,
) -> BoxedStrategy<Condition> {
    use Operator::{Co, Eq, Lt, Sw};
    let leaf = prop_oneof![
        8 => (attribute(users), select(&[Eq, Eq, Co, Sw, Lt][..]), sought)
            .prop_map(|(attribute, operator, text)| Condition::Is(attribute, operator, text)),
        2 => attribute(users).prop_map(Condition::Present),
        1 => linked.prop_map(move |id| Condition::Linked(users, id)),
        1 => any::<bool>().prop_map(move |active| if users {
            Condition::Active(active)
        } else {
            Condition::Present(Attribute::ExternalId)
        }),
    ];
    let pair = |inner: BoxedStrategy<Condition>| (inner.clone(), inner).prop_map(Box::new);
    leaf.prop_recursive(2, 4, 2, move |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| Condition::Not(Box::new(one))),
            pair(inner.clone()).prop_map(Condition::Both),
            pair(inner).prop_map(Condition::Either),
        ]
    })
    .boxed()
}
