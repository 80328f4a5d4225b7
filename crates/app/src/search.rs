//! Lists: filter, sort, page (RFC 7644 §3.4.2, RFC 9865).

mod cursor;
mod everything;
mod page;

pub use everything::{Either, everything};
pub use page::{MEMBERSHIPS_MAX, Shown};

use crate::groups::GroupView;
use crate::users::UserView;
use crate::{Caller, Error, Work};
use cursor::Cursor;
use scim::filter::{Bound, Filter};
use scim::list::{SearchRequest, SortOrder};
use scim::path::AttributePath;
use scim::{ResourceType, sort};
use store::{Document, Found, Page, Search, Sort};

/// Resources on a page unless the client says otherwise.
pub const PAGE_SIZE_DEFAULT: usize = 100;
/// Most resources on a page.
pub const PAGE_SIZE_MAX: usize = 1_000;

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
) -> Result<Listed<UserView<Document>>, Error> {
    let query = Query::read(request, &caller.types.user, parsed(caller, request)?, false)?;
    let position = query.position()?;
    let found = work.tx.org(caller.org()).search_users(&query.search(caller, &position))?;
    let found = page(found, |users| page::Page::new(shown).users(work, caller, users))?;
    Ok(query.listed(&position, found, |view| view.user.id.to_string()))
}

/// Finds groups. Their members are only read where the answer shows them.
pub fn groups(
    work: &mut Work,
    caller: &Caller,
    request: &SearchRequest,
    shown: Shown,
) -> Result<Listed<GroupView>, Error> {
    let query = Query::read(request, &caller.types.group, parsed(caller, request)?, false)?;
    let position = query.position()?;
    let found = work.tx.org(caller.org()).search_groups(&query.search(caller, &position))?;
    let found = page(found, |groups| page::Page::new(shown).groups(work, caller, groups))?;
    Ok(query.listed(&position, found, |view| view.group.id.to_string()))
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

/// Where a page begins.
enum Position {
    /// At this index, counted from 1.
    Index(u64),
    /// Behind the resource of this id, or at the beginning.
    Behind(Option<String>),
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
        request: &'r SearchRequest,
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
        Ok(Self { request, ty, filter, sort, count: page_size(request) })
    }

    fn position(&self) -> Result<Position, Error> {
        match &self.request.cursor {
            None => Ok(Position::Index(self.request.start_index.unwrap_or(1))),
            // A sorted list has no stable place to go on from but the index.
            Some(cursor) if cursor.is_empty() && self.sort.is_some() => Ok(Position::Index(1)),
            Some(cursor) if cursor.is_empty() => Ok(Position::Behind(None)),
            Some(cursor) => match Cursor::parse(cursor, self.request)? {
                Cursor::Behind(id) if self.sort.is_none() => Ok(Position::Behind(Some(id))),
                Cursor::Index(index) if self.sort.is_some() => Ok(Position::Index(index)),
                _ => Err(cursor::invalid().into()),
            },
        }
    }

    fn search(&self, caller: &Caller, position: &Position) -> Search<'r> {
        match position {
            Position::Index(start) => self.page(caller, Page::Index { start: *start, count: self.count }),
            Position::Behind(after) => {
                self.page(caller, Page::Cursor { after: after.clone(), count: self.count })
            }
        }
    }

    fn page(&self, caller: &Caller, page: Page) -> Search<'r> {
        let descending = self.request.sort_order == SortOrder::Descending;
        Search {
            source: Some(caller.source()),
            filter: self.filter.clone(),
            sort: self.sort.clone().map(|path| Sort { path, ty: self.ty, descending }),
            page,
        }
    }

    fn listed<T>(&self, position: &Position, found: Found<T>, id: impl Fn(&T) -> String) -> Listed<T> {
        let by_cursor = self.request.cursor.is_some();
        let shown = u64::try_from(found.items.len()).unwrap_or(u64::MAX);
        let next = match position {
            Position::Index(start) if start.saturating_add(shown) <= found.total && shown > 0 => {
                Some(Cursor::Index(start + shown))
            }
            Position::Index(_) => None,
            Position::Behind(_) => {
                found.more.then(|| found.items.last().map(&id)).flatten().map(Cursor::Behind)
            }
        };
        Listed {
            total: found.total,
            start_index: match position {
                Position::Index(start) if !by_cursor => Some(*start),
                _ => None,
            },
            next_cursor: next.filter(|_| by_cursor).map(|cursor| cursor.print(self.request)),
            items: found.items,
        }
    }
}

/// The filter as the caller's dialect writes it.
fn parsed(caller: &Caller, request: &SearchRequest) -> Result<Option<Filter>, Error> {
    let parse = |text: &String| Filter::parse(text, caller.dialect().filter_syntax());
    Ok(request.filter.as_ref().map(parse).transpose()?)
}

fn page_size(request: &SearchRequest) -> u64 {
    request.count.unwrap_or(PAGE_SIZE_DEFAULT as u64).min(PAGE_SIZE_MAX as u64)
}
