//! What an operator does with users, whoever brought them in.

use crate::guard::noted;
use crate::users::{UserView, check_external_id, store, terms};
use crate::{Error, Work};
use directory::administrator::checked_email;
use directory::glyph::is_legible;
use directory::life::Act;
use directory::policy::Preset;
use directory::policy::knob::Invite;
use directory::user::{Decision, Source, Terms};
use directory::{Actor, Ids, OrgId, Policy, Refusal, User, UserId};
use scim::filter::Bound;
use scim::{Resource, ResourceType};
use serde_json::Value;
use store::{Document, Found, Page, Room, Search};

/// How one of the organization's own people comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// They are there.
    Confirmed,
    /// They wait until somebody invites them.
    Staged,
    /// They are invited.
    Invited,
}

/// Makes one of the organization's own people, as `body`, a SCIM User, says. Their names have to be such as can be read; what
/// is given for an e-mail address has to be one, and whoever is invited needs one: nobody looks after them at a provider.
pub fn create(work: &mut Work, actor: &Actor, org: OrgId, body: &Value, entry: Entry) -> Result<User, Error> {
    let policy = match entry {
        Entry::Confirmed => Preset::Standard.policy(),
        Entry::Staged => Policy::of_local_people(),
        Entry::Invited => Policy { invite: Invite::Automatic, ..Policy::of_local_people() },
    };
    let said = Resource::parse(body, &ResourceType::user())?;
    let emails = said.get("emails").and_then(Value::as_array).into_iter().flatten();
    let top = ["userName", "displayName"].map(|name| said.get(name));
    let parts = ["givenName", "familyName"].map(|part| said.get("name")?.get(part));
    let names = top.into_iter().chain(parts).flatten().filter_map(Value::as_str);
    if names.filter(|name| !name.is_empty()).any(|name| !is_legible(name)) {
        return Err(Refusal::Illegible.into());
    }
    for email in emails.filter_map(|email| email.get("value")?.as_str()) {
        checked_email(email)?;
    }
    let terms = terms(work, org, &policy, actor)?;
    let decision = User::create(&terms, Source::Local, said, &mut work.ids)?;
    if entry == Entry::Invited {
        checked_email(decision.user.address().unwrap_or_default())?;
    }
    store(work, &decision)?;
    Ok(decision.user)
}

/// The user of that id or that userName.
pub fn find(work: &mut Work, org: OrgId, id_or_name: &str) -> Result<UserId, Error> {
    let of_org = work.tx.org(org);
    if let Some(id) = UserId::parse(id_or_name)
        && of_org.user(id)?.is_some()
    {
        return Ok(id);
    }
    of_org.user_id_named(id_or_name)?.ok_or(Error::NotFound)
}

/// A user with their groups.
pub fn get(work: &mut Work, org: OrgId, id: UserId) -> Result<UserView, Error> {
    let of_org = work.tx.org(org);
    let user = of_org.user(id)?.ok_or(Error::NotFound)?.try_map(Document::read)?;
    let groups = of_org.groups_of(&[id], None, Room::BOUNDLESS)?.pop().unwrap_or_default();
    Ok(UserView { user, groups })
}

/// The users of an organization, or of one source in it, that satisfy a filter: so many from this one on, counted from 1.
pub fn list(
    work: &mut Work,
    org: OrgId,
    source: Option<Source>,
    filter: Option<Bound>,
    (start, count): (u64, u64),
) -> Result<Found<User<Document>>, Error> {
    let search = Search { source, filter, sort: None, page: Page::Index { start, count } };
    Ok(work.tx.org(org).search_users(&search)?)
}

/// Keeps somebody out, lets them in again, or removes them: what the policy of their connection makes of it.
pub fn act(work: &mut Work, actor: &Actor, org: OrgId, id: UserId, act: Act) -> Result<Decision, Error> {
    let noted = noted(work, org, id)?;
    decide(work, actor, org, id, |user, terms, ids| match noted {
        Some(noted) if act == Act::Disable && !user.status.is_on() => Ok(noted.keep_out(user, terms, ids)),
        _ => user.act(act, terms, ids),
    })
}

/// Protects somebody against providers, or no more.
pub fn set_protected(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    id: UserId,
    protected: bool,
) -> Result<Decision, Error> {
    decide(work, actor, org, id, |user, terms, ids| Ok(user.set_protected(protected, terms, ids)))
}

fn decide(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    id: UserId,
    decide: impl FnOnce(&User, &Terms<'_>, &mut Ids) -> Result<Decision, Refusal>,
) -> Result<Decision, Error> {
    let user = work.tx.org(org).user_for_update(id)?.ok_or(Error::NotFound)?;
    let policy = policy_of(work, user.source)?;
    let terms = terms(work, org, &policy, actor)?;
    let decision = decide(&user, &terms, &mut work.ids)?;
    if !user.status.is_on() {
        check_external_id(work, org, &policy, &decision.user)?;
    }
    store(work, &decision)?;
    Ok(decision)
}

/// The policy that users of this source are under.
pub(crate) fn policy_of(work: &mut Work, source: Source) -> Result<Policy, Error> {
    match source {
        Source::Local => Ok(Policy::of_local_people()),
        Source::Connection(id) => Ok(work.tx.connection(id)?.ok_or(Error::NotFound)?.policy),
    }
}
