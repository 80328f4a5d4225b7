//! What is read across tables to show organizations at a glance: how much there is in them, and what somebody should look
//! at.

use crate::engine::{Row, statements, values};
use crate::organizations;
use crate::users::parse_source;
use crate::{Error, OrgTx, Tx};
use directory::user::Source;
use directory::{OrgId, Organization, Timestamp};
use std::collections::HashMap;

/// How many rows are counted at most; from there on it is enough to know that there are more.
pub(crate) const COUNT_MAX: u64 = 10_000;
/// How many invitations are looked at for those that expired: each is another row.
const INVITATIONS_LOOK_MAX: u64 = 2_000;

statements! {
    SIZES = "SELECT kind, source, CAST(SUM(size) AS BIGINT) FROM id_ranges WHERE org_id = $1 GROUP BY kind, source";

    TO_CONFIRM = "SELECT count(*) FROM (SELECT u.id FROM users u
        WHERE u.org_id = $1 AND u.status = 'accepted' AND u.status <> 'confirmed' LIMIT $2) w";

    EXPIRED_INVITATIONS = "SELECT count(*), CAST(COALESCE(SUM(CASE WHEN i.expires <= $2 THEN 1 ELSE 0 END), 0) AS BIGINT)
    FROM (SELECT u.id FROM users u WHERE u.org_id = $1 AND u.status = 'invited' AND u.status <> 'confirmed'
        ORDER BY u.source, u.id LIMIT $3) w
    JOIN invitations i ON i.org_id = $1 AND i.user_id = w.id";

    FAILED_MAILS = "SELECT count(*), CAST(COALESCE(SUM(CASE WHEN w.due = 9223372036854775807 THEN 1 ELSE 0 END), 0) AS BIGINT)
    FROM (SELECT m.due FROM mails m WHERE m.org_id = $1 AND m.error IS NOT NULL ORDER BY m.due DESC LIMIT $2) w";

    KEY = "SELECT name_key FROM organizations WHERE id = $1";
}

macro_rules! page {
    ($bound:literal, $order:literal) => {
        concat!(
            "SELECT o.id, o.name, o.created, s.event_sequence, o.resync_since, s.seats, s.seats_max,
        (SELECT CAST(COALESCE(SUM(r.size), 0) AS BIGINT) FROM id_ranges r WHERE r.org_id = o.id AND r.kind = 'User'),
        (SELECT CAST(COALESCE(SUM(r.size), 0) AS BIGINT) FROM id_ranges r WHERE r.org_id = o.id AND r.kind = 'Group'),
        (SELECT count(*) FROM connections c WHERE c.org_id = o.id),
        (SELECT a.at FROM audit a WHERE a.org_id = o.id AND a.sequence = s.audit_sequence),
        (SELECT MAX(t.last_used) FROM tokens t WHERE t.org_id = o.id),
        EXISTS (SELECT 1 FROM tokens t WHERE t.org_id = o.id AND t.active AND t.expires <= $4),
        EXISTS (SELECT 1 FROM calls k WHERE k.org_id = o.id AND k.status >= 400 AND k.at >= $5),
        EXISTS (SELECT 1 FROM users u WHERE u.org_id = o.id AND u.status = 'accepted' AND u.status <> 'confirmed'),
        EXISTS (SELECT 1 FROM mails m WHERE m.org_id = o.id AND m.error IS NOT NULL),
        EXISTS (SELECT 1 FROM departures d WHERE d.org_id = o.id AND d.held)
    FROM organizations o JOIN sequences s ON s.org_id = o.id
    WHERE o.name_key ",
            $bound,
            " $1 AND o.name_key LIKE $2 ESCAPE '~' ORDER BY o.name_key ",
            $order,
            " LIMIT $3"
        )
    };
}

const BEHIND: &str = page!(">", "ASC");
const BEFORE: &str = page!("<", "DESC");

#[cfg(test)]
pub(crate) const PAGE_STATEMENTS: &[&str] = &[BEHIND, BEFORE];

/// How many users and groups a source has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Users.
    pub users: u64,
    /// Groups.
    pub groups: u64,
}

/// How many there are, of those that were looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub count: u64,
    /// Whether there may be more.
    pub more: bool,
}

/// Mails that could not be sent when it was tried the last time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FailedMails {
    /// All of them.
    pub all: Tally,
    /// How many of those are not tried any more.
    pub given_up: u64,
}

/// What somebody should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Concern {
    /// The data is that of a backup, and not brought up to date yet.
    Resync,
    /// A token has expired, or soon will.
    Tokens,
    /// A provider took many users out at once, and somebody has to decide about them.
    HeldChanges,
    /// Calls were refused lately.
    RefusedCalls,
    /// Users wait to be confirmed.
    ToConfirm,
    /// Mails could not be sent.
    Mails,
    /// There is no seat left.
    Seats,
}

/// An organization in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationLine {
    /// The organization, with its seats.
    pub organization: Organization,
    /// What is in it.
    pub size: Size,
    /// How many connections it has.
    pub connections: u64,
    /// When somebody changed something, or a provider called, the last time.
    pub last_activity: Option<Timestamp>,
    /// What somebody should look at.
    pub concerns: Vec<Concern>,
}

/// Which organizations are listed.
#[derive(Clone, Debug)]
pub struct OrganizationsQuery {
    /// Those whose names have this in them, without regard to case; all where it is empty.
    pub part: String,
    /// Where the page begins.
    pub place: OrganizationsPlace,
    /// As many at most.
    pub most: usize,
    /// Active tokens that expire until then are a concern.
    pub tokens_until: Timestamp,
    /// Calls that were refused since then are.
    pub refused_since: Timestamp,
}

/// Where a page of organizations begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrganizationsPlace {
    /// With the first one.
    #[default]
    First,
    /// Behind this one.
    Behind(OrgId),
    /// It ends before this one.
    Before(OrgId),
}

/// Organizations, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationsPage {
    /// Those of the page.
    pub lines: Vec<OrganizationLine>,
    /// Where the next page begins, if there is one.
    pub next: Option<OrganizationsPlace>,
    /// Where the page before is.
    pub previous: Option<OrganizationsPlace>,
}

impl Tally {
    pub(crate) fn of(count: u64) -> Self {
        Self { count, more: count >= COUNT_MAX }
    }
}

impl Tx<'_> {
    /// A page of organizations: one statement for all of them.
    pub fn organizations_page(&self, query: &OrganizationsQuery) -> Result<OrganizationsPage, Error> {
        let key = |id: OrgId| self.session.first(KEY, values![id], |row| Ok(row.text(0)?.into_owned()));
        let (sql, key) = match query.place {
            OrganizationsPlace::First => (BEHIND, Some(String::new())),
            OrganizationsPlace::Behind(id) => (BEHIND, key(id)?),
            OrganizationsPlace::Before(id) => (BEFORE, key(id)?),
        };
        // From one that is not there, one goes back to the beginning.
        let Some(key) = key else {
            let place = OrganizationsPlace::First;
            return self.organizations_page(&OrganizationsQuery { place, ..query.clone() });
        };
        let most = query.most as u64 + 1;
        let values = values![key, containing(&query.part), most, query.tokens_until, query.refused_since];
        let mut lines = self.session.query(sql, values, read_line)?;
        let more = lines.len() > query.most;
        lines.truncate(query.most);
        let backwards = sql == BEFORE;
        if backwards {
            lines.reverse();
            if !more && lines.len() < query.most {
                // The first page is a whole one, also for who comes back to it.
                let place = OrganizationsPlace::First;
                return self.organizations_page(&OrganizationsQuery { place, ..query.clone() });
            }
        }
        let first = lines.first().map(|line| OrganizationsPlace::Before(line.organization.id));
        let last = lines.last().map(|line| OrganizationsPlace::Behind(line.organization.id));
        let began = query.place == OrganizationsPlace::First;
        let next = last.filter(|_| more || backwards);
        let previous = first.filter(|_| if backwards { more } else { !began });
        Ok(OrganizationsPage { lines, next, previous })
    }
}

impl OrgTx<'_> {
    /// How many users and groups each source has.
    pub fn sizes(&self) -> Result<HashMap<Source, Size>, Error> {
        let rows = self.session.query(SIZES, values![self.org], |row| {
            Ok((row.text(0)? == "User", row.parsed(1, parse_source)?, row.count(2)?))
        })?;
        let mut sizes: HashMap<Source, Size> = HashMap::new();
        for (are_users, source, count) in rows {
            let size = sizes.entry(source).or_default();
            *(if are_users { &mut size.users } else { &mut size.groups }) = count;
        }
        Ok(sizes)
    }

    /// How many users wait to be confirmed.
    pub fn users_to_confirm(&self) -> Result<Tally, Error> {
        let count = self.session.first(TO_CONFIRM, values![self.org, COUNT_MAX], |row| row.count(0))?;
        Ok(Tally::of(count.unwrap_or_default()))
    }

    /// How many invitations have expired that nobody accepted. Only so many are looked at, those of the oldest users first.
    pub fn expired_invitations(&self, now: Timestamp) -> Result<Tally, Error> {
        let values = values![self.org, now, INVITATIONS_LOOK_MAX];
        let tally = self.session.first(EXPIRED_INVITATIONS, values, |row| {
            Ok(Tally { count: row.count(1)?, more: row.count(0)? >= INVITATIONS_LOOK_MAX })
        })?;
        Ok(tally.unwrap_or_default())
    }

    /// How many mails could not be sent.
    pub fn failed_mails(&self) -> Result<FailedMails, Error> {
        let failed = self.session.first(FAILED_MAILS, values![self.org, COUNT_MAX], |row| {
            Ok(FailedMails { all: Tally::of(row.count(0)?), given_up: row.count(1)? })
        })?;
        Ok(failed.unwrap_or_default())
    }
}

fn read_line(row: &Row<'_>) -> Result<OrganizationLine, Error> {
    let organization = organizations::read(row)?;
    let seats = organization.seats;
    let concerns = [
        (organization.resync_since.is_some(), Concern::Resync),
        (row.bool(16)?, Concern::HeldChanges),
        (row.bool(12)?, Concern::Tokens),
        (row.bool(13)?, Concern::RefusedCalls),
        (row.bool(14)?, Concern::ToConfirm),
        (row.bool(15)?, Concern::Mails),
        (seats.max.is_some_and(|max| seats.used >= max), Concern::Seats),
    ];
    Ok(OrganizationLine {
        size: Size { users: row.count(7)?, groups: row.count(8)? },
        connections: row.count(9)?,
        last_activity: row.maybe_time(10)?.max(row.maybe_time(11)?),
        concerns: concerns.into_iter().filter_map(|(is_so, concern)| is_so.then_some(concern)).collect(),
        organization,
    })
}

/// The pattern of names that have this in them.
fn containing(part: &str) -> String {
    let mut pattern = String::from("%");
    for c in scim::fold(part.trim()).chars() {
        if matches!(c, '%' | '_' | '~') {
            pattern.push('~');
        }
        pattern.push(c);
    }
    pattern + "%"
}
