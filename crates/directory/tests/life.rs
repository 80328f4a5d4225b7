//! Every state, every act, every preset: what may be done to whom, and that the documentation says so.

use directory::life::{Act, Step};
use directory::policy::{Policy, Preset};
use directory::{Refusal, Seats, Stage, Status};
use std::collections::BTreeMap;

/// What comes of an act, in a few words.
fn outcome(status: Status, act: Act, policy: &Policy) -> String {
    match status.step(act, policy) {
        Ok(Step::Same) => "nothing".to_owned(),
        Ok(Step::To(after)) => format!("→ {after}"),
        Ok(Step::NewInvitation) => "a new mail".to_owned(),
        Ok(Step::Gone) => "removed".to_owned(),
        Err(_) => "refused".to_owned(),
    }
}

fn policies() -> Vec<(String, Policy)> {
    Preset::ALL.map(|preset| (preset.as_str().to_owned(), preset.policy())).to_vec()
}

/// A table for each preset, as the documentation has it.
fn tables() -> String {
    let mut text = String::new();
    for (name, policy) in policies() {
        text += &format!("\n### `{name}`\n\nWhoever is brought in begins as {}.\n\n", Status::first(&policy));
        text += &format!("| | {} |\n", Act::ALL.map(Act::as_str).join(" | "));
        text += &format!("|---|{}\n", "---|".repeat(Act::ALL.len()));
        for status in Status::ALL {
            let outcomes = Act::ALL.map(|act| outcome(status, act, &policy)).join(" | ");
            text += &format!("| {status} | {outcomes} |\n");
        }
    }
    text
}

#[test]
fn the_documentation_has_every_state_and_act_of_every_preset() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/lifecycle.md");
    let page = std::fs::read_to_string(file).expect("the page");
    assert!(page.contains(&tables()), "docs/lifecycle.md must have:\n{}", tables());
}

/// What must hold whatever the tables say.
#[test]
fn no_act_leads_where_it_must_not() {
    for (name, policy) in policies() {
        for status in Status::ALL {
            for act in Act::ALL {
                let step = status.step(act, &policy);
                let what = format!("{name}: {} of {status}", act.as_str());
                let Ok(Step::To(after)) = step else {
                    // Whoever is kept out, or out of the way, is so for good reason: the reason is always said.
                    if let Err(refusal) = step {
                        assert!(refusal.to_string().len() > 40, "{what}: {refusal}");
                    }
                    continue;
                };
                assert_ne!(after, status, "{what} changes something, or is nothing");
                match act {
                    Act::Deactivate | Act::Disable | Act::Delete => {
                        assert!(!after.is_on() && after.stage() == status.stage(), "{what} remembers");
                    }
                    Act::Reactivate => assert!(after.is_on() && !status.is_on(), "{what} lets in"),
                    // Only these let somebody further in, each by one step.
                    Act::Invite => assert_eq!(after, Status::On(Stage::Invited), "{what}"),
                    Act::Accept => assert!(status == Status::On(Stage::Invited) && after.is_on(), "{what}"),
                    Act::Confirm => {
                        // Where nobody is invited, whoever was staged before needs nothing else.
                        let nobody_is = Status::first(&policy) == Status::On(Stage::Confirmed);
                        let from =
                            if nobody_is { [Stage::Accepted, Stage::Staged] } else { [Stage::Accepted; 2] };
                        assert!(from.map(Status::On).contains(&status), "{what}");
                        assert_eq!(after, Status::On(Stage::Confirmed), "{what}");
                    }
                    Act::Withdraw => assert_eq!(after, Status::On(Stage::Staged), "{what}"),
                    Act::Remove | Act::InviteAgain => panic!("{what} leads to no state"),
                }
            }
            // Deactivation always comes to something that keeps out, and an administrator's to something that can be undone.
            assert_ne!(status.step(Act::Disable, &policy), Ok(Step::Gone));
            let off = status.step(Act::Deactivate, &policy).expect("deactivation wins");
            assert!(
                matches!(off, Step::Gone | Step::Same) || matches!(off, Step::To(after) if !after.is_on())
            );
            assert!(off != Step::Same || !status.is_on(), "{name}: {status} stays in");
        }
    }
}

#[test]
fn who_was_kept_out_comes_back_to_where_they_were() {
    for (name, policy) in policies() {
        for stage in Stage::ALL {
            let Ok(Step::To(off)) = Status::On(stage).step(Act::Deactivate, &policy) else { continue };
            let back = off.step(Act::Reactivate, &policy);
            // Whoever was staged before the server was told to invite everybody is invited now.
            let expected = if stage == Stage::Staged { Status::first(&policy) } else { Status::On(stage) };
            assert_eq!(back, Ok(Step::To(expected)), "{name}: {stage:?}");
        }
    }
}

#[test]
fn a_seat_is_taken_by_who_is_in_or_invited_and_by_nobody_else() {
    let taken: BTreeMap<&str, bool> =
        Status::ALL.iter().map(|status| (status.as_str(), status.takes_seat())).collect();
    let with: Vec<&str> = taken.iter().filter(|(_, takes)| **takes).map(|(name, _)| *name).collect();
    assert_eq!(with, ["accepted", "confirmed", "invited"]);

    let (on, staged) = (Status::On(Stage::Confirmed), Status::On(Stage::Staged));
    let full = Seats { used: 3, max: Some(3) };
    assert_eq!(full.check(None, on), Err(Refusal::NoSeat { max: 3 }));
    assert_eq!(full.check(Some(Status::Revoked(Stage::Accepted)), on), Err(Refusal::NoSeat { max: 3 }));
    assert_eq!(full.check(Some(staged), Status::On(Stage::Invited)), Err(Refusal::NoSeat { max: 3 }));
    for (before, after) in [(None, staged), (Some(Status::On(Stage::Invited)), on), (Some(on), staged)] {
        assert_eq!(full.check(before, after), Ok(()), "{before:?} -> {after}");
    }
    // Nobody loses a seat by a cap that was lowered, and nobody gets one.
    let over = Seats { used: 5, max: Some(3) };
    assert_eq!(over.check(Some(on), Status::On(Stage::Accepted)), Ok(()));
    assert_eq!(over.check(None, on), Err(Refusal::NoSeat { max: 3 }));
    assert_eq!(Seats { used: 5, max: None }.check(None, on), Ok(()));
    assert_eq!(Seats { used: 0, max: Some(0) }.check(None, on), Err(Refusal::NoSeat { max: 0 }));
}
