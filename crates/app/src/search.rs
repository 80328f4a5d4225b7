//! Lists: filter, sort, page (RFC 7644 §3.4.2, RFC 9865).

mod adoptable;
mod cursor;
mod everything;
mod key;
mod page;

pub use everything::{Either, everything};
pub use page::{MEMBERSHIPS_MAX, Shown};

use crate::groups::{GroupView, members};
use crate::users::{UserView, may_adopt};
use crate::{Caller, Error, Work};
use cursor::Walk;
use directory::user::Source;
use directory::{Group, GroupId, UserId};
use scim::dialect::{Fired, Tolerance};
use scim::filter::{Bound, Filter};
use scim::list::{SearchRequest, SortOrder};
use scim::path::AttributePath;
use scim::{ResourceType, sort};
use store::{Document, Found, Page, Search, Sort};

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed<T> {
    /// How many there are on all pages.
    pub total: u64,
    /// The 1-based index of the first one here; none where the client pages by cursor.
    pub start_index: Option<u64>,
    /// Where to go on, where the client pages by cursor and there is more.
    pub next_cursor: Option<String>,
    /// Those on this page.
    pub items: Vec<T>,
}

/// Finds users. Their groups are only read where the answer shows them.
pub fn users(
    work: &mut Work,
    caller: &Caller,
    request: &SearchRequest,
    shown: Shown,
    fired: &mut Fired,
) -> Result<Listed<UserView<Document>>, Error> {
    let ty = &caller.types.user;
    let filter = parsed(caller, ty, request, fired)?;
    let beyond = filter.as_ref().is_some_and(|filter| asks_beyond_policy(filter, ty));
    if beyond {
        fired.note(Tolerance::Policy, "filter", || request.filter.clone().unwrap_or_default());
    }
    let query = Query::read((caller, request), ty, filter, beyond)?;
    let walk = walk("/Users", caller, request);
    let part = query.part(&walk)?;
    let mut found = work.tx.org(caller.org()).search_users(&query.page(caller.source(), part.clone()))?;
    if found.total == 0 && may_adopt(caller) && query.filter.as_ref().is_some_and(adoptable::is_look_up) {
        found = work.tx.org(caller.org()).search_users(&query.page(Source::Local, part))?;
    }
    let found = page(found, |users| page::Page::new(shown).users(work, caller, users))?;
    let next = match next_after(request, &found) {
        Some(last) => Some(query.cursor_of_user(work, caller, &last.user)?),
        None => None,
    };
    Ok(listed(request, found, next.map(|next| walk.print(&next))))
}

/// Whether a filter asks for what users have elsewhere, and the policy leaves out here: nobody has it then. Entra ID asks for
/// managers before it sends one, and would take an error for a failure of everything.
fn asks_beyond_policy(filter: &Filter, ty: &ResourceType) -> bool {
    filter.bind(ty).is_err() && filter.bind(&ResourceType::user()).is_ok()
}

/// Finds groups. Their members are only read where the answer shows them.
pub fn groups(
    work: &mut Work,
    caller: &Caller,
    request: &SearchRequest,
    shown: Shown,
    fired: &mut Fired,
) -> Result<Listed<GroupView>, Error> {
    let ty = &caller.types.group;
    let query = Query::read((caller, request), ty, parsed(caller, ty, request, fired)?, false)?;
    let walk = walk("/Groups", caller, request);
    let part = query.part(&walk)?;
    let mut found = query.groups(work, caller, part.clone())?;
    let sees = !query.asks_members() || query.asks_of_seen(work, caller)?;
    let looks_up = query.filter.as_ref().is_some_and(adoptable::is_look_up) && sees;
    if found.total == 0 && caller.adopts_groups() && looks_up {
        found = work.tx.org(caller.org()).search_groups(&query.page(Source::Local, part))?;
    }
    let found = page(found, |groups| page::Page::new(shown).groups(work, caller, groups))?;
    let next = match next_after(request, &found) {
        Some(last) => Some(query.cursor_of_group(work, caller, &last.group)?),
        None => None,
    };
    Ok(listed(request, found, next.map(|next| walk.print(&next))))
}

/// Whether a user is one of those that the request's filter lets through; otherwise there is no such user, as far as the
/// client asks. The RFCs have no such filter, but the reference code of Entra ID asks so whether somebody has a manager.
pub fn user_matches(
    work: &mut Work,
    caller: &Caller,
    id: UserId,
    request: &SearchRequest,
) -> Result<(), Error> {
    let request = among(&id.to_string(), request);
    let found = users(work, caller, &request, Shown::default(), &mut Fired::default())?;
    if found.total > 0 { Ok(()) } else { Err(Error::NotFound) }
}

/// As [`user_matches`].
pub fn group_matches(
    work: &mut Work,
    caller: &Caller,
    id: GroupId,
    request: &SearchRequest,
) -> Result<(), Error> {
    let request = among(&id.to_string(), request);
    let found = groups(work, caller, &request, Shown::default(), &mut Fired::default())?;
    if found.total > 0 { Ok(()) } else { Err(Error::NotFound) }
}

/// The request's filter, for one resource only.
fn among(id: &str, request: &SearchRequest) -> SearchRequest {
    let filter = request.filter.as_ref().map(|filter| format!("id eq \"{id}\" and ({filter})"));
    SearchRequest { filter, count: Some(0), ..SearchRequest::default() }
}

/// What is found, as far as it fits on a page.
fn page<T, View>(
    found: Found<T>,
    fit: impl FnOnce(Vec<T>) -> Result<Vec<View>, Error>,
) -> Result<Found<View>, Error> {
    let Found { total, items, more } = found;
    let count = items.len();
    let items = fit(items)?;
    Ok(Found { total, more: more || items.len() < count, items })
}

/// The last one of a page, where the client pages by cursor and there is more.
fn next_after<'f, T>(request: &SearchRequest, found: &'f Found<T>) -> Option<&'f T> {
    found.items.last().filter(|_| found.more && request.cursor.is_some())
}

fn listed<T>(request: &SearchRequest, found: Found<T>, next_cursor: Option<String>) -> Listed<T> {
    let start_index = request.cursor.is_none().then(|| start_index(request));
    Listed { total: found.total, start_index, next_cursor, items: found.items }
}

/// A search that fits a resource type.
struct Query<'r> {
    request: &'r SearchRequest,
    ty: &'r ResourceType,
    filter: Option<Bound>,
    sort: Option<AttributePath>,
    count: u64,
}

impl<'r> Query<'r> {
    /// Holds a request against a resource type. `anywhere` is the search of several types at once, where a filter may
    /// name what one of them does not have (RFC 7644 §3.4.2.1).
    fn read(
        (caller, request): (&Caller, &'r SearchRequest),
        ty: &'r ResourceType,
        filter: Option<Filter>,
        anywhere: bool,
    ) -> Result<Self, Error> {
        let bind = |filter: Filter| if anywhere { filter.bind_any(ty) } else { filter.bind(ty) };
        let filter = filter.map(bind).transpose()?;
        let sort = match request.sort_by.as_deref().map(|path| sort::check(path, ty)).transpose() {
            Err(_) if anywhere => None,
            checked => checked?,
        };
        Ok(Self { request, ty, filter, sort, count: page_size(caller, request) })
    }

    /// The caller's groups on a part of the list.
    fn groups(&self, work: &mut Work, caller: &Caller, page: Page) -> Result<Found<Group>, Error> {
        let search = self.page(caller.source(), page);
        // An administrator may have put anybody into what was a local group: whom, nobody shall find out by asking.
        let found = match self.asks_members() && !self.asks_of_seen(work, caller)? {
            true => work.tx.org(caller.org()).search_groups_of_their_own(&search),
            false => work.tx.org(caller.org()).search_groups(&search),
        };
        Ok(found?)
    }

    /// Whether it asks only for members whom the caller sees, by their ids.
    fn asks_of_seen(&self, work: &mut Work, caller: &Caller) -> Result<bool, Error> {
        let sorts = self.sort.as_ref().is_some_and(|path| path.name.eq_ignore_ascii_case("members"));
        let Some(mut ids) = self.filter.as_ref().and_then(adoptable::members_named).filter(|_| !sorts) else {
            return Ok(false);
        };
        ids.sort_unstable();
        ids.dedup();
        let seen = work.tx.org(caller.org()).known_members(&members::sources(caller), &ids)?;
        Ok(seen.len() == ids.len())
    }

    /// Whether the answer depends on who is in a group.
    fn asks_members(&self) -> bool {
        let sorts = self.sort.as_ref().is_some_and(|path| path.name.eq_ignore_ascii_case("members"));
        sorts || self.filter.as_ref().is_some_and(|filter| filter.mentions("members"))
    }

    /// Which part of the list is asked for.
    fn part(&self, walk: &Walk) -> Result<Page, Error> {
        Ok(match self.request.cursor.as_deref() {
            None => Page::Index { start: start_index(self.request), count: self.count },
            Some("") => Page::Cursor { after: None, count: self.count },
            Some(text) => Page::Cursor { after: Some(walk.parse(text)?.mark), count: self.count },
        })
    }

    fn page(&self, source: Source, page: Page) -> Search<'r> {
        let descending = self.request.sort_order == SortOrder::Descending;
        Search {
            source: Some(source),
            filter: self.filter.clone(),
            sort: self.sort.clone().map(|path| Sort { path, ty: self.ty, descending }),
            page,
        }
    }
}

fn walk<'r>(place: &'static str, caller: &Caller, request: &'r SearchRequest) -> Walk<'r> {
    Walk { place, owner: (caller.org(), caller.source()), request }
}

/// The filter as the caller's dialect writes it.
fn parsed(
    caller: &Caller,
    ty: &ResourceType,
    request: &SearchRequest,
    fired: &mut Fired,
) -> Result<Option<Filter>, Error> {
    let parse = |text: &String| caller.dialect().filter(text, ty, fired);
    Ok(request.filter.as_ref().map(parse).transpose()?)
}

fn start_index(request: &SearchRequest) -> u64 {
    request.start_index.unwrap_or(1)
}

/// Resources on a page, of which the policy says how many there are at most, and how many without a wish.
fn page_size(caller: &Caller, request: &SearchRequest) -> u64 {
    let policy = &caller.connection.policy;
    let wanted = request.count.unwrap_or(policy.page_default.get().into());
    wanted.min(policy.page_max.get().into())
}
