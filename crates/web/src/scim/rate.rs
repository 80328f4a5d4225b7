//! How many requests an organization may send in a minute, where the policy of its connection says so.
//!
//! Who is over the limit is told when to come back. Whoever keeps somebody out is not: a deactivation that waits is a
//! person who still gets in.

use super::failure::Failure;
use app::Caller;
use directory::OrgId;
use directory::policy::knob::DeleteGroup;
use governor::clock::{Clock, MonotonicClock};
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use serde_json::Value;
use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Most organizations that are counted at the same time. Where there are more, some begin anew.
const ORGANIZATIONS_MAX: usize = 10_000;
/// After so long without a request nothing of an organization is left to be counted.
const MINUTE: Duration = Duration::from_secs(60);

/// The requests of the last minute that reached this process.
pub(crate) struct Rates<C: Clock = MonotonicClock> {
    clock: C,
    /// By organization and limit: connections with the same limit share it.
    counted: Mutex<HashMap<(OrgId, NonZeroU32), Counted<C>>>,
}

struct Counted<C: Clock> {
    limiter: RateLimiter<NotKeyed, InMemoryState, C, NoOpMiddleware<C::Instant>>,
    last: C::Instant,
}

/// A request too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exceeded {
    per_minute: NonZeroU32,
    wait: Duration,
}

impl Default for Rates {
    fn default() -> Self {
        Self { clock: MonotonicClock, counted: Mutex::default() }
    }
}

impl<C: Clock + Clone> Rates<C> {
    /// Counts a request of this caller.
    pub(crate) fn count(&self, caller: &Caller) -> Result<(), Exceeded> {
        let rate = caller.connection.policy.rate_per_minute.0;
        match rate.and_then(|count| NonZeroU32::new(count.get())) {
            Some(per_minute) => self.count_one(caller.org(), per_minute),
            None => Ok(()),
        }
    }

    fn count_one(&self, org: OrgId, per_minute: NonZeroU32) -> Result<(), Exceeded> {
        let now = self.clock.now();
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.len() >= ORGANIZATIONS_MAX && !counted.contains_key(&(org, per_minute)) {
            counted.retain(|_, one| recent(now, one.last));
            if counted.len() >= ORGANIZATIONS_MAX {
                counted.clear();
            }
        }
        let one = counted.entry((org, per_minute)).or_insert_with(|| Counted {
            limiter: RateLimiter::direct_with_clock(Quota::per_minute(per_minute), self.clock.clone()),
            last: now,
        });
        one.last = now;
        one.limiter.check().map_err(|until| Exceeded { per_minute, wait: until.wait_time_from(now) })
    }
}

fn recent<T: governor::clock::Reference>(now: T, last: T) -> bool {
    Duration::from(now.duration_since(last)) < MINUTE
}

impl From<Exceeded> for Failure {
    fn from(exceeded: Exceeded) -> Self {
        let seconds = exceeded.wait.as_millis().div_ceil(1_000).max(1);
        let detail = format!(
            "The organization may send {} requests in a minute, and has sent more. Wait {seconds} seconds, then send this \
             one again. Nothing was changed. (Policy: rate_per_minute={})",
            exceeded.per_minute, exceeded.per_minute
        );
        Self::from(scim::Error::status(429, detail)).again_after(u64::try_from(seconds).unwrap_or(u64::MAX))
    }
}

/// Whether the deletion of a group can keep somebody out.
pub(crate) fn group_deletion_is_urgent(caller: &Caller) -> bool {
    caller.connection.policy.delete_group == DeleteGroup::DisableOrphans
}

/// Whether a body keeps a user out, in whatever way a provider writes that: `active` is false in it or removed by it. It
/// is asked before anybody has understood the body, and rather lets one too many through.
pub(crate) fn deactivates(body: &Value) -> bool {
    match body {
        Value::Array(list) => list.iter().any(deactivates),
        Value::Object(fields) => {
            let field = |name: &str| {
                let found = fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
                found.map(|(_, value)| value)
            };
            let by_path = field("path").and_then(Value::as_str).is_some_and(|path| {
                let removed =
                    field("op").and_then(Value::as_str).is_some_and(|op| op.eq_ignore_ascii_case("remove"));
                is_active(path) && (removed || field("value").is_some_and(is_false))
            });
            by_path
                || fields.iter().any(|(key, value)| (is_active(key) && is_false(value)) || deactivates(value))
        }
        // A value may be JSON in a text.
        Value::String(text) if text.trim_start().starts_with('{') => {
            serde_json::from_str(text).is_ok_and(|inner: Value| inner.is_object() && deactivates(&inner))
        }
        _ => false,
    }
}

/// Whether one of the operations of a Bulk request keeps a user out.
pub(crate) fn bulk_deactivates(body: &Value, group_deletion_is_urgent: bool) -> bool {
    let field = |operation: &Value, name: &str| {
        let fields = operation.as_object()?;
        let (_, value) = fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        value.as_str().map(str::to_owned)
    };
    let operations = body.as_object().and_then(|body| {
        let found = body.iter().find(|(key, _)| key.eq_ignore_ascii_case("Operations"));
        found.and_then(|(_, operations)| operations.as_array())
    });
    operations.into_iter().flatten().any(|operation| {
        let deletes = field(operation, "method").is_some_and(|method| method.eq_ignore_ascii_case("delete"));
        let of_users =
            field(operation, "path").is_some_and(|path| path.trim_start_matches('/').starts_with("Users"));
        deletes && (of_users || group_deletion_is_urgent) || deactivates(operation)
    })
}

/// The attribute, with the URN before it or without.
fn is_active(name: &str) -> bool {
    name.rsplit(':').next().is_some_and(|last| last.trim().eq_ignore_ascii_case("active"))
}

fn is_false(value: &Value) -> bool {
    match value {
        Value::Bool(value) => !value,
        Value::Null => true,
        Value::String(text) => text.trim().eq_ignore_ascii_case("false") || text.trim().is_empty(),
        Value::Array(list) => list.iter().any(is_false),
        Value::Object(fields) => fields.get("value").is_some_and(is_false),
        Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::{Ids, Timestamp};
    use governor::clock::FakeRelativeClock;
    use serde_json::json;

    fn rates() -> Rates<FakeRelativeClock> {
        Rates { clock: FakeRelativeClock::default(), counted: Mutex::default() }
    }

    fn per_minute(count: u32) -> NonZeroU32 {
        NonZeroU32::new(count).expect("more than none")
    }

    #[test]
    fn a_minute_has_so_many_requests_and_each_organization_its_own() {
        let (rates, mut ids) = (rates(), Ids::new(Timestamp::from_millis(0), [1; 32]));
        let (acme, bolt): (OrgId, OrgId) = (ids.id(), ids.id());
        for _ in 0..6 {
            assert_eq!(rates.count_one(acme, per_minute(6)), Ok(()));
        }
        let wait = |seconds| Err(Exceeded { per_minute: per_minute(6), wait: Duration::from_secs(seconds) });
        assert_eq!(rates.count_one(acme, per_minute(6)), wait(10));
        assert_eq!(rates.count_one(acme, per_minute(6)), wait(10), "who is refused is not counted");
        assert_eq!(rates.count_one(bolt, per_minute(6)), Ok(()));
        assert_eq!(rates.count_one(acme, per_minute(60)), Ok(()), "another limit is another count");
        rates.clock.advance(Duration::from_secs(10));
        assert_eq!(rates.count_one(acme, per_minute(6)), Ok(()));
        assert_eq!(rates.count_one(acme, per_minute(6)), wait(10));
    }

    #[test]
    fn only_so_many_organizations_are_remembered() {
        let (rates, mut ids) = (rates(), Ids::new(Timestamp::from_millis(0), [1; 32]));
        let held = |rates: &Rates<FakeRelativeClock>| rates.counted.lock().expect("the lock").len();
        for _ in 0..ORGANIZATIONS_MAX {
            rates.count_one(ids.id(), per_minute(1)).expect("the first");
        }
        assert_eq!(held(&rates), ORGANIZATIONS_MAX);
        rates.count_one(ids.id(), per_minute(1)).expect("the first");
        assert_eq!(held(&rates), 1, "all were of this minute");
        rates.clock.advance(MINUTE);
        for _ in 1..ORGANIZATIONS_MAX {
            rates.count_one(ids.id(), per_minute(1)).expect("the first");
        }
        rates.count_one(ids.id(), per_minute(1)).expect("the first");
        assert_eq!(held(&rates), ORGANIZATIONS_MAX, "the one of the minute before is forgotten");
    }

    #[test]
    fn whoever_keeps_somebody_out_is_known_in_every_notation() {
        let urn = "urn:ietf:params:scim:schemas:core:2.0:User:active";
        for body in [
            json!({ "active": false }),
            json!({ "userName": "a", "Active": "False" }),
            json!({ "Operations": [{ "op": "replace", "path": "active", "value": false }] }),
            json!({ "Operations": [{ "op": "Replace", "path": urn, "value": "False" }] }),
            json!({ "Operations": [{ "op": "replace", "value": { "active": false } }] }),
            json!({ "Operations": [{ "op": "replace", "path": "active", "value": [{ "value": "false" }] }] }),
            json!({ "Operations": [{ "op": "replace", "value": "{\"active\":false}" }] }),
            json!({ "Operations": [{ "op": "remove", "path": "active" }] }),
        ] {
            assert!(deactivates(&body), "{body}");
        }
        for body in [
            json!({ "active": true }),
            json!({ "Operations": [{ "op": "replace", "path": "active", "value": "True" }] }),
            json!({ "Operations": [{ "op": "remove", "path": "title" }] }),
            json!({ "Operations": [{ "op": "replace", "path": "title", "value": "false" }] }),
        ] {
            assert!(!deactivates(&body), "{body}");
        }
        let bulk = |method: &str, path: &str, data: Value| json!({ "Operations": [{ "method": "POST", "path": "/Users" }, { "method": method, "path": path, "data": data }] });
        assert!(bulk_deactivates(&bulk("DELETE", "/Users/1", Value::Null), false));
        assert!(bulk_deactivates(&bulk("PUT", "/Users/1", json!({ "active": false })), false));
        assert!(!bulk_deactivates(&bulk("DELETE", "/Groups/1", Value::Null), false));
        assert!(bulk_deactivates(&bulk("DELETE", "/Groups/1", Value::Null), true));
        assert!(!bulk_deactivates(&bulk("PATCH", "/Users/1", json!({ "active": true })), false));
    }
}
