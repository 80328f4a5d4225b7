//! Many users at once, and what the lists say of them.

use crate::stage::{OPERATOR, Stage};
use app::crowd::{self, Act, Outcome};
use app::invitations::USERS_OF_ONE_GO;
use app::people::{self, Entry};
use app::{Work, listing};
use directory::invitation::InviteStatus;
use directory::user::Source;
use directory::{Refusal, Stage as Step, Status, UserId};
use serde_json::json;
use std::collections::BTreeSet;
use store::{Access, PeopleOrder, PeopleQuery, Sorted, StatusKind, Total, Turn};

const BY_USER_NAME: Sorted<PeopleOrder> = Sorted { by: PeopleOrder::UserName, descending: false };

/// So many of the organization's own people, who wait to be invited.
fn staged(stage: &Stage, count: usize) -> Vec<UserId> {
    let org = stage.acme.org;
    let make = move |work: &mut Work<'_, '_>| {
        let make = |number| {
            let said = json!({ "schemas": [scim::schema::USER_URN],
                "userName": format!("user{number:04}"), "displayName": format!("User {number}"),
                "emails": [{ "value": format!("other{number}@acme.test") },
                    { "value": format!("u{number}@acme.test"), "primary": true }],
            });
            Ok(people::create(work, OPERATOR, org, &said, Entry::Staged)?.id)
        };
        (0..count).map(make).collect()
    };
    stage.block_on(stage.servers[0].write_in(org, "people", make)).expect("people")
}

fn act(stage: &Stage, users: &[UserId], act: Act) -> Vec<Outcome> {
    let (org, some) = (stage.acme.org, users.to_vec());
    let go = move |work: &mut Work<'_, '_>| crowd::act(work, OPERATOR, org, &some, act, None);
    let done = stage.block_on(stage.servers[0].write_in(org, "act", go)).expect("done");
    assert_eq!(done.iter().map(|done| done.user).collect::<Vec<_>>(), users);
    done.into_iter().map(|done| done.outcome).collect()
}

fn page(stage: &Stage, query: PeopleQuery) -> listing::UserPage {
    let org = stage.acme.org;
    let list =
        move |work: &mut Work<'_, '_>| listing::users(work, org, &query, BY_USER_NAME, &Turn::Beginning);
    stage.block_on(stage.servers[0].run(Access::Search, "list", list)).expect("a page")
}

#[test]
fn each_of_many_has_an_outcome_of_their_own() {
    for stage in Stage::each() {
        let [a, b, c] = staged(&stage, 3)[..] else { panic!("three people") };
        let nobody = UserId::parse("01890a5d-ac96-774b-bcce-b302099a8057").unwrap();
        let not = |status, act| Outcome::Refused(Refusal::NotInThisState { status, act });
        let (staged, invited) = (Status::On(Step::Staged), Status::On(Step::Invited));
        assert_eq!(act(&stage, &[b, nobody], Act::Invite), [Outcome::Done, Outcome::NotFound]);
        assert_eq!(
            act(&stage, &[a, b, c], Act::Invite),
            [Outcome::Done, not(invited, directory::life::Act::Invite), Outcome::Done]
        );
        assert_eq!(
            act(&stage, &[c, c], Act::Withdraw),
            [Outcome::Done, not(staged, directory::life::Act::Withdraw)]
        );
        assert_eq!(
            act(&stage, &[c, a], Act::InviteAgain),
            [not(staged, directory::life::Act::InviteAgain), Outcome::Done]
        );
        assert_eq!(act(&stage, &[a, a], Act::KeepOut), [Outcome::Done, Outcome::NothingToDo]);
        assert_eq!(act(&stage, &[a, b], Act::Restore), [Outcome::Done, Outcome::NothingToDo]);
        assert_eq!(act(&stage, &[a, a], Act::Protect), [Outcome::Done, Outcome::NothingToDo]);
        let found = page(&stage, PeopleQuery { protected: true, ..PeopleQuery::default() });
        assert_eq!(found.leaf.items.iter().map(|row| row.id).collect::<Vec<_>>(), [a]);
        assert_eq!(act(&stage, &[a], Act::Unprotect), [Outcome::Done]);
        assert_eq!(act(&stage, &[c, c], Act::Remove), [Outcome::Done, Outcome::NotFound]);

        let found = page(&stage, PeopleQuery::default());
        let rows: Vec<_> = found.leaf.items.iter().map(|row| (row.id, row.status, row.invitation)).collect();
        assert_eq!(rows, [(a, invited, InviteStatus::Pending), (b, invited, InviteStatus::Pending)]);
        let row = &found.leaf.items[0];
        assert_eq!((row.name.as_str(), row.user_name.as_str()), ("User 0", "user0000"));
        assert_eq!((row.email.as_deref(), row.source), (Some("u0@acme.test"), Source::Local));
        assert_eq!(found.connections.len(), 1);
    }
}

#[test]
fn everybody_who_is_found_is_reached_in_steps() {
    for stage in Stage::each() {
        let all = staged(&stage, USERS_OF_ONE_GO * 2 + 30);
        let org = stage.acme.org;
        let query =
            PeopleQuery { text: "user0".into(), status: Some(StatusKind::Staged), ..PeopleQuery::default() };
        let total = page(&stage, query.clone()).total;
        assert_eq!(total, Total::Exactly(all.len() as u64));
        let (mut reached, mut after, mut steps) = (BTreeSet::new(), None::<String>, 0);
        loop {
            let asked = query.clone();
            let some = move |work: &mut Work<'_, '_>| crowd::some_of(work, org, &asked, after.as_deref());
            let some = stage.block_on(stage.servers[0].run(Access::Search, "some", some)).expect("some");
            // Whoever is invited is not found any more, and those behind them are all the same.
            assert!(act(&stage, &some.users, Act::Invite).iter().all(|outcome| *outcome == Outcome::Done));
            reached.extend(some.users);
            (after, steps) = (some.after, steps + 1);
            if after.is_none() {
                break;
            }
        }
        assert_eq!((reached.len(), steps), (all.len(), 3));
        assert_eq!(page(&stage, query).total, Total::Exactly(0));
    }
}
