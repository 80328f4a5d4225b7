//! What the writer knows by heart for as long as a transaction lasts, because nobody else changes it meanwhile.

use crate::engine::Session;
use crate::{Error, activity, organizations};
use directory::{Event, OrgId, Seats};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

/// What was read for the work of one transaction.
#[derive(Default)]
pub(crate) struct Batch {
    held: RefCell<HashMap<OrgId, Held>>,
    /// How many events of each organization, day and kind are not stored in the table of activity yet.
    happened: RefCell<BTreeMap<(OrgId, i64, &'static str), u64>>,
}

/// The sequence numbers that an organization gave last, and what else of it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub(crate) event: u64,
    pub(crate) audit: u64,
    pub(crate) seats: Seats,
    pub(crate) configurations: u64,
    pub(crate) local_users: u64,
}

/// The numbers of an organization that is held.
#[derive(Clone, Copy)]
struct Held {
    stored: Numbers,
    given: Numbers,
}

impl Batch {
    /// Holds an organization by its numbers, which every write takes: then nobody else writes in it before the
    /// transaction ends. False where there is no such organization.
    pub(crate) fn hold(&self, session: &Session, org: OrgId) -> Result<bool, Error> {
        if self.holds(org) {
            return Ok(true);
        }
        let stored = organizations::lock(session, org)?;
        self.held.borrow_mut().extend(stored.map(|stored| (org, Held { stored, given: stored })));
        Ok(stored.is_some())
    }

    /// The numbers that an organization gave last; it is held from now on.
    pub(crate) fn numbers(&self, session: &Session, org: OrgId) -> Result<Numbers, Error> {
        self.hold(session, org)?;
        self.held.borrow().get(&org).map(|held| held.given).ok_or_else(|| {
            Error::Broken(format!("There is no organization {org}, so nothing can be changed in it."))
        })
    }

    /// Says how many seats the organization has.
    pub(crate) fn cap_seats(&self, session: &Session, org: OrgId, max: Option<u64>) -> Result<(), Error> {
        let given = self.numbers(session, org)?;
        self.give(org, Numbers { seats: Seats { max, ..given.seats }, ..given });
        Ok(())
    }

    /// Users come, or, where the numbers are negative, go: so many who take a seat, and so many of the organization's own.
    pub(crate) fn count_users(
        &self,
        session: &Session,
        org: OrgId,
        seats: i64,
        local: i64,
    ) -> Result<(), Error> {
        if seats == 0 && local == 0 {
            return Ok(());
        }
        let given = self.numbers(session, org)?;
        let seats = Seats { used: given.seats.used.saturating_add_signed(seats), ..given.seats };
        let local_users = given.local_users.saturating_add_signed(local);
        self.give(org, Numbers { seats, local_users, ..given });
        Ok(())
    }

    /// The organization gets a configuration, or, if it is fewer than none, loses one.
    pub(crate) fn count_configurations(&self, session: &Session, org: OrgId, more: i64) -> Result<(), Error> {
        let given = self.numbers(session, org)?;
        let configurations = given.configurations.saturating_add_signed(more);
        self.give(org, Numbers { configurations, ..given });
        Ok(())
    }

    /// The organization has given numbers up to these.
    pub(crate) fn give(&self, org: OrgId, given: Numbers) {
        if let Some(held) = self.held.borrow_mut().get_mut(&org) {
            held.given = given;
        }
    }

    /// The organization continues behind this number, if it has not come so far.
    pub(crate) fn raise(&self, session: &Session, org: OrgId, number: u64) -> Result<(), Error> {
        let given = self.numbers(session, org)?;
        if given.event < number && given.audit < number {
            self.give(org, Numbers { event: number, audit: number, ..given });
        }
        Ok(())
    }

    /// Events were appended.
    pub(crate) fn count_events(&self, org: OrgId, events: &[Event]) {
        let mut happened = self.happened.borrow_mut();
        for event in events {
            *happened.entry((org, event.at.day(), event.kind.as_str())).or_default() += 1;
        }
    }

    /// Stores which numbers were given, and what happened: once for many changes.
    pub(crate) fn store(&self, session: &Session) -> Result<(), Error> {
        for ((org, day, kind), events) in self.happened.take() {
            activity::add(session, org, day, kind, events)?;
        }
        for (org, held) in self.held.borrow_mut().iter_mut().filter(|(_, held)| held.stored != held.given) {
            organizations::count(session, *org, held.given)?;
            held.stored = held.given;
        }
        Ok(())
    }

    /// Whether an organization is held.
    pub(crate) fn holds(&self, org: OrgId) -> bool {
        self.held.borrow().contains_key(&org)
    }
}
