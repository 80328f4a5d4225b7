//! Groups in groups: a reader who knows nothing of them is right about who is in which group, whatever happens.

use crate::stage::{Client, Stage};
use app::{Error, IfMatch};
use directory::nesting::NESTED_LEVELS_MAX;
use directory::{EventKind, GroupId, Refusal, UserId};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// So few that paths through groups meet again and again.
const USERS: usize = 5;
const GROUPS: usize = 5;

/// What is done, to the users and groups of these numbers; those that are not there (any more) are left out.
#[derive(Clone, Debug)]
enum Step {
    CreateUser(usize),
    DeleteUser(usize),
    CreateGroup(usize, Members),
    DeleteGroup(usize),
    Add(usize, Members),
    /// By `members[value eq …]`, one after the other in one request.
    Remove(usize, Members),
    Replace(usize, Members),
    RemoveAll(usize),
    RemoveKind(usize, &'static str),
    AddAndRemove(usize, Members, Members),
}

type Members = Vec<(bool, usize)>;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let member = (prop::bool::weighted(0.6), 0..USERS.max(GROUPS));
    let members = || vec(member.clone(), 0..4);
    let step = prop_oneof![
        2 => (0..USERS).prop_map(Step::CreateUser),
        1 => (0..USERS).prop_map(Step::DeleteUser),
        2 => ((0..GROUPS), members()).prop_map(|(group, members)| Step::CreateGroup(group, members)),
        1 => (0..GROUPS).prop_map(Step::DeleteGroup),
        12 => ((0..GROUPS), members()).prop_map(|(group, members)| Step::Add(group, members)),
        3 => ((0..GROUPS), members()).prop_map(|(group, members)| Step::Remove(group, members)),
        2 => ((0..GROUPS), members()).prop_map(|(group, members)| Step::Replace(group, members)),
        1 => (0..GROUPS).prop_map(Step::RemoveAll),
        1 => ((0..GROUPS), any::<bool>())
            .prop_map(|(group, users)| Step::RemoveKind(group, if users { "User" } else { "Group" })),
        2 => ((0..GROUPS), members(), members())
            .prop_map(|(group, added, removed)| Step::AddAndRemove(group, added, removed)),
    ];
    vec(step, 10..40)
}

/// Who is there, by number.
#[derive(Default)]
struct Cast {
    users: BTreeMap<usize, UserId>,
    groups: BTreeMap<usize, GroupId>,
    named: usize,
    cycles: usize,
}

impl Cast {
    fn ids(&self, members: &Members) -> Vec<String> {
        let id = |(group, number): &(bool, usize)| match group {
            true => self.groups.get(number).map(ToString::to_string),
            false => self.users.get(number).map(ToString::to_string),
        };
        members.iter().filter_map(id).collect()
    }

    fn act(&mut self, client: Client<'_>, step: &Step) -> Result<(), Error> {
        self.named += 1;
        let name = self.named.to_string();
        match step {
            Step::CreateUser(number) => {
                if !self.users.contains_key(number) {
                    self.users.insert(*number, client.create(&name)?);
                }
            }
            Step::DeleteUser(number) => {
                self.users.remove(number).map_or(Ok(()), |user| client.delete(user))?;
            }
            Step::CreateGroup(number, members) => {
                if !self.groups.contains_key(number) {
                    let group = client.create_group_of(&name, self.ids(members))?;
                    self.groups.insert(*number, group);
                }
            }
            Step::DeleteGroup(number) => {
                self.groups.remove(number).map_or(Ok(()), |group| client.delete_group(group))?;
            }
            Step::Add(group, members) => self.patch(client, *group, &[self.add("add", members)])?,
            Step::Replace(group, members) => self.patch(client, *group, &[self.add("replace", members)])?,
            Step::Remove(group, members) => self.patch(client, *group, &self.remove(members))?,
            Step::RemoveAll(group) => {
                self.patch(client, *group, &[json!({ "op": "remove", "path": "members" })])?;
            }
            Step::RemoveKind(group, kind) => {
                let path = format!("members[type eq \"{kind}\"]");
                self.patch(client, *group, &[json!({ "op": "remove", "path": path })])?;
            }
            Step::AddAndRemove(group, added, removed) => {
                let operations = [vec![self.add("add", added)], self.remove(removed)].concat();
                self.patch(client, *group, &operations)?;
            }
        }
        Ok(())
    }

    fn add(&self, op: &str, members: &Members) -> Value {
        let values: Vec<Value> = self.ids(members).into_iter().map(|id| json!({ "value": id })).collect();
        json!({ "op": op, "path": "members", "value": values })
    }

    fn remove(&self, members: &Members) -> Vec<Value> {
        let one = |id| json!({ "op": "remove", "path": format!("members[value eq \"{id}\"]") });
        self.ids(members).into_iter().map(one).collect()
    }

    fn patch(&self, client: Client<'_>, group: usize, operations: &[Value]) -> Result<(), Error> {
        let Some(group) = self.groups.get(&group).filter(|_| !operations.is_empty()) else { return Ok(()) };
        client.patch_group_by(*group, operations, IfMatch::Any).map(drop)
    }
}

type Sets = BTreeMap<String, BTreeSet<String>>;

/// What somebody makes of the events who follows the rules that stand at `EventKind`, and checks that nothing is told
/// that is no news.
#[derive(Default)]
struct Reader {
    seen: u64,
    sets: Sets,
}

impl Reader {
    fn catch_up(&mut self, client: Client<'_>) {
        let (org, seen) = (client.door.org, self.seen);
        let events = client.read(move |work, _| Ok(work.tx.org(org).events_after(seen, 10_000)?));
        for (number, event) in events.expect("events") {
            self.seen = number;
            let data = event.data.to_value().expect("JSON");
            let ids = |name: &str| {
                data[name].as_array().cloned().unwrap_or_default().into_iter().map(|id| text(&id))
            };
            match event.kind {
                EventKind::GroupCreated => {
                    assert_eq!(self.sets.insert(event.subject, BTreeSet::new()), None);
                }
                EventKind::GroupDeleted => assert!(self.sets.remove(&event.subject).is_some()),
                EventKind::UserDeleted => self.sets.values_mut().for_each(|set| {
                    set.remove(&event.subject);
                }),
                EventKind::GroupMembersChanged => {
                    let set = self.sets.get_mut(&event.subject).expect("a group that was told of");
                    ids("removed").for_each(|id| assert!(set.remove(&id), "{id} was not in it"));
                    ids("added").for_each(|id| assert!(set.insert(id), "it was in it already"));
                }
                _ => {}
            }
        }
    }
}

fn text(id: &Value) -> String {
    id.as_str().expect("an id").to_owned()
}

/// The users in each group, by any path, from the rows.
fn closure(client: Client<'_>) -> Sets {
    let direct: Sets =
        client.groups().into_iter().map(|(group, members)| (group.to_string(), members)).collect();
    fn walk(direct: &Sets, group: &str, depth: usize, into: &mut BTreeSet<String>) {
        assert!(depth <= GROUPS, "a group is in itself");
        for member in &direct[group] {
            match direct.contains_key(member) {
                true => walk(direct, member, depth + 1, into),
                false => drop(into.insert(member.clone())),
            }
        }
    }
    let users = |group: &String| {
        let mut users = BTreeSet::new();
        walk(&direct, group, 1, &mut users);
        users
    };
    direct.keys().map(|group| (group.clone(), users(group))).collect()
}

#[test]
fn a_naive_reader_knows_who_is_in_each_group() {
    let told = Config::default();
    let rng_seed = if told.rng_seed == RngSeed::Random { RngSeed::Fixed(4_2) } else { told.rng_seed };
    let config = Config { cases: told.cases / 4, rng_seed, failure_persistence: None, ..told };
    let stage = Stage::with_servers(1);
    let client = stage.client(0);
    let groups = (0..GROUPS).map(|number| Step::CreateGroup(number, Vec::new()));
    let everybody: Vec<Step> = (0..USERS).map(Step::CreateUser).chain(groups).collect();
    let tally = std::cell::Cell::new((0, 0, 0));
    let outcome = TestRunner::new(config).run(&steps(), |steps| {
        // What an earlier history has left, also one that failed.
        client.groups().into_iter().for_each(|(group, _)| client.delete_group(group).expect("gone"));
        let old: Vec<UserId> = client.users().iter().filter_map(|id| UserId::parse(id)).collect();
        old.into_iter().for_each(|user| client.delete(user).expect("gone"));
        let (mut cast, mut reader) = (Cast::default(), Reader::default());
        for step in everybody.iter().chain(&steps) {
            match cast.act(client, step) {
                Ok(()) => {}
                Err(Error::Refused(Refusal::GroupInItself(_) | Refusal::OwnMember)) => cast.cycles += 1,
                Err(other) => panic!("{step:?}: {other}"),
            }
            reader.catch_up(client);
            prop_assert_eq!(&reader.sets, &closure(client), "after {:?} of {:?}", step, steps);
        }
        let (nested, cycles, cases) = tally.get();
        let has_nested = client
            .groups()
            .iter()
            .flat_map(|(_, members)| members)
            .any(|member| cast.groups.values().any(|group| group.to_string() == *member));
        tally.set((nested + usize::from(has_nested), cycles + cast.cycles, cases + 1));
        Ok(())
    });
    outcome.expect("the reader is right");
    let (nested, cycles, cases) = tally.get();
    assert!(
        nested > cases / 4 && cycles > cases / 4,
        "{nested} nested, {cycles} cycles in {cases} histories"
    );
}

#[test]
fn a_group_that_would_be_in_itself_is_refused_with_the_way() {
    for stage in Stage::each() {
        let client = stage.client(0);
        let [inner, middle, outer] =
            ["Inner", "Middle", "Outer"].map(|name| client.create_group(name, &[]).expect("a group"));
        client.nest(middle, inner).expect("inner in middle");
        client.nest(outer, middle).expect("middle in outer");
        let way = ["Inner", "Middle", "Outer"].map(str::to_owned).to_vec();
        let refusal = Refusal::GroupInItself(way);
        assert_eq!(client.nest(inner, outer), Err(Error::Refused(refusal.clone())));
        assert_eq!(
            refusal.to_string(),
            "The group \"Outer\" cannot be a member of \"Inner\", because \"Inner\" is in \"Outer\" already: \"Inner\" in \
             \"Middle\" in \"Outer\". Take it out there first, or leave the two as they are."
        );
        assert_eq!(client.nest(inner, inner), Err(Error::Refused(Refusal::OwnMember)));
        assert_eq!(client.members(inner), BTreeSet::new(), "nothing was changed");
    }
}

#[test]
fn levels_end_at_their_limit_from_both_sides() {
    let stage = Stage::with_servers(1);
    let client = stage.client(0);
    let group = |number: usize| client.create_group(&number.to_string(), &[]).expect("a group");
    let chain: Vec<GroupId> = (0..NESTED_LEVELS_MAX).map(group).collect();
    for pair in chain.windows(2) {
        client.nest(pair[0], pair[1]).expect("one more level");
    }
    let too_deep =
        |outcome| assert_eq!(outcome, Err(Error::Refused(Refusal::NestedTooDeep(NESTED_LEVELS_MAX + 1))));
    too_deep(client.nest(chain[NESTED_LEVELS_MAX - 1], group(100)).map(drop));
    too_deep(client.nest(group(101), chain[0]).map(drop));
    too_deep(client.create_group_of("new", vec![chain[0].to_string()]).map(drop));
    client.create_group_of("new", vec![chain[1].to_string()]).expect("as deep as may be");
}

#[test]
fn two_halves_of_a_circle_are_never_both_done() {
    for stage in Stage::each() {
        for round in 0..6 {
            let group = |name: String| stage.client(round).create_group(&name, &[]).expect("a group");
            let ring: Vec<GroupId> = (0..4).map(|number| group(format!("{round} {number}"))).collect();
            let outcomes = stage.at_once(ring.len(), |number, client| {
                client.nest(ring[number], ring[(number + 1) % ring.len()]).map(drop)
            });
            let (done, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
            assert_eq!(done.len(), ring.len() - 1, "{refused:?}");
            assert!(matches!(refused[..], [Err(Error::Refused(Refusal::GroupInItself(_)))]), "{refused:?}");
        }
    }
}
