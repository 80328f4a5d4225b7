//! The core User (RFC 7643 §4.1; characteristics as in §8.7.1).

use super::{Schema, USER_URN};
use crate::attribute::{
    Attribute,
    Mutability::{ReadOnly, WriteOnly},
    Returned::Never,
    Type::{self, Binary, Boolean, Complex, Reference, String},
    Uniqueness::Server,
};

pub(super) fn schema() -> Schema {
    let mut attributes = single_valued();
    attributes.extend(multi_valued());
    Schema { id: USER_URN.into(), name: "User".into(), description: "User Account".into(), attributes }
}

/// RFC 7643 §4.1.1.
fn single_valued() -> Vec<Attribute> {
    vec![
        // RFC 7643 §4.1.1: "This attribute is REQUIRED and is case insensitive", unique across the server's users.
        text("userName", "The name with which the user signs in.").required().unique(Server),
        name(),
        text("displayName", "The name to show to people."),
        text("nickName", "What the user is called casually."),
        Attribute::new("profileUrl", Reference, "A page about the user.").references(&["external"]),
        text("title", "The user's job title."),
        text("userType", "How the user relates to the organization, such as Employee or Contractor."),
        text("preferredLanguage", "The languages that the user prefers, as in an Accept-Language header."),
        text("locale", "The user's language and region, used to format dates, numbers and currency."),
        text("timezone", "The user's time zone, by its name in the IANA database."),
        Attribute::new("active", Boolean, "Whether the user may use the service."),
        // RFC 7643 §4.1.1: a password is never returned; this server does not keep it either.
        text("password", "A password; it is checked for its type and then thrown away.")
            .mutability(WriteOnly)
            .returned(Never),
    ]
}

fn name() -> Attribute {
    Attribute::new("name", Complex, "The parts of the user's real name.").with(vec![
        text("formatted", "The whole name, ready to be shown."),
        text("familyName", "The family name."),
        text("givenName", "The given name."),
        text("middleName", "The middle names."),
        text("honorificPrefix", "Titles that stand before the name."),
        text("honorificSuffix", "Titles that stand behind the name."),
    ])
}

/// RFC 7643 §4.1.2.
fn multi_valued() -> Vec<Attribute> {
    vec![
        list("emails", "The user's e-mail addresses.", String, &["work", "home", "other"]),
        list(
            "phoneNumbers",
            "The user's phone numbers.",
            String,
            &["work", "home", "mobile", "fax", "pager", "other"],
        ),
        list("ims", "The user's instant messaging addresses.", String, &IMS),
        list("photos", "Where to find pictures of the user.", Reference, &["photo", "thumbnail"]),
        addresses(),
        groups(),
        list("entitlements", "What the user is entitled to.", String, &[]),
        list("roles", "The user's roles.", String, &[]),
        list("x509Certificates", "Certificates that were issued to the user.", Binary, &[]),
    ]
}

const IMS: [&str; 8] = ["aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"];

fn addresses() -> Attribute {
    Attribute::new("addresses", Complex, "The user's postal addresses.").multi_valued().with(vec![
        text("formatted", "The whole address, ready to be shown or printed."),
        text("streetAddress", "Street, house number, and what else stands above the city."),
        text("locality", "The city."),
        text("region", "The state or region."),
        text("postalCode", "The postal code."),
        text("country", "The country, by its code in ISO 3166-1 alpha-2."),
        text("type", "What the address is for.").canonical(&["work", "home", "other"]),
        primary(),
    ])
}

/// RFC 7643 §4.1.2: "group membership changes MUST be applied via the 'Group' Resource", so all of it is readOnly.
fn groups() -> Attribute {
    Attribute::new("groups", Complex, "The groups that the user belongs to.")
        .multi_valued()
        .mutability(ReadOnly)
        .with(vec![
            text("value", "The group's id.").mutability(ReadOnly),
            Attribute::new("$ref", Reference, "The group's URI.").mutability(ReadOnly).references(&["Group"]),
            text("display", "The group's display name.").mutability(ReadOnly),
            text("type", "Whether the user is in the group itself or in a group inside it.")
                .mutability(ReadOnly)
                .canonical(&["direct", "indirect"]),
        ])
}

/// A list with the default sub-attributes of RFC 7643 §2.4.
fn list(name: &str, description: &str, value: Type, types: &[&str]) -> Attribute {
    let value = match value {
        Reference => Attribute::new("value", value, "The value itself.").references(&["external"]),
        _ => Attribute::new("value", value, "The value itself."),
    };
    Attribute::new(name, Complex, description).multi_valued().with(vec![
        value,
        text("display", "A name to show to people."),
        text("type", "What the value is for.").canonical(types),
        primary(),
    ])
}

fn primary() -> Attribute {
    Attribute::new("primary", Boolean, "Whether this is the preferred one; true at most once in the list.")
}

fn text(name: &str, description: &str) -> Attribute {
    Attribute::new(name, String, description)
}
