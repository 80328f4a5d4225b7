//! What errors look like (RFC 7644 §3.12, RFC 9865 §2.1).

use scim::{Error, ScimType};
use serde_json::json;

/// RFC 7644 table 9 is for 400, except that §3.3 answers `uniqueness` with 409 and §7.5.2 `sensitive` with 403.
#[test]
fn each_keyword_has_its_status() {
    let table = [
        (ScimType::InvalidFilter, "invalidFilter", 400),
        (ScimType::TooMany, "tooMany", 400),
        (ScimType::Uniqueness, "uniqueness", 409),
        (ScimType::Mutability, "mutability", 400),
        (ScimType::InvalidSyntax, "invalidSyntax", 400),
        (ScimType::InvalidPath, "invalidPath", 400),
        (ScimType::NoTarget, "noTarget", 400),
        (ScimType::InvalidValue, "invalidValue", 400),
        (ScimType::InvalidVers, "invalidVers", 400),
        (ScimType::Sensitive, "sensitive", 403),
        (ScimType::InvalidCursor, "invalidCursor", 400),
        (ScimType::ExpiredCursor, "expiredCursor", 400),
        (ScimType::InvalidCount, "invalidCount", 400),
    ];
    for (scim_type, keyword, status) in table {
        let error = Error::new(scim_type, "Why.");
        assert_eq!(
            error.to_json(),
            json!({
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
                "status": status.to_string(),
                "scimType": keyword,
                "detail": "Why.",
            })
        );
        assert_eq!((error.status, error.to_string()), (status, format!("{status} {keyword}: Why.")));
    }
}

#[test]
fn other_statuses_have_no_keyword() {
    let error = Error::status(404, "There is no such user.");
    assert_eq!(
        error.to_json(),
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
            "status": "404",
            "detail": "There is no such user.",
        })
    );
    assert_eq!(error.to_string(), "404: There is no such user.");
}
