//! The audit trail as a file: JSON for programs, CSV for spreadsheets. Nothing in it is read as anything but text.
//!
//! The JSON is one array with an entry on each line, so that what reads arrays takes it as well as what reads lines. The
//! CSV is that of RFC 4180, in UTF-8 with the mark that tells spreadsheets so. Characters that nobody sees, or that turn
//! text around, are written as `\u202e` in both.

use super::Shown;
use directory::Actor;
use serde_json::Value;
use std::fmt::Write as _;

/// The columns of the CSV.
const COLUMNS: [&str; 8] = ["time", "actor kind", "actor", "kind", "target", "details", "before", "after"];

/// What the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A JSON array.
    Json,
    /// Comma-separated values.
    Csv,
}

/// A file that is being written: [`Export::begin`], any number of [`Export::write`], [`Export::end`].
#[derive(Clone, Copy, Debug)]
pub struct Export {
    format: Format,
    is_empty: bool,
}

impl Export {
    /// A new file, with what it begins with.
    #[must_use]
    pub fn begin(format: Format) -> (Self, String) {
        let head = match format {
            Format::Json => "[".to_owned(),
            Format::Csv => format!("\u{feff}{}\r\n", COLUMNS.map(cell).join(",")),
        };
        (Self { format, is_empty: true }, head)
    }

    /// The text of further entries.
    #[must_use]
    pub fn write(&mut self, entries: &[Shown]) -> String {
        let mut text = String::new();
        for entry in entries {
            match self.format {
                Format::Json => {
                    text.push_str(if self.is_empty { "\n" } else { ",\n" });
                    text.push_str(&object(entry));
                }
                Format::Csv => {
                    text.push_str(&row(entry));
                    text.push_str("\r\n");
                }
            }
            self.is_empty = false;
        }
        text
    }

    /// What the file ends with.
    #[must_use]
    pub fn end(self) -> &'static str {
        match self.format {
            Format::Json => "\n]\n",
            Format::Csv => "",
        }
    }
}

/// An entry as a JSON object on one line.
fn object(shown: &Shown) -> String {
    let entry = &shown.entry;
    let mut actor = entry.actor.to_json();
    if let (Some(name), Value::Object(fields)) = (&shown.actor, &mut actor) {
        fields.entry("name").or_insert_with(|| name.as_str().into());
    }
    let details = shown.details.as_ref().map(super::Details::as_str);
    let object = format!(
        "{{\"id\":\"{}\",\"time\":\"{}\",\"actor\":{actor},\"kind\":{},\"target\":{},\"details\":{},\"before\":{},\"after\":{}}}",
        entry.id,
        entry.at,
        Value::from(entry.action.as_str()),
        Value::from(entry.target.as_str()),
        Value::from(details),
        entry.before.as_str(),
        entry.after.as_str(),
    );
    // Outside of texts there are none of these characters, and in texts JSON reads them back as they were.
    visible(&object)
}

/// An entry as a row of the CSV.
fn row(shown: &Shown) -> String {
    let entry = &shown.entry;
    let (kind, id) = kind_and_id(&entry.actor);
    let actor = shown.actor.clone().unwrap_or(id);
    let json = |json: &directory::Json| match json.as_str() {
        "null" => String::new(),
        text => text.to_owned(),
    };
    let cells = [
        entry.at.to_string(),
        kind.to_owned(),
        actor,
        entry.action.as_str().to_owned(),
        entry.target.clone(),
        shown.details.as_ref().map_or_else(String::new, |details| details.as_str().to_owned()),
        json(&entry.before),
        json(&entry.after),
    ];
    cells.map(|text| cell(&text)).join(",")
}

/// The word for a kind of actor, and the id where there is one.
fn kind_and_id(actor: &Actor) -> (&'static str, String) {
    match actor {
        Actor::Provider { connection, .. } => ("provider", connection.to_string()),
        Actor::CommandLine => ("command line", String::new()),
        Actor::Server => ("server", String::new()),
        Actor::User(user) => ("user", user.to_string()),
        Actor::Administrator { id, .. } => ("administrator", id.to_string()),
    }
}

/// A cell in quotes, as RFC 4180 §2 has it. What a spreadsheet would take for a formula gets an apostrophe in front, which
/// makes it text.
fn cell(text: &str) -> String {
    let begins = text.trim_start_matches(' ').chars().next();
    let is_formula = matches!(begins, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'));
    let apostrophe = if is_formula { "'" } else { "" };
    format!("\"{apostrophe}{}\"", visible(text).replace('"', "\"\""))
}

/// The text with all that nobody sees, and that steers what is around it, written out.
fn visible(text: &str) -> String {
    if !text.chars().any(steers) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        if steers(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a text cannot fail.
                let _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Control characters, marks of direction, ends of lines, and what is not there to be seen. What joins letters is not
/// among them: names need it.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        )
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Details;
    use directory::{Action, AuditEntry, Ids, Timestamp};
    use serde_json::json;
    use testkit::hostile;

    fn shown(text: &str, number: u8) -> Shown {
        let mut ids = Ids::new(Timestamp::from_millis(0), [number; 32]);
        let actor = Actor::Administrator { id: ids.id(), email: text.to_owned() };
        let at = Timestamp::from_millis(1_763_675_425_120);
        let entry = AuditEntry::new(&mut ids, at, &actor, Action::UserUpdated, text.to_owned())
            .before(json!({ "title": text }))
            .after(json!({ text: text }));
        let details = Some(Details::Name(text.to_owned()));
        Shown { number: u64::from(number), entry, actor: Some(text.to_owned()), details }
    }

    fn written(format: Format, all: &[Shown]) -> String {
        let (mut export, mut text) = Export::begin(format);
        for part in all.chunks(3) {
            text.push_str(&export.write(part));
        }
        text + export.end()
    }

    fn hostile_entries() -> (Vec<String>, Vec<Shown>) {
        let more = [
            "",
            "+1",
            "-1+2",
            "@SUM(A1)",
            "\tx",
            "\r=1",
            " =1",
            "＝1",
            "a\",\"b",
            "\u{e0041}",
            "\"",
            "\\u0041",
        ];
        let texts = hostile::texts().into_iter().map(|(_, text)| text);
        let texts: Vec<String> = texts.chain(more.map(str::to_owned)).collect();
        let entries = (0..).zip(&texts).map(|(number, text)| shown(text, number)).collect();
        (texts, entries)
    }

    /// What RFC 4180 reads: every cell is in quotes.
    fn parse(csv: &str) -> Vec<Vec<String>> {
        let lines = csv.strip_suffix("\r\n").expect("a last end of line").split("\r\n");
        let parsed = |line: &str| {
            let inner = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).expect("quotes");
            let cells: Vec<String> = inner.split("\",\"").map(ToOwned::to_owned).collect();
            cells
        };
        lines.map(parsed).collect()
    }

    #[test]
    fn json_is_an_array_with_a_line_for_each_entry_and_says_what_was_said() {
        let (texts, entries) = hostile_entries();
        let text = written(Format::Json, &entries);
        assert!(!text.chars().any(|c| steers(c) && c != '\n'));
        assert_eq!(text.lines().count(), entries.len() + 2);
        let all: Vec<Value> = serde_json::from_str(&text).expect("JSON");
        for ((value, text), entry) in all.iter().zip(&texts).zip(&entries) {
            let actor = json!({
                "kind": "administrator",
                "administrator": value["actor"]["administrator"],
                "email": text,
                "name": text,
            });
            let expected = json!({
                "id": entry.entry.id.to_string(),
                "time": "2025-11-20T21:50:25.120Z",
                "actor": actor,
                "kind": "User Updated",
                "target": text,
                "details": text,
                "before": { "title": text },
                "after": { text: text },
            });
            assert_eq!(*value, expected);
        }
        assert_eq!(all.len(), texts.len());
        assert_eq!(serde_json::from_str::<Value>(&written(Format::Json, &[])).expect("JSON"), json!([]));
    }

    #[test]
    fn csv_has_a_line_for_each_entry_and_no_formula() {
        let (texts, entries) = hostile_entries();
        let csv = written(Format::Csv, &entries);
        let csv = csv.strip_prefix('\u{feff}').expect("the mark of UTF-8");
        assert!(!csv.chars().any(|c| steers(c) && c != '\r' && c != '\n'));
        assert!(!csv.replace("\r\n", "").contains(['\r', '\n']));
        let harmless: Vec<(&Shown, &String)> =
            entries.iter().zip(&texts).filter(|(_, text)| !text.contains('"')).collect();
        let kept: Vec<Shown> = harmless.iter().map(|(entry, _)| (*entry).clone()).collect();
        let rows = parse(written(Format::Csv, &kept).trim_start_matches('\u{feff}'));
        assert_eq!(rows[0], COLUMNS);
        assert_eq!(rows.len(), kept.len() + 1);
        for (row, (_, text)) in rows[1..].iter().zip(&harmless) {
            assert_eq!(row.len(), COLUMNS.len(), "{row:?}");
            let begins_harmlessly =
                |cell: &String| !cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '\t', '\r']);
            assert!(row.iter().all(begins_harmlessly), "{row:?}");
            assert!(row[2].trim_start_matches('\'').starts_with(visible(text).as_str()), "{row:?}");
        }
    }

    #[test]
    fn a_row_looks_like_this() {
        let mut entry = shown("=1+1", 1);
        entry.entry.after = directory::Json::null();
        let rows = written(Format::Csv, &[entry, shown("Zoë \u{202e}\"X\"", 2)]);
        let rows: Vec<&str> = rows.split("\r\n").collect();
        assert_eq!(
            rows[1..],
            [
                "\"2025-11-20T21:50:25.120Z\",\"administrator\",\"'=1+1\",\"User Updated\",\"'=1+1\",\"'=1+1\",\
                 \"{\"\"title\"\":\"\"=1+1\"\"}\",\"\"",
                "\"2025-11-20T21:50:25.120Z\",\"administrator\",\"Zoë \\u202e\"\"X\"\"\",\"User Updated\",\
                 \"Zoë \\u202e\"\"X\"\"\",\"Zoë \\u202e\"\"X\"\"\",\
                 \"{\"\"title\"\":\"\"Zoë \\u202e\\\"\"X\\\"\"\"\"}\",\
                 \"{\"\"Zoë \\u202e\\\"\"X\\\"\"\"\":\"\"Zoë \\u202e\\\"\"X\\\"\"\"\"}\"",
                ""
            ]
        );
    }
}
