//! Organizations at a glance: one, or a list of all.

use crate::{Error, Work, calls, connections};
use directory::connection::Health;
use directory::user::Source;
use directory::{
    Call, CallId, Connection, ConnectionId, EventKind, OrgId, Organization, Timestamp, Token, TokenId,
};
use std::collections::HashMap;
use store::{
    Concern, FailedMails, LatestCalls, OrganizationsPage, OrganizationsPlace, OrganizationsQuery, Size, Tally,
};

/// How many days before its end a token is shown as one that ends, in days.
pub const TOKEN_NOTICE_DAYS: u32 = 30;
/// For how long a refused call is worth a look, in days.
pub const REFUSALS_DAYS: u32 = 1;
/// Of how many days the activity is shown.
pub const ACTIVITY_DAYS: u32 = 14;
/// How many organizations a page has.
pub const ORGANIZATIONS_OF_PAGE: usize = 50;

/// A connection in a list.
#[derive(Clone, Debug)]
pub struct ConnectionLine {
    /// The connection.
    pub connection: Connection,
    /// How it is doing.
    pub health: Health,
    /// Whom and what it has brought in.
    pub size: Size,
    /// When it was called the last time, to within a minute or so.
    pub last_call: Option<Timestamp>,
    /// The calls that were refused within the last [`REFUSALS_DAYS`] and are not settled, the newest first.
    pub open: Vec<CallId>,
    /// Its tokens, the oldest first.
    pub tokens: Vec<Token>,
    /// How many of its users wait for a decision, because the provider took many out at once; and how many it had removed
    /// before that was noticed.
    pub held: (Tally, u64),
}

/// A token that has expired, or will within [`TOKEN_NOTICE_DAYS`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndingToken {
    /// Whose it is.
    pub connection: ConnectionId,
    /// Which one.
    pub token: TokenId,
    /// When it ends, or ended.
    pub expires: Timestamp,
}

/// What happened on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// Its beginning, in UTC.
    pub begins: Timestamp,
    /// How many events of which kind there were, by the names of the kinds.
    pub events: Vec<(EventKind, u64)>,
}

/// An organization at a glance. How many people there are of which status is counted by the store for itself.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The organization, with its seats and the mark of a restore.
    pub organization: Organization,
    /// Its connections.
    pub connections: Vec<ConnectionLine>,
    /// The last call of each connection with [`Health::RefusedLately`] that was refused and is not settled, from which advice
    /// is made.
    pub refusals: Vec<(ConnectionId, Call)>,
    /// Whom and what the organization has of its own.
    pub local: Size,
    /// Active tokens that end, the first one first.
    pub ending_tokens: Vec<EndingToken>,
    /// How many users wait to be confirmed.
    pub to_confirm: Tally,
    /// How many invitations have expired.
    pub expired_invitations: Tally,
    /// How many mails could not be sent.
    pub failed_mails: FailedMails,
    /// The last [`ACTIVITY_DAYS`], today last.
    pub activity: Vec<Day>,
}

/// An organization at a glance.
pub fn get(work: &mut Work, org: OrgId) -> Result<Overview, Error> {
    let organization = work.tx.organization(org)?.ok_or(Error::NotFound)?;
    let activity = activity(work, org, ACTIVITY_DAYS)?;
    let lines = connections(work, org)?;
    let of_org = work.tx.org(org);
    let mut refusals = Vec::new();
    for line in lines.iter().filter(|line| line.health == Health::RefusedLately) {
        let Some(id) = line.open.first() else { continue };
        let call = of_org.call(line.connection.id, *id, work.now)?;
        refusals.extend(call.map(|call| (line.connection.id, call)));
    }
    Ok(Overview {
        local: of_org.sizes()?.remove(&Source::Local).unwrap_or_default(),
        to_confirm: of_org.users_to_confirm()?,
        expired_invitations: of_org.expired_invitations(work.now)?,
        failed_mails: of_org.failed_mails()?,
        ending_tokens: ending(&lines, work.now),
        connections: lines,
        refusals,
        activity,
        organization,
    })
}

/// The connections of an organization, and how they are doing.
pub fn connections(work: &mut Work, org: OrgId) -> Result<Vec<ConnectionLine>, Error> {
    let now = work.now;
    let all = connections::list(work, Some(org))?;
    let of_org = work.tx.org(org);
    let (sizes, latest) = (of_org.sizes()?, of_org.latest_calls(now.minus_days(REFUSALS_DAYS))?);
    let mut tokens: HashMap<ConnectionId, Vec<Token>> = HashMap::new();
    for (connection, token) in of_org.tokens_of_all()? {
        tokens.entry(connection).or_default().push(token);
    }
    let line = |connection: Connection| -> Result<ConnectionLine, Error> {
        let tokens = tokens.remove(&connection.id).unwrap_or_default();
        let LatestCalls { last, refused } = latest.get(&connection.id).copied().unwrap_or_default();
        // The log may be switched off, and what was called before it was there is not in it.
        let last_call = tokens.iter().map(|token| token.last_used).max().flatten().max(last);
        let open = match refused {
            0 => Vec::new(),
            _ => calls::open(&of_org, &connection, &tokens, now)?,
        };
        Ok(ConnectionLine {
            health: health(&connection, &tokens, last_call, !open.is_empty(), now),
            size: sizes.get(&Source::Connection(connection.id)).copied().unwrap_or_default(),
            last_call,
            open,
            tokens,
            held: of_org.held(connection.id)?,
            connection,
        })
    };
    all.into_iter().map(line).collect()
}

/// What happened in an organization on each of the last days, today last.
pub fn activity(work: &mut Work, org: OrgId, days: u32) -> Result<Vec<Day>, Error> {
    let (today, before) = (work.now.day(), i64::from(days.saturating_sub(1)));
    let mut found = work.tx.org(org).activity(today - before)?.into_iter().peekable();
    let day = |day: i64| {
        let mut events = Vec::new();
        while let Some(activity) = found.next_if(|activity| activity.day <= day) {
            events.push((activity.kind, activity.events));
        }
        Day { begins: Timestamp::of_day(day), events }
    };
    Ok((today - before..=today).map(day).collect())
}

/// A page of the organizations whose names have `part` in them, for the product's staff.
pub fn organizations(
    work: &mut Work,
    part: &str,
    place: OrganizationsPlace,
) -> Result<OrganizationsPage, Error> {
    let mut page = work.tx.organizations_page(&OrganizationsQuery {
        part: part.to_owned(),
        place,
        most: ORGANIZATIONS_OF_PAGE,
        tokens_until: work.now.plus_days(TOKEN_NOTICE_DAYS),
        refused_since: work.now.minus_days(REFUSALS_DAYS),
    })?;
    for line in page.lines.iter_mut().filter(|line| line.concerns.contains(&Concern::RefusedCalls)) {
        if connections(work, line.organization.id)?.iter().all(|one| one.open.is_empty()) {
            line.concerns.retain(|concern| *concern != Concern::RefusedCalls);
        }
    }
    Ok(page)
}

pub(crate) fn health(
    connection: &Connection,
    tokens: &[Token],
    last_call: Option<Timestamp>,
    refused: bool,
    now: Timestamp,
) -> Health {
    if !connection.enabled {
        Health::SwitchedOff
    } else if !tokens.iter().any(|token| token.active && now < token.expires) {
        Health::NoUsableToken
    } else if last_call.is_none() {
        Health::NeverCalled
    } else if refused {
        Health::RefusedLately
    } else {
        Health::Working
    }
}

fn ending(lines: &[ConnectionLine], now: Timestamp) -> Vec<EndingToken> {
    let until = now.plus_days(TOKEN_NOTICE_DAYS);
    let of_line = |line: &ConnectionLine| {
        let ends = line.tokens.iter().filter(|token| token.active && token.expires <= until);
        let ending = ends.map(|token| EndingToken {
            connection: line.connection.id,
            token: token.id.clone(),
            expires: token.expires,
        });
        ending.collect::<Vec<_>>()
    };
    let mut all: Vec<EndingToken> = lines.iter().flat_map(of_line).collect();
    all.sort_by_key(|token| token.expires);
    all
}
