//! Attributes and configurations, with many at once who use, make and delete them.

use crate::stage::{Client, OPERATOR, Stage};
use app::{Error, IfMatch, attributes, configurations};
use directory::configuration::CONFIGURATIONS_MAX;
use directory::{ConnectionId, EventKind, OrgId, Refusal, UserId, attribute, configuration};

const CLIENTS: usize = 12;
const CUSTOM: &str = "urn:ietf:params:scim:schemas:extension:rollbook:2.0:User";

fn declare(client: &Client<'_>, connection: ConnectionId, name: &'static str) -> Result<(), Error> {
    client.operate(None, move |work| attributes::declare(work, OPERATOR, connection, name).map(drop))
}

fn delete(
    client: &Client<'_>,
    connection: ConnectionId,
    name: &'static str,
) -> Result<directory::Purge, Error> {
    client.operate(None, move |work| Ok(attributes::delete(work, OPERATOR, connection, name)?.1))
}

fn write_down(client: &Client<'_>, org: OrgId, name: &str, text: &str) -> Result<(), Error> {
    let (name, fields) = (name.to_owned(), [("a".to_owned(), text.to_owned())]);
    client.operate(Some(org), move |work| {
        configurations::create(work, OPERATOR, org, (&name, &fields)).map(drop)
    })
}

/// Whoever comes first, no configuration is left with a variable that nobody declares.
#[test]
fn an_attribute_is_deleted_or_used_but_not_both() {
    for stage in Stage::each() {
        let (org, connection) = (stage.acme.org, stage.acme.connection);
        for round in 0..6 {
            let first = stage.client(0);
            declare(&first, connection, "badge").expect("declared");
            let outcomes = stage.at_once(CLIENTS, |number, client| match number % 2 {
                0 => delete(&client, connection, "badge").map(drop),
                _ => write_down(&client, org, &format!("{round} {number}"), "${badge}"),
            });
            let is_declared =
                first.operate(Some(org), move |work| attributes::list(work, org)).expect("a list");
            let used = outcomes.iter().skip(1).step_by(2).filter(|outcome| outcome.is_ok()).count();
            let deleted = outcomes.iter().step_by(2).filter(|outcome| outcome.is_ok()).count();
            assert_eq!(
                (deleted, used > 0),
                if is_declared.attributes.is_empty() { (1, false) } else { (0, true) }
            );
            for outcome in outcomes.into_iter().filter_map(Result::err) {
                let is_told = matches!(
                    outcome,
                    Error::NotFound
                        | Error::Refused(
                            Refusal::Attribute(attribute::Refused::Used { .. })
                                | Refusal::Configuration(configuration::Refused::Mistake { .. })
                        )
                );
                assert!(is_told, "{outcome:?}");
            }
            // For the next round.
            first
                .operate(Some(org), move |work| {
                    for one in configurations::list(work, org)? {
                        configurations::delete(work, OPERATOR, org, &one.name)?;
                    }
                    Ok(())
                })
                .expect("deleted");
            drop(delete(&first, connection, "badge"));
            assert!(!stage.block_on(first.server.purge()).expect("a step"));
        }
        stage.check();
    }
}

#[test]
fn an_organization_has_no_more_configurations_than_it_may() {
    for stage in Stage::each() {
        let org = stage.acme.org;
        for number in 3..CONFIGURATIONS_MAX {
            write_down(&stage.client(0), org, &format!("c{number}"), "x").expect("made");
        }
        let outcomes =
            stage.at_once(CLIENTS, |number, client| write_down(&client, org, &format!("more {number}"), "x"));
        let refused = Error::Refused(Refusal::Configuration(configuration::Refused::TooMany));
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 3);
        assert!(outcomes.into_iter().filter_map(Result::err).all(|error| error == refused));
        stage.check();
    }
}

/// Users change while their values are removed, by a command and by each server at once.
#[test]
fn values_are_removed_while_users_change() {
    for stage in Stage::each() {
        let (org, connection) = (stage.acme.org, stage.acme.connection);
        let first = stage.client(0);
        declare(&first, connection, "badge").expect("declared");
        let path = format!("{CUSTOM}:badge");
        let users: Vec<UserId> = (0..CLIENTS * 3)
            .map(|number| {
                let id = first.create(&format!("u{number}")).expect("made");
                first.set(id, &path, "B-7", IfMatch::Any).expect("set");
                id
            })
            .collect();
        let purge = delete(&first, connection, "badge").expect("deleted");
        let removed: Vec<u64> = stage.at_once(CLIENTS, |number, client| {
            let mut removed = 0;
            for (place, id) in users.iter().enumerate().filter(|(place, _)| place % CLIENTS == number) {
                client.set(*id, "displayName", &format!("{place}"), IfMatch::Any).expect("changed");
                assert!(client.set(*id, &path, "B-8", IfMatch::Any).is_err(), "nobody can send it any more");
                if number % 3 == 0 {
                    let asked = purge.clone();
                    let step =
                        client.operate(Some(org), move |work| attributes::purge(work, OPERATOR, org, &asked));
                    removed += step.expect("a step").removed;
                }
            }
            removed
        });
        assert!(!stage.block_on(first.server.purge()).expect("a step"));
        for (place, id) in users.iter().enumerate() {
            let user = first.user(*id).expect("a user");
            assert_eq!(
                (&user[CUSTOM], &user["displayName"]),
                (&serde_json::Value::Null, &place.to_string().into())
            );
        }
        // Each user lost the value once: by a removal of its own, or with the change that came first.
        let updates = first.read(move |work, _| {
            let all = work.tx.org(org).events_after(0, 1_000_000)?;
            Ok(all.iter().filter(|(_, event)| event.kind == EventKind::UserUpdated).count())
        });
        let removed: u64 = removed.into_iter().sum();
        assert_eq!(updates.expect("events") as u64, users.len() as u64 * 2 + removed);
        stage.check();
    }
}
