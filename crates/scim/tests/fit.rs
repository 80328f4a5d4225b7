//! Which profile fits what was sent.

use scim::dialect::{Dialect, Fit, Profile, Switch, Tolerance};

/// Who has needed nothing so far may still need anything, and whoever needs what only one has is that one.
#[test]
fn the_profile_with_all_that_was_needed_and_least_else_fits() {
    use Tolerance::*;
    let cases: [(&[Tolerance], Profile); 9] = [
        (&[], Profile::Generic),
        (&[RemoveValues], Profile::Rauthy),
        (&[RemoveValues, UnquotedLiteral], Profile::Authentik),
        (&[EncodedValue, ReadOnlyEcho], Profile::Keycloak),
        (&[MissingElement, UnknownAttribute], Profile::SailPoint),
        (&[MissingElement, ElementComparison], Profile::Okta),
        (&[MissingElement, ElementComparison, StringScalar], Profile::JumpCloud),
        (&[StringScalar, UnqualifiedName, BareValue], Profile::Entra),
        (&[StringScalar, UnqualifiedName, EncodedValue], Profile::Generic),
    ];
    for (seen, profile) in cases {
        let fit = Dialect::GENERIC.fit(seen.iter().copied());
        assert_eq!((fit.profile, fit.besides), (profile, vec![]), "{seen:?}");
    }
}

/// What a provider has not needed yet it may need tomorrow: its profile is left only for one that has what it lacks.
#[test]
fn a_connection_keeps_its_profile_while_that_has_all_that_was_needed() {
    let seen = [Tolerance::StringScalar, Tolerance::BareValue];
    assert_eq!(Dialect::ONELOGIN.fit(seen).profile, Profile::OneLogin);
    assert_eq!(Dialect::GOOGLE.fit(seen).profile, Profile::Google);
    assert_eq!(Dialect::OKTA.fit([Tolerance::RemoveValues]).profile, Profile::Okta);
    assert_eq!(Dialect::ENTRA.fit([]).profile, Profile::Entra);
    assert_ne!(Dialect::OKTA.fit(seen).profile, Profile::Okta);
}

/// What belongs to a connection and to no profile stays switched on, and what nobody needs can go.
#[test]
fn a_fit_says_what_to_switch_and_what_to_spare() {
    let dialect = Dialect::RAUTHY.with(Switch::MembersReplaceIsAdd, true).with(Switch::RawToken, true);
    let seen = [Tolerance::MembersReplaceIsAdd, Tolerance::RemoveValues, Tolerance::ReplaceDropsMany];
    let fit = Fit {
        profile: Profile::Rauthy,
        besides: vec![Switch::MembersReplaceIsAdd],
        unneeded: vec![
            Switch::DottedKeys,
            Switch::UnknownAttributes,
            Switch::UnknownSchemas,
            Switch::ReadOnlyEcho,
            Switch::PutKeepsMembers,
            Switch::RawToken,
        ],
    };
    assert_eq!(dialect.fit(seen), fit);
    assert_eq!(Dialect::STRICT.fit([]), Fit { profile: Profile::Strict, besides: vec![], unneeded: vec![] });
}

/// Every tolerance that a profile has can be seen to be needed, and then that profile fits or a smaller one.
#[test]
fn whoever_needs_all_of_a_profile_gets_no_other() {
    for dialect in Dialect::ALL {
        let seen =
            Tolerance::ALL.into_iter().filter(|t| t.switch().is_some_and(|switch| dialect.has(switch)));
        let fit = dialect.fit(seen);
        assert_eq!(
            (fit.profile, fit.besides, fit.unneeded),
            (dialect.profile(), vec![], vec![]),
            "{dialect}"
        );
    }
}
