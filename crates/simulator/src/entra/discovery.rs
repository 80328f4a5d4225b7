//! Account discovery: Entra walks all users of the server, page by page, to see who has an account.

use super::setup::Setup;
use super::{Entra, calls};
use crate::behaviour::Job;
use crate::options::Error;
use crate::wire::id_of;
use std::collections::HashSet;

/// Creates who is missing, and walks everybody twice: both walks must meet the same users in the same order.
pub(super) fn play(job: &mut Job<'_>) -> Result<(), Error> {
    Entra::new(Setup::DEFAULT, job.seed, job.groups.len()).push_users(job)?;
    job.object_to_writes();
    let users = job.directory.users();
    job.wire.step("walk all users", users);
    let Some(first) = walk(job)? else { return Ok(()) };
    job.wire.step("walk all users again", users);
    let Some(second) = walk(job)? else { return Ok(()) };
    if first.total == second.total && first.order != second.order {
        job.wire.object("the same users in the same order on a second walk");
    }
    Ok(())
}

struct Walk {
    total: u64,
    order: Vec<String>,
}

/// Reads page after page until `totalResults` are seen. None if a page could not be read.
fn walk(job: &mut Job<'_>) -> Result<Option<Walk>, Error> {
    let mut met = HashSet::new();
    let mut order = Vec::new();
    let mut totals = HashSet::new();
    loop {
        let Some(answer) = job.wire.ask(&calls::page(order.len() + 1), &[200])? else { return Ok(None) };
        let Some((total, users)) = answer.list() else {
            job.wire.fail("a ListResponse");
            return Ok(None);
        };
        totals.insert(total);
        for user in users {
            let Some(id) = id_of(user) else {
                job.wire.fail("an id in each user");
                return Ok(None);
            };
            order.push(id.clone());
            if !met.insert(id) && totals.len() == 1 {
                job.wire.object("each user on one page only");
            }
            job.wire.done();
        }
        if users.is_empty() || order.len() as u64 >= total {
            // While others write, pages shift (RFC 7644 §3.4.2.4), and nothing can be said of the whole.
            if totals.len() == 1 {
                check(job, total, &met);
            }
            return Ok(Some(Walk { total, order }));
        }
    }
}

fn check(job: &mut Job<'_>, total: u64, met: &HashSet<String>) {
    if met.len() as u64 != total {
        job.wire
            .object(format!("as many users on the pages as totalResults says, {total}, not {}", met.len()));
    }
    let missing = job.users.iter().flatten().filter(|id| !met.contains(*id)).count();
    if missing > 0 {
        job.wire.object(format!("each pushed user on one of the pages; {missing} are on none"));
    }
}
