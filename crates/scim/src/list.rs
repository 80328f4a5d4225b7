//! The envelopes of a query: what a client asks for and the list that it gets (RFC 7644 §3.4.2, §3.4.3, RFC 9865).

use crate::filter::excerpt;
use crate::project::{self, Projection};
use crate::{Error, ResourceType, ScimType};
use serde_json::{Map, Value, json};

/// The schema of the body of a `POST …/.search` (RFC 7644 §3.4.3).
pub const SEARCH_REQUEST_URN: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
/// The schema of a list (RFC 7644 §3.4.2).
pub const LIST_RESPONSE_URN: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// A query, from the URL (RFC 7644 §3.4.2) or from a body (§3.4.3), with the cursor of RFC 9865 §2.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SearchRequest {
    /// The filter as it was sent.
    pub filter: Option<String>,
    /// The attribute to sort by, as it was sent.
    pub sort_by: Option<String>,
    /// The direction of the sort.
    pub sort_order: SortOrder,
    /// The 1-based index of the first result; 1 at least.
    pub start_index: Option<u64>,
    /// Most results on this page.
    pub count: Option<u64>,
    /// RFC 9865: where to go on; empty on the first page of a client that wants cursors.
    pub cursor: Option<String>,
    /// The names in `attributes`.
    pub attributes: Vec<String>,
    /// The names in `excludedAttributes`.
    pub excluded_attributes: Vec<String>,
}

/// RFC 7644 §3.4.2.3: `sortOrder`, "ascending" where the client does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum SortOrder {
    /// Smallest first, missing last.
    #[default]
    Ascending,
    /// The reverse.
    Descending,
}

impl SearchRequest {
    /// From the query parameters of a GET (RFC 7644 §3.4.2), already decoded; those of others are ignored.
    ///
    /// ```
    /// use scim::list::SearchRequest;
    ///
    /// let pairs = [("startIndex", "0"), ("count", "10"), ("aadOptscim062020", "")];
    /// let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    /// let request = SearchRequest::from_query(&pairs)?;
    /// assert_eq!((request.start_index, request.count), (Some(1), Some(10)));
    /// # Ok::<(), scim::Error>(())
    /// ```
    ///
    /// # Errors
    /// `invalidValue` for a value that its parameter cannot have, and for a parameter that is given twice; `invalidCount`
    /// for a count that does not go with a cursor.
    pub fn from_query(pairs: &[(String, String)]) -> Result<Self, Error> {
        let (mut request, mut count) = (Self::default(), Ok(()));
        let mut seen = Vec::new();
        for (name, text) in pairs {
            let Some(parameter) = Parameter::named(name) else { continue };
            if seen.contains(&parameter) {
                return Err(Error::invalid_value(format!(
                    "The query parameter \"{}\" is given twice, so it is not clear which one counts.",
                    parameter.as_str()
                )));
            }
            seen.push(parameter);
            let value = match parameter {
                // `count=` is what a form sends for a field that was left alone.
                Parameter::StartIndex | Parameter::Count | Parameter::SortBy | Parameter::SortOrder
                    if text.trim().is_empty() =>
                {
                    continue;
                }
                Parameter::StartIndex | Parameter::Count => match text.trim().parse::<i64>() {
                    Ok(number) => json!(number),
                    Err(_) => json!(text),
                },
                Parameter::Attributes | Parameter::ExcludedAttributes => json!(project::split(text)),
                _ => json!(text),
            };
            request.set(parameter, &value, &mut count)?;
        }
        request.check(count)
    }

    /// From the body of a `POST …/.search` (RFC 7644 §3.4.3).
    ///
    /// # Errors
    /// `invalidSyntax` if the body is not a search request, `invalidValue` for a value that its member cannot have, and
    /// `invalidCount` for a count that does not go with a cursor.
    pub fn from_json(body: &Value) -> Result<Self, Error> {
        let is_search_request = |schemas: &Value| {
            let urns = schemas.as_array().map(Vec::as_slice).unwrap_or_default();
            urns.iter().filter_map(Value::as_str).any(|urn| urn.eq_ignore_ascii_case(SEARCH_REQUEST_URN))
        };
        let members = body.as_object().filter(|members| {
            members
                .iter()
                .any(|(name, value)| name.eq_ignore_ascii_case("schemas") && is_search_request(value))
        });
        let Some(members) = members else {
            return Err(Error::invalid_syntax(format!(
                "The body of a search is a JSON object whose \"schemas\" contains \"{SEARCH_REQUEST_URN}\"."
            )));
        };
        let (mut request, mut count) = (Self::default(), Ok(()));
        for (name, value) in members {
            match Parameter::named(name) {
                Some(parameter) if !value.is_null() => request.set(parameter, value, &mut count)?,
                _ => {}
            }
        }
        request.check(count)
    }

    /// Which attributes the client wants to see (RFC 7644 §3.9).
    ///
    /// # Errors
    /// As [`Projection::from_names`].
    pub fn projection(&self, ty: &ResourceType) -> Result<Projection, Error> {
        Projection::from_names(&self.attributes, &self.excluded_attributes, ty)
    }

    /// What is wrong with a count is told by `count`, as it goes by another name where there is a cursor.
    fn set(
        &mut self,
        parameter: Parameter,
        value: &Value,
        count: &mut Result<(), Error>,
    ) -> Result<(), Error> {
        match parameter {
            Parameter::Filter => self.filter = Some(text(parameter, value)?),
            Parameter::SortBy => self.sort_by = Some(text(parameter, value)?),
            Parameter::SortOrder => self.sort_order = sort_order(value)?,
            // RFC 7644 §3.4.2.4: "A value less than 1 SHALL be interpreted as 1."
            Parameter::StartIndex => self.start_index = Some(integer(parameter, value)?.max(1)),
            // RFC 7644 §3.4.2.4: "A negative value SHALL be interpreted as '0'."
            Parameter::Count => *count = integer(parameter, value).map(|number| self.count = Some(number)),
            Parameter::Cursor => self.cursor = Some(text(parameter, value)?),
            Parameter::Attributes => self.attributes = names(parameter, value)?,
            Parameter::ExcludedAttributes => self.excluded_attributes = names(parameter, value)?,
        }
        Ok(())
    }

    fn check(self, count: Result<(), Error>) -> Result<Self, Error> {
        // RFC 9865 §2.1: a count that is none is `invalidCount`. One of zero is too: its page would have no next one,
        // and so look like the last.
        if self.cursor.is_some() && (count.is_err() || self.count == Some(0)) {
            return Err(Error::new(
                ScimType::InvalidCount,
                "With a cursor, \"count\" must be a whole number of at least 1.",
            ));
        }
        count?;
        // One says where the page begins by counting, the other by remembering; both together have no meaning.
        if self.cursor.is_some() && self.start_index.is_some() {
            return Err(Error::invalid_value(
                "\"cursor\" and \"startIndex\" cannot be used together. Send one of them.",
            ));
        }
        Ok(self)
    }
}

/// A page of results (RFC 7644 §3.4.2, RFC 9865 §2).
///
/// ```
/// use scim::list::ListResponse;
/// use serde_json::json;
///
/// let page = ListResponse {
///     total_results: 2,
///     resources: vec![json!({ "id": "1" })],
///     next_cursor: Some("VZUTiyhEQJ94IR".into()),
///     ..ListResponse::default()
/// };
/// assert_eq!(
///     page.into_json(),
///     json!({
///         "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
///         "totalResults": 2,
///         "itemsPerPage": 1,
///         "nextCursor": "VZUTiyhEQJ94IR",
///         "Resources": [{ "id": "1" }],
///     })
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ListResponse {
    /// How many resources match, on all pages.
    pub total_results: u64,
    /// The 1-based index of the first resource here; none on a page that was asked for with a cursor.
    pub start_index: Option<u64>,
    /// The resources on this page.
    pub resources: Vec<Value>,
    /// RFC 9865: where the next page begins; none on the last page.
    pub next_cursor: Option<String>,
    /// RFC 9865: where the page before begins.
    pub previous_cursor: Option<String>,
}

impl ListResponse {
    /// The body of the answer (RFC 7644 §3.4.2).
    #[must_use]
    pub fn into_json(mut self) -> Value {
        let resources = std::mem::take(&mut self.resources);
        let mut body = self.head(resources.len());
        // RFC 7644 §3.4.2 lets it be left out when nothing matches, but clients expect a list.
        body.insert("Resources".into(), Value::Array(resources));
        Value::Object(body)
    }

    /// What stands before `Resources`, for who writes that many of them one after the other.
    #[must_use]
    pub fn head(&self, items_per_page: usize) -> Map<String, Value> {
        let mut head = Map::new();
        head.insert("schemas".into(), json!([LIST_RESPONSE_URN]));
        head.insert("totalResults".into(), json!(self.total_results));
        if let Some(start_index) = self.start_index {
            head.insert("startIndex".into(), json!(start_index));
        }
        head.insert("itemsPerPage".into(), json!(items_per_page));
        let cursors = [("nextCursor", &self.next_cursor), ("previousCursor", &self.previous_cursor)];
        for (name, cursor) in cursors {
            head.extend(cursor.iter().map(|cursor| (name.to_owned(), Value::from(cursor.as_str()))));
        }
        head
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Parameter {
    Filter,
    SortBy,
    SortOrder,
    StartIndex,
    Count,
    Cursor,
    Attributes,
    ExcludedAttributes,
}

impl Parameter {
    const ALL: [Self; 8] = [
        Self::Filter,
        Self::SortBy,
        Self::SortOrder,
        Self::StartIndex,
        Self::Count,
        Self::Cursor,
        Self::Attributes,
        Self::ExcludedAttributes,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::Filter => "filter",
            Self::SortBy => "sortBy",
            Self::SortOrder => "sortOrder",
            Self::StartIndex => "startIndex",
            Self::Count => "count",
            Self::Cursor => "cursor",
            Self::Attributes => "attributes",
            Self::ExcludedAttributes => "excludedAttributes",
        }
    }

    /// RFC 7644 spells the names one way; clients are met in any case.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|parameter| parameter.as_str().eq_ignore_ascii_case(name))
    }
}

fn text(parameter: Parameter, value: &Value) -> Result<String, Error> {
    match value {
        Value::String(text) => Ok(text.clone()),
        _ => Err(unfit(parameter, "a string", value)),
    }
}

/// A count of things: what is negative is none.
fn integer(parameter: Parameter, value: &Value) -> Result<u64, Error> {
    match (value.as_u64(), value.as_i64()) {
        (Some(number), _) => Ok(number),
        (None, Some(_)) => Ok(0),
        (None, None) => Err(unfit(parameter, "a whole number", value)),
    }
}

fn names(parameter: Parameter, value: &Value) -> Result<Vec<String>, Error> {
    let Value::Array(names) = value else {
        return Err(unfit(parameter, "a list of attribute names", value));
    };
    names.iter().map(|name| text(parameter, name)).collect()
}

fn sort_order(value: &Value) -> Result<SortOrder, Error> {
    let text = value.as_str().unwrap_or_default();
    if text.eq_ignore_ascii_case("ascending") {
        Ok(SortOrder::Ascending)
    } else if text.eq_ignore_ascii_case("descending") {
        Ok(SortOrder::Descending)
    } else {
        Err(unfit(Parameter::SortOrder, "\"ascending\" or \"descending\"", value))
    }
}

fn unfit(parameter: Parameter, expected: &str, value: &Value) -> Error {
    let name = parameter.as_str();
    Error::invalid_value(format!("\"{name}\" must be {expected}, but is {}.", excerpt(&value.to_string())))
}
