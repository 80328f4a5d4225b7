//! The directory does what a plain Rust model of it does, whatever is asked and in whichever order.

mod call;
mod kinds;
mod reference;
mod system;
mod text;

use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};
use proptest_state_machine::ReferenceStateMachine as _;
use reference::{Answer, Reference};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::sync::atomic::Ordering;
use system::System;

/// The same histories in every run, a sixth of the usual number, as each is long. `PROPTEST_RNG_SEED` asks for others,
/// `PROPTEST_CASES` for more.
const SEED: u64 = 7_644;
const CALLS: std::ops::Range<usize> = 20..80;
/// Longest part of a call or an answer in a history, in characters.
const SHOWN_MAX: usize = 1_500;

#[test]
fn the_directory_does_what_its_model_does() {
    let system = System::start();
    let mut runner = TestRunner::new(config());
    let histories = Reference::sequential_strategy(CALLS);
    let tally = RefCell::new(BTreeMap::<&str, u32>::new());
    let count = |what| *tally.borrow_mut().entry(what).or_default() += 1;
    let outcome = runner.run(&histories, |(mut model, calls, seen)| {
        let stage = system.stage();
        let mut history = String::new();
        for (number, call) in calls.iter().enumerate() {
            if let Some(seen) = &seen {
                seen.fetch_add(1, Ordering::SeqCst);
            }
            if model.takes_a_member(call) {
                count("a member goes");
            }
            let expected = model.answer(call);
            count(expected.kind());
            let got = stage.answer(call);
            write!(history, "\n{number:>3} {}\n    {}", short(call), short(&got)).unwrap();
            same(&history, &expected, &got)?;
            let org = call.door.org();
            same(&history, &model.events(org), &stage.events(org))?;
        }
        same(&history, &model.everything(), &stage.everything())
    });
    match outcome {
        // A test of the test: each kind of answer has been there often enough to mean something.
        Ok(()) => {
            let tally = tally.into_inner();
            let seldom =
                Answer::KINDS.iter().chain(&["a member goes"]).filter(|kind| tally.get(*kind) < Some(&5));
            assert_eq!(seldom.collect::<Vec<_>>(), Vec::<&&str>::new(), "{tally:?}");
        }
        // The history has the calls already.
        Err(TestError::Fail(why, _)) => panic!("{why}"),
        Err(TestError::Abort(why)) => panic!("no histories: {why}"),
    }
}

fn config() -> Config {
    let told = Config::default();
    let rng_seed = if told.rng_seed == RngSeed::Random { RngSeed::Fixed(SEED) } else { told.rng_seed };
    Config { cases: told.cases / 6, rng_seed, failure_persistence: None, max_shrink_iters: 4_000, ..told }
}

fn same<T: PartialEq + Debug>(history: &str, expected: &T, got: &T) -> Result<(), TestCaseError> {
    if expected == got {
        return Ok(());
    }
    let (expected, got) = (short(expected), short(got));
    Err(TestCaseError::fail(format!("{history}\n\nexpected {expected}\n     got {got}")))
}

fn short(value: &impl Debug) -> String {
    let text = format!("{value:?}");
    match text.char_indices().nth(SHOWN_MAX) {
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
        None => text,
    }
}
