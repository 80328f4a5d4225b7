//! Pages of the audit trail against what a look at every entry finds.

use super::*;
use crate::audit::append;
use crate::engine::{Session, test_sessions};
use crate::{Tx, migrate};
use directory::{Actor, Ids, Json, OrgId, Provider, TokenId};
use proptest::prelude::*;
use serde_json::json;

const ACTIONS: [Action; 3] = [Action::UserCreated, Action::UserUpdated, Action::TokenCreated];
const TARGETS: [&str; 3] = ["ann", "bob", "connection\":\"x"];
/// Between two entries, in milliseconds; less than the disorder.
const STEP: i64 = 20_000;

/// What is drawn of an entry: its action, actor and target, and by how much its time is out of order.
type Drawn = (usize, usize, usize, i64);

fn actors() -> [Actor; 6] {
    let mut ids = Ids::new(Timestamp::from_millis(0), [7; 32]);
    let token = TokenId::parse("abcdefghijkl").unwrap();
    let provider = |ids: &mut Ids| Actor::Provider {
        connection: ids.id(),
        provider: Provider::Okta,
        token: token.clone(),
    };
    // The second one calls themselves what another actor is stored as.
    let other = ids.clone().at(Timestamp::from_millis(5)).id();
    let email = format!("\"connection\":\"{}\"@x.test", ids.clone().id::<ConnectionId>());
    [
        provider(&mut ids),
        provider(&mut ids),
        Actor::CommandLine,
        Actor::User(ids.id()),
        Actor::Administrator { id: ids.id(), email: "ann@acme.test".into() },
        Actor::Administrator { id: other, email },
    ]
}

fn by(actor: &Actor) -> By {
    match actor {
        Actor::Provider { connection, .. } => By::Connection(*connection),
        Actor::User(_) => By::Users,
        Actor::Administrator { id, .. } => By::Administrator(*id),
        Actor::Server => By::Server,
        Actor::CommandLine => By::CommandLine,
    }
}

fn org() -> OrgId {
    Ids::new(Timestamp::from_millis(0), [1; 32]).id()
}

/// Writes entries, the later half with numbers far behind those of the others, as after a restore.
fn written(session: &Session, drawn: &[Drawn]) -> Vec<(u64, AuditEntry)> {
    let actors = actors();
    let mut ids = Ids::new(Timestamp::from_millis(0), [2; 32]);
    let mut all = Vec::new();
    for (index, (action, actor, target, disorder)) in drawn.iter().enumerate() {
        let gap = if index > drawn.len() / 2 { 1_763_675_425_120_000 } else { 0 };
        let at = Timestamp::from_millis(i64::try_from(index).unwrap() * STEP + disorder);
        let target = TARGETS[*target].to_owned();
        let entry = AuditEntry::new(&mut ids, at, &actors[*actor], ACTIONS[*action], target);
        let entry = entry.after(json!({ "number": index }));
        let number = gap + index as u64 + 1;
        append(session, org(), number, &entry).unwrap();
        all.push((number, entry));
    }
    session.flush().unwrap();
    all.reverse();
    all
}

fn fits(filter: &TrailFilter, entry: &AuditEntry) -> bool {
    filter.from.is_none_or(|from| entry.at >= from)
        && filter.to.is_none_or(|to| entry.at < to)
        && (filter.actions.is_empty() || filter.actions.contains(&entry.action))
        && filter.by.is_none_or(|wanted| match wanted {
            By::Administrators => matches!(entry.actor, Actor::Administrator { .. }),
            wanted => wanted == by(&entry.actor),
        })
        && filter.target.as_ref().is_none_or(|target| *target == entry.target)
}

/// All pages in the direction that `next` says.
fn pages(
    org: &OrgTx<'_>,
    (filter, most, look): (&TrailFilter, usize, u64),
    mut place: TrailPlace,
    next: fn(&TrailPage) -> Option<TrailPlace>,
) -> Vec<TrailPage> {
    let mut pages = Vec::new();
    loop {
        let page = org.page(filter, place, most, look).unwrap();
        assert!(page.entries.len() <= most);
        assert!(page.entries.is_sorted_by(|one, other| one.0 > other.0), "the newest first");
        let on = next(&page);
        pages.push(page);
        assert!(pages.len() < 1_000, "the search comes to an end");
        match on {
            Some(on) => place = TrailPlace::parse(&on.to_string()).expect("the place of that text"),
            None => return pages,
        }
    }
}

fn check(session: &Session, all: &[(u64, AuditEntry)], filter: &TrailFilter, most: usize, look: u64) {
    let org = Tx::new(session).org(org());
    let expected: Vec<_> = all.iter().filter(|(_, entry)| fits(filter, entry)).cloned().collect();
    let bounds = (filter, most, look);
    let down = pages(&org, bounds, TrailPlace::Newest, |page| page.older);
    let found: Vec<_> = down.iter().flat_map(|page| page.entries.clone()).collect();
    assert_eq!(found, expected, "{filter:?}");
    for page in &down {
        let is_short = page.entries.len() < most && page.older.is_some();
        assert_eq!(page.looked_to.is_some(), is_short, "who finds little is told why: {page:?}");
    }
    let mut up: Vec<_> = pages(&org, bounds, TrailPlace::NewerThan(0), |page| page.newer)
        .into_iter()
        .flat_map(|page| page.entries)
        .collect();
    up.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    up.dedup();
    assert_eq!(up, expected, "on the way back, {filter:?}");
}

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    proptest::collection::vec((0..3_usize, 0..6_usize, 0..3_usize, -29_999..29_999_i64), 0..60)
}

fn filters() -> impl Strategy<Value = TrailFilter> {
    let time = || proptest::option::of((0..60 * STEP).prop_map(Timestamp::from_millis));
    let actions = proptest::sample::subsequence(ACTIONS.to_vec(), 0..=3);
    let by = (0..7_usize).prop_map(|index| actors().get(index).map_or(By::Administrators, by));
    let by = proptest::option::of(by);
    let target = proptest::option::of((0..3_usize).prop_map(|index| TARGETS[index].to_owned()));
    (time(), time(), actions, by, target).prop_map(|(from, to, actions, by, target)| TrailFilter {
        from,
        to,
        actions,
        by,
        target,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pages_hold_what_a_look_at_every_entry_finds(
        drawn in drawn(),
        filters in proptest::collection::vec((filters(), 1..8_usize, 1..20_u64), 12),
    ) {
        for (_folder, session) in test_sessions() {
            migrate::run(&session).unwrap();
            session.begin_write().unwrap();
            let all = written(&session, &drawn);
            for (filter, most, look) in &filters {
                check(&session, &all, filter, *most, *look);
            }
            session.rollback().unwrap();
        }
    }
}

#[test]
fn a_page_of_large_entries_is_a_short_one() {
    for (_folder, session) in test_sessions() {
        migrate::run(&session).unwrap();
        session.begin_write().unwrap();
        // Of the oldest kind there is but a small one, which must not come before a large one that found no room.
        let mut all = written(&session, &[(1, 0, 0, 0), (0, 1, 1, 0), (0, 2, 2, 0), (0, 3, 0, 0)]);
        for (number, entry) in &mut all {
            entry.id = Ids::new(Timestamp::from_millis(1), [u8::try_from(*number % 200).unwrap(); 32]).id();
            if entry.action == ACTIONS[0] {
                entry.after = Json::from(json!("x".repeat(BYTES_MAX * 2 / 5)));
            }
            *number += 10;
        }
        let org = Tx::new(&session).org(Ids::new(Timestamp::from_millis(9), [9; 32]).id());
        for (number, entry) in &all {
            append(&session, org.org, *number, entry).unwrap();
        }
        let both = TrailFilter { actions: ACTIONS.to_vec(), ..TrailFilter::default() };
        for filter in [TrailFilter::default(), both] {
            let found = pages(&org, (&filter, 50, 1_000), TrailPlace::Newest, |page| page.older);
            let sizes: Vec<usize> = found.iter().map(|page| page.entries.len()).collect();
            assert_eq!(sizes, [2, 2]);
            let found: Vec<_> = found.into_iter().flat_map(|page| page.entries).collect();
            assert_eq!(found, all);
        }
        session.rollback().unwrap();
    }
}

#[test]
fn another_organization_sees_nothing() {
    for (_folder, session) in test_sessions() {
        migrate::run(&session).unwrap();
        session.begin_write().unwrap();
        written(&session, &[(0, 0, 0, 0), (1, 1, 1, 0)]);
        let other = Tx::new(&session).org(Ids::new(Timestamp::from_millis(9), [9; 32]).id());
        let from = Some(Timestamp::from_millis(0));
        let target = Some(TARGETS[0].to_owned());
        for filter in [
            TrailFilter::default(),
            TrailFilter { from, ..TrailFilter::default() },
            TrailFilter { actions: ACTIONS.to_vec(), ..TrailFilter::default() },
            TrailFilter { target, ..TrailFilter::default() },
        ] {
            for place in [TrailPlace::Newest, TrailPlace::OlderThan(9), TrailPlace::NewerThan(0)] {
                let page = other.page(&filter, place, 50, LOOK_MAX).unwrap();
                assert_eq!((page.entries, page.older, page.looked_to), (Vec::new(), None, None));
            }
        }
        session.rollback().unwrap();
    }
}

#[test]
fn noise_is_no_place() {
    for noise in
        ["", "o", "n", "o-1", "o+1", "x1", "o1 ", "o99999999999999999999", "é1", "o9223372036854775808"]
    {
        assert_eq!(TrailPlace::parse(noise), None, "{noise:?}");
    }
    assert_eq!(TrailPlace::parse("n9223372036854775807"), Some(TrailPlace::NewerThan(END)));
}

/// The planner of the embedded database guesses, and with several ranges in a statement it guesses wrong: to find the
/// newest entry of a rare kind it would look at every entry.
#[test]
fn walks_go_along_their_indexes() {
    let folder = tempfile::tempdir().unwrap();
    let session = Session::open(&folder.path().join("test.db")).unwrap();
    migrate::run(&session).unwrap();
    session.begin_read().unwrap();
    let walks = [
        (&OLDER, "audit_1 (org_id=?"),
        (&NEWER, "audit_1 (org_id=?"),
        (&OLDER_OF_ACTION, "audit_by_action (org_id=? AND action=?"),
        (&NEWER_OF_ACTION, "audit_by_action (org_id=? AND action=?"),
        (&OLDER_OF_TARGET, "audit_by_target (org_id=? AND target=?"),
        (&NEWER_OF_TARGET, "audit_by_target (org_id=? AND target=?"),
    ];
    for (walk, index) in walks {
        for (sql, how) in [(walk.rows, ""), (walk.end, "COVERING ")] {
            let explain: &'static str = format!("EXPLAIN QUERY PLAN {sql}").leak();
            let count = (1..=9).rfind(|number| sql.contains(&format!("${number}"))).unwrap();
            let values = vec![engine::Value::Null; count];
            let plan = session.query(explain, &values, |row| Ok(row.text(3)?.into_owned())).unwrap();
            assert!(plan[0].starts_with(&format!("SEARCH audit USING {how}INDEX")), "{plan:?}");
            assert!(plan[0].ends_with(&format!("{index} AND sequence>? AND sequence<?)")), "{plan:?}");
            assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{plan:?}");
        }
    }
}
