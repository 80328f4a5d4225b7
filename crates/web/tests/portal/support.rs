//! What the tests of the portal's pages have in common.

use directory::{AuditEntry, OrgId};
use testkit::TestServer;

/// What the audit trail says last, the oldest first.
pub(crate) fn trail(server: &TestServer, org: OrgId, limit: u64) -> Vec<AuditEntry> {
    let mut last = server.read(move |work| Ok(work.tx.org(org).audit_entries(limit)?));
    last.reverse();
    last
}
