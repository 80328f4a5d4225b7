//! Who is told by mail that changes of a provider are held, and who is not.

use crate::stage::{OPERATOR, Stage, entrance};
use app::administrators::{self, Office};
use app::mails::Outcome;
use app::notices::{self, OutgoingNotice};
use app::{Error, Work};
use directory::administrator::NoticeKind;
use directory::{OrgId, Role};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

fn operate<T: Send + 'static>(
    stage: &Stage,
    work: impl FnMut(&mut Work<'_, '_>) -> Result<T, Error> + Send + 'static,
) -> T {
    stage.client(0).operate(None, work).expect("done")
}

fn appoint(stage: &Stage, org: OrgId, email: &'static str, role: Role, language: Option<&'static str>) {
    operate(stage, move |work| {
        let office = Office { name: format!("{} of {email}", role.as_str()), role };
        administrators::add(work, OPERATOR, org, email, &office, language).map(drop)
    });
}

fn dismiss(stage: &Stage, org: OrgId, email: &'static str) {
    operate(stage, move |work| {
        let account = work.tx.administrator_of(email)?.expect("an account");
        administrators::remove(work, OPERATOR, org, account.id)
    });
}

fn hold(stage: &Stage, org: OrgId) {
    stage.client(0).operate(Some(org), move |work| notices::queue_held_changes(work, org)).expect("queued");
}

/// Takes the mails about held changes that are due, without saying what became of them.
fn claim(stage: &Stage) -> Vec<OutgoingNotice> {
    operate(stage, |work| {
        let due = work.tx.due_notices(work.now, 100)?;
        let mut claimed = Vec::new();
        for id in due {
            claimed.extend(notices::claim(work, id)?);
        }
        claimed.retain(|outgoing| outgoing.notice.kind == NoticeKind::HeldChanges);
        claimed.sort_by(|one, other| one.to.email.cmp(&other.to.email));
        Ok(claimed)
    })
}

/// Sends those that are due: to whom, by what name, of which organization, and in which language.
fn told(stage: &Stage) -> Vec<String> {
    let claimed = claim(stage);
    let told = claimed.iter().map(|outgoing| {
        let name = outgoing.appointment.as_ref().map(|appointment| appointment.name.as_str());
        let words = [name, outgoing.organization.as_deref(), outgoing.notice.language.as_deref()];
        assert!(outgoing.choose.is_none() && outgoing.by.is_none(), "it is about no account");
        format!("{}: {}", outgoing.to.email, words.map(|word| word.unwrap_or("-")).join(", "))
    });
    let told = told.collect();
    operate(stage, move |work| {
        claimed.iter().try_for_each(|outgoing| notices::note(work, &outgoing.notice, None, &Outcome::Sent))
    });
    told
}

#[test]
fn the_owners_and_admins_of_an_organization_are_told_or_else_those_of_the_installation() {
    let stage = Stage::with_servers(1);
    let acme = stage.acme.org;
    appoint(&stage, OrgId::INSTALLATION, "rita@rollbook.test", Role::Owner, None);
    appoint(&stage, OrgId::INSTALLATION, "rolf@rollbook.test", Role::Admin, Some("fr"));
    appoint(&stage, OrgId::INSTALLATION, "ruth@rollbook.test", Role::Auditor, None);
    appoint(&stage, acme, "zoe@acme.test", Role::Auditor, Some("ja"));
    hold(&stage, acme);
    assert_eq!(
        told(&stage),
        [
            "rita@rollbook.test: owner of rita@rollbook.test, Acme, -",
            "rolf@rollbook.test: admin of rolf@rollbook.test, Acme, fr",
        ]
    );

    appoint(&stage, acme, "ada@acme.test", Role::Owner, Some("ja"));
    appoint(&stage, acme, "bob@acme.test", Role::Admin, None);
    hold(&stage, acme);
    assert_eq!(
        told(&stage),
        ["ada@acme.test: owner of ada@acme.test, Acme, ja", "bob@acme.test: admin of bob@acme.test, Acme, -"]
    );
}

#[test]
fn one_that_waits_says_enough_and_one_that_was_sent_does_not() {
    let stage = Stage::with_servers(1);
    let (server, acme) = (&stage.servers[0], stage.acme.org);
    let other = operate(&stage, |work| Ok(entrance(work, "Other")?.org));
    for org in [acme, other] {
        appoint(&stage, org, "ada@acme.test", Role::Owner, None);
    }
    let [of_acme, of_other] =
        ["Acme", "Other"].map(|name| format!("ada@acme.test: owner of ada@acme.test, {name}, -"));

    hold(&stage, acme);
    let first = claim(&stage).swap_remove(0).notice;
    hold(&stage, acme);
    assert_eq!(claim(&stage).len(), 0, "it is being sent");
    // Whoever was sending it is gone, and the mail is sent by somebody else.
    server.put_clock_forward(20 * MINUTE);
    hold(&stage, acme);
    let again = claim(&stage).swap_remove(0).notice;
    assert_eq!((again.id, again.attempts), (first.id, 2), "it waited all the time");
    operate(&stage, move |work| notices::note(work, &again, None, &Outcome::Sent));

    hold(&stage, other);
    assert_eq!(told(&stage), [of_other], "nobody has told her of this organization");
    hold(&stage, acme);
    hold(&stage, acme);
    assert_eq!(told(&stage), [of_acme], "she has decided, and it goes on");
}

#[test]
fn nobody_is_told_who_was_dismissed_meanwhile_and_nobody_after_a_day() {
    let stage = Stage::with_servers(1);
    let (server, acme) = (&stage.servers[0], stage.acme.org);
    for email in ["ada@acme.test", "bob@acme.test", "eve@acme.test"] {
        appoint(&stage, acme, email, Role::Owner, None);
    }
    appoint(&stage, OrgId::INSTALLATION, "bob@acme.test", Role::Auditor, None);
    hold(&stage, acme);
    dismiss(&stage, acme, "ada@acme.test");
    dismiss(&stage, acme, "bob@acme.test");
    server.put_clock_forward(24 * 60 * MINUTE - MINUTE);
    assert_eq!(
        told(&stage),
        [
            "bob@acme.test: auditor of bob@acme.test, Acme, -",
            "eve@acme.test: owner of eve@acme.test, Acme, -"
        ]
    );
    let left = |email: &'static str| {
        operate(&stage, move |work| {
            let account = work.tx.administrator_of(email)?.expect("an account");
            notices::last(work, &account, (acme, NoticeKind::HeldChanges))
        })
    };
    assert_eq!(left("ada@acme.test"), None, "it is gone with her appointment");

    server.put_clock_forward(60 * MINUTE);
    hold(&stage, acme);
    server.put_clock_forward(24 * 60 * MINUTE);
    assert_eq!(told(&stage), [""; 0]);
    assert!(left("eve@acme.test").expect("a notice").is_given_up());
    hold(&stage, acme);
    assert_eq!(told(&stage), ["eve@acme.test: owner of eve@acme.test, Acme, -"]);
}
