//! A resource as filters, orders and answers see it: what the client said, and what the server adds to it.

use crate::Roster;
use directory::change::Member;
use directory::id::ID_BYTES;
use directory::{Group, Timestamp, User};
use scim::Resource;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

/// A user with `id`, `meta` and what stands for the groups, if there is something, but without addresses, which are
/// `web`'s. The version is that of [`user_version`].
#[must_use]
pub fn user_attributes(user: User, version: &str, groups: Option<Value>) -> Map<String, Value> {
    let meta = meta("User", user.created, user.last_modified, version);
    let mut all = with_id(user.resource, user.id.to_string());
    all.extend(groups.map(|groups| ("groups".to_owned(), groups)));
    all.insert("meta".into(), meta);
    all
}

/// A group with `id`, `meta` and what stands for the members, if there is something, but without addresses.
#[must_use]
pub fn group_attributes(group: Group, members: Option<Value>) -> Map<String, Value> {
    let meta = meta("Group", group.created, group.last_modified, &format!("W/\"{}\"", group.version));
    let mut all = with_id(group.resource, group.id.to_string());
    all.extend(members.map(|members| ("members".to_owned(), members)));
    all.insert("meta".into(), meta);
    all
}

/// The `groups` of a user. RFC 7643 §2.5: no groups and no `groups` are the same state.
#[must_use]
pub fn groups_value(groups: &Roster) -> Option<Value> {
    value(groups, |_| "direct")
}

/// The `members` of a group, none if there is nobody.
#[must_use]
pub fn members_value(members: &Roster) -> Option<Value> {
    value(members, Member::kind)
}

fn value(roster: &Roster, kind: fn(Member) -> &'static str) -> Option<Value> {
    let element = |(member, name): (Member, Option<&str>)| json!({ "value": member.id(), "display": name, "type": kind(member) });
    (!roster.is_empty()).then(|| roster.iter().map(element).collect())
}

/// The entity tag of a user. Weak, as in RFC 7644 §3.14: the same version may be shown with other attributes.
///
/// Whose member a user is changes with the groups and not with the user, whose own version others may be waiting to
/// write on. It is shown with the user all the same, so that a client which has the one must not be told that it has
/// the other: behind the version stands a fingerprint of the groups.
#[must_use]
pub fn user_version(own: u64, groups: &Roster) -> String {
    let mut print = Fingerprint::default();
    print.add(groups);
    print.version(own)
}

/// What becomes of the groups in the entity tag of a user.
#[derive(Default)]
pub(crate) struct Fingerprint(Option<Sha256>);

impl Fingerprint {
    /// Adds the next of the groups.
    pub(crate) fn add(&mut self, groups: &Roster) {
        let mut id = [0; ID_BYTES];
        for (group, name) in groups.iter() {
            let hash = self.0.get_or_insert_default();
            hash.update(group.encode(&mut id));
            hash.update(format!("{:?}", name.unwrap_or_default()));
        }
    }

    /// The entity tag of a user with that version of its own.
    pub(crate) fn version(self, own: u64) -> String {
        let Some(hash) = self.0 else { return format!("W/\"{own}\"") };
        let print: String = hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        format!("W/\"{own}.{print}\"")
    }
}

/// `id` stands first but for `schemas`, where a reader looks for it.
fn with_id(resource: Resource, id: String) -> Map<String, Value> {
    let mut all = resource.into_attributes();
    let place = all.keys().position(|name| name == "schemas").map_or(all.len(), |schemas| schemas + 1);
    all.shift_insert(place, "id".to_owned(), Value::String(id));
    all
}

/// RFC 7643 §3.1; `version` is the value of the ETag header.
fn meta(kind: &str, created: Timestamp, last_modified: Timestamp, version: &str) -> Value {
    json!({
        "resourceType": kind,
        "created": created.to_string(),
        "lastModified": last_modified.to_string(),
        "version": version,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::{GroupId, Ids};

    #[test]
    fn the_groups_of_a_user_are_part_of_the_version_that_is_shown() {
        let mut ids = Ids::new(Timestamp::from_millis(0), [0; 32]);
        let group = |name: &str, ids: &mut Ids| (Member::Group(ids.id::<GroupId>()), name.to_owned());
        let (a, b) = (group("A", &mut ids), group("B", &mut ids));
        let renamed = (a.0, "A2".to_owned());
        let shown = [vec![], vec![a.clone()], vec![renamed], vec![b.clone()], vec![a, b]];
        let count = shown.len();
        let mut tags: Vec<String> =
            shown.into_iter().map(|groups| user_version(3, &groups.into_iter().collect())).collect();
        assert_eq!(tags[0], "W/\"3\"");
        assert!(tags[1..].iter().all(|tag| tag.starts_with("W/\"3.") && tag.len() == 14), "{tags:?}");
        tags.sort();
        tags.dedup();
        assert_eq!(tags.len(), count, "{tags:?}");
    }
}
