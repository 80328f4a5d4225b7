//! What the lists of users and of groups have in common.

use super::asked::{Asked, address};
use super::parts::Tone;
use app::listing::connection_of;
use directory::user::Source;
use directory::{Connection, ConnectionId, Stage, Status};
use i18n::Language;
use store::{Spot, Turn};

/// Fields of an address or of a form, and what they say.
pub(super) type Fields = Vec<(&'static str, String)>;

/// A word by which a list can be sorted.
pub(super) struct Head {
    /// What it says.
    pub(super) word: String,
    /// The address of the list in that order; of the one that it is in, turned round.
    pub(super) address: String,
    /// `ascending` or `descending`, where the list is in that order.
    pub(super) sorted: &'static str,
}

/// One of several choices of a form.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) word: String,
    pub(super) chosen: bool,
}

/// Which page of a list an address asks for.
pub(super) fn turn<Id>(asked: &Asked, parse: fn(&str) -> Option<Spot<Id>>) -> Turn<Id> {
    match (parse(asked.text("after")), parse(asked.text("before"))) {
        (Some(spot), _) => Turn::After(spot),
        (None, Some(spot)) => Turn::Before(spot),
        (None, None) => Turn::Beginning,
    }
}

impl Head {
    /// The head of a column, in a list that is sorted by `here`. `fields` are those that stay.
    pub(super) fn new(
        (path, fields): (&str, &Fields),
        here: (&str, bool),
        column: &'static str,
        word: String,
    ) -> Self {
        let (by, descending) = here;
        let is_here = by == column;
        let sort = if is_here && !descending { format!("-{column}") } else { column.to_owned() };
        let mut fields = fields.clone();
        fields.push(("sort", sort));
        let sorted = match (is_here, descending) {
            (false, _) => "",
            (true, false) => "ascending",
            (true, true) => "descending",
        };
        Self { word, address: address(path, fields), sorted }
    }

    /// The sign of the order.
    pub(super) fn sign(&self) -> &'static str {
        match self.sorted {
            "ascending" => "↑",
            "descending" => "↓",
            _ => "",
        }
    }
}

impl Choice {
    pub(super) fn new(value: &str, word: String, chosen: &str) -> Self {
        Self { value: value.to_owned(), word, chosen: value == chosen }
    }
}

/// The word of an order, and whether the greatest comes first.
pub(super) fn order(text: &str) -> (&str, bool) {
    text.strip_prefix('-').map_or((text, false), |column| (column, true))
}

/// The source that an address names.
pub(super) fn source_named(text: &str) -> Option<Source> {
    match text {
        "local" => Some(Source::Local),
        id => ConnectionId::parse(id).map(Source::Connection),
    }
}

/// The word for an address.
pub(super) fn source_word(source: Option<Source>) -> String {
    match source {
        None => String::new(),
        Some(Source::Local) => "local".to_owned(),
        Some(Source::Connection(id)) => id.to_string(),
    }
}

/// What a source is called; with the name of its connection, where several have that provider.
pub(super) fn source_name(language: Language, source: Source, connections: &[Connection]) -> String {
    let Some(connection) = connection_of(source, connections) else { return language.source(None) };
    let provider = language.source(Some(connection.provider));
    let alike = connections.iter().filter(|other| other.provider == connection.provider);
    if alike.count() > 1 { format!("{provider} · {}", connection.name) } else { provider }
}

/// The sources of an organization, as a form offers them.
pub(super) fn sources(language: Language, chosen: Option<Source>, connections: &[Connection]) -> Vec<Choice> {
    let of = connections.iter().map(|connection| Source::Connection(connection.id));
    let all = [Source::Local].into_iter().chain(of);
    let chosen = source_word(chosen);
    all.map(|source| {
        Choice::new(&source_word(Some(source)), source_name(language, source, connections), &chosen)
    })
    .collect()
}

/// How a status is meant.
pub(super) fn tone(status: Status) -> Tone {
    match status {
        Status::On(Stage::Staged) => Tone::Plain,
        Status::On(Stage::Invited | Stage::Accepted) => Tone::Waiting,
        Status::On(Stage::Confirmed) => Tone::Good,
        Status::Disabled(_) => Tone::Off,
        Status::Revoked(_) => Tone::Bad,
    }
}
