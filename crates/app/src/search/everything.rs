//! The search at the root: users and groups in one list (RFC 7644 §3.4.2.1).

use super::{Cursor, Listed, Query, cursor, group_views, page_size, parsed, user_views};
use crate::groups::GroupView;
use crate::users::UserView;
use crate::{Caller, Error, Work};
use scim::list::{SearchRequest, SortOrder};
use scim::{ScimType, sort};
use serde_json::{Map, Value};
use store::Page;

/// Deepest resource that a sorted list of everything can show. Two orders are merged from the start, so that a page
/// costs as much as all before it.
const MERGED_MAX: u64 = 10_000;

/// A resource of either type.
#[derive(Clone, Debug, PartialEq)]
pub enum Either {
    /// A user.
    User(UserView),
    /// A group.
    Group(GroupView),
}

/// Finds users and groups: first the users, then the groups, unless the client wants another order.
pub fn everything(
    work: &mut Work,
    caller: &Caller,
    request: &SearchRequest,
    with_members: bool,
) -> Result<Listed<Either>, Error> {
    let start = match request.cursor.as_deref() {
        None => request.start_index.unwrap_or(1),
        Some("") => 1,
        Some(text) => match Cursor::parse(text, request)? {
            Cursor::Index(index) => index,
            Cursor::Behind(_) => return Err(cursor::invalid().into()),
        },
    };
    let count = page_size(request);
    let (total, items) = match &request.sort_by {
        None => in_turn(work, caller, request, (start, count), with_members)?,
        Some(_) => merged(work, caller, request, (start, count), with_members)?,
    };
    let shown = u64::try_from(items.len()).unwrap_or(u64::MAX);
    let more = shown > 0 && start.saturating_add(shown) <= total;
    let by_cursor = request.cursor.is_some();
    Ok(Listed {
        total,
        start_index: (!by_cursor).then_some(start),
        next_cursor: (by_cursor && more).then(|| Cursor::Index(start + shown).print(request)),
        items,
    })
}

fn in_turn(
    work: &mut Work,
    caller: &Caller,
    request: &SearchRequest,
    (start, count): (u64, u64),
    with_members: bool,
) -> Result<(u64, Vec<Either>), Error> {
    let (user, group) = queries(caller, request)?;
    let users = work.tx.org(caller.org()).search_users(&user.page(caller, Page::Index { start, count }))?;
    let left = count.saturating_sub(u64::try_from(users.items.len()).unwrap_or(u64::MAX));
    let behind = Page::Index { start: start.saturating_sub(users.total).max(1), count: left };
    let groups = work.tx.org(caller.org()).search_groups(&group.page(caller, behind))?;
    let views = user_views(work, caller, users.items)?.into_iter().map(Either::User);
    let mut items: Vec<Either> = views.collect();
    items.extend(group_views(work, caller, groups.items, with_members)?.into_iter().map(Either::Group));
    Ok((users.total + groups.total, items))
}

fn merged(
    work: &mut Work,
    caller: &Caller,
    request: &SearchRequest,
    (start, count): (u64, u64),
    with_members: bool,
) -> Result<(u64, Vec<Either>), Error> {
    let end = start.saturating_sub(1).saturating_add(count);
    if end > MERGED_MAX {
        let detail = format!(
            "A sorted search of users and groups together ends at the {MERGED_MAX}th. Search /Users and /Groups apart."
        );
        return Err(scim::Error::new(ScimType::TooMany, detail).into());
    }
    let (user, group) = queries(caller, request)?;
    let page = Page::Index { start: 1, count: end };
    let users = work.tx.org(caller.org()).search_users(&user.page(caller, page.clone()))?;
    let groups = work.tx.org(caller.org()).search_groups(&group.page(caller, page))?;
    let total = users.total + groups.total;
    let mut keyed: Vec<(sort::Key, Either)> = Vec::new();
    for view in user_views(work, caller, users.items)? {
        keyed.push((user.key(&store::user_attributes(view.user.clone(), &view.groups)), Either::User(view)));
    }
    for view in group_views(work, caller, groups.items, with_members)? {
        let members = view.members.as_deref().unwrap_or_default();
        keyed.push((group.key(&store::group_attributes(view.group.clone(), members)), Either::Group(view)));
    }
    keyed.sort_by(|(a, _), (b, _)| match request.sort_order {
        SortOrder::Ascending => a.cmp(b),
        SortOrder::Descending => b.cmp(a),
    });
    let skip = usize::try_from(start - 1).unwrap_or(usize::MAX);
    let take = usize::try_from(count).unwrap_or(usize::MAX);
    Ok((total, keyed.into_iter().skip(skip).take(take).map(|(_, either)| either).collect()))
}

/// The search as each type understands it: what one of them does not know has no value there. What neither knows is
/// a mistake.
fn queries<'r>(caller: &'r Caller, request: &'r SearchRequest) -> Result<(Query<'r>, Query<'r>), Error> {
    let types = &caller.types;
    let read = |ty| Query::read(request, ty, parsed(caller, request)?, true);
    let (user, group) = (read(&types.user)?, read(&types.group)?);
    if let (Some(path), None, None) = (&request.sort_by, &user.sort, &group.sort) {
        sort::check(path, &types.user)?;
    }
    Ok((user, group))
}

impl Query<'_> {
    fn key(&self, attributes: &Map<String, Value>) -> sort::Key {
        self.sort.as_ref().map_or(sort::Key::Missing, |path| sort::key(attributes, path, self.ty))
    }
}
