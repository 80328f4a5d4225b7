//! When the guard holds, as a table.

use directory::guard::{Departure, WINDOW_MILLIS, Watch, Wish};
use directory::policy::Preset;
use directory::policy::knob::{Deactivate, DeleteUser};
use directory::{Ids, Stage, Status, Timestamp};

const NOW: Timestamp = Timestamp::from_millis(1_763_675_425_120);

fn watch(others: u64, users: u64) -> Watch {
    let connection = Ids::new(NOW, [1; 32]).id();
    Watch { connection, others, users, goes_on: false, noted: None, now: NOW }
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
        assert_eq!(Watch::most(users), most, "{users}");
        assert!(!watch(most - 1, users).is_mass(), "the last one who may, of {users}");
        assert!(watch(most, users).is_mass(), "one more of {users}");
    }
    assert!(Watch { goes_on: true, ..watch(0, 1_000) }.is_mass(), "until there is quiet");
    assert_eq!(NOW.as_millis() - Watch::since(NOW).as_millis(), WINDOW_MILLIS);
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
