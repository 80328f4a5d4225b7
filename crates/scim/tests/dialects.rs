//! What each dialect tolerates, and that the documentation says so.

use scim::dialect::Dialect;

type Switch = (&'static str, fn(&Dialect) -> bool);

/// The switches as a table, to be read against what the providers are known to send.
#[test]
fn each_dialect_has_the_tolerances_that_its_provider_needs() {
    let table = "
                             strict generic entra okta onelogin jumpcloud authentik rauthy
        remove_values        -      x       x     x    x        x         x         x
        missing_element      -      x       x     x    x        x         -         -
        string_scalars       -      x       x     -    x        x         -         -
        dotted_keys          -      x       x     x    x        x         x         x
        unqualified_names    -      x       x     -    x        -         -         -
        bare_values          -      x       x     -    x        -         -         -
        blank_clears         -      x       x     x    x        -         -         -
        encoded_value        -      x       -     -    -        -         -         -
        unknown_attributes   -      x       x     x    x        x         x         x
        unknown_schemas      -      x       x     x    x        x         x         x
        read_only_echo       -      x       x     x    x        x         x         x
        put_keeps_members    -      x       x     x    x        x         x         x
        unquoted_literals    -      x       x     -    x        x         x         -
        element_comparison   -      x       x     x    x        x         -         -
        replace_members_adds -      -       -     -    -        -         -         -";
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let mut actual = vec![Dialect::ALL.map(|dialect| dialect.name.to_owned()).to_vec()];
    for (name, switch) in SWITCHES {
        let marks = Dialect::ALL.iter().map(|dialect| if switch(dialect) { "x" } else { "-" }.to_owned());
        actual.push(std::iter::once(name.to_owned()).chain(marks).collect());
    }
    let expected: Vec<Vec<String>> = table.trim_start().lines().map(words).collect();
    assert_eq!(actual, expected);
}

/// The table of departures has a row for each switch, in the same order, which names the dialects that have it.
#[test]
fn the_documentation_names_the_dialects() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/scim-divergences.md");
    let text = std::fs::read_to_string(file).expect("the page of departures");
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with("| 76"))
        .map(|line| line.split(" | ").collect())
        .collect();
    assert_eq!(rows.len(), SWITCHES.len(), "a row for each switch");
    for ((switch, has), row) in SWITCHES.into_iter().zip(rows) {
        let [.., dialects, _why] = row[..] else { panic!("{switch}: {row:?}") };
        let named: Vec<&str> = dialects.split('`').skip(1).step_by(2).collect();
        let inverted = dialects.starts_with("all but ");
        for dialect in Dialect::ALL {
            let documented = named.contains(&dialect.name) != inverted;
            assert_eq!(documented, has(&dialect), "{switch} of {}: {dialects}", dialect.name);
        }
    }
}

/// In the order of the documentation.
const SWITCHES: [Switch; 15] = [
    ("remove_values", |d| d.remove_values),
    ("missing_element", |d| d.missing_element),
    ("string_scalars", |d| d.string_scalars),
    ("dotted_keys", |d| d.dotted_keys),
    ("unqualified_names", |d| d.unqualified_names),
    ("bare_values", |d| d.bare_values),
    ("blank_clears", |d| d.blank_clears),
    ("encoded_value", |d| d.encoded_value),
    ("unknown_attributes", |d| d.unknown_attributes),
    ("unknown_schemas", |d| d.unknown_schemas),
    ("read_only_echo", |d| d.read_only_echo),
    ("put_keeps_members", |d| d.put_keeps_members),
    ("unquoted_literals", |d| d.unquoted_literals),
    ("element_comparison", |d| d.element_comparison),
    ("replace_members_adds", |d| d.replace_members_adds),
];
