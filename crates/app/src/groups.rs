//! What a provider does with groups. The cost of a change is that of its members, whatever the group's size.

use crate::{Caller, Error, IfMatch, Work};
use directory::change::Member;
use directory::group::MemberChange;
use directory::id::ID_BYTES;
use directory::{Change, Group, GroupId, Refusal};
use scim::dialect::Fired;
use scim::patch::PatchRequest;
use scim::patch::members::{self, Delta, MemberOperation};
use scim::{Resource, ScimType};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap, HashSet};
use store::{Names, Room, Roster};

/// A group, with its members where the caller wants to see them.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupView {
    /// The group.
    pub group: Group,
    /// Its members; none where they are not part of the answer.
    pub members: Option<Roster>,
}

/// What [`get`] found.
pub enum Found {
    /// All that the answer shows.
    Whole(GroupView),
    /// The group without its members, who are too many to be read while others wait; [`get_large`] reads them.
    Large(GroupView, Names),
}

/// What keeps nobody waiting who only reads a few rows.
const FEW: Room = Room { members: 500, names_bytes: 1_024 * 1_024 };
/// Most text of names in one answer, in bytes.
pub(crate) const NAMES_BYTES_MAX: usize = 32 * 1_024 * 1_024;

/// Makes a group with its first members.
pub fn create(
    work: &mut Work,
    caller: &Caller,
    resource: &Resource,
    member_ids: &[String],
    shown: Option<Names>,
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
    view(work, caller, group, shown)
}

/// Reads a group; without its members, membership is not touched.
pub fn get(work: &mut Work, caller: &Caller, id: GroupId, shown: Option<Names>) -> Result<Found, Error> {
    let group = work.tx.org(caller.org()).group(id)?;
    let group = owned(caller, group)?;
    let Some(names) = shown else { return Ok(Found::Whole(GroupView { group, members: None })) };
    let members = work.tx.org(caller.org()).members_of(&[id], names, FEW)?.pop();
    Ok(match members {
        Some(members) => Found::Whole(GroupView { group, members: Some(members) }),
        None => Found::Large(GroupView { group, members: None }, names),
    })
}

/// Reads a group with all its members, however many they are.
pub fn get_large(work: &mut Work, caller: &Caller, id: GroupId, names: Names) -> Result<GroupView, Error> {
    let group = work.tx.org(caller.org()).group(id)?;
    let group = owned(caller, group)?;
    view(work, caller, group, Some(names))
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
    shown: Option<Names>,
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
    save(work, caller, group, resource, members, shown)
}

/// Changes a group as a PATCH request says: its attributes by `request`, its members by `operations`.
pub fn patch(
    work: &mut Work,
    caller: &Caller,
    id: GroupId,
    expected: &IfMatch,
    (request, operations): (&PatchRequest, &[MemberOperation]),
    fired: &mut Fired,
    shown: Option<Names>,
) -> Result<GroupView, Error> {
    let group = locked(work, caller, id, expected)?;
    let resource = request.apply(&group.resource, &caller.types.group, &caller.dialect(), fired)?;
    let delta = delta(work, caller, id, operations)?;
    let members = member_change(work, caller, id, &delta)?;
    members::note_drops(operations, members.removed.len(), fired);
    save(work, caller, group, resource, members, shown)
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
    let seen = |member: Member| members::Member { value: member.id(), kind: Some(member.kind().to_owned()) };
    let org = work.tx.org(caller.org());
    let mut current = Vec::new();
    if members::needs_current(operations) {
        org.each_member(id, |member| current.push(seen(member)))?;
    }
    let named = members::needs_known(operations);
    let known = if named.is_empty() { Vec::new() } else { org.known_members(caller.source(), &named)? };
    let known: Vec<members::Member> = known.into_iter().map(seen).collect();
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
    if delta.cleared {
        return member_difference(work, caller, id, &delta.add);
    }
    let named: Vec<String> = delta.add.iter().chain(&delta.remove).cloned().collect();
    let present = work.tx.org(caller.org()).members_among(id, &named)?;
    let present: HashMap<String, Member> = present.into_iter().map(|member| (member.id(), member)).collect();
    let removed: BTreeSet<Member> = delta.remove.iter().filter_map(|id| present.get(id)).copied().collect();
    let missing = delta.add.iter().filter(|id| !present.contains_key(*id)).cloned().collect();
    let added = known(work, caller, missing)?;
    Ok(MemberChange { added, removed: removed.into_iter().collect() })
}

/// The same where these are the members afterwards and nobody else. They and those of now are gone through side by
/// side, so that only who comes or goes is held.
fn member_difference(
    work: &mut Work,
    caller: &Caller,
    id: GroupId,
    wanted: &[String],
) -> Result<MemberChange, Error> {
    let mut wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut wanted = wanted.into_iter().peekable();
    let (mut missing, mut removed, mut text) = (BTreeSet::new(), Vec::new(), [0; ID_BYTES]);
    work.tx.org(caller.org()).each_member(id, |member| {
        let present = member.encode(&mut text);
        while let Some(comes) = wanted.next_if(|wanted| *wanted < present) {
            missing.insert(comes.to_owned());
        }
        if wanted.next_if_eq(&present).is_none() {
            removed.push(member);
        }
    })?;
    missing.extend(wanted.map(str::to_owned));
    removed.sort_unstable();
    Ok(MemberChange { added: known(work, caller, missing)?, removed })
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
    shown: Option<Names>,
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
    view(work, caller, group, shown)
}

fn view(work: &mut Work, caller: &Caller, group: Group, shown: Option<Names>) -> Result<GroupView, Error> {
    let Some(names) = shown else { return Ok(GroupView { group, members: None }) };
    let room = Room { names_bytes: NAMES_BYTES_MAX, ..Room::BOUNDLESS };
    let members = work.tx.org(caller.org()).members_of(&[group.id], names, room)?.pop();
    Ok(GroupView { group, members: Some(members.ok_or_else(too_long_names)?) })
}

/// RFC 7644 §3.12 `tooMany`: more than "the server is willing to calculate or process".
pub(crate) fn too_long_names() -> Error {
    let detail = format!(
        "The names of the group's members have more than {NAMES_BYTES_MAX} bytes together. Ask for the members without \
         members.display."
    );
    scim::Error::new(ScimType::TooMany, detail).into()
}
