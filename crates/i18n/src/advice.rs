//! What to change in the provider after a call was refused, in words.

use crate::messages::Said;
use crate::{Language, capitalized};
use directory::advice::{Advice, Alternative};
use directory::cause::{Cause, Shape};
use directory::target::Kind;
use directory::{Denial, Provider};
use scim::dialect::Switch;

impl Language {
    /// What to change, in one sentence or, in Japanese, in a few.
    #[must_use]
    pub fn advice(self, advice: &Advice) -> String {
        let name = self.the_provider(advice.provider);
        capitalized(self.advice_in(advice, &name))
    }

    fn advice_in(self, advice: &Advice, name: &str) -> String {
        let provider = advice.provider;
        let (mapping, matching) = (Said(self.mapping(provider)), Said(self.matching(provider)));
        let or = Said(advice.or.map(|or| self.alternative(or)).unwrap_or_default());
        match &advice.cause {
            Cause::Denied(denial) => self.advice_on_denial(*denial, (provider, name), &or),
            Cause::DeletedBefore(_) => self.advice_deleted_before(name),
            Cause::Missed(Kind::Group) => self.advice_missed_group(name, Said(self.group_again(provider))),
            Cause::Missed(Kind::User) => self.advice_missed_user(name, Said(self.again(provider))),
            Cause::Gone(Kind::Group) => self.advice_gone_group(name, Said(self.group_again(provider))),
            Cause::Gone(Kind::User) => self.advice_gone_user(name, Said(self.again(provider))),
            Cause::Doubled(kind) => self.advice_doubled(kind.endpoint(), Said(self.url(provider))),
            Cause::NoAddress => self.advice_no_address(name, Said(self.url(provider))),
            Cause::NoMethod => self.advice_no_method(name, Said(self.url(provider))),
            Cause::Taken(Kind::Group) => self.advice_taken_group(name, Said(self.link(provider))),
            Cause::Taken(Kind::User) => self.advice_taken_user(name, matching, or),
            Cause::Policy(rule) => self.advice_policy(name, rule),
            Cause::Protected => self.advice_protected(name),
            Cause::NoSeat => self.advice_no_seat(name),
            Cause::UnknownMember => self.advice_unknown_member(name),
            Cause::ChangedMeanwhile => self.advice_changed(name),
            Cause::TooLarge => self.advice_too_large(name),
            Cause::NotJson => self.advice_not_json(name),
            Cause::TooOften => self.advice_too_often(name),
            Cause::NotOffered => self.advice_not_offered(name),
            Cause::Unavailable => self.advice_unavailable(name),
            // Its mapping says that it is a reference, and not what it looks like.
            Cause::Manager(shape) if provider == Provider::Entra => match shape {
                Shape::Text => self.advice_manager_text_reference(name),
                Shape::List => self.advice_manager_list_reference(name),
            },
            Cause::Manager(Shape::Text) => self.advice_manager_text(name, mapping, or),
            Cause::Manager(Shape::List) => self.advice_manager_list(name, mapping, or),
            Cause::ActiveAsText => self.advice_active_text(name, mapping, or),
            Cause::Filter => self.advice_filter(name, matching, or),
            Cause::NoTarget => self.advice_no_target(name, mapping, or),
            Cause::ReadOnly(attribute) => self.advice_read_only(name, attribute, mapping),
            Cause::UnknownAttribute(attribute) => self.advice_unknown_attribute(name, attribute, mapping, or),
            Cause::BadValue(attribute) => self.advice_bad_value(name, attribute, mapping),
            Cause::Malformed => self.advice_malformed(name),
        }
    }

    fn advice_on_denial(self, denial: Denial, (provider, name): (Provider, &str), or: &Said) -> String {
        let token = Said(self.token(provider));
        match denial {
            Denial::RawToken if provider == Provider::Okta => self.advice_bearer_typed(name, or),
            Denial::RawToken => self.advice_bearer(name, or),
            Denial::NoToken => self.advice_no_token(name, token),
            Denial::ForeignToken => self.advice_foreign_token(name, token),
            Denial::MistypedToken => self.advice_mistyped_token(name, token),
            Denial::WrongSecret => self.advice_wrong_secret(name, token),
            Denial::ExpiredToken => self.advice_expired_token(name, token),
            Denial::InactiveToken => self.advice_inactive_token(name, token),
            Denial::DisabledConnection => self.advice_disabled_connection(name),
            Denial::ProvisioningOff => self.advice_provisioning_off(name),
            Denial::WrongAddress => self.advice_wrong_address(name, token),
            Denial::UnknownToken => self.advice_unknown_token(name, token),
        }
    }

    fn alternative(self, or: Alternative) -> String {
        match or {
            Alternative::Dialect(profile) => self.advice_or_dialect(profile.as_str()),
            Alternative::Switch(switch @ Switch::PostReactivates) => {
                self.advice_or_reactivate(switch.as_str())
            }
            Alternative::Switch(switch) => self.advice_or_switch(switch.as_str()),
        }
    }

    /// How a group that is there already could be taken for the one that was sent.
    fn link(self, provider: Provider) -> String {
        match provider {
            Provider::Okta => self.advice_or_link_okta(),
            _ => String::new(),
        }
    }

    /// Where the address is pasted.
    fn url(self, provider: Provider) -> String {
        match provider {
            Provider::Okta => self.advice_url_okta(),
            Provider::Entra => self.advice_url_entra(),
            Provider::OneLogin => self.advice_url_onelogin(),
            Provider::JumpCloud => self.advice_url_jumpcloud(),
            _ => self.advice_url(),
        }
    }

    /// Where the token is pasted.
    fn token(self, provider: Provider) -> String {
        match provider {
            Provider::Okta => self.advice_token_okta(),
            Provider::Entra => self.advice_token_entra(),
            Provider::OneLogin => self.advice_token_onelogin(),
            Provider::JumpCloud => self.advice_token_jumpcloud(),
            _ => self.advice_token(),
        }
    }

    /// What tells which attribute is sent as what.
    fn mapping(self, provider: Provider) -> String {
        match provider {
            Provider::OneLogin => self.advice_mapping_onelogin(),
            _ => self.advice_mapping(),
        }
    }

    /// What tells by which attribute people and groups are looked for.
    fn matching(self, provider: Provider) -> String {
        match provider {
            Provider::Okta => self.advice_matching_okta(),
            Provider::Entra => self.advice_matching_entra(),
            Provider::OneLogin => self.advice_matching_onelogin(),
            _ => self.advice_matching(),
        }
    }

    /// How a group is sent again.
    fn group_again(self, provider: Provider) -> String {
        match provider {
            Provider::Okta => self.advice_group_again_okta(),
            Provider::Entra => self.advice_group_again_entra(),
            Provider::OneLogin => self.advice_group_again_onelogin(),
            Provider::JumpCloud => self.advice_group_again_jumpcloud(),
            _ => self.advice_group_again(),
        }
    }

    /// How somebody is sent again.
    fn again(self, provider: Provider) -> String {
        match provider {
            Provider::Okta => self.advice_again_okta(),
            Provider::Entra => self.advice_again_entra(),
            Provider::OneLogin => self.advice_again_onelogin(),
            Provider::JumpCloud => self.advice_again_jumpcloud(),
            _ => self.advice_again(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::{Actor, Call, CallId, Connection, Ids, Json, Timestamp};
    use scim::dialect::Dialect;
    use serde_json::{Value, json};

    fn advice(connection: &Connection, call: &Call) -> Option<String> {
        Advice::on(connection, call).map(|advice| Language::En.advice(&advice))
    }

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
            "Entra ID sent `manager` as text. Set the type of the `manager` mapping to Reference.";
        assert_eq!(told(operations(manager, json!("26"))), reference);
        assert_eq!(told(json!({ "urn:x:User": { "manager": "26" } })), reference);
        assert!(
            told(operations("manager", json!([{ "value": "26" }])))
                .starts_with("Entra ID sent `manager` as a list")
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
        assert!(unknown.starts_with("Entra ID sent `costCentre`, which is not an attribute"), "{unknown}");
        let pushed = told(Provider::Okta, (404, ""), "/Groups/1", "");
        assert!(pushed.contains("unlink the group under “Push Groups”"), "{pushed}");
        let assigned = told(Provider::Entra, (404, ""), "/Groups/1", "");
        assert!(assigned.contains("remove the group from the application and assign it again"), "{assigned}");
        for provider in Provider::ALL.into_iter().filter(|provider| *provider != Provider::Okta) {
            for (refusal, target) in
                [((404, ""), "/Groups/1"), ((409, "uniqueness"), "/Groups"), ((404, ""), "/Users/1")]
            {
                let told = told(provider, refusal, target, "");
                assert!(!["push", "ink "].iter().any(|word| told.contains(word)), "{provider:?}: {told}");
            }
        }
        let doubled = told(Provider::Okta, (404, ""), "/Users/Users?count=1", "");
        assert!(doubled.starts_with("The SCIM URL ends with /Users; remove it."), "{doubled}");
        assert!(doubled.contains("“SCIM connector base URL”"), "{doubled}");
        let other = told(Provider::Generic, (404, ""), "/Users/1", "");
        assert!(other.starts_with("Your identity provider requested a user who no longer exists"), "{other}");
        let gone = told(Provider::Entra, (404, ""), "/Users/1", "");
        assert!(gone.contains("choose “Restart provisioning”"), "{gone}");
        let lost = told(Provider::Okta, (404, ""), "/v2/Users?count=1", "");
        assert!(lost.contains("“SCIM connector base URL”"), "{lost}");
        let taken = told(Provider::Okta, (409, "uniqueness"), "/Users", "");
        assert!(taken.contains("userName") && taken.contains("`post_reactivates`"), "{taken}");
        for denial in Denial::ALL {
            let word = match denial {
                Denial::NoToken => "does not send a token",
                Denial::ForeignToken => "not a token of this server",
                Denial::MistypedToken => "Copy the whole token again",
                Denial::RawToken => "`raw_token`",
                Denial::WrongSecret => "renewed",
                Denial::ExpiredToken => "expired",
                Denial::InactiveToken => "Inactive",
                Denial::DisabledConnection => "disabled",
                Denial::ProvisioningOff => "whole installation",
                Denial::WrongAddress => "another connection",
                Denial::UnknownToken => "no longer exists",
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
            strict.ends_with(
                "or choose the compatibility profile “entra” for this connection, which accepts it."
            ),
            "{strict}"
        );
        let okta = told(Provider::Okta, None);
        assert!(
            okta.ends_with("or turn on the compatibility option `string_scalars` for this connection."),
            "{okta}"
        );
        let entra = told(Provider::Entra, None);
        assert!(entra.ends_with("to send true or false."), "{entra}");
    }

    #[test]
    fn each_is_short_and_only_for_what_was_refused() {
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
