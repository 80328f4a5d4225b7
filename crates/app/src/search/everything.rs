//! The search at the root: users and groups in one list (RFC 7644 §3.4.2.1).

use super::page::{Page, Shown};
use super::{Cursor, Listed, Query, cursor, page_size, parsed};
use crate::groups::GroupView;
use crate::users::UserView;
use crate::{Caller, Error, Work};
use directory::{Group, User};
use scim::list::{SearchRequest, SortOrder};
use scim::{ScimType, sort};
use serde_json::{Map, Value};
use store::{
    Document, Names, Page as Part, Room, Roster, group_attributes, groups_value, members_value,
    user_attributes, user_version,
};

/// Deepest resource that a sorted list of everything can show. Two orders are merged from the start, so that a page
/// costs as much as all before it.
const MERGED_MAX: u64 = 10_000;

/// A resource of either type.
#[derive(Clone, Debug, PartialEq)]
pub enum Either {
    /// A user.
    User(UserView<Document>),
    /// A group.
    Group(GroupView),
}

/// Finds users and groups: first the users, then the groups, unless the client wants another order.
pub fn everything(
    work: &mut Work,
    caller: &Caller,
    request: &SearchRequest,
    shown: Shown,
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
        None => in_turn(work, caller, request, (start, count), shown)?,
        Some(_) => merged(work, caller, request, (start, count), shown)?,
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
    shown: Shown,
) -> Result<(u64, Vec<Either>), Error> {
    let (user, group) = queries(caller, request)?;
    let users = work.tx.org(caller.org()).search_users(&user.page(caller, Part::Index { start, count }))?;
    let left = count.saturating_sub(u64::try_from(users.items.len()).unwrap_or(u64::MAX));
    let behind = Part::Index { start: start.saturating_sub(users.total).max(1), count: left };
    let groups = work.tx.org(caller.org()).search_groups(&group.page(caller, behind))?;
    let total = users.total + groups.total;
    let (mut page, found) = (Page::new(shown), users.items.len());
    let users = page.users(work, caller, users.items)?;
    // Whoever does not fit any more stands before all groups.
    let groups = if users.len() < found { Vec::new() } else { page.groups(work, caller, groups.items)? };
    Ok((total, users.into_iter().map(Either::User).chain(groups.into_iter().map(Either::Group)).collect()))
}

fn merged(
    work: &mut Work,
    caller: &Caller,
    request: &SearchRequest,
    (start, count): (u64, u64),
    shown: Shown,
) -> Result<(u64, Vec<Either>), Error> {
    let end = start.saturating_sub(1).saturating_add(count);
    if end > MERGED_MAX {
        let detail = format!(
            "A sorted search of users and groups together ends at the {MERGED_MAX}th. Search /Users and /Groups apart."
        );
        return Err(scim::Error::new(ScimType::TooMany, detail).into());
    }
    let (user, group) = queries(caller, request)?;
    let page = Part::Index { start: 1, count: end };
    let users = work.tx.org(caller.org()).search_users(&user.page(caller, page.clone()))?;
    let groups = work.tx.org(caller.org()).search_groups(&group.page(caller, page))?;
    let total = users.total + groups.total;
    let mut keyed: Vec<(sort::Key, Bare)> = Vec::new();
    for one in users.items {
        keyed.push((user.key_of_user(work, caller, &one)?, Bare::User(one)));
    }
    for one in groups.items {
        keyed.push((group.key_of_group(work, caller, &one)?, Bare::Group(one)));
    }
    keyed.sort_by(|(a, _), (b, _)| match request.sort_order {
        SortOrder::Ascending => a.cmp(b),
        SortOrder::Descending => b.cmp(a),
    });
    let skip = usize::try_from(start - 1).unwrap_or(usize::MAX);
    let take = usize::try_from(count).unwrap_or(usize::MAX);
    let (mut page, mut items) = (Page::new(shown), Vec::new());
    for (_, bare) in keyed.into_iter().skip(skip).take(take) {
        let view = match bare {
            Bare::User(user) => page.users(work, caller, vec![user])?.pop().map(Either::User),
            Bare::Group(group) => page.groups(work, caller, vec![group])?.pop().map(Either::Group),
        };
        let Some(view) = view else { break };
        items.push(view);
    }
    Ok((total, items))
}

/// A resource without those whom it is linked to.
enum Bare {
    User(User<Document>),
    Group(Group),
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

/// Who is in what is read for a key only where the order goes by it.
impl Query<'_> {
    fn key_of_user(
        &self,
        work: &mut Work,
        caller: &Caller,
        user: &User<Document>,
    ) -> Result<sort::Key, Error> {
        let org = work.tx.org(caller.org());
        let groups = match &self.sort {
            // `meta.version` covers the groups.
            Some(path) if path.name == "groups" || path.name == "meta" => {
                org.groups_of(&[user.id], Room::BOUNDLESS)?.pop().unwrap_or_default()
            }
            _ => Roster::default(),
        };
        let version = user_version(user.version, &groups);
        let user = user.clone().try_map(Document::read)?;
        Ok(self.key(&user_attributes(user, &version, first(&groups).as_ref().and_then(groups_value))))
    }

    fn key_of_group(&self, work: &mut Work, caller: &Caller, group: &Group) -> Result<sort::Key, Error> {
        let org = work.tx.org(caller.org());
        let members = match &self.sort {
            Some(path) if path.name == "members" => {
                org.members_of(&[group.id], Names::Shown, Room::BOUNDLESS)?.pop().unwrap_or_default()
            }
            _ => Roster::default(),
        };
        Ok(self.key(&group_attributes(group.clone(), first(&members).as_ref().and_then(members_value))))
    }

    fn key(&self, attributes: &Map<String, Value>) -> sort::Key {
        self.sort.as_ref().map_or(sort::Key::Missing, |path| sort::key(attributes, path, self.ty))
    }
}

/// RFC 7644 §3.4.2.3: the order goes by "the first value in the list".
fn first(roster: &Roster) -> Option<Roster> {
    let (member, name) = roster.get(0)?;
    Some(Roster::from_iter([(member, name.unwrap_or_default())]))
}
