//! Every limit of the HTTP layer, with its unit.

use std::time::Duration;

/// Largest request body, in bytes.
pub const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Longest request target, in bytes.
pub const TARGET_BYTES_MAX: usize = 16 * 1024;
/// Largest block of request headers, in bytes.
pub const HEADER_BYTES_MAX: usize = 32 * 1024;
/// What the HTTP parser itself takes for a request's head, in bytes. Above the two limits that are answered in SCIM.
pub const HEAD_BUFFER_BYTES: usize = 64 * 1024;
/// How long a client may take to send a request's head, and how long a connection may stay idle: longer than the 60
/// seconds after which common load balancers let go, so that it is never they who meet a closed connection.
pub const HEAD_TIME_MAX: Duration = Duration::from_secs(75);
/// How long a client may take to send a request's body.
pub const BODY_TIME_MAX: Duration = Duration::from_secs(30);
/// How long a client may pause within a body that is refused for its size, before it is told so.
pub const BODY_PAUSE_MAX: Duration = Duration::from_secs(1);
/// Largest form that a person fills in, in bytes.
pub const FORM_BYTES_MAX: usize = 16 * 1024;
/// Largest form of the portal, in bytes: the texts of mails in Japanese take nine bytes for each character on their way.
pub const PORTAL_FORM_BYTES_MAX: usize = 256 * 1024;
/// How long a client may take to send such a form.
pub const FORM_TIME_MAX: Duration = Duration::from_secs(10);
/// How long a request may take altogether.
pub const REQUEST_TIME_MAX: Duration = Duration::from_secs(55);
/// How long a Bulk request begins further operations; shorter, so that the client still hears what became of the others.
pub const BULK_TIME_MAX: Duration = Duration::from_secs(40);
/// How long a client may take nothing of an answer that is there for it. What it takes is seen in steps of up to 200 KB,
/// measured with [`SEND_BUFFER_BYTES`] on Linux: that is a third of what the kernel holds, after which it calls a
/// connection writable again, and what the client's own kernel waits for. So a client that takes less than about 7 KB a
/// second of a long answer is cut off.
pub const STALL_TIME_MAX: Duration = Duration::from_secs(30);
/// What the kernel holds of an answer that the client has not taken yet, in bytes. Linux doubles it for what it needs
/// itself; where nobody says anything, it lets it grow to megabytes, which would make the cut 50 KB a second. Pages of a
/// hundred users fit in whole. A longer answer takes a round trip for about each 200 KB: with 50 ms, 4 MB a second.
pub const SEND_BUFFER_BYTES: u32 = 128 * 1024;
/// Most connections at a time; fewer where the operating system does not allow that many file handles.
pub const CONNECTIONS_MAX: usize = 4_096;
/// Most new connections that wait to be taken; of more, the kernel forgets some, and their clients try again later.
pub const WAITING_CONNECTIONS_MAX: u32 = 1_024;
/// How long connections that are idle at shutdown may still bring a request, so that none meets a closed door.
pub const LINGER_TIME: Duration = Duration::from_millis(500);
/// How long shutdown waits for requests under way.
pub const SHUTDOWN_TIME_MAX: Duration = Duration::from_secs(60);
