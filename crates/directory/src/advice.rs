//! What to change in the provider, for a call that was refused: one sentence for an administrator.

use crate::{Call, Connection, Denial, Provider};
use scim::dialect::Switch;
use serde_json::Value;

/// The words that a provider's own pages use.
struct Words {
    /// Where the address is pasted.
    url: &'static str,
    /// Where the token is pasted.
    token: &'static str,
    /// What tells which attribute is sent as what.
    mapping: &'static str,
    /// What tells by which attribute people and groups are looked for.
    matching: &'static str,
    /// How somebody is sent again.
    again: &'static str,
}

/// What to change in the provider, or with the connection, so that the call succeeds. Nothing for a call that was not
/// refused.
#[must_use]
pub fn advice(connection: &Connection, call: &Call) -> Option<String> {
    if !call.is_refused() {
        return None;
    }
    let (name, words) = (connection.provider.display_name(), words(connection.provider));
    Some(match call.status {
        401 => denied(connection.provider, &words, &call.why),
        404 if names_resource(&call.target) => gone(name, &words, call),
        404 => format!(
            "{name} calls an address that does not exist: paste the SCIM URL of this connection into {} exactly as it is \
             shown, with nothing behind it.",
            words.url
        ),
        405 => format!(
            "{name} uses a method that this address does not have: check the SCIM URL in {}.",
            words.url
        ),
        409 => conflict(connection, &words, call),
        412 => format!(
            "The resource was changed by somebody else meanwhile; {name} reads it again and needs no change."
        ),
        413 | 414 | 431 => format!(
            "{name} sends more at once than fits: let it send fewer members or a shorter filter in one request; the answer \
             names the limit."
        ),
        415 => {
            format!("{name} sends the body in another form than JSON: choose application/scim+json there.")
        }
        429 => {
            format!("{name} calls more often than it may and tries again later; there is nothing to change.")
        }
        501 => format!(
            "{name} asks for something that is not offered here; the answer says what to use instead."
        ),
        500.. => format!(
            "The server could not do it at that moment; {name} tries again by itself, and if it goes on, tell whoever runs \
             the server."
        ),
        _ => malformed(connection, &words, call),
    })
}

/// 404 at the address of a user or a group.
fn gone(name: &str, words: &Words, call: &Call) -> String {
    if call.method == "DELETE" {
        return format!("{name} deletes what is not here any more; there is nothing to change.");
    }
    if call.target.contains("/Groups/") {
        return format!(
            "{name} asks for a group that is not here any more, or never was: unlink the group there and push it again, so \
             that it is looked for by name and made where it is missing."
        );
    }
    format!(
        "{name} asks for a user who is not here any more, or never was: {}, so that they are looked for by name and made \
         where they are missing.",
        words.again
    )
}

/// How the connection could take it as it is: by the dialect of its provider, or else by a switch.
fn or_take_it(connection: &Connection, switch: Switch) -> String {
    let own = connection.provider.dialect();
    if connection.dialect.has(switch) {
        String::new()
    } else if own.has(switch) {
        format!(", or choose the dialect \"{own}\" for this connection, which takes it")
    } else {
        format!(", or switch `{}` on for this connection", switch.as_str())
    }
}

/// 400: the shape of what was sent tells more than the keyword.
fn malformed(connection: &Connection, words: &Words, call: &Call) -> String {
    let name = connection.provider.display_name();
    let request = call.request.to_value().unwrap_or_default();
    let (detail, mapping) = (detail(call), words.mapping);
    if let Some(kind) = manager_as_text(&request) {
        return match connection.provider {
            Provider::Entra => {
                format!(
                    "{name} sent manager as {kind}; the mapping of `manager` should be of type Reference."
                )
            }
            _ => format!(
                "{name} sent manager as {kind}; {mapping} should give an object with the id as its `value`{}.",
                or_take_it(connection, Switch::BareValues)
            ),
        };
    }
    if boolean_as_text(&request) {
        let or = or_take_it(connection, Switch::StringScalars);
        return format!("{name} sent `active` as text; {mapping} should give true or false for it{or}.");
    }
    if let Some((_, rule)) = detail.split_once("(Policy: ") {
        let rule = rule.trim_end_matches(')');
        return format!(
            "The connection's policy does not let this happen ({rule}): do in {name} what the answer says, or turn the knob with \
             `rollbook connection set`."
        );
    }
    let attribute = quoted(&detail).filter(|_| call.method != "GET");
    match (call.why.as_str(), attribute) {
        ("invalidFilter", _) => format!(
            "{name} looks for users or groups in a way that cannot be answered: let {} be a plain `userName`, `externalId` \
             or, for groups, `displayName`{}.",
            words.matching,
            or_take_it(connection, Switch::ElementComparison)
        ),
        ("noTarget", _) => format!(
            "{name} changes a part of a list that is not there: let {mapping} send the whole attribute{}.",
            or_take_it(connection, Switch::MissingElement)
        ),
        ("mutability", Some(attribute)) => {
            format!("{name} changes `{attribute}`, which only the server sets: take it out of {mapping}.")
        }
        ("invalidPath" | "invalidSyntax", Some(attribute)) if detail.contains("attribute") => format!(
            "{name} sends `{attribute}`, which is no attribute as it stands there: correct it in {mapping} or take it \
             out{}.",
            or_take_it(connection, Switch::UnknownAttributes)
        ),
        ("invalidValue", _) if detail.contains(" seats of the organization are taken") => format!(
            "The organization has no free seat: unassign somebody in {name}, or give the organization more seats with `rollbook \
             organization set`."
        ),
        ("invalidValue", _) if detail.contains("group of this connection has the id") => format!(
            "{name} puts somebody into a group who is not here: assign that person to the application too, and then send \
             the group again."
        ),
        ("invalidValue", Some(attribute)) => format!(
            "{name} sends a value for `{attribute}` that does not fit: correct it in {mapping}, as the answer says."
        ),
        _ => format!(
            "{name} sends a request that cannot be understood; the answer says what is wrong with it."
        ),
    }
}

fn denied(provider: Provider, words: &Words, why: &str) -> String {
    let (name, token) = (provider.display_name(), words.token);
    match Denial::parse(why) {
        Some(Denial::RawToken) if provider == Provider::Okta => format!(
            "{name} sends the token without `Bearer ` in front, as Header Auth does with what was typed: type `Bearer ` and \
             then the token, or switch `raw_token` on for this connection."
        ),
        Some(Denial::RawToken) => format!(
            "The token comes without `Bearer ` in front: let {name} send it as a bearer token, or switch `raw_token` on for \
             this connection."
        ),
        Some(Denial::NoToken) => {
            format!("{name} sends no token of ours: copy the whole token of this connection into {token}.")
        }
        Some(Denial::WrongSecret) => format!(
            "{name} still has the token of before it was renewed, or a misspelt one: paste the new one into {token}."
        ),
        Some(Denial::ExpiredToken) => {
            format!("The token has expired: renew it and paste the new one into {token} of {name}.")
        }
        Some(Denial::InactiveToken) => {
            format!(
                "The token is set to inactive: activate it, or paste an active one into {token} of {name}."
            )
        }
        Some(Denial::DisabledConnection) => {
            format!("The connection is switched off: enable it, and {name} needs no change.")
        }
        Some(Denial::WrongAddress) => {
            format!(
                "The token belongs to another connection: paste this connection's own into {token} of {name}."
            )
        }
        Some(Denial::UnknownToken) | None => {
            format!("{name} has a token that does not exist any more: make one and paste it into {token}.")
        }
    }
}

fn conflict(connection: &Connection, words: &Words, call: &Call) -> String {
    let name = connection.provider.display_name();
    if call.target.contains("/Groups") {
        return format!(
            "There is a group of that name already: rename one of the two in {name}, or let {name} link the one that is \
             there."
        );
    }
    let or = match connection.dialect.has(Switch::PostReactivates) {
        true => "",
        false => {
            "; if it is somebody who was only deactivated, switch `post_reactivates` on for this connection"
        }
    };
    format!(
        "Somebody has that userName already: let {} be `userName`, or give the two different ones in {name}{or}.",
        words.matching
    )
}

fn words(provider: Provider) -> Words {
    let (url, token, mapping, matching, again) = match provider {
        Provider::Okta => (
            "\"SCIM connector base URL\" on the Provisioning tab",
            "\"HTTP Header\" or \"OAuth Bearer Token\" on the Provisioning tab",
            "the attribute mapping",
            "\"Unique identifier field for users\" on the Provisioning tab",
            "unassign the person and assign them again",
        ),
        Provider::Entra => (
            "\"Tenant URL\" of Admin Credentials",
            "\"Secret Token\" of Admin Credentials",
            "the attribute mapping",
            "the matching attribute of the attribute mapping",
            "choose \"Restart provisioning\"",
        ),
        Provider::OneLogin => (
            "\"SCIM Base URL\" on the Configuration tab",
            "\"SCIM Bearer Token\" on the Configuration tab",
            "the \"SCIM JSON Template\"",
            "the \"SCIM Username\" parameter",
            "choose \"Sync logins\"",
        ),
        Provider::JumpCloud => (
            "\"Base URL\" of Identity Management",
            "\"Token Key\" of Identity Management",
            "the attribute mapping",
            "the matching attribute",
            "activate Identity Management again",
        ),
        _ => (
            "the SCIM base URL",
            "the field of the bearer token",
            "the attribute mapping",
            "the matching attribute",
            "let it synchronize everything again",
        ),
    };
    Words { url, token, mapping, matching, again }
}

/// Whether the target is that of one resource, and not of a list or of an address that does not exist.
fn names_resource(target: &str) -> bool {
    let path = target.split('?').next().unwrap_or_default();
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    matches!((parts.next(), parts.next(), parts.next()), (Some("Users" | "Groups"), Some(_), None))
}

fn detail(call: &Call) -> String {
    let answer = call.answer.to_value().unwrap_or_default();
    answer["detail"].as_str().unwrap_or_default().to_owned()
}

/// The first name that the sentence has in quotes.
fn quoted(detail: &str) -> Option<&str> {
    let at = detail.find(['`', '"'])?;
    let (mark, rest) = (detail[at..].chars().next()?, &detail[at + 1..]);
    rest.split_once(mark).map(|(name, _)| name).filter(|name| !name.is_empty())
}

/// As what, if not as the object that it is, a manager was sent.
fn manager_as_text(request: &Value) -> Option<&'static str> {
    let kind = |value: &Value| match value {
        Value::String(_) => Some("text"),
        Value::Array(_) => Some("a list"),
        _ => None,
    };
    match request {
        Value::Array(items) => items.iter().find_map(manager_as_text),
        Value::Object(fields) => fields.iter().find_map(|(name, value)| {
            let is_manager =
                |name: &str| name.rsplit(':').next().is_some_and(|n| n.eq_ignore_ascii_case("manager"));
            let operation = name.eq_ignore_ascii_case("path") && value.as_str().is_some_and(is_manager);
            match is_manager(name) {
                true => kind(value),
                false if operation => fields.get("value").and_then(kind),
                false => manager_as_text(value),
            }
        }),
        _ => None,
    }
}

/// Whether `active` was sent as `"True"` or `"False"`.
fn boolean_as_text(request: &Value) -> bool {
    match request {
        Value::Array(items) => items.iter().any(boolean_as_text),
        Value::Object(fields) => fields.iter().any(|(name, value)| {
            let is_active = |name: &str| name.eq_ignore_ascii_case("active");
            let operation = name.eq_ignore_ascii_case("path") && value.as_str().is_some_and(is_active);
            match is_active(name) {
                true => value.is_string(),
                false if operation => fields.get("value").is_some_and(Value::is_string),
                false => boolean_as_text(value),
            }
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Actor, CallId, Ids, Json, Timestamp};
    use scim::dialect::Dialect;
    use serde_json::json;

    fn connection(provider: Provider, dialect: Option<Dialect>) -> Connection {
        let (now, mut ids) = (Timestamp::from_millis(0), Ids::new(Timestamp::from_millis(0), [2; 32]));
        let described = (provider, None, dialect);
        Connection::create(ids.id(), described, &Actor::CommandLine, &mut ids, now).expect("a name").0
    }

    fn refused((status, why): (u16, &str), target: &str, request: Value, detail: &str) -> Call {
        let now = Timestamp::from_millis(0);
        let id: CallId = Ids::new(now, [1; 32]).id();
        Call {
            id,
            at: now,
            micros: 1,
            token: None,
            method: "PATCH".into(),
            target: target.into(),
            status,
            why: why.into(),
            request: Json::from(request),
            answer: Json::from(json!({ "detail": detail })),
            cut: false,
            tolerated: Json::from(json!([])),
        }
    }

    #[test]
    fn the_shape_that_came_tells_what_to_change() {
        let manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
        let operations = |path: &str, value: Value| json!({ "Operations": [{ "op": "Add", "path": path, "value": value }] });
        let told = |request| {
            advice(
                &connection(Provider::Entra, None),
                &refused((400, "invalidValue"), "/Users/1", request, ""),
            )
            .expect("advice")
        };
        let reference =
            "Entra ID sent manager as text; the mapping of `manager` should be of type Reference.";
        assert_eq!(told(operations(manager, json!("26"))), reference);
        assert_eq!(told(json!({ "urn:x:User": { "manager": "26" } })), reference);
        assert!(
            told(operations("manager", json!([{ "value": "26" }])))
                .starts_with("Entra ID sent manager as a list")
        );
        assert!(told(operations("active", json!("False"))).starts_with("Entra ID sent `active` as text"));
        assert!(told(json!({ "Active": "True" })).starts_with("Entra ID sent `active` as text"));
        assert!(!told(json!({ "active": true, "manager": { "value": "26" } })).contains("sent `active`"));
    }

    #[test]
    fn each_refusal_says_where_to_look() {
        let told = |provider, refusal, target: &str, detail: &str| {
            advice(&connection(provider, None), &refused(refusal, target, Value::Null, detail))
                .expect("advice")
        };
        let unknown =
            told(Provider::Entra, (400, "invalidPath"), "/Users/1", "`costCentre` is no attribute of User.");
        assert!(
            unknown.starts_with("Entra ID sends `costCentre`, which is no attribute as it stands there"),
            "{unknown}"
        );
        let gone = told(Provider::Entra, (404, ""), "/Users/1", "");
        assert!(gone.contains("choose \"Restart provisioning\""), "{gone}");
        let lost = told(Provider::Okta, (404, ""), "/v2/Users?count=1", "");
        assert!(lost.contains("\"SCIM connector base URL\""), "{lost}");
        let taken = told(Provider::Okta, (409, "uniqueness"), "/Users", "");
        assert!(taken.contains("userName") && taken.contains("`post_reactivates`"), "{taken}");
        for denial in Denial::ALL {
            let word = match denial {
                Denial::NoToken => "copy the whole token",
                Denial::RawToken => "`raw_token`",
                Denial::WrongSecret => "renewed",
                Denial::ExpiredToken => "expired",
                Denial::InactiveToken => "inactive",
                Denial::DisabledConnection => "switched off",
                Denial::WrongAddress => "another connection",
                Denial::UnknownToken => "does not exist any more",
            };
            let denied = told(Provider::Okta, (401, denial.as_str()), "/Users", "");
            assert!(denied.contains(word), "{denial:?}: {denied}");
        }
    }

    #[test]
    fn what_the_connection_could_take_is_said_by_what_it_has() {
        let active = json!({ "active": "False" });
        let told = |provider, dialect| {
            let call = refused((400, "invalidValue"), "/Users", active.clone(), "");
            advice(&connection(provider, dialect), &call).expect("advice")
        };
        let strict = told(Provider::Entra, Some(Dialect::STRICT));
        assert!(
            strict.ends_with("or choose the dialect \"entra\" for this connection, which takes it."),
            "{strict}"
        );
        let okta = told(Provider::Okta, None);
        assert!(okta.ends_with("or switch `string_scalars` on for this connection."), "{okta}");
        let entra = told(Provider::Entra, None);
        assert!(entra.ends_with("should give true or false for it."), "{entra}");
    }

    #[test]
    fn each_is_one_sentence_and_only_for_what_was_refused() {
        for status in [400, 401, 403, 404, 405, 409, 412, 413, 415, 429, 500, 503] {
            for provider in Provider::ALL {
                let told =
                    advice(&connection(provider, None), &refused((status, ""), "/Users/1", Value::Null, ""))
                        .expect("advice");
                assert!(told.ends_with('.') && told.len() < 300, "{status}: {told}");
            }
        }
        assert_eq!(
            advice(&connection(Provider::Okta, None), &refused((200, ""), "/Users", Value::Null, "")),
            None
        );
    }
}
