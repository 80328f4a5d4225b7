//! The requests of an app from the App Integration Wizard: PUT where other apps send PATCH.

use crate::attribute::GROUP_URN;
use crate::call::Call;
use crate::directory::Person;
use crate::okta::calls::{group, members, profile, user};
use serde_json::{Value, json};

/// The latest body of a GET with the profile put in. What is read-only goes along as Okta has it: `meta` and `groups`
/// are those of `earlier`, the first body that Okta ever got of this user. Unmapped attributes are null or blank, and
/// a phone number without a source value has a blank type as well, which is what the default mappings make of it.
pub(super) fn put_user(id: &str, returned: &Value, earlier: &Value, person: &Person) -> Call {
    let mut body = returned.clone();
    for (path, value) in profile(person) {
        path.write(&mut body, value);
    }
    body["active"] = person.active.into();
    for read_only in ["meta", "groups"] {
        if let Some(stale) = earlier.get(read_only) {
            body[read_only] = stale.clone();
        }
    }
    if person.title.is_none() {
        body["title"] = Value::Null;
    }
    body["nickName"] = "".into();
    if body.get("phoneNumbers").is_none() {
        body["phoneNumbers"] = json!([{ "value": "", "type": "" }]);
    }
    Call::put(user(id), body)
}

/// Name and membership as a whole: a rename, someone who joins or leaves, and "Push now" are all the same.
pub(super) fn put_group(id: &str, name: &str, all: &[(String, String)]) -> Call {
    Call::put(
        group(id),
        json!({ "schemas": [GROUP_URN], "id": id, "displayName": name, "members": members(all) }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::Directory;
    use crate::okta::name_object;

    fn written(call: &Call) -> String {
        format!("{call}\n{}", call.body_text().unwrap_or_default())
    }

    #[test]
    fn a_group_goes_as_a_whole() {
        let pair = |id: &str| (id.to_owned(), format!("{id}@b"));
        assert_eq!(
            written(&put_group("9", "X", &[pair("1"), pair("2")])),
            concat!(
                "PUT /Groups/9\n",
                r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"9","displayName":"X","#,
                r#""members":[{"value":"1","display":"1@b"},{"value":"2","display":"2@b"}]}"#
            )
        );
        assert!(written(&put_group("9", "X", &[])).ends_with(r#""displayName":"X","members":[]}"#));
    }

    #[test]
    fn a_user_goes_back_with_what_is_stale_blank_and_null() {
        let mut person = Directory::new(1, 1, 0, "acme.example", name_object).people.remove(0);
        person.title = None;
        person.active = false;
        person.object_id = "00u1".into();
        let returned = |version: u8, groups: Value| {
            json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "7", "active": true,
                "userName": "x@acme.example", "groups": groups, "meta": { "version": version } })
        };
        let put = put_user("7", &returned(2, json!([{ "value": "g" }])), &returned(1, json!([])), &person);
        assert_eq!(
            written(&put),
            concat!(
                "PUT /Users/7\n",
                r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","#,
                r#""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"id":"7","active":false,"#,
                r#""userName":"joao.svobodova@acme.example","groups":[],"meta":{"version":1},"#,
                r#""name":{"givenName":"João","familyName":"Svobodová"},"#,
                r#""emails":[{"type":"work","value":"joao.svobodova@acme.example"}],"#,
                r#""displayName":"João Svobodová","locale":"en-GB","externalId":"00u1","#,
                r#""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":"#,
                r#"{"employeeNumber":"100001","department":"Operations"},"title":null,"nickName":"","#,
                r#""phoneNumbers":[{"value":"","type":""}]}"#
            )
        );
    }
}
