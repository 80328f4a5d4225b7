//! The query string, as providers really write it: `+` for a space, raw quotes, a trailing `?` or `&`.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use percent_encoding::percent_decode_str;
use scim::list::SearchRequest;
use std::convert::Infallible;

/// The decoded parameters, in order. Unknown ones are ignored by whoever reads them (RFC 7644 §3.4.2).
pub(crate) struct Query(Result<Vec<(String, String)>, scim::Error>);

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(pairs(parts.uri.query().unwrap_or_default())))
    }
}

impl Query {
    /// The parameters as a search. Errors are shown after the caller was let in, so that a stranger learns nothing.
    pub(crate) fn search(self) -> Result<SearchRequest, scim::Error> {
        SearchRequest::from_query(&self.0?)
    }
}

fn pairs(query: &str) -> Result<Vec<(String, String)>, scim::Error> {
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            Ok((decoded(name)?, decoded(value)?))
        })
        .collect()
}

fn decoded(text: &str) -> Result<String, scim::Error> {
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8().map_err(|_| {
        scim::Error::invalid_value("The query string is not UTF-8 once its percent-encoding is taken away.")
    })?;
    if decoded.contains('\0') {
        return Err(scim::Error::invalid_value("The query string has a NUL character in it."));
    }
    Ok(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_providers_write() {
        let read = |query| pairs(query).expect("readable");
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            read("filter=userName+eq+\"dale.mohr%40example.com\"&"),
            [pair("filter", "userName eq \"dale.mohr@example.com\"")]
        );
        assert_eq!(read("aadOptscim062020"), [pair("aadOptscim062020", "")]);
        assert_eq!(read(""), []);
        assert_eq!(read("startIndex=1&count=2"), [pair("startIndex", "1"), pair("count", "2")]);
        assert!(pairs("filter=%ff").is_err());
        assert!(pairs("filter=a%00").is_err());
    }
}
