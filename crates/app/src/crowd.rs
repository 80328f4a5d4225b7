//! What an administrator does to many users at once: each is decided on alone.

use crate::guard::noted;
use crate::invitations::USERS_OF_ONE_GO;
use crate::people::policy_of;
use crate::users::{check_external_id, store, terms};
use crate::{Error, Work};
use directory::guard::Departure;
use directory::life;
use directory::user::{Decision, Source};
use directory::{Action, Actor, OrgId, Policy, Refusal, Stage, Status, Timestamp, User, UserId};
use std::collections::HashMap;
use store::{PeopleQuery, StatusKind};

/// How many of the last entries about somebody are looked at, to see whether they were kept out meanwhile: so many at a time,
/// and so often.
const ENTRIES_OF_PAGE: u64 = 50;
const PAGES_MAX: usize = 20;

/// What is done to each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Invite whoever is staged.
    Invite,
    /// Invite again whoever has not accepted.
    InviteAgain,
    /// Take the invitation back.
    Withdraw,
    /// Confirm whoever has accepted.
    Confirm,
    /// Let them in again.
    Restore,
    /// Keep them out: disabled or revoked, as the policy of their connection calls it.
    KeepOut,
    /// Remove them.
    Remove,
    /// Let take place what a provider wanted of them and what is held.
    ApplyHeld,
    /// Make them what they were before, and nothing of what is held takes place.
    UndoHeld,
    /// Let no provider disable or remove them.
    Protect,
    /// Let providers do so again.
    Unprotect,
}

/// What came of it for one of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// Who it is.
    pub user: UserId,
    /// The login name, if there is such a user.
    pub user_name: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of an act.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was so already.
    NothingToDo,
    /// They need no invitation: they are in already.
    HasAccess,
    /// It was not done.
    Refused(Refusal),
    /// They were kept out after it had begun that others were let in.
    KeptOutMeanwhile,
    /// An administrator has to decide what becomes of them, because a provider took many out at once.
    Held,
    /// There is no such user.
    NotFound,
}

/// Some of those whom a query finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Who they are.
    pub users: Vec<UserId>,
    /// Behind what the next ones are found; none where these are the last.
    pub after: Option<String>,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Invite,
        Self::InviteAgain,
        Self::Withdraw,
        Self::Confirm,
        Self::Restore,
        Self::KeepOut,
        Self::Remove,
        Self::ApplyHeld,
        Self::UndoHeld,
        Self::Protect,
        Self::Unprotect,
    ];

    /// The word for forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::InviteAgain => "invite-again",
            Self::Withdraw => "withdraw",
            Self::Confirm => "confirm",
            Self::Restore => "restore",
            Self::KeepOut => "keep-out",
            Self::Remove => "remove",
            Self::ApplyHeld => "apply-held",
            Self::UndoHeld => "undo-held",
            Self::Protect => "protect",
            Self::Unprotect => "unprotect",
        }
    }

    /// The act of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == word)
    }
}

/// Does the same to several users in one transaction, which are not to be more than [`USERS_OF_ONE_GO`]. Nobody is let in
/// again who was kept out after `since`: whoever asked for it has not seen that.
pub fn act(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    users: &[UserId],
    act: Act,
    since: Option<Timestamp>,
) -> Result<Vec<Done>, Error> {
    let mut policies = HashMap::new();
    users.iter().map(|user| act_on_one(work, actor, org, &mut policies, *user, (act, since))).collect()
}

/// How many of those whom a query finds an act that keeps people out has not reached: they came or were changed while it
/// went on, or it was refused. It is counted, which can take long.
pub fn left(work: &mut Work, org: OrgId, query: &PeopleQuery, act: Act) -> Result<u64, Error> {
    let count = |status: Option<StatusKind>| {
        let query = PeopleQuery { status, ..query.clone() };
        work.tx.org(org).people_count(&query, work.now)
    };
    let is_out = |status| matches!(status, StatusKind::Disabled | StatusKind::Revoked);
    Ok(match (act, query.status) {
        (Act::Remove, status) => count(status)?,
        (Act::KeepOut, Some(status)) if is_out(status) => 0,
        (Act::KeepOut, Some(status)) => count(Some(status))?,
        (Act::KeepOut, None) => {
            let out = count(Some(StatusKind::Disabled))?.saturating_add(count(Some(StatusKind::Revoked))?);
            count(None)?.saturating_sub(out)
        }
        _ => 0,
    })
}

/// Some of those whom a query finds, at most [`USERS_OF_ONE_GO`], so that all of them can be reached one after the other.
pub fn some_of(work: &mut Work, org: OrgId, query: &PeopleQuery, after: Option<&str>) -> Result<Part, Error> {
    let most = u64::try_from(USERS_OF_ONE_GO).unwrap_or(u64::MAX);
    let found = work.tx.org(org).people_ids(query, work.now, after, most)?;
    let after = found.last().filter(|_| found.len() == USERS_OF_ONE_GO).map(|(_, place)| place.clone());
    Ok(Part { users: found.into_iter().map(|(user, _)| user).collect(), after })
}

fn act_on_one(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    policies: &mut HashMap<Source, Policy>,
    id: UserId,
    (act, since): (Act, Option<Timestamp>),
) -> Result<Done, Error> {
    let Some(user) = work.tx.org(org).user_for_update(id)? else {
        return Ok(Done { user: id, user_name: None, outcome: Outcome::NotFound });
    };
    if matches!(act, Act::Invite | Act::InviteAgain) && user.status == Status::On(Stage::Confirmed) {
        let user_name = Some(user.user_name().to_owned());
        return Ok(Done { user: id, user_name, outcome: Outcome::HasAccess });
    }
    let noted = noted(work, org, id)?;
    if let Some(since) = since
        && let Some(outcome) = unseen(work, org, (&user, noted), (act, since))?
    {
        return Ok(Done { user: id, user_name: Some(user.user_name().to_owned()), outcome });
    }
    let policy = match policies.get(&user.source) {
        Some(policy) => policy.clone(),
        None => {
            let policy = policy_of(work, user.source)?;
            policies.insert(user.source, policy.clone());
            policy
        }
    };
    let decided = decide(work, actor, (org, &policy), (&user, noted), act).and_then(|decision| {
        if !user.status.is_on() {
            check_external_id(work, org, &policy, &decision.user)?;
        }
        Ok(decision)
    });
    let outcome = match decided {
        Ok(decision) => {
            store(work, &decision)?;
            if decision.change.is_some() { Outcome::Done } else { Outcome::NothingToDo }
        }
        // Nothing of it was saved: the others go on.
        Err(Error::Refused(refusal)) => Outcome::Refused(refusal),
        Err(error) => return Err(error),
    };
    Ok(Done { user: id, user_name: Some(user.user_name().to_owned()), outcome })
}

/// Why somebody is left alone by whoever has asked, at that moment, for an act on them and others; nothing where they are
/// not. Who is held is removed by nobody who does not look at what is held.
fn unseen(
    work: &mut Work,
    org: OrgId,
    (user, noted): (&User, Option<Departure>),
    (act, since): (Act, Timestamp),
) -> Result<Option<Outcome>, Error> {
    let asks = matches!(act, Act::Restore | Act::Invite | Act::Remove | Act::ApplyHeld | Act::UndoHeld);
    Ok(match act {
        Act::Remove if noted.is_some_and(|noted| noted.held) => Some(Outcome::Held),
        _ if asks && was_kept_out(work, org, user, since)? => Some(Outcome::KeptOutMeanwhile),
        _ => None,
    })
}

/// Whether somebody who is kept out has been so only since that moment.
fn was_kept_out(work: &mut Work, org: OrgId, user: &User, since: Timestamp) -> Result<bool, Error> {
    if matches!(user.status, Status::On(_)) {
        return Ok(false);
    }
    let keeps_out = |action| {
        matches!(
            action,
            Action::UserDisabled
                | Action::UserRevoked
                | Action::UserRemovalHeld
                | Action::UserCreated
                | Action::UserAdopted
        )
    };
    let mut before = None;
    for _ in 0..PAGES_MAX {
        let page = work.tx.org(org).history(&user.id.to_string(), before, ENTRIES_OF_PAGE)?;
        let mut later = page.iter().take_while(|(_, entry)| entry.at > since);
        if later.any(|(_, entry)| keeps_out(entry.action)) {
            return Ok(true);
        }
        match page.last() {
            Some((number, entry)) if entry.at > since => before = Some(*number),
            _ => return Ok(false),
        }
    }
    // Nobody has looked further, and nobody is let in on a guess.
    Ok(true)
}

fn decide(
    work: &mut Work,
    actor: &Actor,
    (org, policy): (OrgId, &Policy),
    (user, noted): (&User, Option<Departure>),
    act: Act,
) -> Result<Decision, Error> {
    let held = noted.filter(|noted| noted.held);
    let terms = terms(work, org, policy, actor)?;
    let ids = &mut work.ids;
    Ok(match act {
        Act::ApplyHeld => match held {
            Some(held) => held.apply(user, &terms, ids)?,
            None => Decision::nothing(user),
        },
        Act::UndoHeld => match held {
            Some(held) => held.undo(user, &terms, ids)?,
            None => Decision::nothing(user),
        },
        Act::Invite => user.invite(&terms, ids)?,
        Act::InviteAgain => user.invite_again(&terms, ids)?,
        Act::Withdraw => user.withdraw(&terms, ids)?,
        Act::Confirm => user.confirm(&terms, ids)?,
        Act::Restore => user.act(life::Act::Reactivate, &terms, ids)?,
        Act::KeepOut => match noted {
            Some(noted) if !user.status.is_on() => noted.keep_out(user, &terms, ids),
            _ => user.act(life::Act::Disable, &terms, ids)?,
        },
        Act::Remove => user.act(life::Act::Remove, &terms, ids)?,
        Act::Protect => user.set_protected(true, &terms, ids),
        Act::Unprotect => user.set_protected(false, &terms, ids),
    })
}
