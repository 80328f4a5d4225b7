//! What a provider does with groups. The cost of a change is that of its members, whatever the group's size.

use crate::{Caller, Error, IfMatch, Work};
use directory::change::Member;
use directory::group::MemberChange;
use directory::{Change, Group, GroupId, Refusal};
use scim::Resource;
use scim::dialect::Fired;
use scim::patch::PatchRequest;
use scim::patch::members::{self, Delta, MemberOperation};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap, HashSet};
use store::MemberRow;

/// A group, with its members where the caller wants to see them.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupView {
    /// The group.
    pub group: Group,
    /// Its members by id; none where they are not part of the answer.
    pub members: Option<Vec<MemberRow>>,
}

/// Makes a group with its first members.
pub fn create(
    work: &mut Work,
    caller: &Caller,
    resource: &Resource,
    member_ids: &[String],
    with_members: bool,
) -> Result<GroupView, Error> {
    let members = known(work, caller, unique(member_ids))?;
    let (group, change) = Group::create(
        caller.org(),
        caller.source(),
        resource.clone(),
        members,
        &caller.actor(),
        &mut work.ids,
        work.now,
    )?;
    work.tx.save(&change)?;
    view(work, caller, group, with_members)
}

/// Reads a group; without its members, membership is not touched.
pub fn get(work: &mut Work, caller: &Caller, id: GroupId, with_members: bool) -> Result<GroupView, Error> {
    let group = work.tx.org(caller.org()).group(id)?;
    let group = owned(caller, group)?;
    view(work, caller, group, with_members)
}

/// Replaces a group's attributes by those of `body`, a PUT request made legal by the dialect, and its members by
/// `member_ids`; without those the members stay.
pub fn replace(
    work: &mut Work,
    caller: &Caller,
    id: GroupId,
    expected: &IfMatch,
    body: &Value,
    member_ids: Option<&[String]>,
    with_members: bool,
) -> Result<GroupView, Error> {
    let group = locked(work, caller, id, expected)?;
    let resource = group.resource.replace(body, &caller.types.group)?;
    let members = match member_ids {
        Some(ids) => {
            let all = Delta { cleared: true, add: ids.to_vec(), remove: Vec::new() };
            member_change(work, caller, id, &all)?
        }
        None => MemberChange::default(),
    };
    save(work, caller, group, resource, members, with_members)
}

/// Changes a group as a PATCH request says: its attributes by `request`, its members by `operations`.
pub fn patch(
    work: &mut Work,
    caller: &Caller,
    id: GroupId,
    expected: &IfMatch,
    (request, operations): (&PatchRequest, &[MemberOperation]),
    fired: &mut Fired,
    with_members: bool,
) -> Result<GroupView, Error> {
    let group = locked(work, caller, id, expected)?;
    let resource = request.apply(&group.resource, &caller.types.group, &caller.dialect(), fired)?;
    let delta = delta(work, caller, id, operations)?;
    let members = member_change(work, caller, id, &delta)?;
    save(work, caller, group, resource, members, with_members)
}

/// Removes a group; its members stay.
pub fn delete(work: &mut Work, caller: &Caller, id: GroupId, expected: &IfMatch) -> Result<(), Error> {
    let group = locked(work, caller, id, expected)?;
    let change = group.delete(caller.org(), &caller.actor(), &mut work.ids, work.now);
    Ok(work.tx.save(&change)?)
}

/// The group, if it is the caller's to see and to change.
fn owned(caller: &Caller, group: Option<Group>) -> Result<Group, Error> {
    group.filter(|group| group.source == caller.source()).ok_or(Error::NotFound)
}

/// The same, held against other writers until the transaction ends, so that no two deltas are computed on one state.
fn locked(work: &mut Work, caller: &Caller, id: GroupId, expected: &IfMatch) -> Result<Group, Error> {
    let group = work.tx.org(caller.org()).group_for_update(id)?;
    let group = owned(caller, group)?;
    expected.check(group.version)?;
    Ok(group)
}

/// What the operations on the membership come to. Who is a member, and what somebody is, is looked up only where a filter
/// asks for it.
fn delta(
    work: &mut Work,
    caller: &Caller,
    id: GroupId,
    operations: &[MemberOperation],
) -> Result<Delta, Error> {
    let seen = |member: &Member| members::Member { value: member.id(), kind: Some(member.kind().to_owned()) };
    let org = work.tx.org(caller.org());
    let current = if members::needs_current(operations) { org.members(id)? } else { Vec::new() };
    let named = members::needs_known(operations);
    let known = if named.is_empty() { Vec::new() } else { org.known_members(caller.source(), &named)? };
    let current: Vec<members::Member> = current.iter().map(|row| seen(&row.member)).collect();
    let known: Vec<members::Member> = known.iter().map(seen).collect();
    Ok(members::delta(operations, &current, &known)?)
}

/// Who really comes and who really goes: adding who is there, or removing who is not, is no change
/// (RFC 7644 §3.5.2.1, §3.5.2.2).
fn member_change(
    work: &mut Work,
    caller: &Caller,
    id: GroupId,
    delta: &Delta,
) -> Result<MemberChange, Error> {
    let org = work.tx.org(caller.org());
    let present: HashMap<String, Member> = if delta.cleared {
        org.members(id)?.into_iter().map(|row| (row.member.id(), row.member)).collect()
    } else {
        let named: Vec<String> = delta.add.iter().chain(&delta.remove).cloned().collect();
        org.members_among(id, &named)?.into_iter().map(|member| (member.id(), member)).collect()
    };
    let wanted: HashSet<&str> = delta.add.iter().map(String::as_str).collect();
    let removed = if delta.cleared {
        present.values().copied().filter(|member| !wanted.contains(member.id().as_str())).collect()
    } else {
        delta.remove.iter().filter_map(|id| present.get(id)).copied().collect::<BTreeSet<_>>()
    };
    let missing = wanted.into_iter().filter(|id| !present.contains_key(*id)).map(str::to_owned).collect();
    let added = known(work, caller, missing)?;
    Ok(MemberChange { added, removed: removed.into_iter().collect() })
}

/// The members of these ids, which must be users and groups of the caller.
fn known(work: &mut Work, caller: &Caller, ids: BTreeSet<String>) -> Result<Vec<Member>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = ids.into_iter().collect();
    let mut members = work.tx.org(caller.org()).known_members(caller.source(), &ids)?;
    if members.len() < ids.len() {
        let found: HashSet<String> = members.iter().map(|member| member.id()).collect();
        let unknown = ids.into_iter().filter(|id| !found.contains(id)).collect();
        return Err(Refusal::UnknownMembers(unknown).into());
    }
    members.sort_unstable();
    Ok(members)
}

fn unique(ids: &[String]) -> BTreeSet<String> {
    ids.iter().cloned().collect()
}

fn save(
    work: &mut Work,
    caller: &Caller,
    before: Group,
    resource: Resource,
    members: MemberChange,
    with_members: bool,
) -> Result<GroupView, Error> {
    let after: Option<(Group, Change)> =
        before.update(caller.org(), resource, members, &caller.actor(), &mut work.ids, work.now)?;
    let group = match after {
        Some((group, change)) => {
            work.tx.save(&change)?;
            group
        }
        None => before,
    };
    view(work, caller, group, with_members)
}

fn view(work: &mut Work, caller: &Caller, group: Group, with_members: bool) -> Result<GroupView, Error> {
    let members = with_members.then(|| work.tx.org(caller.org()).members(group.id)).transpose()?;
    Ok(GroupView { group, members })
}
