//! Administrators of a test.

use crate::{PASSWORD, TestServer};
use app::passwords;
use app::sessions::account;
use directory::administrator::Role;
use directory::{Actor, OrgId};

impl TestServer {
    /// Appoints somebody who signs in with [`PASSWORD`].
    ///
    /// # Panics
    /// If that is refused.
    pub fn appoint(&self, org: OrgId, email: &str, name: &'static str, role: Role) {
        let hash = passwords::hash(PASSWORD, &self.app().ticket()).expect("it is long enough");
        self.appoint_without_password(org, email, name, role);
        let email = email.to_owned();
        self.write(move |work| {
            let account = account(work, &email)?;
            Ok(work.tx.set_password(account.id, &hash, work.now)?)
        });
    }

    /// Appoints somebody who has not chosen a password yet.
    ///
    /// # Panics
    /// If that is refused.
    pub fn appoint_without_password(&self, org: OrgId, email: &str, name: &'static str, role: Role) {
        let email = email.to_owned();
        self.write(move |work| {
            let account = account(work, &email)?;
            let by = Actor::CommandLine;
            let before = work.tx.org(org).appointment(account.id)?;
            let as_what = (org, name, role);
            let appointed = account.appoint(as_what, before.as_ref(), &by, &mut work.ids, work.now)?;
            if let Some((_, change)) = appointed {
                work.tx.save(&change)?;
            }
            Ok(())
        });
    }
}
