//! What the tests of the portal's pages have in common.

use app::sessions;
use directory::administrator::{Session, Ticket};
use directory::{Actor, OrgId, Role};
use testkit::{Portal, TestServer};

/// The browser of somebody who was appointed a moment ago, and has signed in.
pub(crate) fn colleague(server: &TestServer, org: OrgId, email: &'static str, role: Role) -> Portal {
    let ticket = server.write(move |work| {
        let account = sessions::account(work, email)?;
        let (ids, now) = (&mut work.ids, work.now);
        let appointed = account.appoint((org, "Somebody", role), None, &Actor::CommandLine, ids, now)?;
        let (_, change) = appointed.expect("nobody has appointed them before");
        let ticket = Ticket::draw(&mut work.ids);
        work.tx.save(&change)?;
        let (created, seen, confirmed) = (work.now, work.now, work.now);
        let session = Session { ticket: ticket.hash(), administrator: account.id, created, seen, confirmed };
        work.tx.begin_session(&session)?;
        Ok(ticket)
    });
    let mut portal = Portal::new(server);
    portal.set_cookie("rollbook-session", Some(ticket.reveal()));
    portal
}

/// What the audit trail says last, the oldest first.
pub(crate) fn trail(server: &TestServer, org: OrgId, limit: u64) -> Vec<directory::AuditEntry> {
    let mut last = server.read(move |work| Ok(work.tx.org(org).audit_entries(limit)?));
    last.reverse();
    last
}
