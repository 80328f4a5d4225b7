//! What somebody should look at.

use super::super::Desk;
use super::super::parts::{Pill, Timed, Tone};
use app::overview::{ConnectionLine, Overview};
use directory::advice::Advice;
use directory::connection::Health;
use directory::subject::Subject;
use directory::{Outcome, Role, Timestamp};
use i18n::Language;
use store::Tally;

/// How much is shown of the name of whoever a refused call was about, in characters.
const NAME_CHARS_MAX: usize = 60;

/// Something to look at: what it is, what to do, and where.
#[derive(Clone)]
pub(super) struct Item {
    /// How it is meant: a sign and a word.
    pub(super) pill: Pill,
    pub(super) text: Timed,
    /// Sentences that say more.
    pub(super) more: Vec<String>,
    /// An address and the words that lead there.
    pub(super) link: Option<(String, String)>,
}

/// All of it, what is worst first.
pub(super) fn items(desk: &Desk, found: &Overview, now: Timestamp) -> Vec<Item> {
    let mut all = Vec::new();
    all.extend(restored(desk, found));
    all.extend(held(desk, found));
    all.extend(refusals(desk, found));
    all.extend(tokens(desk, found, now));
    all.extend(seats(desk, found));
    all.extend(people(desk, found));
    all.extend(mails(desk, found));
    all
}

/// The data is that of a backup.
fn restored(desk: &Desk, found: &Overview) -> Option<Item> {
    let (t, since) = (desk.language(), found.organization.resync_since?);
    Some(Item {
        pill: Pill::new(Tone::Bad, t.overview_restored()),
        text: Timed::of(t.overview_restored_text(since.to_minute()), since),
        more: vec![t.overview_restored_more()],
        link: None,
    })
}

/// Whom the provider of each connection took out with many others, and about whom somebody has to decide.
fn held(desk: &Desk, found: &Overview) -> Vec<Item> {
    let t = desk.language();
    let lines = found.connections.iter().filter(|line| line.held.0.count > 0);
    let item = |line: &ConnectionLine| Item {
        pill: Pill::new(Tone::Bad, t.overview_held()),
        text: t.overview_held_text(&line.connection.name, line.held.0.count).into(),
        more: at_least(t, line.held.0)
            .into_iter()
            .chain([held_advice(desk)])
            .chain((line.held.1 > 0).then(|| t.overview_held_removed(line.held.1)))
            .collect(),
        link: Some((
            desk.address(&format!("/users?held=yes&source={}", line.connection.id)),
            t.overview_held_link(),
        )),
    };
    lines.map(item).collect()
}

/// What whoever reads it can do about it.
fn held_advice(desk: &Desk) -> String {
    let t = desk.language();
    if desk.may(Role::Owner) {
        t.overview_held_owner()
    } else if desk.may(Role::Admin) {
        t.overview_held_admin()
    } else {
        t.overview_held_auditor()
    }
}

/// The last call that was refused on each connection and is not settled, and what to do about it.
fn refusals(desk: &Desk, found: &Overview) -> Vec<Item> {
    let t = desk.language();
    let item = |(id, call): &(directory::ConnectionId, directory::Call)| {
        let line = found.connections.iter().find(|line| line.connection.id == *id)?;
        // What to do says what happened as well.
        let advice = Advice::on(&line.connection, call).map(|advice| t.advice(&advice));
        let name = Subject::of(call).and_then(|subject| subject.name);
        let about = name.map(|name| t.overview_refused_about(shortened(name)));
        let said = advice.unwrap_or_else(|| t.outcome(&Outcome::of(call)));
        Some(Item {
            pill: Pill::new(Tone::Bad, t.overview_refused()),
            text: t.overview_refused_text(&line.connection.name, line.open.len()).into(),
            more: about.into_iter().chain([said]).collect(),
            link: Some((
                desk.address(&format!("/connections/{id}/requests?show=refused")),
                t.overview_refused_link(),
            )),
        })
    };
    found.refusals.iter().filter_map(item).collect()
}

/// The name of whoever a call was about; one that is too long to be let in is not shown whole.
fn shortened(mut name: String) -> String {
    if let Some((end, _)) = name.char_indices().nth(NAME_CHARS_MAX) {
        name.truncate(end);
        name.push('…');
    }
    name
}

/// Tokens that end, and connections that nobody can reach any more.
fn tokens(desk: &Desk, found: &Overview, now: Timestamp) -> Vec<Item> {
    let t = desk.language();
    let mut all = Vec::new();
    for line in &found.connections {
        let (name, id) = (&line.connection.name, line.connection.id);
        let ending = found.ending_tokens.iter().filter(|token| token.connection == id);
        let mut said: Vec<(Tone, Timed)> = ending
            .map(|token| {
                let when = token.expires.to_minute();
                if token.expires <= now {
                    (Tone::Bad, Timed::of(t.overview_token_expired(name, when), token.expires))
                } else {
                    (Tone::Waiting, Timed::of(t.overview_token_expires(name, when), token.expires))
                }
            })
            .collect();
        if said.is_empty() && line.health == Health::NoUsableToken {
            said.push((Tone::Bad, t.overview_token_none(name).into()));
        }
        all.extend(said.into_iter().map(|(tone, text)| Item {
            pill: Pill::new(tone, t.overview_token()),
            text,
            more: Vec::new(),
            link: Some((desk.address(&format!("/connections/{id}/tokens")), t.overview_token_link())),
        }));
    }
    all
}

fn seats(desk: &Desk, found: &Overview) -> Option<Item> {
    let (t, seats) = (desk.language(), found.organization.seats);
    let max = seats.max.filter(|max| seats.used >= *max)?;
    Some(Item {
        pill: Pill::new(Tone::Bad, t.overview_seats()),
        text: t.overview_seats_full(max).into(),
        more: Vec::new(),
        link: None,
    })
}

/// Users for whom somebody has to do something.
fn people(desk: &Desk, found: &Overview) -> Vec<Item> {
    let t = desk.language();
    let item = |word: String, text: String, tally: Tally, who: &str| Item {
        pill: Pill::new(Tone::Waiting, word),
        text: text.into(),
        more: at_least(t, tally),
        link: Some((desk.address(&format!("/users?{who}")), t.overview_users_link())),
    };
    let mut all = Vec::new();
    let (waiting, expired) = (found.to_confirm, found.expired_invitations);
    if waiting.count > 0 {
        let text = t.overview_confirm_text(waiting.count);
        all.push(item(t.overview_confirm(), text, waiting, "status=accepted"));
    }
    if expired.count > 0 {
        let text = t.overview_expired_text(expired.count);
        all.push(item(t.overview_expired(), text, expired, "status=invited&invitation=expired"));
    }
    all
}

fn mails(desk: &Desk, found: &Overview) -> Option<Item> {
    let (t, mails) = (desk.language(), found.failed_mails);
    let mut more = at_least(t, mails.all);
    more.extend((mails.given_up > 0).then(|| t.overview_mails_given_up(mails.given_up)));
    (mails.all.count > 0).then(|| Item {
        pill: Pill::new(Tone::Bad, t.overview_mails()),
        text: t.overview_mails_text(mails.all.count).into(),
        more,
        link: Some((desk.address("/settings"), t.overview_mails_link())),
    })
}

/// That not all were counted.
fn at_least(language: Language, tally: Tally) -> Vec<String> {
    tally.more.then(|| language.overview_at_least()).into_iter().collect()
}
