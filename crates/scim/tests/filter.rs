//! What filters mean: how they read, what they refuse, and which resources satisfy them.

use scim::filter::{Bound, Filter, Literal, Location, Operand, Operator, Syntax};
use scim::path::AttributePath;
use scim::{ResourceType, ScimType};
use serde_json::{Map, Value, json};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn barbara() -> Map<String, Value> {
    let user = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
        "id": "2819c223-7f76-453a-919d-413861904646",
        "externalId": "BJensen",
        "userName": "BJensen@Example.com",
        "name": { "familyName": "Jensen", "givenName": "Barbara" },
        "displayName": "Babs \"the\" Jensen",
        "title": "",
        "active": true,
        "emails": [
            { "value": "bjensen@example.com", "type": "work", "primary": true },
            { "value": "babs@jensen.org", "type": "home" },
        ],
        "x509Certificates": [{ "value": "MIIDQzCCAqygAwIBAgICEAAwDQYJKoZI" }],
        "groups": [{ "value": "e9e30dba-f08f-4109-8486-d5c6a331660a" }],
        "meta": { "lastModified": "2011-05-13T04:42:34+02:00", "resourceType": "User" },
        ENTERPRISE: { "department": "Zoë's", "manager": { "value": "26118915" } },
    });
    user.as_object().expect("the example is an object").clone()
}

fn strict(text: &str) -> Filter {
    Filter::parse(text, Syntax::STRICT).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn matches(text: &str) -> bool {
    let filter = Filter::parse(text, Syntax::LENIENT).unwrap_or_else(|error| panic!("{text}: {error}"));
    filter.bind(&ResourceType::user()).unwrap_or_else(|error| panic!("{text}: {error}")).matches(&barbara())
}

fn parse_error(text: &str, syntax: Syntax) -> String {
    let error = Filter::parse(text, syntax).expect_err(text);
    assert_eq!((error.status, error.scim_type), (400, Some(ScimType::InvalidFilter)), "{text}");
    error.detail
}

fn bind_error(text: &str) -> String {
    let error = strict(text).bind(&ResourceType::user()).expect_err(text);
    assert_eq!((error.status, error.scim_type), (400, Some(ScimType::InvalidFilter)), "{text}");
    error.detail
}

fn path(text: &str) -> AttributePath {
    AttributePath::parse(text).expect("the test's path is valid")
}

/// Every example of RFC 7644 §3.4.2.2, as it stands there, and how it prints.
#[test]
fn reads_the_examples_of_the_rfc() {
    let same = [
        r#"userName eq "bjensen""#,
        r#"name.familyName co "O'Malley""#,
        r#"userName sw "J""#,
        r#"urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J""#,
        "title pr",
        r#"meta.lastModified gt "2011-05-13T04:42:34Z""#,
        r#"meta.lastModified ge "2011-05-13T04:42:34Z""#,
        r#"meta.lastModified lt "2011-05-13T04:42:34Z""#,
        r#"meta.lastModified le "2011-05-13T04:42:34Z""#,
        r#"title pr and userType eq "Employee""#,
        r#"title pr or userType eq "Intern""#,
        r#"schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User""#,
        r#"userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")"#,
        r#"userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")"#,
        r#"emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]"#,
    ];
    for text in same {
        let filter = strict(text);
        assert_eq!(filter.to_string(), text);
        filter.bind(&ResourceType::user()).unwrap_or_else(|error| panic!("{text}: {error}"));
    }
    // The RFC prints these two with superfluous parentheses.
    let text = r#"userType eq "Employee" and (emails.type eq "work")"#;
    assert_eq!(strict(text).to_string(), r#"userType eq "Employee" and emails.type eq "work""#);
    let text = r#"userType eq "Employee" and emails[type eq "work" and value co "@example.com"]"#;
    assert_eq!(strict(text).to_string(), text);
}

/// RFC 7644 §3.4.2.2: `not` before `and` before `or`; chains are flat.
#[test]
fn precedence() {
    let a = || Filter::Present(path("a"));
    let b = || Filter::Present(path("b"));
    let c = || Filter::Present(path("c"));
    let d = || Filter::Present(path("d"));
    assert_eq!(
        strict("a pr or b pr and c pr or d pr"),
        Filter::Or(vec![a(), Filter::And(vec![b(), c()]), d()])
    );
    assert_eq!(strict("(a pr or b pr) and c pr"), Filter::And(vec![Filter::Or(vec![a(), b()]), c()]));
    assert_eq!(strict("not (a pr) and b pr"), Filter::And(vec![Filter::Not(Box::new(a())), b()]));
    assert_eq!(strict("((a pr and (b pr and c pr)) and d pr)"), Filter::And(vec![a(), b(), c(), d()]));
    assert_eq!(strict("a pr or (b pr or (c pr))"), Filter::Or(vec![a(), b(), c()]));
    assert_eq!(strict("not (not (a pr))").to_string(), "not (not (a pr))");
    assert_eq!(strict("(a pr or b pr) and not(c pr)").to_string(), "(a pr or b pr) and not (c pr)");
}

#[test]
fn always_reads_any_case_and_blanks_where_they_do_not_matter() {
    let expected = strict(r#"userName eq "x" and not (title pr)"#);
    assert_eq!(strict("  userName\tEQ\"x\"AND NOT ( title   Pr )  "), expected);
    assert_eq!(strict(r#"members[$ref ew "/1"]"#).to_string(), r#"members[$ref ew "/1"]"#);
    assert_eq!(strict(r#"emails [ type eq "work" ]"#).to_string(), r#"emails[type eq "work"]"#);
}

#[test]
fn literals_are_json() {
    let literal = |text: &str| match strict(&format!("a eq {text}")) {
        Filter::Compare(_, Operator::Eq, literal) => literal,
        other => panic!("{other:?}"),
    };
    assert_eq!(literal(r#""a\"b\\\/\u00e9\ud83d\ude00\n""#), Literal::String("a\"b\\/é😀\n".into()));
    assert_eq!(literal(r#"") or (a pr""#), Literal::String(") or (a pr".into()));
    assert_eq!(literal("true"), Literal::Boolean(true));
    assert_eq!(literal("null"), Literal::Null);
    assert_eq!(literal("-3"), Literal::Number((-3).into()));
    assert_eq!(literal("18446744073709551615"), Literal::Number(u64::MAX.into()));
    assert_eq!(literal("1.5e3").to_string(), "1500.0");
}

#[test]
fn strict_refuses_what_only_providers_write() {
    let quotes =
        "found a value without quotes, expected a text in double quotes, a number, true, false or null.";
    for (text, at) in [
        ("externalId eq jyoung", 15),
        ("active eq True", 11),
        ("a eq 007", 6),
        ("a eq 1e400", 6),
        ("a eq 99999999999999999999", 6),
        ("a eq 'x'", 6),
    ] {
        let expected = format!("The filter is not valid at character {at}: {quotes}");
        assert_eq!(parse_error(text, Syntax::STRICT), expected);
    }
    let text = r#"emails[type eq "work"].value eq "x""#;
    assert!(
        parse_error(text, Syntax::STRICT)
            .starts_with("The filter is not valid at character 23: found `.value`")
    );
}

#[test]
fn lenient_reads_what_providers_write() {
    for (text, printed) in [
        ("externalId eq jyoung", r#"externalId eq "jyoung""#),
        ("userName eq a@b.c and active eq True", r#"userName eq "a@b.c" and active eq "True""#),
        ("(userName eq o'brien)", r#"userName eq "o'brien""#),
        ("externalId eq 007", r#"externalId eq "007""#),
        ("externalId eq 1.50", r#"externalId eq "1.50""#),
        ("externalId eq 42", "externalId eq 42"),
        ("externalId eq 99999999999999999999", r#"externalId eq "99999999999999999999""#),
        ("members[value eq 1f]", r#"members[value eq "1f"]"#),
        (r#"emails[type eq "work"].value eq "x""#, r#"emails[type eq "work" and value eq "x"]"#),
        (
            r#"emails[type eq "a" or type eq "b"].value pr"#,
            r#"emails[(type eq "a" or type eq "b") and value pr]"#,
        ),
        (
            r#"emails[type eq "a" and primary eq true].value sw "x" or a pr"#,
            r#"emails[type eq "a" and primary eq true and value sw "x"] or a pr"#,
        ),
    ] {
        let filter = Filter::parse(text, Syntax::LENIENT).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(filter.to_string(), printed);
    }
    // Single quotes are taken for quotes by whoever writes them; reading them as part of the value finds nobody.
    parse_error("userName eq 'bjensen'", Syntax::LENIENT);
}

#[test]
fn errors_say_where_what_and_what_instead() {
    let operators = "expected one of the operators eq, ne, co, sw, ew, gt, ge, lt, le and pr.";
    let literals = "expected a text in double quotes, a number, true, false or null.";
    for (text, detail) in [
        ("", "The filter is empty. Leave the parameter out, or write one such as userName eq \"x\".".to_owned()),
        ("userName", format!("The filter is not valid at character 9: found the end, {operators}")),
        ("userName is \"x\"", format!("The filter is not valid at character 10: found `is`, {operators}")),
        ("a eq", format!("The filter is not valid at character 5: found the end, {literals}")),
        (
            "é eq \"x\"",
            "The filter is not valid at character 1: `é` is not an attribute's name: names begin with a letter and \
             go on with letters, digits, `-` and `_`."
                .to_owned(),
        ),
        (
            "a eq \"é\" b pr",
            "The filter is not valid at character 10: found `b`, expected `and`, `or` or the end of the filter."
                .to_owned(),
        ),
        (
            "a eq \"x",
            format!("The filter is not valid at character 6: found a text whose closing quote is missing, {literals}"),
        ),
        (
            "(a pr",
            "The filter is not valid at character 6: found the end, expected `)`, `and` or `or`.".to_owned(),
        ),
        (
            "not a pr",
            "The filter is not valid at character 5: found `a`, expected `(`, for `not` stands before parentheses."
                .to_owned(),
        ),
        (
            "a[b[c pr]]",
            "The filter is not valid at character 4: found `[`, expected an operator, for brackets do not stand \
             inside brackets."
                .to_owned(),
        ),
        (
            "a pr and",
            "The filter is not valid at character 9: found the end, expected an attribute, `not` or `(`.".to_owned(),
        ),
    ] {
        assert_eq!(parse_error(text, Syntax::STRICT), detail, "{text}");
    }
}

#[test]
fn what_is_no_filter_is_none_in_any_syntax() {
    for text in [
        ")",
        "a pr)",
        "[a pr]",
        "a[]",
        "a[b pr",
        "a.b[c pr]",
        "a.b.c pr",
        ":a pr",
        "1a pr",
        "a eq \"\\x\"",
        "a eq \"\\u0000\"",
        "a eq \"\\ud83d\"",
        "a eq \"\u{1}\"",
        "a eq {}",
        "a eq [1]",
        "pr",
        "\"a\" pr",
        "a.pr",
        "a pr or or b pr",
        "a eq eq \"x\"",
        "a\u{0} pr",
        "urn:x:a: pr",
        "a..b pr",
        "not ()",
        "a[b pr].c",
        "a and b",
    ] {
        parse_error(text, Syntax::STRICT);
        parse_error(text, Syntax::LENIENT);
    }
}

#[test]
fn a_bound_filter_knows_place_type_and_case() {
    let bound = strict(r#"USERNAME eq "BJensen""#).bind(&ResourceType::user()).expect("binds");
    let Bound::Compare(comparison) = bound else { panic!("{bound:?}") };
    assert_eq!(comparison.at, Location { extension: None, attribute: "userName".into(), sub: None });
    assert_eq!(comparison.literal, Literal::String("BJensen".into()));
    assert_eq!(comparison.operand, Operand::Text("bjensen".into()));
    assert!(!comparison.case_exact);

    let bound = strict(r#"externalId eq "BJensen""#).bind(&ResourceType::user()).expect("binds");
    let Bound::Compare(comparison) = bound else { panic!("{bound:?}") };
    assert_eq!((comparison.case_exact, comparison.operand), (true, Operand::Text("BJensen".into())));

    let bound = strict(r#"Emails[Type eq "Work"]"#).bind(&ResourceType::user()).expect("binds");
    let Bound::Element(at, inner) = bound else { panic!("{bound:?}") };
    assert_eq!(at, Location { extension: None, attribute: "emails".into(), sub: None });
    let Bound::Compare(comparison) = *inner else { panic!("{inner:?}") };
    assert_eq!(comparison.at, Location { extension: None, attribute: "type".into(), sub: None });

    // Entra asks like that: a complex attribute means its value, and the extension goes without saying.
    let bound = strict(r#"id eq "X" and manager eq "Y""#).bind(&ResourceType::user()).expect("binds");
    assert!(bound.mentions("manager") && bound.mentions("ID") && !bound.mentions("value"));
    let Bound::And(terms) = bound else { panic!("{bound:?}") };
    let Bound::Compare(comparison) = &terms[1] else { panic!("{terms:?}") };
    let manager = Location {
        extension: Some(ENTERPRISE.into()),
        attribute: "manager".into(),
        sub: Some("value".into()),
    };
    assert_eq!(comparison.at, manager);
}

#[test]
fn binding_refuses_what_does_not_go_together() {
    for (text, detail) in [
        (
            "shoeSize pr",
            "User has no attribute `shoeSize`. Check the spelling; /Schemas lists all attributes.",
        ),
        (
            r#"emails[kind eq "x"]"#,
            "`emails` has no sub-attribute `kind`. Inside brackets stand the names of sub-attributes alone: value, \
             display, type, primary.",
        ),
        (
            r#"password eq "secret""#,
            "The attribute `password` is never returned, so it cannot be filtered by either.",
        ),
        ("password pr", "The attribute `password` is never returned, so it cannot be filtered by either."),
        ("active gt true", "The operator gt does not go with `active`, which is a boolean."),
        (r#"active co "t""#, "The operator co does not go with `active`, which is a boolean."),
        (
            r#"x509Certificates.value ge "MII""#,
            "The operator ge does not go with `x509Certificates.value`, which is a binary.",
        ),
        (
            r#"meta.created sw "2011""#,
            "The operator sw does not go with `meta.created`, which is a dateTime.",
        ),
        (
            r#"name eq "x""#,
            "`name` consists of parts and cannot be compared as a whole. Name one of them: formatted, familyName, \
             givenName, middleName, honorificPrefix, honorificSuffix.",
        ),
        (
            r#"active eq "yes""#,
            "`active` is a boolean and is compared with true or false; what was given is a text that cannot be read \
             so.",
        ),
        (
            "userName eq true",
            "`userName` is a string and is compared with a text in double quotes; what was given is a boolean that \
             cannot be read so.",
        ),
        (
            r#"meta.created gt "yesterday""#,
            "`meta.created` is a dateTime and is compared with a date and time such as \"2011-05-13T04:42:34Z\"; \
             what was given is a text that cannot be read so.",
        ),
        (
            "title co null",
            "`title co null` has no meaning: null stands for no value, which goes with eq and ne only.",
        ),
        (
            r#"userName[value eq "x"]"#,
            "`userName` is one simple value, so it has nothing that brackets could choose from. Compare it directly.",
        ),
    ] {
        assert_eq!(bind_error(text), detail, "{text}");
    }
    for text in [
        "email.value pr",
        "emails.foo pr",
        "emails[emails.type pr]",
        "urn:x:y:department pr",
        "urn:ietf:params:scim:schemas:core:2.0:User:department pr",
        "userName eq 1.5",
        r#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:userName eq "x""#,
    ] {
        bind_error(text);
    }
}

#[test]
fn text_compares_as_the_schema_says() {
    assert!(matches(r#"userName eq "bjensen@example.COM""#));
    assert!(
        matches(r#"username Sw "BJEN""#)
            && matches(r#"userName ew ".com""#)
            && matches(r#"userName co "sen@""#)
    );
    assert!(!matches(r#"userName eq "bjensen""#));
    assert!(matches(r#"externalId eq "BJensen""#) && !matches(r#"externalId eq "bjensen""#));
    assert!(matches("externalId eq BJensen"));
    assert!(matches(r#"displayName eq "babs \"THE\" jensen""#));
    assert!(matches("department eq \"ZOE\u{308}'S\""), "Unicode forms are folded");
    assert!(matches(r#"userName gt "a""#) && matches(r#"userName lt "C""#) && !matches(r#"userName ge "c""#));
    assert!(matches(&format!("{}:Department sw \"zoë\"", ENTERPRISE.to_ascii_uppercase())));
}

#[test]
fn other_types_compare_by_what_they_mean() {
    assert!(matches("active eq true") && matches(r#"active eq "True""#) && matches("active ne FALSE"));
    assert!(matches(r#"emails[primary eq "True" and type eq "work"]"#));
    assert!(matches(r#"meta.lastModified eq "2011-05-13T02:42:34Z""#), "an instant, not a text");
    assert!(matches(r#"meta.lastModified gt "2011-05-13T04:42:34+03:00""#));
    assert!(!matches(r#"meta.lastModified lt "2011-05-13T02:42:34Z""#));
    assert!(matches(r#"meta.lastModified le "2011-05-13T02:42:34""#), "without an offset it is UTC");
    assert!(matches(r#"x509Certificates eq "MIIDQzCCAqygAwIBAgICEAAwDQYJKoZI""#));
}

#[test]
fn one_element_or_any_of_them() {
    assert!(
        matches(r#"emails co "jensen.org""#)
            && matches(r#"groups eq "e9e30dba-f08f-4109-8486-d5c6a331660a""#)
    );
    assert!(
        matches(r#"emails.type eq "work" and emails.value co "jensen.org""#),
        "two elements may share the work"
    );
    assert!(!matches(r#"emails[type eq "work" and value co "jensen.org"]"#), "one element must do it all");
    assert!(matches(r#"emails[type eq "WORK"].value eq "bjensen@example.com""#));
    assert!(matches(r#"emails[not (type eq "work")]"#) && !matches(r#"not (emails[type eq "work"])"#));
    assert!(matches(r#"name[givenName eq "Barbara"]"#));
    assert!(
        matches(&format!(r#"schemas[value eq "{ENTERPRISE}"]"#))
            && matches(&format!(r#"schemas eq "{ENTERPRISE}""#))
    );
    assert!(
        matches(r#"manager eq "26118915""#) && matches("manager.value eq 26118915") && matches("manager pr")
    );
}

/// RFC 7643 §2.5: null, an empty list and nothing are the same.
#[test]
fn no_value() {
    assert!(!matches("nickName pr") && matches("nickName eq null") && !matches("nickName ne null"));
    assert!(matches("userName ne null") && !matches("userName eq null"));
    assert!(
        matches(r#"nickName ne "x""#) && !matches(r#"nickName eq "x""#) && !matches(r#"nickName lt "x""#)
    );
    assert!(matches(r#"emails.type ne "work""#), "some element differs");
    assert!(!matches(r#"not (emails.type eq "work")"#));
    assert!(matches(r#"emails[type eq "home" and primary ne true]"#));
    // RFC 7644 §3.4.2.2: pr asks for a "non-empty" value.
    assert!(!matches("title pr") && matches(r#"title eq """#));
    assert!(matches("name pr") && matches("emails pr") && matches("meta pr") && !matches("addresses pr"));
}

/// RFC 7644 §3.4.2.1: across resource types, an attribute that one of them lacks has no value there.
#[test]
fn across_resource_types() {
    let matches_any =
        |text: &str| strict(text).bind_any(&ResourceType::user()).expect(text).matches(&barbara());
    assert!(!matches_any(r#"members.value eq "x""#) && !matches_any("members pr"));
    assert!(!matches_any(r#"members[value eq "x"]"#) && !matches_any(r#"members gt "x""#));
    assert!(matches_any("members eq null") && matches_any(r#"members ne "x""#));
    assert!(matches_any(r#"members pr or userName sw "b""#) && matches_any("not (members pr)"));
    strict("members pr").bind(&ResourceType::user()).expect_err("one type alone refuses");
    strict(r#"password eq "x""#).bind_any(&ResourceType::user()).expect_err("never returned stays refused");
}

#[test]
fn elements_alone() {
    let user = ResourceType::user();
    let emails = user.attribute("emails").expect("users have emails");
    let bound = strict(r#"type eq "work" and primary eq "true""#).bind_element(emails).expect("binds");
    assert!(bound.matches_element(&json!({ "type": "Work", "primary": true })));
    assert!(!bound.matches_element(&json!({ "type": "Work" })));
    assert!(!bound.matches_element(&json!("work")));
}
