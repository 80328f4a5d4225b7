//! The walk over all that the server has, with which a link table begins.

use super::{Authentik, calls};
use crate::behaviour::Job;
use crate::options::Error;
use crate::wire::id_of;
use serde_json::Value;
use std::collections::HashSet;

impl Authentik {
    /// Walks all resources and links those that it has and knew no id of.
    pub(super) fn discover(&mut self, job: &mut Job<'_>, endpoint: &str) -> Result<(), Error> {
        let mut seen = HashSet::new();
        let mut count = 0;
        loop {
            let Some(answer) = job.wire.ask(&calls::page(endpoint, count), &[200])? else { return Ok(()) };
            let total = answer.body["totalResults"].as_u64();
            let (Some(total), Some(resources)) = (total, answer.body["Resources"].as_array()) else {
                job.wire.fail("totalResults as a number, and Resources");
                return Ok(());
            };
            for resource in resources {
                self.link(job, endpoint, resource);
                seen.extend(id_of(resource));
            }
            count += resources.len();
            if count as u64 >= total {
                break;
            }
            if resources.is_empty() {
                job.wire.fail("more resources, since totalResults says that there are some");
                return Ok(());
            }
        }
        let linked = if endpoint == "/Users" { &job.users } else { &job.groups };
        let missing = linked.iter().flatten().filter(|id| !seen.contains(*id)).count();
        if missing > 0 {
            job.wire.object(format!("each linked resource on one of the pages; {missing} are on none"));
        }
        Ok(())
    }

    fn link(&mut self, job: &mut Job<'_>, endpoint: &str, resource: &Value) {
        let directory = &job.directory;
        if endpoint == "/Users" {
            let name = resource["userName"].as_str().unwrap_or_default();
            let pushed = directory.people.iter().take(directory.users());
            if let Some(person) = pushed.map(|person| &person.user_name).position(|own| own == name)
                && job.users[person].is_none()
            {
                job.users[person] = id_of(resource);
                self.users[person] = Some(resource.clone());
            }
        } else {
            let name = resource["displayName"].as_str().unwrap_or_default();
            let pushed = directory.teams.iter().take(directory.groups());
            if let Some(team) = pushed.map(|team| &team.name).position(|own| own == name)
                && job.groups[team].is_none()
            {
                job.groups[team] = id_of(resource);
                self.groups[team] = Some(resource.clone());
            }
        }
    }
}
