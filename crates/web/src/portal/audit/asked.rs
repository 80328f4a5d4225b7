//! Which entries somebody asks for.

use super::super::parts::encoded;
use super::area::Area;
use directory::{Action, AdministratorId, ConnectionId, Timestamp};
use i18n::Language;
use serde_json::{Value, json};
use store::{By, TrailFilter, TrailPlace};

/// What stands in the filter; what is empty leaves nothing out.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    /// The first day.
    pub(super) from: String,
    /// The last day.
    pub(super) to: String,
    /// An area or a kind of entries.
    pub(super) kind: String,
    /// Who acted.
    pub(super) actor: String,
    /// The id of what it was done to.
    pub(super) target: String,
}

impl Asked {
    /// What stands in the fields of these names.
    pub(super) fn of(text: impl Fn(&str) -> String) -> Self {
        let text = |name| text(name).trim().to_owned();
        Self {
            from: text("from"),
            to: text("to"),
            kind: text("kind"),
            actor: text("actor"),
            target: text("target"),
        }
    }

    /// Whether something is left out.
    pub(super) fn is_any(&self) -> bool {
        self.pairs().iter().any(|(_, text)| !text.is_empty())
    }

    /// What is looked for, unless a field holds what nobody can look for.
    pub(super) fn filter(&self) -> Option<TrailFilter> {
        let day = |text: &str, days: i64| match text {
            "" => Some(None),
            text => Some(Some(Timestamp::of_day(Timestamp::parse_day(text)? + days))),
        };
        let actions = match (self.kind.as_str(), Area::parse(&self.kind)) {
            ("", _) => Vec::new(),
            (_, Some(area)) => area.actions().collect(),
            (kind, None) => vec![Action::parse(kind)?],
        };
        let by = match self.actor.as_str() {
            "" => None,
            word => Some(by(word)?),
        };
        let target = Some(self.target.clone()).filter(|target| !target.is_empty());
        // The last day is meant to its end.
        Some(TrailFilter { from: day(&self.from, 0)?, to: day(&self.to, 1)?, actions, by, target })
    }

    /// Whether the first day comes after the last one.
    pub(super) fn is_reversed(&self) -> bool {
        let (from, to) = (Timestamp::parse_day(&self.from), Timestamp::parse_day(&self.to));
        from.zip(to).is_some_and(|(from, to)| from > to)
    }

    /// The query of an address with the same filter at another place.
    pub(super) fn query(&self, place: TrailPlace) -> String {
        let place = place.to_string();
        let mut query = String::new();
        for (name, text) in self.pairs().into_iter().chain([("place", place.as_str())]) {
            if !text.is_empty() {
                let join = if query.is_empty() { '?' } else { '&' };
                query.push_str(&format!("{join}{name}={}", encoded(text)));
            }
        }
        query
    }

    /// The fields by name.
    pub(super) fn pairs(&self) -> [(&'static str, &str); 5] {
        [
            ("from", self.from.as_str()),
            ("to", self.to.as_str()),
            ("kind", self.kind.as_str()),
            ("actor", self.actor.as_str()),
            ("target", self.target.as_str()),
        ]
    }

    /// What the audit trail keeps of it.
    pub(super) fn to_json(&self) -> Value {
        let said = self.pairs().into_iter().filter(|(_, text)| !text.is_empty());
        said.map(|(name, text)| (name.to_owned(), json!(text))).collect()
    }
}

/// Who can be asked for: first those who have no name, then these.
pub(super) fn actors(language: Language, named: Vec<(String, String)>) -> Vec<(String, String)> {
    let kinds = [
        ("administrators", "administrator"),
        ("users", "user"),
        ("command-line", "command line"),
        ("server", "server"),
    ];
    let kind = |(word, kind): (&str, &str)| Some((word.to_owned(), language.actor_kind(kind)?));
    kinds.into_iter().filter_map(kind).chain(named).collect()
}

fn by(word: &str) -> Option<By> {
    match word {
        "administrators" => Some(By::Administrators),
        "users" => Some(By::Users),
        "command-line" => Some(By::CommandLine),
        "server" => Some(By::Server),
        _ => match word.split_once('-')? {
            ("connection", id) => ConnectionId::parse(id).map(By::Connection),
            ("administrator", id) => AdministratorId::parse(id).map(By::Administrator),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: &str, text: &str) -> Option<TrailFilter> {
        Asked::of(|asked| if asked == name { text.to_owned() } else { String::new() }).filter()
    }

    #[test]
    fn a_field_is_read_or_nothing_is_looked_for() {
        assert_eq!(asked("from", ""), Some(TrailFilter::default()));
        let from = asked("from", " 2026-11-21 ").and_then(|filter| filter.from);
        assert_eq!(from.map(|from| from.to_string()).as_deref(), Some("2026-11-21T00:00:00.000Z"));
        let to = asked("to", "2026-11-21").and_then(|filter| filter.to);
        assert_eq!(to.map(|to| to.to_string()).as_deref(), Some("2026-11-22T00:00:00.000Z"));
        assert_eq!(asked("kind", "tokens").map(|filter| filter.actions.len()), Some(5));
        let one = asked("kind", "SCIM Token Renewed").map(|filter| filter.actions);
        assert_eq!(one, Some(vec![Action::TokenRenewed]));
        assert_eq!(asked("actor", "server").and_then(|filter| filter.by), Some(By::Server));
        for (name, text) in
            [("from", "21.11.2026"), ("to", "2026-02-30"), ("kind", "x"), ("actor", "connection-1")]
        {
            assert_eq!(asked(name, text), None, "{name}={text}");
        }
    }

    #[test]
    fn every_kind_is_in_one_area() {
        let all: Vec<Action> = Area::ALL.into_iter().flat_map(Area::actions).collect();
        assert_eq!(all.len(), Action::ALL.len());
        assert!(
            Action::ALL.iter().all(|action| all.contains(action) && Area::parse(action.as_str()).is_none())
        );
    }
}
