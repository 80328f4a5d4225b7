//! The life of a token, as the provider that holds it sees it.

use crate::support::{stage, tick};
use app::tokens;
use directory::token::TOKEN_DAYS_DEFAULT;
use directory::{Action, Actor, ConnectionId, Provider, Refusal, TokenId};
use testkit::{Door, TestServer};

const ACTOR: Actor = Actor::CommandLine;

fn create(server: &TestServer, connection: ConnectionId) -> (TokenId, String) {
    server.write(move |work| {
        let (token, secret) = tokens::create(work, &ACTOR, connection, TOKEN_DAYS_DEFAULT)?;
        Ok((token.id, secret.reveal().to_owned()))
    })
}

fn works(door: &Door, token: &str) -> bool {
    let answer = door.client_with(Some(token)).get("/Users");
    assert!([200, 401].contains(&answer.status), "{}", answer.text);
    answer.status == 200
}

#[test]
fn two_tokens_live_and_a_third_is_refused() {
    let (server, door, _) = stage(Provider::Okta);
    let (_, second) = create(&server, door.connection);
    assert!(works(&door, &door.token) && works(&door, &second));
    let connection = door.connection;
    let third = server.write(move |work| {
        Ok(tokens::create(work, &ACTOR, connection, TOKEN_DAYS_DEFAULT).map(|(token, _)| token.id))
    });
    assert_eq!(third, Err(app::Error::Refused(Refusal::TooManyTokens { max: 2 })));
    assert!(works(&door, &door.token) && works(&door, &second), "the two live on");
    // Another connection has its own two.
    let other = server.connect("Acme", Provider::Entra);
    drop(create(&server, other.connection));
}

#[test]
fn a_deactivated_token_is_refused_at_once_and_can_come_back() {
    let (server, door, mut client) = stage(Provider::Okta);
    let (_, second) = create(&server, door.connection);
    drop(client.get("/Users").expect(200));
    for _ in 0..3 {
        set_active(&server, &door, false);
        // The same connection that was let in a moment ago.
        client.get("/Users").expect_error(401, None);
        client.post("/Users", &crate::support::person("a@example.com")).expect_error(401, None);
        assert!(works(&door, &second), "the other token is another token");
        set_active(&server, &door, true);
        assert_eq!(client.get("/Users").expect(200).body["totalResults"], 0);
    }
}

#[test]
fn a_renewed_token_has_a_new_secret_and_the_old_one_is_out() {
    let (server, door, mut client) = stage(Provider::Okta);
    let id = door.token_id.clone();
    let new = server.write(move |work| {
        let (token, secret) = tokens::renew(work, &ACTOR, &id, TOKEN_DAYS_DEFAULT)?;
        assert_eq!(token.id, id, "it is the same token");
        Ok(secret.reveal().to_owned())
    });
    assert_ne!(new, door.token);
    client.get("/Users").expect_error(401, None);
    assert!(works(&door, &new));
}

#[test]
fn a_deleted_token_is_out_and_leaves_room_for_another() {
    let (server, door, mut client) = stage(Provider::Okta);
    drop(create(&server, door.connection));
    let id = door.token_id.clone();
    server.write(move |work| tokens::delete(work, &ACTOR, &id));
    client.get("/Users").expect_error(401, None);
    let (_, third) = create(&server, door.connection);
    assert!(works(&door, &third));
}

#[test]
fn the_last_use_of_a_token_is_written_down() {
    let (server, door, mut client) = stage(Provider::Okta);
    let (unused, _) = create(&server, door.connection);
    drop(client.get("/Users").expect(200));
    flush(&server);
    let first = last_used(&server, &door.token_id).expect("it was used");
    assert_eq!(last_used(&server, &unused), None, "nobody used the other one");
    std::thread::sleep(std::time::Duration::from_millis(5));
    drop(client.get("/Users").expect(200));
    flush(&server);
    assert!(last_used(&server, &door.token_id) > Some(first));
    // Who is turned away has not used it.
    set_active(&server, &door, false);
    let before = last_used(&server, &door.token_id);
    std::thread::sleep(std::time::Duration::from_millis(5));
    client.get("/Users").expect_error(401, None);
    flush(&server);
    assert_eq!(last_used(&server, &door.token_id), before);
}

#[test]
fn what_happens_to_a_token_is_in_the_audit_trail_without_its_secret() {
    let (server, door, _) = stage(Provider::Okta);
    // The trail is in order of time, to the millisecond.
    for active in [false, false, true] {
        tick();
        set_active(&server, &door, active);
    }
    tick();
    let id = door.token_id.clone();
    server.write(move |work| tokens::renew(work, &ACTOR, &id, TOKEN_DAYS_DEFAULT).map(drop));
    tick();
    let id = door.token_id.clone();
    server.write(move |work| tokens::delete(work, &ACTOR, &id));
    let org = door.org;
    let entries = server.read(move |work| Ok(work.tx.org(org).audit_entries(100)?));
    let of_token: Vec<Action> = entries
        .iter()
        .filter(|entry| entry.target == door.token_id.to_string())
        .map(|entry| entry.action)
        .collect();
    let newest_first = [
        Action::TokenDeleted,
        Action::TokenRenewed,
        Action::TokenEnabled,
        Action::TokenDisabled,
        Action::TokenCreated,
    ];
    assert_eq!(of_token, newest_first);
    let secret = door.token.rsplit('_').next().expect("the secret part");
    assert!(!format!("{entries:?}").contains(secret));
}

fn set_active(server: &TestServer, door: &Door, active: bool) {
    let id = door.token_id.clone();
    server.write(move |work| tokens::set_active(work, &ACTOR, &id, active).map(drop));
}

fn flush(server: &TestServer) {
    server.flush_last_used();
}

fn last_used(server: &TestServer, id: &TokenId) -> Option<directory::Timestamp> {
    let (id, connection) = (id.clone(), id.clone());
    server.read(move |work| {
        let (found, _) = work.tx.token(&connection)?.expect("the token's connection");
        let all = tokens::list(work, found.id)?;
        Ok(all.into_iter().find(|token| token.id == id).expect("the token").last_used)
    })
}
