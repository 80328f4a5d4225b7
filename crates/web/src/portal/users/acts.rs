//! What is done to many users at once: what will happen, how far it has come, and what came of it for each.

use super::runs::{self, Course, Found, Key, Kind, Leave, MINUTES, RESULTS_MAX, Stop, TICKED_MAX, Whom};
use super::{act_word, check_role, least_role};
use crate::portal::asked::{Asked, address};
use crate::portal::listed::Fields;
use crate::portal::order::Admin;
use crate::portal::parts::{Pager, Pill, Tone};
use crate::portal::{Answer, Desk, Frame, Nav, Order, Trouble, frame, page};
use app::crowd::{self, Act, Done, Outcome, Part};
use app::{Error, Work};
use askama::Template;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use directory::guard::Wish;
use directory::user::called;
use directory::{OrgId, Role, RunId, User, UserId};
use i18n::Language;
use std::convert::Infallible;
use store::{Document, PeopleQuery};

/// How many of them are named before anything is done.
const NAMED_MAX: usize = 10;
/// Steps that are taken at once where no script goes on by itself.
const STEPS: usize = 20;
/// Results on a page.
const ROWS: usize = 50;

/// Which run the address names.
pub(crate) struct At(Option<RunId>);

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let params = RawPathParams::from_request_parts(parts, state).await.ok();
        let run = params.iter().flatten().find(|(name, _)| *name == "run");
        Ok(Self(run.and_then(|(_, id)| RunId::parse(id))))
    }
}

#[derive(Template)]
#[template(path = "portal/users/act.html")]
struct Beginning {
    frame: Frame,
    here: String,
    run: RunId,
    act: Act,
    /// What is done, and to how many.
    title: String,
    count: u64,
    /// What they are called, and the login name where it is another one.
    named: Vec<(String, Option<String>)>,
    /// How many more there are than those who are named.
    unnamed: u64,
    fields: Fields,
    is_everyone: bool,
    /// What comes of it that held changes are applied.
    held: Held,
}

/// How many are held.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    /// Whom a provider wants removed.
    to_remove: u64,
    /// Whom it only wants kept out.
    to_keep_out: u64,
}

#[derive(Template)]
#[template(path = "portal/users/run.html")]
struct Progress {
    frame: Frame,
    users: String,
    here: String,
    word: String,
    course: Course,
    fields: Fields,
    tabs: Vec<(String, String, bool)>,
    rows: Vec<Row>,
    pager: Pager,
    total: String,
    /// How many results are not kept here.
    lost: u64,
    /// Whom a run that keeps people out has not reached: how many, said in a sentence, and where they are.
    left: Option<(String, String)>,
    wrong: Option<String>,
}

struct Row {
    address: Option<String>,
    name: String,
    outcome: Pill,
    why: String,
}

/// What will happen to whom.
pub(crate) async fn begin(desk: Desk, asked: Asked) -> Answer {
    if !desk.may(Role::Admin) {
        return Err(Trouble::Forbidden(Role::Admin));
    }
    let act = Act::parse(asked.text("act")).ok_or(Trouble::NotFound)?;
    check_role(&desk, least_role(act))?;
    let is_everyone = match asked.text("everyone") {
        "" => false,
        "yes" => true,
        _ => return Err(Trouble::NotFound),
    };
    let query = runs::everyone(|name| asked.text(name)).ok_or(Trouble::NotFound)?;
    let ticked: Vec<UserId> = asked.all("user").filter_map(UserId::parse).take(TICKED_MAX).collect();
    let (org, find, ids) = (desk.org(), query.clone(), ticked.clone());
    let count = move |work: &mut Work<'_, '_>| {
        let run: RunId = work.ids.id();
        let held = match act {
            Act::ApplyHeld => Held::of(work, org, &find, (!is_everyone).then_some(&*ids))?,
            _ => Held::default(),
        };
        if is_everyone {
            return Ok((run, work.now, held, work.tx.org(org).people_count(&find, work.now)?, Vec::new()));
        }
        let mut named = Vec::new();
        for id in &ids {
            let found = work.tx.org(org).user(*id)?.map(|user| user.try_map(Document::read)).transpose()?;
            named.extend(found.map(|user| (*id, named_one(&user))));
        }
        Ok((run, work.now, held, counted(named.len()), named))
    };
    let (run, now, held, count, found) = desk.search("count users to act on", count).await?;
    let (ticked, mut named): (Vec<UserId>, Vec<_>) = found.into_iter().unzip();
    named.truncate(NAMED_MAX);
    let unnamed = count.saturating_sub(counted(named.len()));
    let whom = if is_everyone { Whom::Everyone(query) } else { Whom::Ticked(ticked) };
    let fields = Course::new(act, whom, (count, now)).fields();
    let (frame, here) = (desk.frame(Nav::Users), desk.address("/users"));
    let title = said(desk.language(), act, count);
    Ok(page(&Beginning { frame, here, run, act, title, count, named, unnamed, fields, is_everyone, held }))
}

impl Held {
    /// Of all whom a query finds, or of those who are ticked.
    fn of(
        work: &mut Work<'_, '_>,
        org: OrgId,
        query: &PeopleQuery,
        whom: Option<&[UserId]>,
    ) -> Result<Self, Error> {
        let now = work.now;
        let org = work.tx.org(org);
        let (all, to_remove) = match whom {
            None => {
                let held = PeopleQuery { held: true, ..query.clone() };
                (org.people_count(&held, now)?, org.held_removals_count(query, now)?)
            }
            Some(ticked) => {
                let held = org.held_of(ticked)?;
                let to_remove = held.values().filter(|wish| **wish == Wish::Remove).count();
                (counted(held.len()), counted(to_remove))
            }
        };
        Ok(Self { to_remove, to_keep_out: all.saturating_sub(to_remove) })
    }

    /// What comes of it.
    fn said(self, language: Language) -> Vec<String> {
        let removed = (self.to_remove > 0).then(|| language.acts_about_held_removed(self.to_remove));
        let kept_out = (self.to_keep_out > 0).then(|| language.acts_about_held_kept_out(self.to_keep_out));
        let said: Vec<String> = removed.into_iter().chain(kept_out).collect();
        if said.is_empty() { vec![language.acts_about_held_nothing()] } else { said }
    }
}

impl Beginning {
    /// What will happen to each.
    fn about(&self) -> Vec<String> {
        let language = self.frame.language;
        let about = match self.act {
            Act::ApplyHeld => return self.held.said(language),
            Act::Invite => language.acts_about_invite(),
            Act::InviteAgain => language.acts_about_invite_again(),
            Act::Withdraw => language.acts_about_withdraw(),
            Act::Confirm => language.acts_about_confirm(),
            Act::Restore => language.acts_about_restore(),
            Act::KeepOut => language.acts_about_keep_out(),
            Act::Remove => language.acts_about_remove(),
            Act::UndoHeld => language.acts_about_undo_held(),
            Act::Protect => language.acts_about_protect(),
            Act::Unprotect => language.acts_about_unprotect(),
        };
        vec![about]
    }

    fn is_danger(&self) -> bool {
        matches!(self.act, Act::Remove | Act::ApplyHeld)
    }
}

/// Takes the next steps.
pub(crate) async fn go_on(At(run): At, order: Order<Admin>) -> Answer {
    let (desk, form) = (&order.desk, &order.form);
    let run = run.ok_or(Trouble::NotFound)?;
    let read = Course::read(|name| form.text(name), form.all("user"));
    let course = read.filter(|course| !course.is_over()).ok_or(Trouble::NotFound)?;
    let steps = form.text("steps").parse().unwrap_or(STEPS).clamp(1, STEPS);
    let key = key(desk, run);
    check_role(desk, least_role_of(&course))?;
    // Nothing brings them all back. Once it has begun here, it comes to its end.
    let is_grave = match course.act {
        Act::Remove => matches!(course.whom, Whom::Everyone(_)),
        act => act == Act::ApplyHeld,
    };
    let leave = if is_grave { Leave::ToGoOn } else { Leave::ToBegin };
    let mut begun = desk.web.runs.begin(key, &course, leave);
    if let Err(Stop::Unknown) = begun {
        order.confirmed().await?;
        begun = desk.web.runs.begin(key, &course, Leave::ToBegin);
    }
    let (course, trouble) = match begun {
        Err(Stop::Known(known)) => (*known, None),
        Err(Stop::Unknown) => return Err(Trouble::NotFound),
        Ok(turn) => {
            let mut course = course;
            let mut trouble = None;
            for _ in 0..steps {
                match step(&order, &course).await {
                    Ok((next, done)) => {
                        turn.note(&next, done);
                        course = next;
                    }
                    Err(error) => trouble = Some(error),
                }
                if course.is_over() || trouble.is_some() {
                    break;
                }
            }
            (course, trouble)
        }
    };
    let wrong = match trouble {
        None if course.is_over() => return Ok(ended(desk, run, &course)),
        None => None,
        Some(Trouble::Later) => Some(desk.language().acts_interrupted()),
        Some(trouble) => return Err(trouble),
    };
    let status = if wrong.is_some() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    let shown = Progress::of(desk, key, course, None, 0, wrong);
    Ok(frame::page_with(status, &shown))
}

/// How far it has come, and what came of it.
pub(crate) async fn show(desk: Desk, At(run): At, asked: Asked) -> Answer {
    let key = key(&desk, run.ok_or(Trouble::NotFound)?);
    let known = desk.web.runs.course(key);
    // Another server may have taken the last steps: the address tells how it ended.
    let told = || Course::read(|name| asked.text(name), asked.all("user")).filter(Course::is_over);
    let course = known.or_else(told);
    let course = course.ok_or(Trouble::NotFound)?;
    let shown = Kind::ALL.into_iter().find(|kind| kind.as_str() == asked.text("show"));
    let from = asked.text("from").parse().unwrap_or_default();
    let left = left(&desk, &course).await?;
    Ok(page(&Progress { left, ..Progress::of(&desk, key, course, shown, from, None) }))
}

/// Whom a run that is over and keeps people out has not reached, counted now: others may have come behind it.
async fn left(desk: &Desk, course: &Course) -> Result<Option<(String, String)>, Trouble> {
    let (Whom::Everyone(query), true) = (&course.whom, course.is_over()) else { return Ok(None) };
    let (org, act, asked) = (desk.org(), course.act, query.clone());
    let say: fn(Language, u64) -> String = match act {
        Act::KeepOut => |language, count| language.acts_left_kept_out(count),
        Act::Remove => |language, count| language.acts_left_removed(count),
        _ => return Ok(None),
    };
    let count = desk.search("count users left", move |work| crowd::left(work, org, &asked, act)).await?;
    let list = || address(&desk.address("/users"), super::fields(query));
    Ok((count > 0).then(|| (say(desk.language(), count), list())))
}

async fn step(order: &Order<Admin>, course: &Course) -> Result<(Course, Vec<Done>), Trouble> {
    let (org, act) = (order.desk.org(), course.act);
    // Who is ticked is meant by name; but what is decided about is what was seen.
    let is_seen = matches!(course.whom, Whom::Everyone(_)) || matches!(act, Act::ApplyHeld | Act::UndoHeld);
    let since = is_seen.then_some(course.begun);
    let part = match &course.whom {
        Whom::Ticked(users) => Part { users: users.clone(), after: None },
        Whom::Everyone(query) => {
            let (query, after) = (query.clone(), course.after.clone());
            let find = move |work: &mut Work<'_, '_>| crowd::some_of(work, org, &query, after.as_deref());
            // What it writes takes longer than what it looks for, and a run shall come to its end.
            order.desk.web.app.run(store::Access::Search, "find users to act on", find).await?
        }
    };
    let users = part.users;
    let done = order
        .write_as(least_role_of(course), "act on users", move |work, actor| {
            crowd::act(work, actor, org, &users, act, since)
        })
        .await
        .map_err(|error: Error| Trouble::from(error))?;
    Ok((course.stepped(&done, part.after), done))
}

/// What somebody has to be for a run: all who are held are removed by whoever may apply that.
fn least_role_of(course: &Course) -> Role {
    match (&course.whom, course.act) {
        (Whom::Everyone(query), Act::Remove) if query.held => least_role(Act::ApplyHeld),
        (_, act) => least_role(act),
    }
}

fn key(desk: &Desk, run: RunId) -> Key {
    Key { run, org: desk.org(), by: desk.who.administrator.id }
}

/// Leads to where the end is told, which can be looked at again.
fn ended(desk: &Desk, run: RunId, course: &Course) -> Response {
    let here = desk.address(&format!("/users/acts/{run}"));
    Redirect::to(&address(&here, course.fields())).into_response()
}

impl Progress {
    fn of(
        desk: &Desk,
        key: Key,
        course: Course,
        kind: Option<Kind>,
        from: usize,
        wrong: Option<String>,
    ) -> Self {
        let language = desk.language();
        let here = desk.address(&format!("/users/acts/{}", key.run));
        let Found { results, of_kind, kept } = desk.web.runs.results(key, kind, from, ROWS);
        let fields = course.fields();
        let to = |kind: Option<Kind>, from: usize| {
            let mut fields = fields.clone();
            fields.push(("show", kind.map_or("", Kind::as_str).to_owned()));
            fields.push(("from", if from == 0 { String::new() } else { from.to_string() }));
            address(&here, fields)
        };
        let mut tabs = vec![(to(None, 0), language.acts_all(course.reached()), kind.is_none())];
        for (this, count) in Kind::ALL.into_iter().zip(course.counts).filter(|(_, count)| *count > 0) {
            tabs.push((to(Some(this), 0), tab(language, this, count), kind == Some(this)));
        }
        let pager = Pager {
            previous: (from > 0).then(|| to(kind, from.saturating_sub(ROWS))),
            next: (from.saturating_add(ROWS) < of_kind).then(|| to(kind, from.saturating_add(ROWS))),
        };
        Self {
            frame: desk.frame(Nav::Users),
            users: desk.address("/users"),
            word: act_word(language, course.act),
            rows: results.into_iter().map(|done| Row::of(desk, course.act, done)).collect(),
            total: language.users_count(of_kind),
            lost: course.reached().saturating_sub(counted(kept)),
            fields,
            course,
            left: None,
            here,
            tabs,
            pager,
            wrong,
        }
    }

    /// For how long results are kept, and how many.
    fn bounds(&self) -> String {
        self.frame.language.acts_bounds(MINUTES, RESULTS_MAX)
    }
}

impl Row {
    fn of(desk: &Desk, act: Act, done: Done) -> Self {
        let language = desk.language();
        let kind = Kind::of(&done.outcome);
        // Whoever was to be removed is, where a held change is applied.
        let may_be_gone = matches!(act, Act::Remove | Act::ApplyHeld);
        let is_gone = kind == Kind::NotFound || (kind == Kind::Done && may_be_gone);
        let tone = match kind {
            Kind::Done => Tone::Good,
            Kind::Nothing => Tone::Plain,
            Kind::Refused => Tone::Bad,
            Kind::NotFound => Tone::Off,
        };
        let word = match kind {
            Kind::Done => language.acts_done(),
            Kind::Nothing => language.acts_nothing(),
            Kind::Refused => language.acts_refused(),
            Kind::NotFound => language.acts_gone(),
        };
        let why = match &done.outcome {
            Outcome::Refused(refusal) => language.refusal(refusal),
            Outcome::HasAccess => language.acts_has_access(),
            Outcome::KeptOutMeanwhile if matches!(act, Act::ApplyHeld | Act::UndoHeld) => {
                language.acts_held_meanwhile()
            }
            Outcome::KeptOutMeanwhile => language.acts_kept_out_meanwhile(),
            Outcome::Held => language.acts_held(),
            Outcome::Done | Outcome::NothingToDo | Outcome::NotFound => String::new(),
        };
        Self {
            address: (!is_gone).then(|| desk.address(&format!("/users/{}", done.user))),
            name: done.user_name.unwrap_or_else(|| done.user.to_string()),
            outcome: Pill::new(tone, word),
            why,
        }
    }
}

/// What is done to how many, as a title and a button say it.
fn said(language: Language, act: Act, count: u64) -> String {
    match act {
        Act::Invite => language.acts_do_invite(count),
        Act::InviteAgain => language.acts_do_invite_again(count),
        Act::Withdraw => language.acts_do_withdraw(count),
        Act::Confirm => language.acts_do_confirm(count),
        Act::Restore => language.acts_do_restore(count),
        Act::KeepOut => language.acts_do_keep_out(count),
        Act::Remove => language.acts_do_remove(count),
        Act::ApplyHeld => language.acts_do_apply_held(count),
        Act::UndoHeld => language.acts_do_undo_held(count),
        Act::Protect => language.acts_do_protect(count),
        Act::Unprotect => language.acts_do_unprotect(count),
    }
}

fn named_one(user: &User) -> (String, Option<String>) {
    let (name, user_name) = (called(&user.resource), user.user_name());
    let user_name = (name != user_name).then(|| user_name.to_owned());
    (name.into_owned(), user_name)
}

fn counted(many: usize) -> u64 {
    u64::try_from(many).unwrap_or(u64::MAX)
}

fn tab(language: Language, kind: Kind, count: u64) -> String {
    match kind {
        Kind::Done => language.acts_tab_done(count),
        Kind::Nothing => language.acts_tab_nothing(count),
        Kind::Refused => language.acts_tab_refused(count),
        Kind::NotFound => language.acts_tab_gone(count),
    }
}
