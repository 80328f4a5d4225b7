//! Which refused calls somebody still has to look at: those of which nothing that came later shows that their cause is
//! gone.

use crate::call::Call;
use crate::outcome::{filter_of, filter_of_body, member};
use crate::target::{Target, parameter};
use crate::{Connection, Denial, Token};
use scim::dialect::Switch;
use scim::filter::Filter;
use scim::fold;
use std::collections::HashSet;

/// Of these calls of a connection, which are the newest first, those that were refused and are not settled.
///
/// * Whoever was not let in counts until somebody was, or until it is plain to see that what shut him out is mended.
/// * That something is gone which was to be read or deleted counts never: providers ask so on purpose.
/// * A wrong address counts until a right one was called.
/// * Anything else counts until the same was asked for again and done.
#[must_use]
pub fn open<'a>(
    connection: &Connection,
    tokens: &[Token],
    calls: impl IntoIterator<Item = &'a Call>,
) -> Vec<&'a Call> {
    let (mut let_in, mut found, mut done) = (false, false, HashSet::new());
    let mut open = Vec::new();
    for call in calls {
        let (target, denied) = (Target::of(call), call.status == 401);
        let_in |= !denied && call.token.is_some();
        if !call.is_refused() {
            found = true;
            done.extend(errands(call, target));
            done.extend(moot(call, target));
            continue;
        }
        let is_settled = if denied {
            let_in || Denial::parse(&call.why).is_some_and(|denial| is_mended(denial, connection, tokens))
        } else {
            match (call.status, target) {
                (404, Target::One(_)) if matches!(call.method.as_str(), "GET" | "DELETE") => true,
                (404 | 405, Target::Elsewhere | Target::Doubled(_)) => found,
                _ => errands(call, target).iter().any(|errand| done.contains(errand)),
            }
        };
        if !is_settled {
            open.push(call);
        }
    }
    open
}

/// Whether what shut the caller out cannot be the reason any more.
fn is_mended(denial: Denial, connection: &Connection, tokens: &[Token]) -> bool {
    match denial {
        Denial::InactiveToken => tokens.iter().all(|token| token.active),
        Denial::DisabledConnection => connection.enabled,
        Denial::RawToken => connection.dialect.has(Switch::RawToken),
        _ => false,
    }
}

/// What a call was to do, and with whom or what; each by itself is enough to know it again.
fn errands(call: &Call, target: Target) -> Vec<String> {
    let (path, method) = (path(call), call.method.as_str());
    let verb = if method == "PUT" { "PATCH" } else { method };
    match (target, method) {
        (Target::One(_), _) => {
            let mut all = vec![format!("{verb} {path}")];
            // Where a user could not be made again, one of that name may have been changed instead.
            if method == "PUT" {
                let endpoint = path.split('/').next().unwrap_or_default();
                all.extend(names(call).map(|name| format!("POST {endpoint} {name}")));
            }
            all
        }
        (Target::All(_), "POST") => names(call).map(|name| format!("POST {path} {name}")).collect(),
        (Target::All(_) | Target::Search(_), _) => {
            let filter = parameter(call, "filter").or_else(|| filter_of_body(call));
            vec![format!("{verb} {path} {}", filter.map(shape).unwrap_or_default())]
        }
        _ => vec![format!("{verb} {path}")],
    }
}

/// What nobody has to do any more after this call was done.
fn moot(call: &Call, target: Target) -> Option<String> {
    let is_deletion = call.method == "DELETE" && matches!(target, Target::One(_));
    is_deletion.then(|| format!("PATCH {}", path(call)))
}

fn path(call: &Call) -> &str {
    call.target.split('?').next().unwrap_or_default().trim_matches('/')
}

/// What the resource that was sent is called.
fn names(call: &Call) -> impl Iterator<Item = String> {
    let request = call.request.to_value().unwrap_or_default();
    let named = |name| Some(fold(member(request.as_object()?, name)?.as_str()?.trim()));
    let names = [named("userName"), named("displayName").filter(|_| named("userName").is_none())];
    names.into_iter().flatten()
}

/// A filter without what it compares with: one for somebody else is the same question.
fn shape(filter: String) -> String {
    match filter_of(&filter) {
        Some(Filter::Compare(path, operator, _)) => fold(&format!("{path:?} {operator:?}")),
        _ => filter,
    }
}
