//! The table of knobs, and that the documentation has the same.

use directory::policy::{BadKnob, Policy, Preset};

/// A row for each knob: what it is, and how each preset sets it.
fn rows() -> Vec<String> {
    let presets = Preset::ALL.map(Preset::policy);
    let row = |knob: directory::policy::Knob| {
        let set = presets.iter().map(|preset| format!("`{}`", preset.knob(knob.name).expect("a knob")));
        format!(
            "| `{}` | {} | {} | {} |",
            knob.name,
            knob.about,
            knob.choices,
            set.collect::<Vec<_>>().join(" | ")
        )
    };
    Policy::knobs().into_iter().map(row).collect()
}

fn page(name: &str) -> String {
    let file = format!("{}/../../docs/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(file).expect("the page")
}

#[test]
fn the_documentation_has_a_row_for_each_knob() {
    let page = page("policy.md");
    let documented: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(documented, rows(), "docs/policy.md");
}

#[test]
fn a_policy_is_written_as_it_is_read() {
    for preset in Preset::ALL {
        assert_eq!(preset.policy().to_string(), preset.as_str());
        for knob in Policy::knobs() {
            for choice in Policy::knobs().iter().flat_map(|knob| knob.choices.split(", ").map(str::to_owned))
            {
                let Ok(turned) = preset.policy().with(knob.name, &choice) else { continue };
                assert_eq!(turned.knob(knob.name).as_deref(), Some(&*choice));
                assert_eq!(Policy::parse(&turned.to_string()), Ok(turned.clone()), "{turned}");
                let is_set_so = preset.policy().knob(knob.name) == Some(choice.clone());
                assert_eq!(turned.differences().is_empty(), is_set_so, "{turned}");
            }
        }
    }
    let twice = Policy::parse("vault  page_max=100\tpage_max=1000").expect("a policy");
    assert_eq!(twice, Preset::Vault.policy());
}

#[test]
fn what_is_no_policy_is_told_with_what_there_is() {
    let told = |text: &str| Policy::parse(text).expect_err(text).to_string();
    assert_eq!(
        told("Vault"),
        "A policy begins with one of the presets standard, managed-devices, vault, workspace, and may go on with knobs, as in \
         \"vault invite=manual\"."
    );
    assert_eq!(told("vault invite"), "A knob is set like this: invite=manual");
    assert_eq!(told("vault invite=yes"), "invite can be set to: automatic, manual.");
    assert_eq!(told("vault page_max=0"), "page_max can be set to: 1 to 1000.");
    assert!(
        told("vault invites=manual")
            .starts_with("There is no knob \"invites\". The knobs are tokens_max, user_name,")
    );
    assert_eq!(Policy::parse(""), Err(BadKnob::Preset));
    for name in ["enterprise", "None", "a b", "ä", "a:b", "", &"x".repeat(65)] {
        assert!(Policy::parse("standard").unwrap().with("custom_extension", name).is_err(), "{name:?}");
    }
    let acme = Preset::Vault.policy().with("custom_extension", "acme").unwrap();
    assert_eq!(
        acme.custom_extension.urn().as_deref(),
        Some("urn:ietf:params:scim:schemas:extension:acme:2.0:User")
    );
}
