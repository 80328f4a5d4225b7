//! A resource as filters, orders and answers see it: what the client said, and what the server adds to it.

use crate::MemberRow;
use directory::{Group, GroupId, Timestamp, User};
use scim::Resource;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

/// A user with `id`, `meta` and the groups, but without addresses, which are `web`'s.
#[must_use]
pub fn user_attributes(user: User, groups: &[(GroupId, String)]) -> Map<String, Value> {
    let version = user_version(user.version, groups);
    let meta = meta("User", user.created, user.last_modified, &version);
    let mut all = with_id(user.resource, user.id.to_string());
    if !groups.is_empty() {
        let group = |(id, display): &(GroupId, String)| json!({ "value": id.to_string(), "display": display, "type": "direct" });
        all.insert("groups".into(), groups.iter().map(group).collect());
    }
    all.insert("meta".into(), meta);
    all
}

/// A group with `id`, `meta` and the members, but without addresses.
#[must_use]
pub fn group_attributes(group: Group, members: &[MemberRow]) -> Map<String, Value> {
    let meta = meta("Group", group.created, group.last_modified, &format!("W/\"{}\"", group.version));
    let mut all = with_id(group.resource, group.id.to_string());
    // RFC 7643 §2.5: no members and no `members` are the same state.
    if !members.is_empty() {
        let member = |row: &MemberRow| json!({ "value": row.member.id(), "display": row.display, "type": row.member.kind() });
        all.insert("members".into(), members.iter().map(member).collect());
    }
    all.insert("meta".into(), meta);
    all
}

/// The entity tag of a user. Weak, as in RFC 7644 §3.14: the same version may be shown with other attributes.
///
/// Whose member a user is changes with the groups and not with the user, whose own version others may be waiting to
/// write on. It is shown with the user all the same, so that a client which has the one must not be told that it has
/// the other: behind the version stands a fingerprint of the groups.
fn user_version(own: u64, groups: &[(GroupId, String)]) -> String {
    if groups.is_empty() {
        return format!("W/\"{own}\"");
    }
    let mut hash = Sha256::new();
    for (id, display) in groups {
        hash.update(format!("{id}{display:?}"));
    }
    let print: String = hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{own}.{print}\"")
}

/// `id` stands first but for `schemas`, where a reader looks for it.
fn with_id(resource: Resource, id: String) -> Map<String, Value> {
    let attributes = resource.into_attributes();
    let mut all = Map::with_capacity(attributes.len() + 3);
    let mut id = Some(Value::String(id));
    for (name, value) in attributes {
        let after_schemas = name == "schemas";
        all.insert(name, value);
        if after_schemas && let Some(id) = id.take() {
            all.insert("id".into(), id);
        }
    }
    if let Some(id) = id {
        all.insert("id".into(), id);
    }
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
    use directory::Ids;

    #[test]
    fn the_groups_of_a_user_are_part_of_the_version_that_is_shown() {
        let mut ids = Ids::new(Timestamp::from_millis(0), [0; 32]);
        let group = |name: &str, ids: &mut Ids| (ids.id::<GroupId>(), name.to_owned());
        let (a, b) = (group("A", &mut ids), group("B", &mut ids));
        let renamed = (a.0, "A2".to_owned());
        let shown = [vec![], vec![a.clone()], vec![renamed], vec![b.clone()], vec![a, b]];
        let mut tags: Vec<String> = shown.iter().map(|groups| user_version(3, groups)).collect();
        assert_eq!(tags[0], "W/\"3\"");
        assert!(tags[1..].iter().all(|tag| tag.starts_with("W/\"3.") && tag.len() == 14), "{tags:?}");
        tags.sort();
        tags.dedup();
        assert_eq!(tags.len(), shown.len(), "{tags:?}");
    }
}
