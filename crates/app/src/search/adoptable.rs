//! What a provider finds beside its own: what it asks for by name, and may adopt.

use scim::filter::{Bound, Comparison, Location, Operand, Operator};

/// By what people and groups are looked up, with the part of it.
const KEYS: [(&str, Option<&str>); 5] = [
    ("userName", None),
    ("externalId", None),
    ("id", None),
    ("displayName", None),
    ("emails", Some("value")),
];

/// Whether a filter asks for somebody in particular. A provider that goes through a list is shown its own only: it would
/// take the others for people whom it has to remove.
pub(super) fn is_look_up(filter: &Bound) -> bool {
    match filter {
        Bound::And(parts) => parts.iter().any(is_look_up),
        Bound::Or(parts) => !parts.is_empty() && parts.iter().all(is_look_up),
        Bound::Compare(comparison) => {
            comparison.operator == Operator::Eq && is_key(&comparison.at, comparison.at.sub.as_deref())
        }
        Bound::Element(at, element) => is_key(at, Some("value")) && names_value(element),
        Bound::Not(_) | Bound::Present(_) => false,
    }
}

/// The ids that a filter asks of members, where it asks nothing else of them. None where it asks more: then the answer could
/// tell of members whom the caller does not see.
pub(super) fn members_named(filter: &Bound) -> Option<Vec<String>> {
    match filter {
        Bound::And(parts) | Bound::Or(parts) => {
            let named: Option<Vec<Vec<String>>> = parts.iter().map(members_named).collect();
            Some(named?.concat())
        }
        Bound::Not(part) => members_named(part),
        Bound::Compare(comparison) if comparison.at.attribute == "members" => {
            let is_value = matches!(comparison.at.sub.as_deref(), None | Some("value"));
            named(comparison).filter(|_| is_value).map(|id| vec![id])
        }
        Bound::Element(at, element) if at.attribute == "members" => match &**element {
            Bound::Compare(comparison) if comparison.at.attribute == "value" => {
                named(comparison).map(|id| vec![id])
            }
            _ => None,
        },
        Bound::Present(at) if at.attribute == "members" => None,
        Bound::Compare(_) | Bound::Element(..) | Bound::Present(_) => Some(Vec::new()),
    }
}

fn named(comparison: &Comparison) -> Option<String> {
    match &comparison.operand {
        Operand::Text(id) if comparison.operator == Operator::Eq => Some(id.clone()),
        _ => None,
    }
}

fn is_key(at: &Location, part: Option<&str>) -> bool {
    at.extension.is_none() && KEYS.contains(&(at.attribute.as_str(), part))
}

fn names_value(element: &Bound) -> bool {
    match element {
        Bound::And(parts) => parts.iter().any(names_value),
        Bound::Or(parts) => !parts.is_empty() && parts.iter().all(names_value),
        Bound::Compare(comparison) => {
            comparison.operator == Operator::Eq && comparison.at.attribute == "value"
        }
        Bound::Element(..) | Bound::Not(_) | Bound::Present(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use scim::ResourceType;
    use scim::filter::{Filter, Syntax};

    #[test]
    fn only_who_asks_for_somebody_in_particular_looks_up() {
        let looks_up = |filter: &str| {
            let filter = Filter::parse(filter, Syntax::STRICT).unwrap();
            is_look_up(&filter.bind(&ResourceType::user()).unwrap())
        };
        for filter in [
            "userName eq \"a\"",
            "externalId eq \"a\" and active eq true",
            "userName eq \"a\" or emails.value eq \"b\"",
            "emails[type eq \"work\" and value eq \"b\"]",
            "emails eq \"b\"",
        ] {
            assert!(looks_up(filter), "{filter}");
        }
        for filter in [
            "userName sw \"a\"",
            "not (userName eq \"a\")",
            "userName eq \"a\" or active eq true",
            "active eq true",
            "emails[type eq \"work\"]",
            "emails.type eq \"work\"",
            "userName pr",
        ] {
            assert!(!looks_up(filter), "{filter}");
        }
    }
}
