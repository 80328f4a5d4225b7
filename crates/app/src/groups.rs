//! What a provider does with groups. The cost of a change is that of its members, whatever the group's size.

mod effects;
mod invited;
pub mod local;
pub(crate) mod members;
mod orphans;

use crate::{Caller, Error, IfMatch, Work};
use directory::group::MemberChange;
use directory::policy::EXTERNAL_ID_CHARS_MAX;
use directory::policy::knob::{DeleteGroup, ExistingGroup, ExternalId};
use directory::user::Source;
use directory::{Change, Group, GroupId, Refusal};
use invited::Addresses;
use scim::dialect::Fired;
use scim::patch::PatchRequest;
use scim::patch::members::{Delta, MemberOperation, note_drops};
use scim::{Resource, ScimType, fold};
use serde_json::Value;
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

/// Makes a group with its first members, or takes over a local one of that name, where the policy lets it be: that one
/// keeps the members that it has.
pub fn create(
    work: &mut Work,
    caller: &Caller,
    resource: &Resource,
    member_ids: &[String],
    fired: &mut Fired,
    shown: Option<Names>,
) -> Result<GroupView, Error> {
    work.tx.hold(caller.org())?;
    let member_ids = Addresses::look_up(work, caller, member_ids.iter().map(String::as_str))?.ids(member_ids);
    if let Some(local) = met(work, caller, resource)? {
        let delta = Delta { cleared: false, add: member_ids, remove: Vec::new() };
        let members = members::change(work, caller, &local, &delta, fired)?;
        return save(work, caller, local, resource.clone(), members, shown);
    }
    let members = members::resolved(work, caller, member_ids.into_iter().collect(), fired)?;
    let users = effects::of_new(work, caller.org(), &members)?;
    let (group, change) = Group::create(
        caller.org(),
        caller.source(),
        resource.clone(),
        (members, users),
        &caller.actor(),
        &mut work.ids,
        work.now,
    )?;
    check_external_id(work, caller, &group)?;
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
        Some(members) => {
            let members = members::visible(work, caller, &group, members)?;
            Found::Whole(GroupView { group, members: Some(members) })
        }
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
    (body, member_ids): (&Value, Option<&[String]>),
    fired: &mut Fired,
    shown: Option<Names>,
) -> Result<GroupView, Error> {
    let group = locked(work, caller, id, expected)?;
    let resource = group.resource.replace(body, &caller.types.group)?;
    let members = match member_ids {
        Some(ids) => {
            let ids = Addresses::look_up(work, caller, ids.iter().map(String::as_str))?.ids(ids);
            let all = Delta { cleared: true, add: ids, remove: Vec::new() };
            members::change(work, caller, &group, &all, fired)?
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
    let operations = &Addresses::look_up(work, caller, invited::values(operations))?.operations(operations);
    let delta = members::delta(work, caller, &group, operations)?;
    let members = members::change(work, caller, &group, &delta, fired)?;
    note_drops(operations, members.removed.len(), fired);
    save(work, caller, group, resource, members, shown)
}

/// Removes a group; its members stay, but where the policy keeps those out who are in no other one.
pub fn delete(work: &mut Work, caller: &Caller, id: GroupId, expected: &IfMatch) -> Result<(), Error> {
    let group = locked(work, caller, id, expected)?;
    if group.source != caller.source() {
        return Err(Refusal::NotAdopted.into());
    }
    if caller.connection.policy.delete_group == DeleteGroup::DisableOrphans {
        orphans::keep_out(work, caller, id)?;
    }
    remove(work, caller, &group)
}

/// Takes back that a group was made, and keeps nobody out by it. One that was there before stays.
pub fn undo(work: &mut Work, caller: &Caller, id: GroupId) -> Result<(), Error> {
    let group = locked(work, caller, id, &IfMatch::Any)?;
    if group.is_or_was_local() { Ok(()) } else { remove(work, caller, &group) }
}

fn remove(work: &mut Work, caller: &Caller, group: &Group) -> Result<(), Error> {
    let effects = effects::of_removal(work, caller.org(), group.id)?;
    let change = group.delete(caller.org(), &effects, &caller.actor(), &mut work.ids, work.now);
    Ok(work.tx.save(&change)?)
}

/// The group, if it is the caller's to see and to change: its own, or one that it may take over.
fn owned(caller: &Caller, group: Option<Group>) -> Result<Group, Error> {
    let is_to_have = |group: &Group| match group.source {
        Source::Local => caller.adopts_groups(),
        source => source == caller.source(),
    };
    group.filter(is_to_have).ok_or(Error::NotFound)
}

/// The local group that a new group of this name would take over. Where the policy refuses names that groups of other
/// sources have, this does.
fn met(work: &mut Work, caller: &Caller, resource: &Resource) -> Result<Option<Group>, Error> {
    let name = resource.get("displayName").and_then(Value::as_str).unwrap_or_default();
    match caller.connection.policy.existing_group {
        ExistingGroup::Adopt => Ok(work.tx.org(caller.org()).group_named_for_update(Source::Local, name)?),
        ExistingGroup::Separate => Ok(None),
        ExistingGroup::Refuse => {
            refuse_name_of_others(work, caller, name)?;
            Ok(None)
        }
    }
}

fn refuse_name_of_others(work: &mut Work, caller: &Caller, name: &str) -> Result<(), Error> {
    let named = work.tx.org(caller.org()).groups_named(name)?;
    let mut sources = named.into_iter().map(|group| group.source);
    let connection = match sources.find(|source| *source != caller.source()) {
        None => return Ok(()),
        Some(Source::Local) => None,
        Some(Source::Connection(id)) => work.tx.connection(id)?.map(|connection| connection.name),
    };
    Err(Refusal::GroupNameElsewhere { connection }.into())
}

fn check_external_id(work: &mut Work, caller: &Caller, group: &Group) -> Result<(), Error> {
    if caller.connection.policy.external_id != ExternalId::Unique {
        return Ok(());
    }
    let Some(external_id) = group.resource.get("externalId").and_then(Value::as_str) else { return Ok(()) };
    if external_id.chars().count() > EXTERNAL_ID_CHARS_MAX {
        return Err(Refusal::ExternalIdTooLong.into());
    }
    if work.tx.org(caller.org()).has_group_external_id(caller.source(), external_id, group.id)? {
        return Err(Refusal::ExternalIdTaken.into());
    }
    Ok(())
}

/// The same, held against other writers until the transaction ends, so that no two deltas are computed on one state.
fn locked(work: &mut Work, caller: &Caller, id: GroupId, expected: &IfMatch) -> Result<Group, Error> {
    // Before the row, in the order of all who write.
    work.tx.hold(caller.org())?;
    let group = work.tx.org(caller.org()).group_for_update(id)?;
    let group = owned(caller, group)?;
    expected.check(group.version)?;
    Ok(group)
}

fn save(
    work: &mut Work,
    caller: &Caller,
    before: Group,
    resource: Resource,
    members: MemberChange,
    shown: Option<Names>,
) -> Result<GroupView, Error> {
    let name = |resource: &Resource| resource.get("displayName").and_then(Value::as_str).map(fold);
    let renamed = name(&resource).filter(|after| Some(after) != name(&before.resource).as_ref());
    if let (Some(name), ExistingGroup::Refuse) = (renamed, caller.connection.policy.existing_group) {
        refuse_name_of_others(work, caller, &name)?;
    }
    let effects = effects::of_change(work, caller.org(), before.id, &members)?;
    let members = (members, effects.as_slice());
    let after: Option<(Group, Change)> = before.update(
        caller.org(),
        (caller.source(), resource),
        members,
        &caller.actor(),
        &mut work.ids,
        work.now,
    )?;
    let group = match after {
        Some((group, change)) => {
            check_external_id(work, caller, &group)?;
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
    let members = members::visible(work, caller, &group, members.ok_or_else(too_long_names)?)?;
    Ok(GroupView { group, members: Some(members) })
}

/// RFC 7644 §3.12 `tooMany`: more than "the server is willing to calculate or process".
pub(crate) fn too_long_names() -> Error {
    let detail = format!(
        "The names of the group's members have more than {NAMES_BYTES_MAX} bytes together. Ask for the members without \
         members.display."
    );
    scim::Error::new(ScimType::TooMany, detail).into()
}
