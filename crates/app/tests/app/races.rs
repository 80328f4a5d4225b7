//! Many at once, through one server or two: each rule holds, nothing is lost, and nobody is told of a deadlock.

use crate::stage::{Client, Entrance, OPERATOR, Stage, entrance};
use app::{Error, IfMatch, connections, organizations, tokens};
use directory::{Denial, GroupId, Provider, Refusal, UserId};
use serde_json::json;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

const CLIENTS: usize = 16;
const ROUNDS: usize = 6;

/// Spellings of one name, which begins differently in each round.
fn spelling(round: usize, number: usize) -> String {
    let of_zoe = ["zoë", "ZOË", "zoe\u{308}", "Zoe\u{308}"][number % 4];
    format!("round {round} {of_zoe}")
}

/// One is done, and everybody else is told this.
#[track_caller]
fn one_wins<T: Debug>(outcomes: Vec<Result<T, Error>>, others: &Error) {
    let (done, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    for outcome in refused {
        assert_eq!(&outcome.expect_err("refused"), others);
    }
    assert_eq!(done.len(), 1, "one wins");
}

#[test]
fn a_user_name_is_given_once_whether_by_create_or_by_rename() {
    for stage in Stage::each() {
        let users: Vec<UserId> =
            (0..CLIENTS).map(|number| stage.client(number).create(&format!("u{number}")).unwrap()).collect();
        for round in 0..ROUNDS {
            let outcomes = stage.at_once(CLIENTS, |number, client| {
                let name = spelling(round, number / 2);
                // In turns: all create, all rename, half of them each.
                if round % 3 == 0 || (round % 3 == 2 && number % 2 == 0) {
                    client.create(&name).map(drop)
                } else {
                    client.set(users[number], "userName", &name, IfMatch::Any).map(drop)
                }
            });
            one_wins(outcomes, &Error::Refused(Refusal::UserNameTaken));
        }
        stage.check();
    }
}

#[test]
fn a_group_name_is_given_once_whether_by_create_or_by_rename() {
    for stage in Stage::each() {
        let groups: Vec<GroupId> = (0..CLIENTS)
            .map(|number| stage.client(number).create_group(&format!("g{number}"), &[]).unwrap())
            .collect();
        for round in 0..ROUNDS {
            let outcomes = stage.at_once(CLIENTS, |number, client| {
                let name = spelling(round, number / 2);
                if round % 3 == 0 || (round % 3 == 2 && number % 2 == 0) {
                    client.create_group(&name, &[]).map(drop)
                } else {
                    client.rename_group(groups[number], &name).map(drop)
                }
            });
            one_wins(outcomes, &Error::Refused(Refusal::GroupNameTaken));
        }
        stage.check();
    }
}

#[test]
fn names_of_organizations_and_of_connections_are_given_once() {
    for stage in Stage::each() {
        for round in 0..ROUNDS {
            let outcomes = stage.at_once(CLIENTS, |number, client| {
                let name = spelling(round, number / 2);
                client.operate(None, move |work| organizations::create(work, OPERATOR, &name))
            });
            one_wins(outcomes, &Error::Refused(Refusal::OrganizationNameTaken));
            let org = stage.acme.org;
            let outcomes = stage.at_once(CLIENTS, |number, client| {
                let name = spelling(round, number / 2);
                let named = Some(org).filter(|_| number % 3 == 0);
                client.operate(named, move |work| {
                    connections::create(work, OPERATOR, org, (Provider::Okta, Some(&name), None))
                })
            });
            one_wins(outcomes, &Error::Refused(Refusal::ConnectionNameTaken));
        }
        stage.check();
    }
}

#[test]
fn a_connection_never_has_a_third_token() {
    for stage in Stage::each() {
        for round in 0..ROUNDS {
            let org = stage.acme.org;
            let name = format!("connection {round}");
            let made = stage.client(round).operate(None, move |work| {
                Ok(connections::create(work, OPERATOR, org, (Provider::Okta, Some(&name), None))?.id)
            });
            let connection = made.unwrap();
            let outcomes = stage.at_once(CLIENTS, |number, client| {
                let named = Some(org).filter(|_| number % 3 == 0);
                let made = client.operate(named, move |work| tokens::create(work, OPERATOR, connection, 30));
                made.map(|(token, _)| token.id)
            });
            let (made, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
            assert_eq!(made.len(), 2);
            assert!(
                refused
                    .iter()
                    .all(|outcome| *outcome == Err(Error::Refused(Refusal::TooManyTokens { max: 2 }))),
                "{refused:?}"
            );
            let tokens = stage.client(round).operate(None, move |work| tokens::list(work, connection));
            let listed: BTreeSet<_> = tokens.unwrap().into_iter().map(|token| token.id).collect();
            assert_eq!(listed, made.into_iter().map(Result::unwrap).collect());
        }
    }
}

#[test]
fn a_renewal_never_undoes_a_deactivation() {
    for stage in Stage::each() {
        let Entrance { org, token, .. } = &stage.acme;
        for round in 0..ROUNDS {
            let on = token.clone();
            stage
                .client(round)
                .operate(None, move |work| tokens::set_active(work, OPERATOR, &on, true))
                .unwrap();
            let outcomes = stage.at_once(CLIENTS, |number, client| {
                let (token, named) = (token.clone(), Some(*org).filter(|_| number % 3 == 0));
                let (off, days) = (number == round % CLIENTS, 30 + u32::try_from(number).unwrap());
                client.operate(named, move |work| {
                    if off {
                        tokens::set_active(work, OPERATOR, &token, false).map(|token| (token, None))
                    } else {
                        let (token, secret) = tokens::renew(work, OPERATOR, &token, days)?;
                        Ok((token, Some(secret.reveal().to_owned())))
                    }
                })
            });
            let renewed: Vec<_> = outcomes.into_iter().map(|outcome| outcome.expect("no refusal")).collect();
            let connection = stage.acme.connection;
            let left =
                stage.client(round + 1).operate(None, move |work| tokens::list(work, connection)).unwrap();
            assert!(left.len() == 1 && !left[0].active, "{left:?}");
            // The secret and the expiry are those of one and the same renewal, the last one.
            let last =
                renewed.iter().filter(|(token, secret)| secret.is_some() && token.hash == left[0].hash);
            assert_eq!(last.map(|(token, _)| token.expires).collect::<Vec<_>>(), [left[0].expires]);
        }
    }
}

#[test]
fn of_many_with_one_version_in_hand_one_is_done() {
    for stage in Stage::each() {
        let user = stage.client(0).create("zoe").unwrap();
        let group = stage.client(0).create_group("Staff", &[]).unwrap();
        for round in 0..ROUNDS {
            let version = 1 + round as u64;
            let expected = IfMatch::Versions(vec![version]);
            let outcomes = stage.at_once(CLIENTS, |number, client| {
                client.set(user, "title", &format!("{round}-{number}"), expected.clone())
            });
            one_wins(outcomes, &Error::Stale);
            let outcomes = stage.at_once(CLIENTS, |number, client| {
                let name = format!("Staff {round}-{number}");
                let rename = json!({ "op": "replace", "path": "displayName", "value": name });
                client.patch_group(group, &rename, expected.clone())
            });
            one_wins(outcomes, &Error::Stale);
        }
        stage.check();
    }
}

#[test]
fn changes_of_different_attributes_all_stay() {
    const PATHS: [&str; 8] = [
        "title",
        "nickName",
        "displayName",
        "externalId",
        "locale",
        "timezone",
        "preferredLanguage",
        "userType",
    ];
    for stage in Stage::each() {
        let user = stage.client(0).create("zoe").unwrap();
        for round in 0..ROUNDS {
            let value = format!("value {round}");
            let outcomes = stage
                .at_once(PATHS.len(), |number, client| client.set(user, PATHS[number], &value, IfMatch::Any));
            // Each saw another version than all the others.
            let versions: BTreeSet<u64> = outcomes.into_iter().map(Result::unwrap).collect();
            let first = 2 + (round * PATHS.len()) as u64;
            assert_eq!(versions, (first..first + PATHS.len() as u64).collect());
            let stored = stage.client(round).user(user).unwrap();
            assert!(PATHS.iter().all(|path| stored[path] == value.as_str()), "{stored}");
        }
        stage.check();
    }
}

#[test]
fn who_comes_and_who_goes_at_once_is_there_and_is_gone() {
    for stage in Stage::each() {
        let users: Vec<UserId> = (0..2 * CLIENTS)
            .map(|number| stage.client(number).create(&format!("u{number}")).unwrap())
            .collect();
        let (mut there, mut away) = (users[..CLIENTS].to_vec(), users[CLIENTS..].to_vec());
        let group = stage.client(0).create_group("Staff", &there).unwrap();
        for round in 0..ROUNDS {
            let outcomes = stage.at_once(2 * CLIENTS, |number, client| match number.checked_sub(CLIENTS) {
                None => client.remove(group, there[number]),
                Some(number) => client.add(group, away[number]),
            });
            let versions: BTreeSet<u64> = outcomes.into_iter().map(Result::unwrap).collect();
            assert_eq!(versions.len(), 2 * CLIENTS, "each is a change of its own");
            std::mem::swap(&mut there, &mut away);
            assert_eq!(stage.client(round).members(group), there.iter().map(ToString::to_string).collect());
        }
        stage.check();
    }
}

#[test]
fn nobody_who_is_gone_is_a_member() {
    for stage in Stage::each() {
        let staff = stage.client(0).create_group("Staff", &[]).unwrap();
        for round in 0..2 * ROUNDS {
            let name = |number: usize| format!("user {round} {number}");
            let going: Vec<UserId> =
                (0..6).map(|number| stage.client(number).create(&name(number)).unwrap()).collect();
            let stays = stage.client(round).create(&name(6)).unwrap();
            let team = stage.client(round).create_group(&name(7), &[]).unwrap();
            let outcomes = stage.at_once(CLIENTS, |number, client| match number {
                0..6 => client.delete(going[number]),
                6..12 => client.add(staff, going[number - 6]).map(drop),
                12 => client.delete_group(team),
                13 => client.add(staff, stays).map(drop),
                _ => client.add(team, stays).map(drop),
            });
            for (number, outcome) in outcomes.into_iter().enumerate() {
                match (number, outcome) {
                    (_, Ok(())) | (14.., Err(Error::NotFound)) => {}
                    (6..12, Err(Error::Refused(Refusal::UnknownMembers(ids, _)))) => {
                        assert_eq!(ids, [going[number - 6].to_string()]);
                    }
                    (_, Err(other)) => panic!("{number}: {other:?}"),
                }
            }
            assert!(stage.client(round).members(staff).contains(&stays.to_string()));
            stage.check();
        }
        assert_eq!(stage.client(0).members(staff).len(), 2 * ROUNDS, "who stays, and nobody else");
    }
}

#[test]
fn many_organizations_at_once_are_each_as_if_alone() {
    for stage in Stage::each() {
        let doors = stage.at_once(CLIENTS, |number, client| {
            let name = format!("Organization {number}");
            let door = client.operate(None, move |work| entrance(work, &name)).unwrap();
            let client = Client { door: &door, ..client };
            let users: Vec<UserId> =
                (0..10).map(|number| client.create(&format!("user{number}")).unwrap()).collect();
            let group = client.create_group("Staff", &users).unwrap();
            assert_eq!(client.members(group).len(), 10);
            door
        });
        for (number, door) in doors.iter().enumerate() {
            let client = Client { door, ..stage.client(number + 1) };
            assert_eq!((client.users().len(), client.groups().len()), (10, 1));
            let org = door.org;
            let events = client.read(move |work, _| Ok(work.tx.org(org).events_after(0, 100)?)).unwrap();
            assert_eq!(
                events.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
                (1..=12).collect::<Vec<_>>()
            );
        }
    }
}

#[test]
fn last_uses_that_are_written_down_at_once_do_not_meet_crosswise() {
    for stage in Stage::each() {
        let doors = stage.at_once(CLIENTS, |number, client| {
            let name = format!("Organization {number}");
            client.operate(None, move |work| entrance(work, &name)).unwrap()
        });
        for _ in 0..ROUNDS {
            for server in &stage.servers {
                for door in &doors {
                    stage.block_on(server.caller(&door.credential)).unwrap();
                }
            }
            let flushed = stage
                .at_once(stage.servers.len(), |_, client| stage.block_on(client.server.flush_last_used()));
            assert!(flushed.iter().all(Result::is_ok), "{flushed:?}");
        }
    }
}

#[test]
fn a_token_that_is_off_is_out_with_the_very_next_request_on_every_server() {
    for stage in Stage::each() {
        let user = stage.client(0).create("zoe").unwrap();
        for round in 0..20 {
            for (active, expected) in
                [(false, Some(Error::Unauthorized(Denial::InactiveToken))), (true, None)]
            {
                let token = stage.acme.token.clone();
                let set =
                    move |work: &mut app::Work<'_, '_>| tokens::set_active(work, OPERATOR, &token, active);
                stage.client(round).operate(None, set).unwrap();
                let elsewhere = stage.client(round + 1);
                assert_eq!(elsewhere.user(user).err(), expected);
                assert_eq!(elsewhere.set(user, "title", &format!("{round}"), IfMatch::Any).err(), expected);
            }
        }
        stage.check();
    }
}

#[test]
fn whoever_follows_the_events_sees_each_one_after_the_one_before() {
    for stage in Stage::each() {
        let (org, done) = (stage.acme.org, AtomicBool::new(false));
        thread::scope(|scope| {
            let follow = |number| {
                let (stage, done) = (&stage, &done);
                scope.spawn(move || {
                    let (client, mut last) = (stage.client(number), 0);
                    loop {
                        let is_last = done.load(Ordering::SeqCst);
                        let behind = last;
                        let new =
                            client.read(move |work, _| Ok(work.tx.org(org).events_after(behind, 1_000)?));
                        for (sequence, _) in new.expect("a look at the events") {
                            assert_eq!(
                                sequence,
                                last + 1,
                                "who asks for what is behind {last} would miss something"
                            );
                            last = sequence;
                        }
                        if is_last {
                            return last;
                        }
                    }
                })
            };
            let followers: Vec<_> = (0..2).map(follow).collect();
            stage.at_once(8, |number, client| {
                for turn in 0..25 {
                    client.create(&format!("user {number} {turn}")).unwrap();
                }
            });
            done.store(true, Ordering::SeqCst);
            assert_eq!(
                followers.into_iter().map(|one| one.join().expect("a follower")).collect::<Vec<_>>(),
                [200, 200]
            );
        });
        stage.check();
    }
}
