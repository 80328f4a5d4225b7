//! When the guard holds, as a table.

use directory::guard::{Departure, WINDOW_MILLIS, Watch, Wish};
use directory::policy::Preset;
use directory::policy::knob::{Deactivate, DeleteUser};
use directory::{Ids, Stage, Status, Timestamp};

const NOW: Timestamp = Timestamp::from_millis(1_763_675_425_120);

fn watch(others: u64, users: u64) -> Watch {
    let connection = Ids::new(NOW, [1; 32]).id();
    let (goes_on, holds_others) = (false, false);
    Watch { connection, others, removed: 0, users, goes_on, holds_others, noted: None, now: NOW }
}

fn noted(held: bool) -> Option<Departure> {
    let mut ids = Ids::new(NOW, [2; 32]);
    let (user, connection) = (ids.id(), ids.id());
    let before = Status::On(Stage::Confirmed);
    Some(Departure { user, connection, at: NOW, wish: Wish::KeepOut, before, held })
}

#[test]
fn twenty_or_a_tenth_may_leave_within_ten_minutes() {
    for (users, most) in [(0, 20), (20, 20), (199, 20), (209, 20), (210, 21), (1_000, 100), (1_009, 100)] {
        assert_eq!(watch(0, users).most(), most, "{users}");
        assert!(!watch(most - 1, users).is_mass(), "the last one who may, of {users}");
        assert!(watch(most, users).is_mass(), "one more of {users}");
    }
    assert!(Watch { goes_on: true, ..watch(0, 1_000) }.is_mass(), "until there is quiet");
    // Whoever is removed was one of them.
    let removing = |removed| Watch { removed, ..watch(removed, 300 - removed) };
    assert!(!removing(29).is_mass() && removing(30).is_mass());
    assert_eq!(NOW.as_millis() - Watch::since(NOW).as_millis(), WINDOW_MILLIS);
}

#[test]
fn it_is_news_when_it_begins_and_when_it_goes_on_after_a_decision() {
    for (goes_on, holds_others, is_news) in
        [(false, false, true), (false, true, true), (true, false, true), (true, true, false)]
    {
        assert_eq!(Watch { goes_on, holds_others, ..watch(20, 30) }.is_news(), is_news);
        let quiet = Watch { holds_others, ..watch(19, 30) };
        assert!(!quiet.is_news());
    }
}

#[test]
fn nobody_is_removed_while_it_holds_and_all_else_is_as_the_policy_says() {
    for preset in Preset::ALL {
        let policy = preset.policy();
        assert_eq!(watch(19, 30).policy(&policy), policy, "{preset:?}");
        assert_eq!(Watch { noted: noted(false), ..watch(0, 30) }.policy(&policy), policy, "{preset:?}");
        for holding in [watch(20, 30), Watch { noted: noted(true), ..watch(0, 30) }] {
            let held = holding.policy(&policy);
            assert_eq!(held.delete_user, DeleteUser::Disable, "{preset:?}");
            assert_ne!(held.deactivate, Deactivate::Remove, "{preset:?}");
            let (deactivate, delete_user) = (policy.deactivate, policy.delete_user);
            if deactivate != Deactivate::Remove {
                assert_eq!(held.deactivate, deactivate, "{preset:?}");
            }
            let as_before = directory::Policy { deactivate, delete_user, ..held };
            assert_eq!(as_before, policy, "{preset:?}");
        }
    }
}
