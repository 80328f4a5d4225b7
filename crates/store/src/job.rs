//! A piece of work with its waiter.

use crate::{Error, Tx};
use directory::OrgId;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A piece of work with its waiter, whatever the types of its result.
pub(crate) struct Job {
    pub(crate) name: &'static str,
    /// In which organization it writes, if that is known before.
    pub(crate) org: Option<OrgId>,
    run: Box<dyn FnMut(Step<'_, '_>) -> bool + Send>,
}

enum Step<'a, 'tx> {
    /// Do the work; true means that what it wrote shall stay.
    Work(&'a mut Tx<'tx>),
    /// Tell the waiter the result of the work, or the error that undid it.
    Settle(Result<(), Error>),
}

impl Job {
    pub(crate) fn new<T, E>(
        name: &'static str,
        org: Option<OrgId>,
        mut work: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        done: impl FnOnce(Result<T, E>) + Send + 'static,
    ) -> Self
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (mut result, mut done) = (None, Some(done));
        let run = move |step: Step<'_, '_>| match step {
            Step::Work(tx) => {
                let outcome = catch_unwind(AssertUnwindSafe(|| work(tx))).unwrap_or_else(|_| {
                    tracing::error!(work = name, "panicked; nothing of it is stored");
                    Err(panicked(name).into())
                });
                let kept = outcome.is_ok();
                result = Some(outcome);
                kept
            }
            Step::Settle(fate) => {
                let outcome = match (fate, result.take()) {
                    (Ok(()), Some(outcome)) => outcome,
                    (Ok(()), None) => Err(Error::Broken(format!("The work {name:?} was never done.")).into()),
                    (Err(error), _) => Err(error.into()),
                };
                if let Some(done) = done.take()
                    && catch_unwind(AssertUnwindSafe(|| done(outcome))).is_err()
                {
                    tracing::error!(work = name, "the one who waited for the work panicked");
                }
                true
            }
        };
        Self { name, org, run: Box::new(run) }
    }

    /// Does the work; true means that what it wrote shall stay.
    pub(crate) fn work(&mut self, tx: &mut Tx<'_>) -> bool {
        (self.run)(Step::Work(tx))
    }

    /// Tells the waiter the result of the work, or the error that undid it.
    pub(crate) fn settle(mut self, fate: Result<(), Error>) {
        (self.run)(Step::Settle(fate));
    }
}

fn panicked(name: &str) -> Error {
    Error::Broken(format!("The work {name:?} stopped at a defect of this program. Nothing of it is stored."))
}
