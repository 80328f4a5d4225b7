//! What is decided about organizations, connections and tokens, and what the audit trail says of it.

use directory::policy::Preset;
use directory::{
    Action, Actor, AuditEntry, Change, Connection, ConnectionId, Event, EventKind, Ids, Json, OrgId,
    Organization, Provider, Refusal, Row, Timestamp, Token,
};
use scim::dialect::Dialect;
use serde_json::{Value, json};

const THEN: Timestamp = Timestamp::from_millis(1_763_675_425_120);
const NOW: Timestamp = Timestamp::from_millis(1_763_675_999_000);
const ACTOR: &Actor = &Actor::CommandLine;

fn ids() -> Ids {
    Ids::new(NOW, [3; 32])
}

fn org() -> OrgId {
    Ids::new(THEN, [1; 32]).id()
}

fn okta(enabled: bool) -> Connection {
    Connection {
        id: Ids::new(THEN, [2; 32]).id(),
        org: org(),
        name: "Okta".into(),
        provider: Provider::Okta,
        dialect: Dialect::OKTA,
        enabled,
        created: THEN,
        logs_calls: true,
        policy: Preset::Standard.policy(),
        attributes: std::sync::Arc::default(),
    }
}

#[test]
fn a_name_can_be_read_back() {
    let long = "é".repeat(200);
    let longer = "é".repeat(201);
    for (asked, kept) in [
        ("Acme", Some("Acme")),
        ("  Acme & Sons ", Some("Acme & Sons")),
        ("Ａｃｍｅ", Some("Ａｃｍｅ")),
        (&long, Some(&*long)),
        (&longer, None),
        ("", None),
        (" \t ", None),
        ("a\u{7}b", None),
        ("a\nb", None),
        ("a\u{0}", None),
        ("\u{200b}\u{200c}", None),
        ("\u{3164}", None),
        ("A\u{200d}cme", Some("A\u{200d}cme")),
    ] {
        let organization = Organization::create(asked, ACTOR, &mut ids(), NOW).map(|(made, _)| made.name);
        let described = (Provider::Okta, Some(asked), None);
        let connection =
            Connection::create(org(), described, ACTOR, &mut ids(), NOW).map(|(made, _)| made.name);
        let expected = kept.map(str::to_owned).ok_or(Refusal::BadName);
        assert_eq!((organization, connection), (expected.clone(), expected), "{asked:?}");
    }
}

#[test]
fn a_connection_is_called_after_its_provider_and_speaks_its_dialect_unless_told_otherwise() {
    for (provider, name, dialect, called, speaks) in [
        (Provider::Okta, None, None, "Okta", Dialect::OKTA),
        (Provider::Entra, Some("Staff"), None, "Staff", Dialect::ENTRA),
        (Provider::CyberArk, None, None, "CyberArk", Dialect::GENERIC),
        (Provider::Okta, None, Some(Dialect::STRICT), "Okta", Dialect::STRICT),
    ] {
        let (made, change) = Connection::create(org(), (provider, name, dialect), ACTOR, &mut ids(), NOW)
            .expect("a good name");
        let mut drawn = ids();
        let id: ConnectionId = drawn.id();
        let expected = Connection {
            id,
            name: called.into(),
            provider,
            dialect: speaks,
            enabled: true,
            created: NOW,
            ..okta(true)
        };
        assert_eq!(made, expected);
        let after = json!({ "name": called, "provider": provider.as_str(), "dialect": speaks.to_string() });
        let audit =
            AuditEntry::new(&mut drawn, NOW, ACTOR, Action::ConnectionCreated, id.to_string()).after(after);
        assert_eq!(change, Change::new(org(), audit).row(Row::ConnectionCreated(made)));
    }
}

#[test]
fn a_connection_is_switched_once() {
    for (is, shall, action) in [
        (true, false, Some(Action::ConnectionDisabled)),
        (false, true, Some(Action::ConnectionEnabled)),
        (true, true, None),
        (false, false, None),
    ] {
        let switched = okta(is).set_enabled(shall, ACTOR, &mut ids(), NOW);
        let expected = action.map(|action| {
            let audit = AuditEntry::new(&mut ids(), NOW, ACTOR, action, okta(is).id.to_string())
                .before(json!({ "enabled": is }))
                .after(json!({ "enabled": shall }));
            (okta(shall), Change::new(org(), audit).row(Row::ConnectionUpdated(okta(shall))))
        });
        assert_eq!(switched, expected, "{is} -> {shall}");
    }
}

#[test]
fn the_audit_trail_of_a_token_names_it_and_holds_no_secret() {
    let connection = okta(true);
    let (token, secret, created) =
        Token::create(&connection, &[], 30, ACTOR, &mut ids(), NOW).expect("the first");
    let disabled = token.set_active(&connection, false, ACTOR, &mut ids(), NOW).expect("a change");
    let inactive = Token { active: false, ..token.clone() };
    let enabled = inactive.set_active(&connection, true, ACTOR, &mut ids(), NOW).expect("a change");
    let (_, renewed_secret, renewed) = token.renew(&connection, 60, ACTOR, &mut ids(), NOW);
    let deleted = token.delete(&connection, ACTOR, &mut ids(), NOW);
    let (month, two) = (NOW.plus_days(30).to_string(), NOW.plus_days(60).to_string());
    let shown = |said: Option<(bool, &String)>| match said {
        Some((active, expires)) => Json::from(json!({
            "provider": "Okta", "connection": connection.id.to_string(), "active": active, "expires": expires,
        })),
        None => Json::null(),
    };
    for (change, action, before, after) in [
        (&created, Action::TokenCreated, None, Some((true, &month))),
        (&disabled, Action::TokenDisabled, Some((true, &month)), Some((false, &month))),
        (&enabled, Action::TokenEnabled, Some((false, &month)), Some((true, &month))),
        (&renewed, Action::TokenRenewed, Some((true, &month)), Some((true, &two))),
        (&deleted, Action::TokenDeleted, Some((true, &month)), None),
    ] {
        let audit = &change.audit;
        assert_eq!(
            (audit.action, &audit.target, &audit.before, &audit.after),
            (action, &token.id.to_string(), &shown(before), &shown(after))
        );
        assert_eq!(change.events, [], "{action:?} is not the product's business");
        let all = format!("{change:?}");
        for secret in [&secret, &renewed_secret] {
            let text = secret.reveal();
            // Everything behind the public id.
            assert!(!all.contains(&text[17..]), "{action:?} holds the secret");
        }
    }
}

#[test]
fn a_restored_organization_is_marked_and_its_numbers_jump() {
    let fresh = Organization {
        id: org(),
        name: "Acme".into(),
        created: THEN,
        event_sequence: 41,
        resync_since: None,
        seats: directory::Seats::default(),
    };
    let marked = Organization { resync_since: Some(NOW), ..fresh.clone() };
    let (none, since) = (json!({ "resync_since": null }), json!({ "resync_since": NOW.to_string() }));
    let audit = |action, before: &Value, after: &Value| {
        AuditEntry::new(&mut ids(), NOW, ACTOR, action, org().to_string())
            .before(before.clone())
            .after(after.clone())
    };
    let event = Event {
        kind: EventKind::OrganizationRestored,
        subject: org().to_string(),
        at: NOW,
        data: json!({ "last_sequence": 41 }).into(),
    };
    let restored = Change::new(org(), audit(Action::OrganizationRestored, &none, &since))
        .row(Row::OrganizationUpdated(marked.clone()))
        .row(Row::NumbersRaised(1_763_675_999_000_000))
        .event(event);
    assert_eq!(fresh.restored(ACTOR, &mut ids(), NOW), restored);
    let resynced = Change::new(org(), audit(Action::OrganizationResynced, &since, &none))
        .row(Row::OrganizationUpdated(fresh.clone()));
    assert_eq!(marked.resynced(ACTOR, &mut ids(), NOW), Some((fresh.clone(), resynced)));
    assert_eq!(fresh.resynced(ACTOR, &mut ids(), NOW), None);
}

#[test]
fn every_word_that_is_stored_is_read_back() {
    for action in Action::ALL {
        assert_eq!(Action::parse(action.as_str()), Some(action));
    }
    for kind in EventKind::ALL {
        assert_eq!(EventKind::parse(kind.as_str()), Some(kind));
    }
    let (token, _, _) = Token::create(&okta(true), &[], 30, ACTOR, &mut ids(), NOW).expect("the first");
    let provider = Actor::Provider { connection: okta(true).id, provider: Provider::Okta, token: token.id };
    for actor in [Actor::CommandLine, provider] {
        assert_eq!(Actor::from_json(&actor.to_json()), Some(actor));
    }
    for nobody in [json!(null), json!({}), json!({ "kind": "provider" }), json!({ "kind": "somebody" })] {
        assert_eq!(Actor::from_json(&nobody), None, "{nobody}");
    }
}
