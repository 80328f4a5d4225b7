//! What every answer must be, whatever the recording says.

use crate::player::Reply;
use serde_json::Value;

const ERROR_URN: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// Says which of them this answer breaks.
pub(crate) fn check(reply: &Reply) -> Result<(), String> {
    let broken = [
        (is_json_of_scim(reply), "A body is SCIM JSON and says so in its Content-Type (RFC 7644 §3.1)."),
        (
            says_what_is_wrong(reply),
            "An error is a SCIM error with a status as text and words (RFC 7644 §3.12).",
        ),
        (says_where_it_is(reply), "What was made says where it is, twice alike (RFC 7644 §3.3)."),
        (counts_in_numbers(reply), "A list counts in JSON numbers (RFC 7644 §3.4.2)."),
        (!tells_password(&reply.body), "A password is never returned (RFC 7643 §4.1.1)."),
    ];
    match broken.into_iter().find(|(holds, _)| !holds) {
        Some((_, rule)) => Err(format!("{rule} This answer does not keep to it.")),
        None => Ok(()),
    }
}

fn is_json_of_scim(reply: &Reply) -> bool {
    let kind = reply.header("content-type").unwrap_or_default().split(';').next().unwrap_or_default().trim();
    reply.text.is_empty()
        || (reply.body.is_object() && ["application/scim+json", "application/json"].contains(&kind))
}

fn says_what_is_wrong(reply: &Reply) -> bool {
    reply.status < 400
        || (reply.body["schemas"] == Value::from(vec![ERROR_URN])
            && reply.body["status"] == *reply.status.to_string()
            && reply.body["detail"].as_str().is_some_and(|words| !words.trim().is_empty()))
}

fn says_where_it_is(reply: &Reply) -> bool {
    let place = reply.body["meta"]["location"].as_str();
    reply.status != 201 || (place.is_some() && reply.header("location") == place)
}

fn counts_in_numbers(reply: &Reply) -> bool {
    let Some(list) = reply.body.as_object().filter(|body| body.contains_key("totalResults")) else {
        return true;
    };
    let counted = ["startIndex", "itemsPerPage"].into_iter().filter_map(|name| list.get(name));
    reply.body["totalResults"].is_u64() && counted.into_iter().all(Value::is_u64)
}

fn tells_password(body: &Value) -> bool {
    match body {
        Value::Array(list) => list.iter().any(tells_password),
        Value::Object(fields) => fields.contains_key("password") || fields.values().any(tells_password),
        _ => false,
    }
}
