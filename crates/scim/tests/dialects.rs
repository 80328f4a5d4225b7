//! What each dialect tolerates, and that the documentation says so.

use scim::dialect::{Dialect, Profile, Switch, Tolerance};

/// The switches as a table, to be read against what the providers are known to send.
#[test]
fn each_profile_has_the_tolerances_that_its_provider_needs() {
    let table = "
                                strict generic entra okta onelogin jumpcloud ping google sailpoint authentik rauthy keycloak
        remove_values           -      x       x     x    x        x         x    x      x         x         x      x
        missing_element         -      x       x     x    x        x         x    x      x         -         -      -
        string_scalars          -      x       x     -    x        x         x    x      -         -         -      -
        dotted_keys             -      x       x     x    x        x         x    x      x         x         x      x
        unqualified_names       -      x       x     -    x        -         -    x      -         -         -      -
        old_urns                -      x       x     -    x        -         -    x      -         -         -      -
        bare_values             -      x       x     -    x        -         -    x      -         -         -      -
        blank_clears            -      x       x     x    x        x         x    x      x         -         -      -
        encoded_value           -      x       -     -    -        -         -    -      -         -         -      x
        unknown_attributes      -      x       x     x    x        x         x    x      x         x         x      x
        unknown_schemas         -      x       x     x    x        x         x    x      x         x         x      x
        read_only_echo          -      x       x     x    x        x         x    x      x         x         x      x
        put_keeps_members       -      x       x     x    x        x         x    x      x         x         x      x
        unquoted_literals       -      x       x     -    x        x         x    x      -         x         -      -
        encoded_filters         -      x       x     -    x        -         -    x      -         -         -      -
        element_comparison      -      x       x     x    x        x         x    x      -         -         -      -
        members_replace_is_add  -      -       -     -    -        -         -    -      -         -         -      -
        group_patch_answers_body x     -       -     -    -        -         -    -      -         -         -      -
        raw_token               -      -       -     -    -        -         -    -      -         -         -      -
        post_reactivates        -      -       -     -    -        -         -    -      -         -         -      -";
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let mut actual = vec![Profile::ALL.map(|profile| profile.as_str().to_owned()).to_vec()];
    for switch in Switch::ALL {
        let marks = Dialect::ALL.iter().map(|dialect| if dialect.has(switch) { "x" } else { "-" }.to_owned());
        actual.push(std::iter::once(switch.as_str().to_owned()).chain(marks).collect());
    }
    let expected: Vec<Vec<String>> = table.trim_start().lines().map(words).collect();
    assert_eq!(actual, expected);
}

/// A switch is moved, moved back, and its place survives storage.
#[test]
fn each_switch_of_each_profile_can_be_moved_and_kept() {
    for dialect in Dialect::ALL {
        assert_eq!((dialect.differences(), dialect.to_string()), (vec![], dialect.profile().as_str().into()));
        for switch in Switch::ALL {
            let was = dialect.has(switch);
            let moved = dialect.with(switch, !was);
            assert_eq!((moved.has(switch), moved.profile()), (!was, dialect.profile()));
            assert_eq!(moved.differences(), [(switch, !was)]);
            assert_eq!(Dialect::parse(&moved.to_string()), Some(moved), "{moved}");
            assert_eq!(moved.with(switch, was), dialect);
        }
    }
}

/// Equal dialects have equal texts, whatever was switched first; what the profile has already goes without saying.
#[test]
fn a_dialect_has_one_text() {
    let one = Dialect::ENTRA.with(Switch::RawToken, true).with(Switch::DottedKeys, false);
    let other = Dialect::ENTRA.with(Switch::DottedKeys, false).with(Switch::RawToken, true);
    assert_eq!((one, one.to_string()), (other, "entra -dotted_keys +raw_token".into()));
    let read =
        ["entra +raw_token -dotted_keys", "entra  -dotted_keys -encoded_value +raw_token +bare_values"];
    assert_eq!(read.map(Dialect::parse), [Some(one); 2]);
    for wrong in
        ["", " ", "Entra", "entra raw_token", "entra +Raw_token", "entra +", "+raw_token", "entra,okta"]
    {
        assert_eq!(Dialect::parse(wrong), None, "{wrong:?}");
    }
}

/// What an administrator reads of a switch is a sentence, and each has a word of its own.
#[test]
fn each_switch_has_a_word_and_a_sentence() {
    for switch in Switch::ALL {
        let sentence = switch.describe();
        assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{sentence}");
        assert_eq!(Switch::parse(switch.as_str()), Some(switch));
        assert!(!Switch::ALL.iter().any(|other| *other != switch && other.describe() == sentence));
    }
    assert_eq!(Switch::parse("Raw_Token"), None);
    for tolerance in Tolerance::ALL {
        assert_eq!(Tolerance::parse(tolerance.as_str()), Some(tolerance));
    }
}

/// Whoever wonders what a switch does finds the JSON before and after in the file of its name.
#[test]
fn each_malformed_shape_is_shown_in_a_file_of_its_name() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/dialect");
    let no_shapes = [Switch::GroupPatchAnswersBody, Switch::RawToken, Switch::PostReactivates];
    for switch in Switch::ALL.into_iter().filter(|switch| !no_shapes.contains(switch)) {
        let file = format!("{folder}/{}.rs", switch.as_str());
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        let (before, after) =
            text.split_once("//! After").unwrap_or_else(|| panic!("{file} shows no outcome"));
        assert!(before.contains("//! Before") && before.contains("//! ```json"), "{file}");
        assert!(after.contains("//! ```json"), "{file}");
    }
}

/// The page of departures has a row for each switch, under the section of the RFC that it departs from, which names the
/// profiles that have it.
#[test]
fn the_documentation_names_the_profiles() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/scim-divergences.md");
    let text = std::fs::read_to_string(file).expect("the page of departures");
    let departures = text.split("\n## Choices").next().expect("departures come first");
    let (mut section, mut documented) = (None, Vec::new());
    for line in departures.lines() {
        if line.starts_with('#') {
            section = line.strip_prefix("### §");
        }
        let Some(row) = line.strip_prefix("| `") else { continue };
        let columns: Vec<&str> = row.trim_end_matches('|').split(" | ").collect();
        let [word, _says, _does, profiles, _why] = columns[..] else { panic!("five columns: {line}") };
        let switch = Switch::parse(word.trim_end_matches('`')).expect(line);
        assert!(section.is_some(), "{switch:?} stands under no section");
        documented.push(switch);
        let named: Vec<&str> = profiles.split('`').skip(1).step_by(2).collect();
        assert!(named.iter().all(|name| Profile::parse(name).is_some()), "{named:?}");
        let is_inverted = profiles.starts_with("all but ");
        for dialect in Dialect::ALL {
            let has = named.contains(&dialect.profile().as_str()) != is_inverted;
            assert_eq!(has, dialect.has(switch), "{switch:?} of {dialect}: {profiles}");
        }
    }
    documented.sort_unstable();
    assert_eq!(documented, Switch::ALL, "a row for each switch, once");
    for profile in Profile::ALL {
        assert!(text.contains(&format!("`{}`", profile.as_str())), "{} is named", profile.as_str());
    }
}

/// What is noted in every dialect is no departure and has no switch; the page of choices names it.
#[test]
fn the_documentation_names_what_is_noted_everywhere() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/scim-divergences.md");
    let text = std::fs::read_to_string(file).expect("the page of departures");
    for tolerance in Tolerance::ALL.into_iter().filter(|tolerance| tolerance.switch().is_none()) {
        assert!(text.contains(&format!("`{}`", tolerance.as_str())), "{}", tolerance.as_str());
    }
}
