//! Who is meant by the members that a provider names, and which of them come and go.

use super::invited::bring_in;
use crate::users::may_adopt;
use crate::{Caller, Error, Work, users};
use directory::change::Member;
use directory::group::MemberChange;
use directory::id::ID_BYTES;
use directory::policy::knob::{NestedGroups, UnknownMember};
use directory::user::Source;
use directory::{Group, Refusal};
use scim::dialect::{Fired, Tolerance};
use scim::patch::members::{self, Delta, MemberOperation};
use serde_json::json;
use std::collections::{BTreeSet, HashMap, HashSet};
use store::{MemberSources, Roster};

/// Members whose source is asked for together.
const PART_MEMBERS: usize = 1_000;

/// What the operations on the membership come to. Who is a member, and what somebody is, is looked up only where a filter
/// asks for it.
pub(super) fn delta(
    work: &mut Work,
    caller: &Caller,
    group: &Group,
    operations: &[MemberOperation],
) -> Result<Delta, Error> {
    let seen = |member: Member| members::Member { value: member.id(), kind: Some(member.kind().to_owned()) };
    let org = work.tx.org(caller.org());
    let mut current = Vec::new();
    if members::needs_current(operations) {
        org.each_member(group.id, |member| current.push(member))?;
        current = removable(work, caller, group, current)?;
    }
    let named = members::needs_known(operations);
    let org = work.tx.org(caller.org());
    let known = if named.is_empty() { Vec::new() } else { org.known_members(&sources(caller), &named)? };
    let current: Vec<members::Member> = current.into_iter().map(seen).collect();
    let known: Vec<members::Member> = known.into_iter().map(seen).collect();
    Ok(members::delta(operations, &current, &known)?)
}

/// Who really comes and who really goes: adding who is there, or removing who is not, is no change
/// (RFC 7644 §3.5.2.1, §3.5.2.2).
pub(super) fn change(
    work: &mut Work,
    caller: &Caller,
    group: &Group,
    delta: &Delta,
    fired: &mut Fired,
) -> Result<MemberChange, Error> {
    if delta.cleared {
        return difference(work, caller, group, &delta.add, fired);
    }
    let named: Vec<String> = delta.add.iter().chain(&delta.remove).cloned().collect();
    let present = work.tx.org(caller.org()).members_among(group.id, &named)?;
    let present: HashMap<String, Member> = present.into_iter().map(|member| (member.id(), member)).collect();
    let removed: BTreeSet<Member> = delta.remove.iter().filter_map(|id| present.get(id)).copied().collect();
    let missing = delta.add.iter().filter(|id| !present.contains_key(*id)).cloned().collect();
    let added = resolved(work, caller, missing, fired)?;
    Ok(MemberChange { added, removed: removed.into_iter().collect() })
}

/// The same where these are the members afterwards and nobody else. They and those of now are gone through side by
/// side, so that only who comes or goes is held.
fn difference(
    work: &mut Work,
    caller: &Caller,
    group: &Group,
    wanted: &[String],
    fired: &mut Fired,
) -> Result<MemberChange, Error> {
    let mut wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut wanted = wanted.into_iter().peekable();
    let (mut missing, mut removed, mut text) = (BTreeSet::new(), Vec::new(), [0; ID_BYTES]);
    work.tx.org(caller.org()).each_member(group.id, |member| {
        let present = member.encode(&mut text);
        while let Some(comes) = wanted.next_if(|wanted| *wanted < present) {
            missing.insert(comes.to_owned());
        }
        if wanted.next_if_eq(&present).is_none() {
            removed.push(member);
        }
    })?;
    missing.extend(wanted.map(str::to_owned));
    let mut removed = removable(work, caller, group, removed)?;
    removed.sort_unstable();
    Ok(MemberChange { added: resolved(work, caller, missing, fired)?, removed })
}

/// Who of these goes where a request names those who stay: of a group that was there before the provider came, only whom
/// the provider has brought in. Of the others it does not even know.
fn removable(
    work: &mut Work,
    caller: &Caller,
    group: &Group,
    members: Vec<Member>,
) -> Result<Vec<Member>, Error> {
    if !group.is_or_was_local() {
        return Ok(members);
    }
    let own = MemberSources::only(caller.source());
    let mut removable = Vec::new();
    for part in members.chunks(PART_MEMBERS) {
        let ids: Vec<String> = part.iter().map(|member| member.id()).collect();
        removable.extend(work.tx.org(caller.org()).known_members(&own, &ids)?);
    }
    Ok(removable)
}

/// Whom of the members the caller may see. An administrator may put anybody into the organization's own groups, and whoever
/// came through another connection is none of this one's business.
pub(crate) fn visible(
    work: &mut Work,
    caller: &Caller,
    group: &Group,
    members: Roster,
) -> Result<Roster, Error> {
    if !group.is_or_was_local() || members.is_empty() {
        return Ok(members);
    }
    let all: Vec<Member> = members.iter().map(|(member, _)| member).collect();
    let mut seen = HashSet::new();
    for part in all.chunks(PART_MEMBERS) {
        let ids: Vec<String> = part.iter().map(|member| member.id()).collect();
        seen.extend(work.tx.org(caller.org()).known_members(&sources(caller), &ids)?);
    }
    Ok(if seen.len() == all.len() { members } else { members.only(|member| seen.contains(&member)) })
}

/// The members of these ids, by id, as far as the policy lets them be.
pub(super) fn resolved(
    work: &mut Work,
    caller: &Caller,
    ids: BTreeSet<String>,
    fired: &mut Fired,
) -> Result<Vec<Member>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = ids.into_iter().collect();
    let mut members = work.tx.org(caller.org()).known_members(&sources(caller), &ids)?;
    if members.len() < ids.len() {
        let found: HashSet<String> = members.iter().map(|member| member.id()).collect();
        let unknown: Vec<String> = ids.into_iter().filter(|id| !found.contains(id)).collect();
        match caller.connection.policy.unknown_member {
            UnknownMember::Skip => unknown.iter().for_each(|id| pass_over(id, fired)),
            UnknownMember::Refuse => {
                return Err(Refusal::UnknownMembers(unknown, UnknownMember::Refuse).into());
            }
            UnknownMember::Invite => members.extend(bring_in(work, caller, unknown, fired)?),
        }
    }
    adopt(work, caller, &members, fired)?;
    if members.iter().any(|member| member.group().is_some()) {
        match caller.connection.policy.nested_groups {
            NestedGroups::Allow => {}
            NestedGroups::Refuse => return Err(Refusal::NestedGroup.into()),
            NestedGroups::Skip => members.retain(|member| {
                member.group().into_iter().for_each(|group| pass_over(&group.to_string(), fired));
                member.user().is_some()
            }),
        }
    }
    members.sort_unstable();
    Ok(members)
}

/// Makes the organization's own people among these the caller's: whoever names somebody as a member takes them over, as by
/// any other update. A group of a provider's own has none but the provider's people in it.
fn adopt(work: &mut Work, caller: &Caller, members: &[Member], fired: &mut Fired) -> Result<(), Error> {
    if !may_adopt(caller) || !work.tx.has_local_users(caller.org())? {
        return Ok(());
    }
    for part in members.chunks(PART_MEMBERS) {
        let ids: Vec<String> =
            part.iter().filter_map(|member| member.user()).map(|id| id.to_string()).collect();
        let local = MemberSources::only(Source::Local);
        for member in work.tx.org(caller.org()).known_members(&local, &ids)? {
            if let Some(id) = member.user() {
                users::take_over(work, caller, id, fired)?;
            }
        }
    }
    Ok(())
}

/// A member that the policy does not let be is left out, and counted.
fn pass_over(id: &str, fired: &mut Fired) {
    fired.note(Tolerance::Policy, "members", || json!({ "members": [{ "value": id }] }).to_string());
}

/// Whom the caller may name: its own, and those people of the organization that it finds and may adopt.
pub(crate) fn sources(caller: &Caller) -> MemberSources {
    let local = |adopts: bool| adopts.then_some(Source::Local);
    MemberSources {
        users: [Some(caller.source()), local(may_adopt(caller))].into_iter().flatten().collect(),
        groups: vec![caller.source()],
    }
}
