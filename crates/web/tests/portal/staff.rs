//! Administrators for tests.

use directory::{OrgId, Role};
use testkit::{Portal, TestServer};

/// A browser in which somebody has signed in who is appointed there.
pub(crate) fn appointed(server: &TestServer, org: OrgId, role: Role) -> Portal {
    let email = format!("{}@{org}.test", role.as_str());
    server.appoint(org, &email, "Somebody", role);
    let mut portal = Portal::new(server);
    let page = portal.sign_in(&email);
    assert_eq!(page.status, 200, "{}", page.text());
    portal
}
