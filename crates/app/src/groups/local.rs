//! What an administrator does with the organization's own groups. Those of a connection belong to its provider, which would
//! undo every change.

use super::effects;
use crate::{Error, Work};
use directory::change::Member;
use directory::glyph::is_legible;
use directory::group::MemberChange;
use directory::user::Source;
use directory::{Actor, Group, GroupId, OrgId, Refusal, UserId};
use scim::schema::GROUP_URN;
use scim::{Resource, ResourceType, fold};
use serde_json::json;
use std::collections::BTreeSet;
use store::{Mark, Names, Page, Room, Roster, Search};

/// Groups that are read together.
const PART_GROUPS: u64 = 1_000;

/// Makes a group of the organization's own.
pub fn create(work: &mut Work, actor: &Actor, org: OrgId, name: &str) -> Result<Group, Error> {
    if !is_legible(name) {
        return Err(Refusal::Illegible.into());
    }
    let body = json!({ "schemas": [GROUP_URN], "displayName": name });
    let resource = Resource::parse(&body, &ResourceType::group())?;
    let nobody = (Vec::new(), Vec::new());
    let (group, change) =
        Group::create(org, Source::Local, resource, nobody, actor, &mut work.ids, work.now)?;
    work.tx.save(&change)?;
    Ok(group)
}

/// All groups of the organization, wherever they come from, by id.
pub fn list(work: &mut Work, org: OrgId) -> Result<Vec<Group>, Error> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = Page::Cursor { after, count: PART_GROUPS };
        let search = Search { source: None, filter: None, sort: None, page };
        let found = work.tx.org(org).search_groups(&search)?;
        after =
            found.items.last().map(|last| Mark { key: scim::sort::Key::Missing, id: last.id.to_string() });
        all.extend(found.items);
        if !found.more {
            return Ok(all);
        }
    }
}

/// The group of that id or displayName. Of several of that name, the organization's own is meant.
pub fn find(work: &mut Work, org: OrgId, id_or_name: &str) -> Result<Group, Error> {
    if let Some(id) = GroupId::parse(id_or_name)
        && let Some(group) = work.tx.org(org).group(id)?
    {
        return Ok(group);
    }
    let mut named = work.tx.org(org).groups_named(id_or_name)?;
    let place = named.iter().position(|group| group.source == Source::Local);
    match (place, named.len()) {
        (Some(place), _) => Ok(named.swap_remove(place)),
        (None, 1) => Ok(named.swap_remove(0)),
        (None, 0) => Err(Error::NotFound),
        (None, _) => Err(Refusal::SeveralGroups.into()),
    }
}

/// The direct members of a group with their names.
pub fn members(work: &mut Work, org: OrgId, id: GroupId) -> Result<Roster, Error> {
    let members = work.tx.org(org).members_of(&[id], Names::Shown, Room::BOUNDLESS)?.pop();
    Ok(members.unwrap_or_default())
}

/// Puts these users, by id or userName, and groups, by id, into a group.
pub fn add(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    id_or_name: &str,
    members: &[String],
) -> Result<Group, Error> {
    let group = changing(work, org, id_or_name)?;
    let named = named(work, org, members)?;
    let present = present(work, org, group.id, &named)?;
    let added = named.difference(&present).copied().collect();
    save(work, actor, org, group, MemberChange { added, removed: Vec::new() })
}

/// Takes them out.
pub fn remove(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    id_or_name: &str,
    members: &[String],
) -> Result<Group, Error> {
    let group = changing(work, org, id_or_name)?;
    let named = named(work, org, members)?;
    let removed = present(work, org, group.id, &named)?.into_iter().collect();
    save(work, actor, org, group, MemberChange { added: Vec::new(), removed })
}

/// Removes a group; its members stay.
pub fn delete(work: &mut Work, actor: &Actor, org: OrgId, id_or_name: &str) -> Result<Group, Error> {
    let group = changing(work, org, id_or_name)?;
    let effects = effects::of_removal(work, org, group.id)?;
    let change = group.delete(org, &effects, actor, &mut work.ids, work.now);
    work.tx.save(&change)?;
    Ok(group)
}

/// One of the organization's own, which nobody else changes before this work is done.
fn changing(work: &mut Work, org: OrgId, id_or_name: &str) -> Result<Group, Error> {
    work.tx.hold(org)?;
    let group = find(work, org, id_or_name)?;
    let group = work.tx.org(org).group_for_update(group.id)?.ok_or(Error::NotFound)?;
    match group.source {
        Source::Local => Ok(group),
        Source::Connection(id) => {
            let connection = work.tx.connection(id)?.map(|connection| connection.name).unwrap_or_default();
            Err(Refusal::GroupOfConnection { connection }.into())
        }
    }
}

/// Who is meant, of the whole organization.
fn named(work: &mut Work, org: OrgId, texts: &[String]) -> Result<BTreeSet<Member>, Error> {
    let (mut members, mut unknown) = (BTreeSet::new(), Vec::new());
    for text in texts {
        let org = work.tx.org(org);
        let user = match UserId::parse(text) {
            Some(id) => org.user(id)?.map(|user| user.id),
            None => org.users_named(&[fold(text)])?.first().map(|(_, id, _)| *id),
        };
        let group = match GroupId::parse(text).filter(|_| user.is_none()) {
            Some(id) => org.group(id)?.map(|group| group.id),
            None => None,
        };
        match user.map(Member::User).or(group.map(Member::Group)) {
            Some(member) => drop(members.insert(member)),
            None => unknown.push(text.clone()),
        }
    }
    if unknown.is_empty() { Ok(members) } else { Err(Refusal::NobodyNamed(unknown).into()) }
}

fn present(
    work: &mut Work,
    org: OrgId,
    group: GroupId,
    named: &BTreeSet<Member>,
) -> Result<BTreeSet<Member>, Error> {
    let ids: Vec<String> = named.iter().map(|member| member.id()).collect();
    Ok(work.tx.org(org).members_among(group, &ids)?)
}

fn save(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    group: Group,
    members: MemberChange,
) -> Result<Group, Error> {
    let effects = effects::of_change(work, org, group.id, &members)?;
    let said = (Source::Local, group.resource.clone());
    let changed = group.update(org, said, (members, &effects), actor, &mut work.ids, work.now)?;
    let Some((group, change)) = changed else { return Ok(group) };
    work.tx.save(&change)?;
    Ok(group)
}
