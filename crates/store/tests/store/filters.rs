//! A search finds exactly what its filter says, whoever decides: the database or the evaluator.

use crate::support::{ACTOR, Fixture, NOW, ids, organization, parsed, read, resource, write};
use directory::change::Member;
use directory::user::Source;
use directory::{
    Action, AuditEntry, Change, Group, GroupId, OrgId, Row, Stage, Status, Timestamp, User, UserId,
};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use scim::filter::{Filter, Syntax};
use scim::sort::Key;
use scim::{ResourceType, sort};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;
use store::{
    Found, Mark, Page, Roster, Search, Sort, group_attributes, groups_value, members_value, user_attributes,
    user_version,
};

static USER: LazyLock<ResourceType> = LazyLock::new(ResourceType::user);
static GROUP: LazyLock<ResourceType> = LazyLock::new(ResourceType::group);

/// An organization with people and groups of one connection.
#[derive(Clone, Debug)]
struct World {
    users: Vec<User>,
    groups: Vec<(Group, Vec<Member>)>,
}

/// A list as a client asks for it, in text where the protocol has text.
#[derive(Clone, Debug)]
struct Query {
    filter: Option<String>,
    sort: Option<(&'static str, bool)>,
    page: Page,
}

#[test]
fn a_search_finds_what_the_evaluator_would() {
    let f = Fixture::new();
    let config = ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() };
    let queries = proptest::collection::vec((query(USER_PATHS), query(GROUP_PATHS)), 12);
    let outcome = TestRunner::new(config).run(&(world(), queries), |(world, queries)| {
        let name = format!("Acme {}", ids().id::<OrgId>());
        let (org, connection) = organization(&f.store, &name);
        let world = world.owned_by(Source::Connection(connection.id));
        world.save(&f, org);
        for (of_users, of_groups) in queries {
            let (expected, found) = world.users_found(&f, org, &of_users);
            prop_assert_eq!(found, expected, "{:?}", of_users);
            let (expected, found) = world.groups_found(&f, org, &of_groups);
            prop_assert_eq!(found, expected, "{:?}", of_groups);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn what_providers_ask_for_is_found() {
    let f = Fixture::new();
    let (zoe, made) = f.user_of(json!({
        "userName": "Zoe@acme.test", "externalId": "00uZ", "displayName": "Zoë",
        "emails": [{ "value": "Zoe@acme.test", "type": "work" }, { "value": "zoe@home.test", "type": "home" }],
    }));
    let (yan, boss) = f.user_of(json!({
        "userName": "yan@acme.test", "externalId": "00uY", "active": false,
        "emails": [{ "value": "yan@acme.test", "type": "work" }],
        scim::schema::ENTERPRISE_USER_URN: { "manager": { "value": zoe.id.to_string() } },
    }));
    let (group, grouped) = f.group("Staff", &[Member::User(zoe.id)]);
    f.save(&[&made, &boss, &grouped]).unwrap();
    let (both, zoe_only, yan_only) = (vec![&zoe, &yan], vec![&zoe], vec![&yan]);
    for (filter, expected) in [
        ("userName eq \"zoe@ACME.test\"".to_owned(), &zoe_only),
        ("userName eq \"zoe@acme.test\" or externalId eq \"00uY\"".to_owned(), &both),
        ("externalId eq \"00uy\"".to_owned(), &vec![]),
        (format!("id eq \"{}\"", zoe.id), &zoe_only),
        ("active eq \"False\"".to_owned(), &yan_only),
        ("emails[type eq \"work\" and value eq \"zoe@home.test\"]".to_owned(), &vec![]),
        ("emails[type eq \"home\"].value eq \"ZOE@home.test\"".to_owned(), &zoe_only),
        // Some value differs: not the opposite of eq.
        ("emails ne \"zoe@acme.test\"".to_owned(), &both),
        ("emails ne \"yan@acme.test\"".to_owned(), &zoe_only),
        ("not (emails eq \"zoe@home.test\")".to_owned(), &yan_only),
        (format!("groups.value eq \"{}\"", group.id), &zoe_only),
        ("groups.display eq \"staff\"".to_owned(), &zoe_only),
        ("not (groups.display eq \"staff\")".to_owned(), &yan_only),
        (format!("manager eq \"{}\"", zoe.id), &yan_only),
        ("displayName pr and active eq true".to_owned(), &zoe_only),
        (format!("meta.lastModified gt \"{NOW}\""), &vec![]),
        (format!("meta.lastModified ge \"{NOW}\""), &both),
    ] {
        let page = Page::Index { start: 1, count: 10 };
        let query = Query { filter: Some(filter.clone()), sort: Some(("userName", true)), page };
        let found = users_of(&f, f.org, f.source, &query);
        assert_eq!(found.items.iter().collect::<Vec<_>>(), *expected, "{filter}");
        assert_eq!((found.total, found.more), (expected.len() as u64, false), "{filter}");
    }
}

#[test]
fn pages_by_index_and_by_cursor_see_everybody_once() {
    let f = Fixture::new();
    let users: Vec<_> = (0..25).map(|number| f.user(&format!("user{number:02}"))).collect();
    f.save(&users.iter().map(|(_, made)| made).collect::<Vec<_>>()).unwrap();
    let mut expected: Vec<UserId> = users.iter().map(|(user, _)| user.id).collect();
    expected.sort_by_key(ToString::to_string);
    // A filter that the database decides, and one that it does not.
    for filter in [None, Some("userName sw \"USER\""), Some("userName co \"ser\"")] {
        let search = |page| {
            let query = Query { filter: filter.map(str::to_owned), sort: None, page };
            users_of(&f, f.org, f.source, &query)
        };
        let (mut by_index, mut by_cursor, mut after) = (Vec::new(), Vec::new(), None);
        for start in (1..=25).step_by(10) {
            let found = search(Page::Index { start, count: 10 });
            assert_eq!((found.total, found.more), (25, start < 21));
            by_index.extend(found.items.into_iter().map(|user| user.id));
        }
        loop {
            let found = search(Page::Cursor { after: after.take(), count: 10 });
            assert_eq!(found.total, 25);
            by_cursor.extend(found.items.iter().map(|user| user.id));
            let last = found.items.last().filter(|_| found.more);
            after = last.map(|user| Mark { key: Key::Missing, id: user.id.to_string() });
            if after.is_none() {
                break;
            }
        }
        assert_eq!(by_index, expected);
        assert_eq!(by_cursor, expected);
        let none = search(Page::Index { start: 1, count: 0 });
        assert_eq!((none.total, none.items.len(), none.more), (25, 0, true));
        let beyond = search(Page::Index { start: 26, count: 10 });
        assert_eq!((beyond.total, beyond.items.len(), beyond.more), (25, 0, false));
    }
}

#[test]
fn a_search_stays_with_its_source() {
    let f = Fixture::new();
    f.save(&[&f.user("zoe").1]).unwrap();
    let query = Query { filter: None, sort: None, page: Page::Index { start: 1, count: 10 } };
    assert_eq!(users_of(&f, f.org, f.source, &query).total, 1);
    assert_eq!(users_of(&f, f.org, Source::Local, &query).total, 0);
    let (other, _) = organization(&f.store, "Other");
    assert_eq!(users_of(&f, other, f.source, &query).total, 0);
}

impl World {
    fn owned_by(mut self, source: Source) -> Self {
        self.users.iter_mut().for_each(|user| user.source = source);
        self.groups.iter_mut().for_each(|(group, _)| group.source = source);
        self
    }

    fn save(&self, f: &Fixture, org: OrgId) {
        let audit = AuditEntry::new(&mut ids(), NOW, ACTOR, Action::UserCreated, String::new());
        let mut change = Change::new(org, audit);
        change.rows.extend(self.users.iter().cloned().map(Row::UserCreated));
        change.rows.extend(self.groups.iter().map(|(group, _)| Row::GroupCreated(group.clone())));
        let members = self.groups.iter().filter(|(_, members)| !members.is_empty());
        change.rows.extend(members.map(|(group, members)| Row::MembersAdded(group.id, members.clone())));
        write(&f.store, move |tx| tx.save(&change)).unwrap();
    }

    fn users_found(&self, f: &Fixture, org: OrgId, query: &Query) -> (Found<String>, Found<String>) {
        let groups_of = |user: &User| -> Roster {
            let has = |members: &[Member]| members.contains(&Member::User(user.id));
            let groups = self.groups.iter().filter(|(_, members)| has(members));
            groups.map(|(group, _)| (Member::Group(group.id), group.display_name())).collect()
        };
        let all = self.users.iter().map(|user| {
            let groups = groups_of(user);
            let version = user_version(user.version, &groups);
            (user.id.to_string(), user_attributes(user.clone(), &version, groups_value(&groups)))
        });
        let Found { total, items, more } = users_of(f, org, self.users[0].source, query);
        let found = Found { total, items: items.iter().map(|user| user.id.to_string()).collect(), more };
        (expected(all.collect(), &USER, query), found)
    }

    fn groups_found(&self, f: &Fixture, org: OrgId, query: &Query) -> (Found<String>, Found<String>) {
        let all = self.groups.iter().map(|(group, members)| {
            let mut members = members.clone();
            members.sort_by_key(|member| member.id());
            let roster = members.into_iter().map(|member| (member, self.display(member))).collect();
            (group.id.to_string(), group_attributes(group.clone(), members_value(&roster)))
        });
        let search = search(&GROUP, self.users[0].source, query);
        let Found { total, items, more } =
            read(&f.store, move |tx| tx.org(org).search_groups(&search)).unwrap();
        let found = Found { total, items: items.iter().map(|group| group.id.to_string()).collect(), more };
        (expected(all.collect(), &GROUP, query), found)
    }

    fn display(&self, member: Member) -> String {
        match member {
            Member::User(id) => {
                let user = self.users.iter().find(|user| user.id == id).expect("members exist");
                let display = user.resource.attributes().get("displayName").and_then(Value::as_str);
                display.unwrap_or(user.user_name()).to_owned()
            }
            Member::Group(id) => {
                let found = self.groups.iter().find(|(group, _)| group.id == id);
                found.expect("members exist").0.display_name().to_owned()
            }
        }
    }
}

fn users_of(f: &Fixture, org: OrgId, source: Source, query: &Query) -> Found<User> {
    let search = search(&USER, source, query);
    let Found { total, items, more } = read(&f.store, move |tx| tx.org(org).search_users(&search)).unwrap();
    Found { total, items: items.into_iter().map(parsed).collect(), more }
}

fn search(ty: &'static ResourceType, source: Source, query: &Query) -> Search<'static> {
    let filter =
        query.filter.as_ref().map(|text| Filter::parse(text, Syntax::LENIENT).unwrap().bind(ty).unwrap());
    let sort = query.sort.map(|(path, descending)| Sort {
        path: sort::check(&qualified(path), ty).unwrap(),
        ty,
        descending,
    });
    Search { source: Some(source), filter, sort, page: query.page.clone() }
}

/// Filters find what extensions have by the bare name; `sortBy` does not.
fn qualified(path: &str) -> String {
    if path.starts_with("manager") {
        format!("{}:{path}", scim::schema::ENTERPRISE_USER_URN)
    } else {
        path.to_owned()
    }
}

/// What should be found, by the evaluator alone.
fn expected(
    mut all: Vec<(String, Map<String, Value>)>,
    ty: &'static ResourceType,
    query: &Query,
) -> Found<String> {
    let search = search(ty, Source::Local, query);
    all.retain(|(_, attributes)| search.filter.as_ref().is_none_or(|filter| filter.matches(attributes)));
    all.sort_by(|(a, _), (b, _)| a.cmp(b));
    let key = |attributes: &Map<String, Value>| {
        search.sort.as_ref().map_or(Key::Missing, |sort| sort::key(attributes, &sort.path, ty))
    };
    let compare = |a: &Key, b: &Key| match &search.sort {
        Some(sort) if sort.descending => b.cmp(a),
        _ => a.cmp(b),
    };
    let mut all: Vec<_> = all.into_iter().map(|(id, attributes)| (key(&attributes), id)).collect();
    all.sort_by(|(a, _), (b, _)| compare(a, b));
    let total = all.len() as u64;
    let (behind, count): (Vec<String>, u64) = match search.page {
        Page::Index { start, count } => {
            (all.into_iter().map(|(_, id)| id).skip(start.saturating_sub(1) as usize).collect(), count)
        }
        Page::Cursor { after, count } => {
            let is_behind = |(key, id): &(Key, String)| {
                let place = |mark: &Mark| compare(key, &mark.key).then_with(|| id.cmp(&mark.id));
                after.as_ref().is_none_or(|mark| place(mark).is_gt())
            };
            (all.into_iter().filter(is_behind).map(|(_, id)| id).collect(), count)
        }
    };
    let more = behind.len() as u64 > count;
    Found { total, items: behind.into_iter().take(count as usize).collect(), more }
}

const TEXTS: &[&str] = &[
    "",
    "a",
    "A",
    "ab",
    "Zoë",
    "ZOE\u{308}",
    "zoe",
    "straße",
    "STRASSE",
    "k",
    "\u{212A}",
    "Ω%_",
    "\u{10FFFF}",
];

/// Few, so that filters often name one that is there.
const ADDRESSES: &[&str] = &["", "a", "A", "ab"];

const USER_PATHS: &[&str] = &[
    "userName",
    "displayName",
    "externalId",
    "emails",
    "emails.value",
    "emails.type",
    "title",
    "name.familyName",
    "manager",
    "manager.displayName",
    "id",
    "groups",
    "groups.value",
    "groups.display",
    "active",
    "meta.lastModified",
    "meta.created",
    "meta.version",
    "emails.primary",
];

const GROUP_PATHS: &[&str] = &[
    "displayName",
    "externalId",
    "id",
    "members",
    "members.value",
    "members.display",
    "members.type",
    "meta.lastModified",
    "meta.created",
];

/// Ids are the same in every world, so that filters can name them.
fn user_id(number: usize) -> UserId {
    UserId::parse(&format!("01900000-0000-7000-8000-0000000000{number:02x}")).expect("an id")
}

fn group_id(number: usize) -> GroupId {
    GroupId::parse(&format!("01900000-0000-7000-8000-0000000001{number:02x}")).expect("an id")
}

fn time(step: i64) -> Timestamp {
    Timestamp::from_millis(NOW.as_millis() + step)
}

fn world() -> impl Strategy<Value = World> {
    let users = proptest::collection::vec(attributes_of_user(), 1..9);
    let groups = proptest::collection::vec(
        (option_of(TEXTS), proptest::collection::vec(0..12_usize, 0..5), 0..4_i64),
        0..4,
    );
    (users, groups).prop_map(|(users, groups)| {
        let user_count = users.len();
        let users: Vec<User> = users
            .into_iter()
            .enumerate()
            .map(|(number, (mut attributes, created, changed))| {
                // Unique, and still in different cases.
                let name = attributes["userName"].as_str().unwrap_or_default().to_owned();
                attributes["userName"] = json!(format!("{name}{number}"));
                User {
                    id: user_id(number),
                    source: Source::Local,
                    resource: resource(without_nulls(attributes)),
                    version: 1,
                    created: time(created),
                    last_modified: time(created + changed),
                    status: Status::On(Stage::Confirmed),
                    protected: false,
                }
            })
            .collect();
        let groups = groups
            .into_iter()
            .enumerate()
            .map(|(number, (external_id, members, created))| {
                let attributes =
                    json!({ "displayName": format!("{}{number}", TEXTS[number]), "externalId": external_id });
                let group = Group {
                    id: group_id(number),
                    source: Source::Local,
                    resource: resource(without_nulls(attributes)),
                    version: 1,
                    created: time(created),
                    last_modified: time(created),
                    adopted: false,
                };
                let mut members: Vec<Member> = members
                    .into_iter()
                    .filter(|member| *member < user_count || (*member >= 9 && *member - 9 < number))
                    .map(|member| match member {
                        0..9 => Member::User(user_id(member)),
                        _ => Member::Group(group_id(member - 9)),
                    })
                    .collect();
                members.sort();
                members.dedup();
                (group, members)
            })
            .collect();
        World { users, groups }
    })
}

fn attributes_of_user() -> impl Strategy<Value = (Value, i64, i64)> {
    let email = (select(ADDRESSES), select(&["work", "home", "WORK"][..]), any::<bool>())
        .prop_map(|(value, kind, primary)| json!({ "value": value, "type": kind, "primary": primary }));
    let emails = proptest::collection::vec(email, 0..3);
    let texts = (select(TEXTS), option_of(TEXTS), option_of(TEXTS), option_of(TEXTS), option_of(TEXTS));
    (texts, emails, any::<bool>(), proptest::option::of(0..4_usize), 0..4_i64, 0..3_i64).prop_map(
        |((name, display, external, title, family), emails, active, manager, created, changed)| {
            let attributes = json!({
                "userName": name,
                "displayName": display,
                "externalId": external,
                "title": title,
                "name": family.map(|family| json!({ "familyName": family })),
                "emails": if emails.is_empty() { Value::Null } else { Value::Array(emails) },
                "active": active,
                scim::schema::ENTERPRISE_USER_URN:
                    manager.map(|number| json!({ "manager": { "value": user_id(number).to_string() } })),
            });
            (attributes, created, changed)
        },
    )
}

fn option_of(texts: &'static [&'static str]) -> impl Strategy<Value = Option<&'static str>> {
    proptest::option::of(select(texts))
}

fn without_nulls(mut attributes: Value) -> Value {
    if let Value::Object(map) = &mut attributes {
        map.retain(|_, value| !value.is_null());
    }
    attributes
}

fn query(paths: &'static [&'static str]) -> impl Strategy<Value = Query> {
    let sort = proptest::option::of((select(paths), any::<bool>()));
    (proptest::option::weighted(0.9, filter(paths)), sort, page()).prop_map(|(filter, sort, mut page)| {
        if let (Page::Cursor { after: Some(mark), .. }, None) = (&mut page, sort) {
            mark.key = Key::Missing;
        }
        Query { filter, sort, page }
    })
}

fn page() -> impl Strategy<Value = Page> {
    prop_oneof![
        (0..10_u64, 0..6_u64).prop_map(|(start, count)| Page::Index { start, count }),
        (proptest::option::weighted(0.9, mark()), 0..6_u64)
            .prop_map(|(after, count)| Page::Cursor { after, count }),
    ]
}

/// A place that somebody may have, or may have had, or that only an order of something else has.
fn mark() -> impl Strategy<Value = Mark> {
    let key = prop_oneof![
        4 => (select(TEXTS), proptest::option::of(0..9_usize)).prop_map(|(text, number)| {
            Key::Text(scim::fold(&number.map_or(text.to_owned(), |number| format!("{text}{number}"))))
        }),
        1 => id().prop_map(Key::Text),
        2 => any::<bool>().prop_map(Key::Boolean),
        2 => (0..7_i64).prop_map(|step| Key::Instant(time(step).to_string().parse().expect("a time"))),
        1 => Just(Key::Integer(7)),
        3 => Just(Key::Missing),
    ];
    let id = prop_oneof![8 => id(), 1 => Just(String::new()), 1 => Just("~".to_owned())];
    (key, id).prop_map(|(key, id)| Mark { key, id })
}

fn filter(paths: &'static [&'static str]) -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        8 => select(paths).prop_flat_map(comparison),
        1 => select(paths).prop_map(|path| format!("{path} pr")),
        2 => if paths.contains(&"emails") {
            element("emails", &["value", "type"]).boxed()
        } else {
            element("members", &["value", "type"]).boxed()
        },
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4)
                .prop_map(|terms| format!("({})", terms.join(" and "))),
            proptest::collection::vec(inner.clone(), 2..4)
                .prop_map(|terms| format!("({})", terms.join(" or "))),
            inner.prop_map(|term| format!("not ({term})")),
        ]
    })
}

fn comparison(path: &'static str) -> BoxedStrategy<String> {
    let texts = &["eq", "eq", "eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"][..];
    let order = &["eq", "ne", "gt", "ge", "lt", "le"][..];
    match path {
        "active" | "emails.primary" => {
            (select(&["eq", "ne"][..]), select(&["true", "false", "\"False\""][..]))
                .prop_map(move |(operator, literal)| format!("{path} {operator} {literal}"))
                .boxed()
        }
        "meta.lastModified" | "meta.created" => (select(order), -1..6_i64, any::<bool>())
            .prop_map(move |(operator, step, between)| {
                let literal = time(step).to_string();
                let literal = if between { literal.replace('Z', "5Z") } else { literal };
                format!("{path} {operator} \"{literal}\"")
            })
            .boxed(),
        "id" | "manager" | "groups" | "groups.value" | "members" | "members.value" => {
            (select(texts), id(), any::<bool>())
                .prop_map(move |(operator, id, upper)| {
                    let id = if upper { id.to_ascii_uppercase() } else { id };
                    format!("{path} {operator} \"{id}\"")
                })
                .boxed()
        }
        "emails" | "emails.value" => (select(texts), select(ADDRESSES))
            .prop_map(move |(operator, text)| format!("{path} {operator} {}", json!(text)))
            .boxed(),
        _ => (select(texts), select(TEXTS), 0..10_usize)
            .prop_map(move |(operator, text, number)| {
                // What names are made unique with.
                let number =
                    if path == "userName" && number < 9 { number.to_string() } else { String::new() };
                format!("{path} {operator} {}", json!(format!("{text}{number}")))
            })
            .boxed(),
    }
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..9_usize).prop_map(|number| user_id(number).to_string()),
        (0..4_usize).prop_map(|number| group_id(number).to_string()),
        Just("nobody".to_owned()),
    ]
}

fn element(path: &'static str, subs: &'static [&'static str]) -> impl Strategy<Value = String> {
    let term = (select(subs), select(&["eq", "ne", "sw"][..]), select(TEXTS), id(), any::<bool>()).prop_map(
        move |(sub, operator, text, id, other)| {
            let literal = match (path, sub, other) {
                ("members", "value", _) => id,
                (_, "type", true) => "work".to_owned(),
                _ => text.to_owned(),
            };
            format!("{sub} {operator} {}", json!(literal))
        },
    );
    (proptest::collection::vec(term, 1..3), any::<bool>())
        .prop_map(move |(terms, all)| format!("{path}[{}]", terms.join(if all { " and " } else { " or " })))
}
