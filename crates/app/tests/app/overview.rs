//! What an organization looks like at a glance, and what of it somebody should look at.

use crate::stage::{Client, OPERATOR, Stage};
use app::invitations::{self, Deed};
use app::overview::{self, Day, Overview};
use app::people::{self, Entry};
use app::{Error, Work, connections, organizations, tokens};
use directory::connection::{Health, Settings};
use directory::invitation::MailFailure;
use directory::{Call, ConnectionId, EventKind, Json, OrgId, Policy, Provider, Timestamp};
use scim::schema::USER_URN;
use serde_json::json;
use std::time::Duration;
use store::{Access, Concern, FailedMails, OrganizationsPage, OrganizationsPlace, Size, Tally};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn read<T: Send + 'static>(
    stage: &Stage,
    work: impl FnMut(&mut Work<'_, '_>) -> Result<T, Error> + Send + 'static,
) -> T {
    stage.block_on(stage.servers[0].run(Access::Search, "look", work)).expect("read")
}

fn overview(stage: &Stage) -> Overview {
    let org = stage.acme.org;
    read(stage, move |work| overview::get(work, org))
}

fn listed(stage: &Stage, part: &'static str, place: OrganizationsPlace) -> OrganizationsPage {
    read(stage, move |work| overview::organizations(work, part, place))
}

fn healths(stage: &Stage) -> Vec<Health> {
    overview(stage).connections.iter().map(|line| line.health).collect()
}

fn operate<T: Send + 'static>(
    stage: &Stage,
    work: impl FnMut(&mut Work<'_, '_>) -> Result<T, Error> + Send + 'static,
) -> T {
    stage.client(0).operate(Some(stage.acme.org), work).expect("done")
}

fn log(stage: &Stage, status: u16) -> Call {
    let log = (stage.acme.org, stage.acme.connection);
    operate(stage, move |work| {
        let call = Call {
            id: work.ids.id(),
            at: work.now,
            micros: 1,
            token: None,
            method: "GET".into(),
            target: "/Users".into(),
            status,
            why: "invalidFilter".into(),
            request: Json::null(),
            answer: Json::null(),
            cut: false,
            tolerated: Json::from(json!([])),
        };
        work.tx.log_calls(log, std::slice::from_ref(&call), 0, work.now)?;
        Ok(call)
    })
}

fn call(client: Client<'_>) {
    client.read(|_, _| Ok(())).expect("let in");
    client.stage.block_on(client.server.flush_last_used()).expect("written");
}

#[test]
fn a_connection_is_as_healthy_as_its_calls_and_tokens() {
    let stage = Stage::with_servers(1);
    let (connection, token) = (stage.acme.connection, stage.acme.token.clone());
    assert_eq!(healths(&stage), [Health::NeverCalled]);
    log(&stage, 200);
    call(stage.client(0));
    assert_eq!(healths(&stage), [Health::Working]);

    let refused = log(&stage, 400);
    let seen = overview(&stage);
    assert_eq!(seen.refusals, [(connection, refused.clone())]);
    assert_eq!(
        (seen.connections[0].health, seen.connections[0].open.as_slice()),
        (Health::RefusedLately, &[refused.id][..])
    );
    assert!(seen.connections[0].last_call >= Some(refused.at));
    stage.servers[0].put_clock_forward(DAY + DAY);
    let seen = overview(&stage);
    assert_eq!((seen.connections[0].health, seen.connections[0].open.as_slice()), (Health::Working, &[][..]));
    assert_eq!(seen.refusals, []);

    let off = token.clone();
    operate(&stage, move |work| tokens::set_active(work, OPERATOR, &off, false));
    assert_eq!(healths(&stage), [Health::NoUsableToken]);
    operate(&stage, move |work| tokens::set_active(work, OPERATOR, &token, true));
    stage.servers[0].put_clock_forward(DAY * 400);
    assert_eq!(healths(&stage), [Health::NoUsableToken], "it has expired");
    operate(&stage, move |work| connections::set_enabled(work, OPERATOR, connection, false));
    assert_eq!(healths(&stage), [Health::SwitchedOff]);
}

#[test]
fn what_somebody_should_look_at_is_there_and_in_the_list() {
    let stage = Stage::with_servers(1);
    let org = stage.acme.org;
    let client = stage.client(0);
    let ann = client.create("ann").expect("ann");
    client.create_group("Staff", &[ann]).expect("a group");
    let calm = overview(&stage);
    assert_eq!((calm.to_confirm, calm.expired_invitations, calm.failed_mails), Default::default());
    assert_eq!((calm.ending_tokens.len(), calm.local), (0, Size::default()));
    assert_eq!(calm.connections[0].size, Size { users: 1, groups: 1 });
    assert_eq!(listed(&stage, "", OrganizationsPlace::First).lines[0].concerns, []);

    let connection: ConnectionId = stage.acme.connection;
    let short = operate(&stage, move |work| Ok(tokens::create(work, OPERATOR, connection, 20)?.0));
    let policy = Policy::parse("standard onboarding=confirm invite=automatic").expect("a policy");
    operate(&stage, move |work| {
        let policy = Some(policy.clone());
        connections::set(work, OPERATOR, connection, |_| Settings { policy, ..Settings::default() })
    });
    let [late, eager] = ["late", "eager"].map(|name| client.create(name).expect("invited"));
    operate(&stage, move |work| invitations::act(work, OPERATOR, org, eager, &Deed::Accept(None)));
    operate(&stage, move |work| {
        people::create(
            work,
            OPERATOR,
            org,
            &json!({ "schemas": [USER_URN], "userName": "own" }),
            Entry::Confirmed,
        )
    });
    operate(&stage, move |work| {
        let waiting = work.tx.org(org).mails_of(None, late)?.remove(0).mail;
        work.tx.put_mail_back(org, &waiting.failed(MailFailure::Undeliverable, "no such box", work.now))?;
        Ok(())
    });
    operate(&stage, move |work| organizations::cap_seats(work, OPERATOR, org, Some(1)));
    log(&stage, 403);
    let seen = overview(&stage);
    assert_eq!(seen.ending_tokens.len(), 1);
    assert_eq!((&seen.ending_tokens[0].token, seen.ending_tokens[0].expires), (&short.id, short.expires));
    let one = Tally { count: 1, more: false };
    assert_eq!((seen.to_confirm, seen.failed_mails), (one, FailedMails { all: one, given_up: 1 }));
    assert_eq!(seen.local, Size { users: 1, groups: 0 });
    assert_eq!(seen.organization.seats.max, Some(1));

    let lines = listed(&stage, "", OrganizationsPlace::First).lines;
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].size, lines[0].connections), (Size { users: 4, groups: 1 }, 1));
    assert!(lines[0].last_activity.is_some());
    let expected =
        [Concern::Tokens, Concern::RefusedCalls, Concern::ToConfirm, Concern::Mails, Concern::Seats];
    assert_eq!(lines[0].concerns, expected);

    assert_eq!(seen.expired_invitations, Tally::default());
    stage.servers[0].put_clock_forward(DAY * 100);
    assert_eq!(overview(&stage).expired_invitations, one);
}

#[test]
fn each_of_the_last_days_has_its_events() {
    let stage = Stage::with_servers(1);
    let client = stage.client(0);
    client.create("ann").expect("ann");
    stage.servers[0].put_clock_forward(DAY * 2);
    client.create("bob").expect("bob");
    client.create("cy").expect("cy");
    let org = stage.acme.org;
    let (today, days) = read(&stage, move |work| Ok((work.now.day(), overview::activity(work, org, 4)?)));
    let created = |count| vec![(EventKind::UserCreated, count)];
    let expected = [vec![], created(1), vec![], created(2)];
    let expected: Vec<Day> = (today - 3..)
        .zip(expected)
        .map(|(day, events)| Day { begins: Timestamp::of_day(day), events })
        .collect();
    assert_eq!(days, expected);
}

#[test]
fn organizations_are_found_by_a_part_of_their_names_page_by_page() {
    let stage = Stage::with_servers(1);
    for number in 0..130 {
        let name = format!("Customer {number:03}");
        operate_all(&stage, move |work| organizations::create(work, OPERATOR, &name).map(drop));
    }
    for name in ["100 % Zoë", "A_B", "ab"] {
        operate_all(&stage, move |work| organizations::create(work, OPERATOR, name).map(drop));
    }
    let names = |page: &OrganizationsPage| -> Vec<String> {
        page.lines.iter().map(|line| line.organization.name.clone()).collect()
    };
    for (part, found) in [
        ("ZOË", vec!["100 % Zoë"]),
        ("%", vec!["100 % Zoë"]),
        ("_", vec!["A_B"]),
        ("~", vec![]),
        (" aC ", vec!["Acme"]),
        ("129", vec!["Customer 129"]),
    ] {
        let page = listed(&stage, part, OrganizationsPlace::First);
        assert_eq!(names(&page), found, "{part:?}");
        assert_eq!((page.next, page.previous), (None, None));
    }
    let first = listed(&stage, "cust", OrganizationsPlace::First);
    let second = listed(&stage, "cust", first.next.expect("more"));
    let third = listed(&stage, "cust", second.next.expect("more"));
    let all: Vec<String> = [&first, &second, &third].into_iter().flat_map(names).collect();
    assert_eq!(all, (0..130).map(|number| format!("Customer {number:03}")).collect::<Vec<_>>());
    assert_eq!((third.next, first.previous), (None, None));
    assert_eq!(listed(&stage, "cust", third.previous.expect("the second")), second);
    assert_eq!(listed(&stage, "cust", second.previous.expect("the first")), first);
    let nobody = read(&stage, |work| Ok(work.ids.id::<OrgId>()));
    assert_eq!(listed(&stage, "cust", OrganizationsPlace::Behind(nobody)), first);
}

#[test]
fn a_source_is_told_from_the_others() {
    let stage = Stage::with_servers(1);
    let org = stage.acme.org;
    stage.client(0).create("ann").expect("ann");
    let second =
        operate(&stage, move |work| connections::create(work, OPERATOR, org, (Provider::Okta, None, None)));
    let other = operate_all(&stage, |work| crate::stage::entrance(work, "Globex"));
    let lines = overview(&stage).connections;
    let seen: Vec<_> = lines.iter().map(|line| (line.connection.id, line.size.users, line.health)).collect();
    let expected = [(stage.acme.connection, 1, Health::NeverCalled), (second.id, 0, Health::NoUsableToken)];
    assert_eq!(seen, expected);
    assert_eq!(read(&stage, move |work| overview::connections(work, other.org)).len(), 1);
    let nobody = stage.servers[0].run(Access::Search, "look", |work| {
        let org = work.ids.id::<OrgId>();
        overview::get(work, org).map(drop)
    });
    assert_eq!(stage.block_on(nobody), Err(Error::NotFound));
}

fn operate_all<T: Send + 'static>(
    stage: &Stage,
    work: impl FnMut(&mut Work<'_, '_>) -> Result<T, Error> + Send + 'static,
) -> T {
    stage.client(0).operate(None, work).expect("done")
}
