//! The catalogues, read once.

use crate::messages::{Place, SOURCES};
use crate::{Language, editable, plain};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;

/// Most characters of a value in a sentence of the portal.
const PORTAL_CHARS_MAX: usize = 2_000;

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 3]> = LazyLock::new(|| Language::ALL.map(bundle));

/// The message of that key with these values in it.
pub(crate) fn say(
    language: Language,
    key: &str,
    values: impl Iterator<Item = (&'static str, FluentValue<'static>)>,
) -> String {
    let bundle = &BUNDLES[language as usize];
    let arguments: FluentArgs<'_> = values.collect();
    let pattern = bundle
        .get_message(key)
        .and_then(|message| message.value())
        .expect("each key is in each catalogue, as a test says");
    // What a pattern can lack is checked by a test, for each message in each language.
    bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
}

/// A text as a message shows it at that place: words, and nothing that moves what stands beside it.
pub(crate) fn shown(text: &str, place: Place) -> String {
    isolated(match place {
        Place::Mail => plain(text),
        Place::Portal => editable(text, PORTAL_CHARS_MAX),
    })
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let tag = language.tag().parse().expect("a tag is legal");
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Fluent would put invisible marks around every value, in subjects and in plain text, where searches and filters
    // stumble over them; `isolated` does it where it is needed.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::En | Language::Ja => |value, _| grouped(value, ","),
        Language::Fr => |value, _| grouped(value, "\u{202f}"),
    }));
    for part in SOURCES {
        let source = part[language as usize].to_owned();
        let resource = FluentResource::try_new(source).expect("a catalogue is legal, as a test says");
        bundle.add_resource(resource).expect("a key is there once, as a test says");
    }
    bundle
}

/// A whole number with its digits in groups of three.
fn grouped(value: &FluentValue<'_>, separator: &str) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let digits = number.as_string().into_owned();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push_str(separator);
        }
        grouped.push(digit);
    }
    Some(grouped)
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
    use crate::messages::{Message, PARTS};
    use std::path::Path;

    /// The keys of a catalogue, as it is written.
    fn keys(source: &str) -> Vec<&str> {
        let lines = source.lines().filter(|line| !line.starts_with(['#', ' ', '}']));
        lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key).collect()
    }

    fn all() -> impl Iterator<Item = &'static Message> {
        PARTS.iter().flat_map(|(_, messages)| messages.iter())
    }

    #[test]
    fn every_language_says_every_message_and_nothing_else() {
        for ((part, messages), sources) in PARTS.iter().zip(SOURCES) {
            let expected: Vec<&str> = messages.iter().map(|(key, _)| *key).collect();
            for (language, source) in Language::ALL.iter().zip(sources) {
                assert_eq!(keys(source), expected, "{part} in {language:?}");
            }
        }
        for (place, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language as usize, place);
            drop(bundle(language));
        }
    }

    #[test]
    fn every_message_says_all_that_it_is_given_and_asks_for_no_more() {
        for language in Language::ALL {
            for (key, names) in all() {
                let values: Vec<String> = names.iter().map(|name| format!("<{name}>")).collect();
                let given = || {
                    names.iter().zip(&values).map(|(name, value)| (*name, FluentValue::from(value.clone())))
                };
                let bundle = &BUNDLES[language as usize];
                let arguments: FluentArgs<'_> = given().collect();
                let pattern = bundle.get_message(key).unwrap().value().unwrap();
                let mut errors = Vec::new();
                drop(bundle.format_pattern(pattern, Some(&arguments), &mut errors));
                assert_eq!(errors, [], "{language:?} {key}");
                let said = say(language, key, given());
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
        for folder in
            ["i18n/src", "rollbook/src", "web/src", "web/templates", "worker/src", "worker/templates"]
        {
            read_all(&crates.join(folder), &mut said);
        }
        let unused: Vec<&str> =
            all().map(|(name, _)| *name).filter(|name| !said.contains(&format!(".{name}("))).collect();
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
        assert_eq!(Language::Ja.mail_greeting("محمد"), "\u{2068}محمد\u{2069}様");
    }
}
