//! The search at the root: users and groups in one list (RFC 7644 §3.4.2.1).

use super::cursor::{Cursor, Kind};
use super::page::{Page, Shown};
use super::{Listed, Query, page_size, parsed, start_index, walk};
use crate::groups::GroupView;
use crate::users::UserView;
use crate::{Caller, Error, Work};
use directory::{Group, User};
use scim::dialect::Fired;
use scim::list::{SearchRequest, SortOrder};
use scim::sort::Key;
use scim::{ScimType, sort};
use std::cmp::Ordering;
use store::{Document, Mark, Page as Part};

/// Deepest resource that a sorted list of everything can show by index. Two orders are merged from the start, so that a
/// page costs as much as all before it.
const MERGED_MAX: u64 = 10_000;
/// Behind every id.
const BEHIND_ALL: &str = "~";

/// A resource of either type.
#[derive(Clone, Debug, PartialEq)]
pub enum Either {
    /// A user.
    User(UserView<Document>),
    /// A group.
    Group(GroupView),
}

/// A resource without those whom it is linked to.
enum Bare {
    User(User<Document>),
    Group(Group),
}

/// A part of the list of everything: each with its key.
struct Stretch {
    total: u64,
    items: Vec<(Key, Bare)>,
    more: bool,
}

/// Finds users and groups: first the users, then the groups, unless the client wants another order.
pub fn everything(
    work: &mut Work,
    caller: &Caller,
    request: &SearchRequest,
    shown: Shown,
    fired: &mut Fired,
) -> Result<Listed<Either>, Error> {
    // Read once more for each type below; what it needed is the same for all.
    parsed(caller, &caller.types.user, request, fired)?;
    let walk = walk("/", caller, request);
    let stretch = match (request.cursor.as_deref(), &request.sort_by) {
        (None, None) => in_turn(work, caller, request)?,
        (None, Some(_)) => merged(work, caller, request)?,
        (Some(""), _) => behind(work, caller, request, None)?,
        (Some(text), _) => behind(work, caller, request, Some(&walk.parse(text)?))?,
    };
    let Stretch { total, items, more } = stretch;
    let (keys, bare): (Vec<Key>, Vec<Bare>) = items.into_iter().unzip();
    let items = fill(work, caller, shown, bare)?;
    let last = items.last().filter(|_| request.cursor.is_some() && (more || items.len() < keys.len()));
    let next = last.zip(keys.into_iter().nth(items.len().saturating_sub(1)));
    let next_cursor = next.map(|(last, key)| {
        let (kind, id) = match last {
            Either::User(view) => (Kind::User, view.user.id.to_string()),
            Either::Group(view) => (Kind::Group, view.group.id.to_string()),
        };
        walk.print(&Cursor { kind, mark: Mark { key, id } })
    });
    let start_index = request.cursor.is_none().then(|| start_index(request));
    Ok(Listed { total, start_index, next_cursor, items })
}

fn in_turn(work: &mut Work, caller: &Caller, request: &SearchRequest) -> Result<Stretch, Error> {
    let (start, count) = (start_index(request), page_size(caller, request));
    let (user, group) = queries(caller, request)?;
    let users =
        work.tx.org(caller.org()).search_users(&user.page(caller.source(), Part::Index { start, count }))?;
    let left = count.saturating_sub(u64::try_from(users.items.len()).unwrap_or(u64::MAX));
    let behind = Part::Index { start: start.saturating_sub(users.total).max(1), count: left };
    let groups = group.groups(work, caller, behind)?;
    let users_and_groups =
        users.items.into_iter().map(Bare::User).chain(groups.items.into_iter().map(Bare::Group));
    let items = users_and_groups.map(|bare| (Key::Missing, bare)).collect();
    Ok(Stretch { total: users.total + groups.total, items, more: users.more || groups.more })
}

fn merged(work: &mut Work, caller: &Caller, request: &SearchRequest) -> Result<Stretch, Error> {
    let (start, count) = (start_index(request), page_size(caller, request));
    let end = start.saturating_sub(1).saturating_add(count);
    if end > MERGED_MAX {
        let detail = format!(
            "A sorted search of users and groups together ends at the {MERGED_MAX}th. Search /Users and /Groups apart, \
             or page by cursor."
        );
        return Err(scim::Error::new(ScimType::TooMany, detail).into());
    }
    let page = Part::Index { start: 1, count: end };
    let mut stretch = both(work, caller, queries(caller, request)?, (page.clone(), page))?;
    let skip = usize::try_from(start - 1).unwrap_or(usize::MAX);
    stretch.items.drain(..skip.min(stretch.items.len()));
    stretch.limit(count);
    Ok(stretch)
}

/// What comes behind a place, or from the beginning.
fn behind(
    work: &mut Work,
    caller: &Caller,
    request: &SearchRequest,
    after: Option<&Cursor>,
) -> Result<Stretch, Error> {
    let count = page_size(caller, request);
    let queries = queries(caller, request)?;
    let part = |query: &Query, kind: Kind| Part::Cursor {
        after: after.and_then(|after| query.place_behind(after, kind)),
        count,
    };
    let parts = (part(&queries.0, Kind::User), part(&queries.1, Kind::Group));
    let mut stretch = both(work, caller, queries, parts)?;
    stretch.limit(count);
    Ok(stretch)
}

/// A part of each list, in one order. Of the same key, users come first.
fn both(
    work: &mut Work,
    caller: &Caller,
    (user, group): (Query, Query),
    (of_users, of_groups): (Part, Part),
) -> Result<Stretch, Error> {
    let users = work.tx.org(caller.org()).search_users(&user.page(caller.source(), of_users))?;
    let groups = group.groups(work, caller, of_groups)?;
    let mut items: Vec<(Key, Bare)> = Vec::new();
    for one in users.items {
        items.push((user.key_of_user(work, caller, &one)?, Bare::User(one)));
    }
    for one in groups.items {
        items.push((group.key_of_group(work, caller, &one)?, Bare::Group(one)));
    }
    items.sort_by(|(a, _), (b, _)| user.compare(a, b));
    Ok(Stretch { total: users.total + groups.total, items, more: users.more || groups.more })
}

impl Stretch {
    fn limit(&mut self, count: u64) {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        self.more |= self.items.len() > count;
        self.items.truncate(count);
    }
}

impl Query<'_> {
    fn compare(&self, a: &Key, b: &Key) -> Ordering {
        match self.request.sort_order {
            SortOrder::Ascending => a.cmp(b),
            SortOrder::Descending => b.cmp(a),
        }
    }

    /// A place in the list of everything, as one in the list of this kind; none where that lies behind it as a whole.
    fn place_behind(&self, after: &Cursor, kind: Kind) -> Option<Mark> {
        // What this kind does not have, all of it has no value for.
        let (key, order) = match self.sort {
            Some(_) => (after.mark.key.clone(), Ordering::Equal),
            None => (Key::Missing, self.compare(&Key::Missing, &after.mark.key)),
        };
        let id = match order.then(kind.cmp(&after.kind)) {
            Ordering::Less => BEHIND_ALL.to_owned(),
            Ordering::Equal => after.mark.id.clone(),
            Ordering::Greater if self.sort.is_none() => return None,
            Ordering::Greater => String::new(),
        };
        Some(Mark { key, id })
    }
}

/// As many of them as a page has room for, from the first on; neighbours of a kind are read together.
fn fill(work: &mut Work, caller: &Caller, shown: Shown, bare: Vec<Bare>) -> Result<Vec<Either>, Error> {
    let (mut page, mut items, mut left) = (Page::new(shown), Vec::new(), bare.into_iter().peekable());
    loop {
        let mut users = Vec::new();
        while let Some(Bare::User(user)) = left.next_if(|bare| matches!(bare, Bare::User(_))) {
            users.push(user);
        }
        let found = users.len();
        let users = page.users(work, caller, users)?;
        // Whoever does not fit any more stands before all others.
        let full = users.len() < found;
        items.extend(users.into_iter().map(Either::User));
        if full || left.peek().is_none() {
            return Ok(items);
        }
        let mut groups = Vec::new();
        while let Some(Bare::Group(group)) = left.next_if(|bare| matches!(bare, Bare::Group(_))) {
            groups.push(group);
        }
        let found = groups.len();
        let groups = page.groups(work, caller, groups)?;
        let full = groups.len() < found;
        items.extend(groups.into_iter().map(Either::Group));
        if full {
            return Ok(items);
        }
    }
}

/// The search as each type understands it: what one of them does not know has no value there. What neither knows is
/// a mistake.
fn queries<'r>(caller: &'r Caller, request: &'r SearchRequest) -> Result<(Query<'r>, Query<'r>), Error> {
    let types = &caller.types;
    let read =
        |ty| Query::read((caller, request), ty, parsed(caller, ty, request, &mut Fired::default())?, true);
    let (user, group) = (read(&types.user)?, read(&types.group)?);
    if let (Some(path), None, None) = (&request.sort_by, &user.sort, &group.sort) {
        sort::check(path, &types.user)?;
    }
    Ok((user, group))
}
