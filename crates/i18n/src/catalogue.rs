//! The catalogues, read once.

use crate::{Language, plain};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::sync::LazyLock;

const SOURCES: [(Language, &str); 3] = [
    (Language::En, include_str!("../catalogues/en.ftl")),
    (Language::Ja, include_str!("../catalogues/ja.ftl")),
    (Language::Fr, include_str!("../catalogues/fr.ftl")),
];

static BUNDLES: LazyLock<Vec<(Language, FluentBundle<FluentResource>)>> =
    LazyLock::new(|| SOURCES.map(|(language, source)| (language, bundle(language, source))).into());

/// The message of that key with these values in it.
pub(crate) fn say(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    let (_, bundle) = BUNDLES
        .iter()
        .find(|(of, _)| *of == language)
        .expect("each language has a catalogue, as a test says");
    let arguments: FluentArgs<'_> =
        values.iter().map(|(name, value)| (*name, isolated(plain(value)))).collect();
    let pattern = bundle
        .get_message(key)
        .and_then(|message| message.value())
        .expect("each key is in each catalogue, as a test says");
    // What a pattern can lack is checked by a test, for each message in each language.
    bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
}

fn bundle(language: Language, source: &'static str) -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(source.to_owned()).expect("a catalogue is legal, as a test says");
    let tag = language.tag().parse().expect("a tag is legal");
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Fluent would put invisible marks around every value, in subjects and in plain text, where searches and filters
    // stumble over them; `isolated` does it where it is needed.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("a key is there once, as a test says");
    bundle
}

/// None of our languages is written from right to left. A value that is would move what stands beside it: it is put
/// between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE. Others stay as they are.
fn isolated(value: String) -> String {
    if value.chars().any(is_right_to_left) { format!("\u{2068}{value}\u{2069}") } else { value }
}

/// The blocks of the scripts that are written from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
        || matches!(c, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::MESSAGES;
    use std::path::Path;

    /// The keys of a catalogue, as it is written.
    fn keys(source: &str) -> Vec<&str> {
        let lines = source.lines().filter(|line| !line.starts_with(['#', ' ']));
        lines.filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect()
    }

    #[test]
    fn every_language_says_every_message_and_nothing_else() {
        let expected: Vec<&str> = MESSAGES.iter().map(|(key, ..)| *key).collect();
        assert_eq!(SOURCES.map(|(language, _)| language), Language::ALL);
        for (language, source) in SOURCES {
            assert_eq!(keys(source), expected, "{language:?}");
            drop(bundle(language, source));
        }
    }

    #[test]
    fn every_message_says_all_that_it_is_given_and_asks_for_no_more() {
        for (language, _) in SOURCES {
            let (_, bundle) = BUNDLES.iter().find(|(of, _)| *of == language).unwrap();
            for (key, _, names) in MESSAGES {
                let values: Vec<String> = names.iter().map(|name| format!("<{name}>")).collect();
                let given: Vec<_> = names.iter().copied().zip(values.iter().map(String::as_str)).collect();
                let arguments: FluentArgs<'_> = given.iter().copied().collect();
                let pattern = bundle.get_message(key).unwrap().value().unwrap();
                let mut errors = Vec::new();
                drop(bundle.format_pattern(pattern, Some(&arguments), &mut errors));
                assert_eq!(errors, [], "{language:?} {key}");
                let said = say(language, key, &given);
                assert!(
                    values.iter().all(|value| said.contains(value.as_str())),
                    "{language:?} {key}: {said}"
                );
                assert!(!said.contains(['\u{2068}', '{', '\n']), "{language:?} {key}: {said}");
            }
        }
    }

    #[test]
    fn every_message_is_said_somewhere() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut said = String::new();
        for folder in ["web/src", "web/templates", "worker/src", "worker/templates"] {
            read_all(&crates.join(folder), &mut said);
        }
        let unused: Vec<&str> = MESSAGES
            .iter()
            .map(|(_, name, _)| *name)
            .filter(|name| !said.contains(&format!(".{name}(")))
            .collect();
        assert_eq!(unused, [""; 0]);
    }

    fn read_all(folder: &Path, text: &mut String) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                read_all(&path, text);
            } else {
                text.push_str(&std::fs::read_to_string(path).expect("a text"));
            }
        }
    }

    #[test]
    fn a_name_from_right_to_left_moves_nothing_beside_it_and_others_carry_no_marks() {
        assert_eq!(Language::En.mail_invitation_subject("Zoë & 田中"), "Invitation to Zoë & 田中");
        assert_eq!(Language::En.mail_greeting("נועה"), "Hello \u{2068}נועה\u{2069},");
        assert_eq!(Language::Ja.mail_greeting("محمد"), "\u{2068}محمد\u{2069} 様");
    }
}
