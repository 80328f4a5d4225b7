//! Members who are named by e-mail address, where the policy lets a provider bring people in that way.

use crate::users::{Return, may_adopt};
use crate::{Caller, Error, Work, users};
use directory::change::Member;
use directory::group::INVITED_MAX;
use directory::policy::is_email;
use directory::policy::knob::UnknownMember;
use directory::user::Source;
use directory::{Refusal, UserId};
use scim::dialect::Fired;
use scim::patch::members::{self, MemberOperation, Selection};
use scim::schema::USER_URN;
use scim::{Resource, fold};
use serde_json::json;
use std::collections::HashMap;

/// What stands for the addresses that a request names: the id of the user whose userName it is, or else one of its
/// spellings, so that nobody is meant twice.
pub(super) struct Addresses(HashMap<String, String>);

impl Addresses {
    /// Looks up the addresses among these values. Without the policy there are none.
    pub(super) fn look_up<'v>(
        work: &mut Work,
        caller: &Caller,
        values: impl Iterator<Item = &'v str>,
    ) -> Result<Self, Error> {
        if caller.connection.policy.unknown_member != UnknownMember::Invite {
            return Ok(Self(HashMap::new()));
        }
        let mut stands_for = HashMap::new();
        for address in values.filter(|value| is_email(value)) {
            stands_for.entry(fold(address)).or_insert_with(|| address.to_owned());
        }
        if stands_for.is_empty() {
            return Ok(Self(stands_for));
        }
        let names: Vec<String> = stands_for.keys().cloned().collect();
        for (key, user, source) in work.tx.org(caller.org()).users_named(&names)? {
            if source == caller.source() || (source == Source::Local && may_adopt(caller)) {
                stands_for.insert(key, user.to_string());
            }
        }
        Ok(Self(stands_for))
    }

    /// The same values, with ids where they are known.
    pub(super) fn ids(&self, values: &[String]) -> Vec<String> {
        values.iter().map(|value| self.id(value)).collect()
    }

    /// The same operations, with ids where they are known. What selects members by more than a value stays.
    pub(super) fn operations(&self, operations: &[MemberOperation]) -> Vec<MemberOperation> {
        let named = |list: &[members::Member]| {
            list.iter().map(|one| members::Member { value: self.id(&one.value), ..one.clone() }).collect()
        };
        let translated = |operation: &MemberOperation| match operation {
            MemberOperation::Add(list) => MemberOperation::Add(named(list)),
            MemberOperation::Replace(list) => MemberOperation::Replace(named(list)),
            MemberOperation::Remove(Selection::Ids(ids)) => {
                MemberOperation::Remove(Selection::Ids(self.ids(ids)))
            }
            other => other.clone(),
        };
        operations.iter().map(translated).collect()
    }

    fn id(&self, value: &str) -> String {
        // Ids are no addresses, and most members come with one.
        let known = if value.contains('@') { self.0.get(&fold(value)) } else { None };
        known.map_or(value, String::as_str).to_owned()
    }
}

/// The values by which operations name members.
pub(super) fn values(operations: &[MemberOperation]) -> impl Iterator<Item = &str> {
    operations.iter().flat_map(|operation| -> Box<dyn Iterator<Item = &str>> {
        match operation {
            MemberOperation::Add(list) | MemberOperation::Replace(list) => {
                Box::new(list.iter().map(|member| member.value.as_str()))
            }
            MemberOperation::Remove(Selection::Ids(ids)) => Box::new(ids.iter().map(String::as_str)),
            MemberOperation::Remove(Selection::All | Selection::Filter(_)) => Box::new(std::iter::empty()),
        }
    })
}

/// Brings in the people of these addresses, whom nobody knows. What is no address is refused, and so is one that is the
/// userName of somebody whom the caller does not see.
pub(super) fn bring_in(
    work: &mut Work,
    caller: &Caller,
    unknown: Vec<String>,
    fired: &mut Fired,
) -> Result<Vec<Member>, Error> {
    let (addresses, others): (Vec<String>, Vec<String>) =
        unknown.into_iter().partition(|value| is_email(value));
    if !others.is_empty() {
        return Err(Refusal::UnknownMembers(others, UnknownMember::Invite).into());
    }
    if addresses.len() > INVITED_MAX {
        return Err(Refusal::TooManyInvited(addresses.len()).into());
    }
    let keys: Vec<String> = addresses.iter().map(|address| fold(address)).collect();
    if !work.tx.org(caller.org()).users_named(&keys)?.is_empty() {
        return Err(Refusal::UnknownMembers(addresses, UnknownMember::Invite).into());
    }
    let made = |address: String| -> Result<Member, Error> {
        let emails = json!([{ "value": address, "primary": true }]);
        let person = json!({ "schemas": [USER_URN], "userName": address, "emails": emails });
        let resource = Resource::parse(&person, &caller.types.user)?;
        let id: UserId = users::create(work, caller, &resource, Return::Never, fired)?.user.id;
        Ok(Member::User(id))
    };
    addresses.into_iter().map(made).collect()
}
