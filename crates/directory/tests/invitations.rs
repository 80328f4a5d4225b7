//! What invitations come to, decision by decision.

use directory::invitation::{GivenNames, InviteStatus, LINKS_MAX, MailKind, PresentedLink, Standing};
use directory::policy::Policy;
use directory::user::{Source, Terms};
use directory::{
    Action, Actor, AuditEntry, Change, EventKind, Ids, Invitation, Mail, OrgId, Row, Seats, Stage, Status,
    Timestamp, User,
};
use scim::Resource;
use serde_json::{Map, Value, json};

const NOW: Timestamp = Timestamp::from_millis(1_763_675_425_120);

fn ids() -> Ids {
    Ids::new(NOW, [7; 32])
}

fn policy(text: &str) -> Policy {
    Policy::parse(text).expect("a policy")
}

fn user(status: Status, attributes: &Value) -> User {
    let mut all: Map<String, Value> = attributes.as_object().expect("an object").clone();
    all.insert("active".into(), status.is_on().into());
    User {
        id: ids().id(),
        source: Source::Local,
        resource: Resource::from_stored(all),
        version: 3,
        created: NOW,
        last_modified: NOW,
        status,
        protected: false,
    }
}

/// An invitation and the mail that goes with it.
fn begun(policy: &Policy, user: &User) -> (Invitation, Mail) {
    let actor = Actor::CommandLine;
    let audit = AuditEntry::new(&mut ids(), NOW, &actor, Action::UserInvited, user.id.to_string());
    let change = Invitation::begin(Change::new(ids().id(), audit), user.id, policy, &mut ids(), NOW);
    match <[Row; 2]>::try_from(change.rows) {
        Ok([Row::InvitationSaved(invitation), Row::MailQueued(mail)]) => (invitation, mail),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_invitation_begins_without_a_link_and_with_a_mail_that_is_due() {
    let zoe = user(Status::On(Stage::Invited), &json!({ "userName": "zoe" }));
    let (invitation, mail) = begun(&policy("vault invitation_days=3"), &zoe);
    assert_eq!((invitation.expires, invitation.links.len()), (NOW.plus_days(3), 0));
    assert_eq!((mail.kind, mail.user, mail.due, mail.attempts), (MailKind::Invitation, zoe.id, NOW, 0));
}

#[test]
fn every_status_has_its_word_and_its_standing_before_and_after_the_end() {
    let zoe = user(Status::On(Stage::Invited), &json!({}));
    let (invitation, _) = begun(&policy("vault"), &zoe);
    let org: OrgId = ids().id();
    let (invitation, link) = invitation.linked(org, &mut ids());
    let presented = PresentedLink::parse(link.reveal()).expect("a link");
    let (_, other) = invitation.linked(org, &mut Ids::new(NOW, [8; 32]));
    let stranger = PresentedLink::parse(other.reveal()).expect("a link");
    let (before, after) = (NOW.plus_days(4), NOW.plus_days(5));
    for status in Status::ALL {
        let word = |now| Invitation::status(Some(&invitation), status, now);
        let (early, late) = match status.stage() {
            Stage::Staged => (InviteStatus::NotInvited, InviteStatus::NotInvited),
            Stage::Invited => (InviteStatus::Pending, InviteStatus::Expired),
            Stage::Accepted | Stage::Confirmed => (InviteStatus::Completed, InviteStatus::Completed),
        };
        assert_eq!((word(before), word(after)), (early, late), "{status}");
        assert_eq!(Invitation::status(None, status, before), InviteStatus::NotInvited, "{status}");
        let standing = |now| invitation.standing(&presented, status, now);
        let (early, late) = match status {
            Status::On(Stage::Staged) => (Standing::Gone, Standing::Gone),
            Status::On(Stage::Invited) => (Standing::Open, Standing::Expired),
            Status::On(Stage::Accepted | Stage::Confirmed) => (Standing::Used, Standing::Used),
            Status::Disabled(_) | Status::Revoked(_) => (Standing::KeptOut, Standing::KeptOut),
        };
        assert_eq!((standing(before), standing(after)), (early, late), "{status}");
        assert_eq!(invitation.standing(&stranger, status, before), Standing::Gone, "{status}");
    }
}

#[test]
fn links_are_bounded_and_one_that_nobody_got_is_forgotten() {
    let zoe = user(Status::On(Stage::Invited), &json!({}));
    let (mut invitation, _) = begun(&policy("vault"), &zoe);
    let (org, mut supply) = (ids().id(), ids());
    let mut links = Vec::new();
    for _ in 0..LINKS_MAX + 2 {
        let (after, link) = invitation.linked(org, &mut supply);
        invitation = after;
        links.push(link);
    }
    assert_eq!(invitation.links.len(), LINKS_MAX);
    let standing = |invitation: &Invitation, index: usize| {
        let presented = PresentedLink::parse(links[index].reveal()).expect("a link");
        invitation.standing(&presented, zoe.status, NOW)
    };
    assert_eq!(
        [1, 2, 65].map(|index| standing(&invitation, index)),
        [Standing::Gone, Standing::Open, Standing::Open]
    );
    let without = invitation.unlinked(&links[65]);
    assert_eq!(
        [2, 64, 65].map(|index| standing(&without, index)),
        [Standing::Open, Standing::Open, Standing::Gone]
    );
}

#[test]
fn reminders_are_counted_from_the_mail_and_end_with_the_invitation() {
    let policy = policy("vault reminders_max=2 reminder_days=2 invitation_days=5");
    let zoe = user(Status::On(Stage::Invited), &json!({}));
    let (invitation, _) = begun(&policy, &zoe);
    let mailed = invitation.mailed(&policy, NOW.plus_days(1));
    assert_eq!((mailed.sent, mailed.next_reminder), (Some(NOW.plus_days(1)), Some(NOW.plus_days(3))));
    let remind = |invitation: &Invitation, status, day| {
        let (after, mail) = invitation.remind(status, &policy, &mut ids(), NOW.plus_days(day));
        (after, mail.map(|mail| mail.kind))
    };
    // Whoever is kept out is asked about again later; whoever is in, never.
    let (after, mail) = remind(&mailed, Status::Revoked(Stage::Invited), 3);
    assert_eq!((after.next_reminder, after.reminders, mail), (Some(NOW.plus_days(5)), 0, None));
    let (after, mail) = remind(&mailed, Status::On(Stage::Accepted), 3);
    assert_eq!((after.next_reminder, after.reminders, mail), (None, 0, None));
    let (after, mail) = remind(&mailed, zoe.status, 3);
    assert_eq!((after.next_reminder, after.reminders, mail), (None, 1, Some(MailKind::Reminder)));
    // The next one would come when it is over.
    assert_eq!(after.mailed(&policy, NOW.plus_days(3)).next_reminder, None);
    let (after, mail) = remind(&mailed, zoe.status, 5);
    assert_eq!((after.next_reminder, mail), (None, None));
}

#[test]
fn whoever_joins_has_a_name_and_no_placeholder_and_is_told_of_once() {
    let policy = policy("workspace");
    let attributes = json!({
        "userName": "zoe@acme.example",
        "name": { "givenName": "NO_GIVEN_NAME", "familyName": "NO_FAMILY_NAME", "formatted": "?" },
    });
    let zoe = user(Status::On(Stage::Invited), &attributes);
    let (invitation, _) = begun(&policy, &zoe);
    let actor = Actor::User(zoe.id);
    let terms = Terms { org: ids().id(), policy: &policy, seats: Seats::default(), actor: &actor, now: NOW };
    let names = GivenNames::parse(" Zoë ", "D'Or").expect("names");
    let decision = zoe.accept(&terms, Some(&invitation), Some(&names), &mut ids()).expect("accepted");
    let change = decision.change.expect("a change");
    assert_eq!((decision.user.status, decision.user.version), (Status::On(Stage::Confirmed), 4));
    assert_eq!(
        decision.user.resource.get("name"),
        Some(&json!({ "givenName": "Zoë", "familyName": "D'Or" }))
    );
    assert_eq!(decision.user.resource.get("displayName"), Some(&json!("Zoë D'Or")));
    let events: Vec<EventKind> = change.events.iter().map(|event| event.kind).collect();
    assert_eq!(events, [EventKind::UserAccepted, EventKind::UserConfirmed]);
    assert_eq!((change.audit.action, &change.audit.actor), (Action::UserAccepted, &actor));
    let after: Value = serde_json::from_str(change.audit.after.as_str()).expect("JSON");
    assert_eq!(after["status"], "confirmed");
    // Without names, as a product accepts that asks for none, the placeholders go all the same.
    let decision = zoe.accept(&terms, None, None, &mut ids()).expect("accepted");
    assert_eq!(decision.user.resource.get("name"), Some(&json!({ "formatted": "?" })));
    for (given, family) in [("", "Doe"), ("Zoë", " "), ("Zoë\r\nBcc", "Doe"), (&*"x".repeat(101), "Doe")] {
        assert_eq!(GivenNames::parse(given, family), None, "{given:?} {family:?}");
    }
}

#[test]
fn whoever_was_kept_out_by_a_policy_that_removes_is_let_in_by_an_invitation() {
    let policy = policy("workspace");
    let zoe = user(Status::Disabled(Stage::Confirmed), &json!({ "userName": "zoe@acme.example" }));
    let terms = |max| Terms {
        org: ids().id(),
        policy: &policy,
        seats: Seats { used: 1, max },
        actor: &Actor::CommandLine,
        now: NOW,
    };
    let decision = zoe.invite(&terms(Some(2)), &mut ids()).expect("invited");
    assert!(decision.user.active() && decision.user.status == Status::On(Stage::Invited));
    assert!(zoe.invite(&terms(Some(1)), &mut ids()).is_err(), "no seat is free");
}
