//! Administrators for tests.

use app::{Work, passwords, sessions};
use directory::{Actor, OrgId, Role};
use testkit::{PASSWORD, Portal, TestServer};

/// A browser in which somebody has signed in who is appointed there.
pub(crate) fn appointed(server: &TestServer, org: OrgId, role: Role) -> Portal {
    let email = format!("{}@{org}.test", role.as_str());
    appoint(server, &email, org, role);
    let mut portal = Portal::new(server);
    let page = portal.sign_in(&email);
    assert_eq!(page.status, 200, "{}", page.text());
    portal
}

/// Appoints somebody, who has [`PASSWORD`].
pub(crate) fn appoint(server: &TestServer, email: &str, org: OrgId, role: Role) {
    let hash = passwords::hash(PASSWORD, &server.app().ticket()).expect("it is good enough");
    let email = email.to_owned();
    server.write(move |work: &mut Work<'_, '_>| {
        let account = sessions::account(work, &email)?;
        work.tx.set_password(account.id, &hash, work.now)?;
        let before = work.tx.org(org).appointment(account.id)?;
        let named = (org, "Somebody", role);
        let appointed =
            account.appoint(named, before.as_ref(), &Actor::CommandLine, &mut work.ids, work.now)?;
        if let Some((_, change)) = appointed {
            work.tx.save(&change)?;
        }
        Ok(())
    });
}
