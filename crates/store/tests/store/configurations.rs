//! Configurations and removals of values, as they are stored.

use crate::support::{ACTOR, Fixture, NOW, ids, organization, read, write_in};
use directory::variables::Variables;
use directory::{Change, Configuration, OrgId, Purge};
use store::{Error, Key};

fn variables() -> Variables {
    Variables::of_users(["badge"])
}

fn new(org: OrgId, name: &str, text: &str) -> (Configuration, Change) {
    let fields = [("b".to_owned(), text.to_owned()), ("a".to_owned(), "$${x".to_owned())];
    Configuration::create((org, 0), name, &fields, &variables(), ACTOR, &mut ids(), NOW).expect("legal")
}

fn stored(fixture: &Fixture, org: OrgId) -> Vec<Configuration> {
    read(&fixture.store, move |tx| tx.org(org).configurations()).expect("configurations")
}

fn count(fixture: &Fixture, org: OrgId) -> u64 {
    write_in(&fixture.store, org, move |tx| tx.configuration_count(org)).expect("a count")
}

#[test]
fn a_configuration_is_found_as_it_was_saved() {
    let fixture = Fixture::new();
    let org = fixture.org;
    let (wifi, made) = new(org, "Wi-Fi ä", "é${badge}\n<script>\u{202e}");
    fixture.save(&[&made]).expect("saved");
    assert_eq!((stored(&fixture, org), count(&fixture, org)), (vec![wifi.clone()], 1));

    // A name is taken without regard to case, by a new one and by another that is renamed, and nothing is counted.
    let (mail, also) = new(org, "mail", "x");
    fixture.save(&[&also]).expect("saved");
    let taken = Err(Error::Conflict(Key::ConfigurationName));
    assert_eq!(fixture.save(&[&new(org, "WI-FI Ä", "x").1]), taken);
    let rename = |of: &Configuration, name: &str| {
        let renamed = of.update(org, (Some(name), None), &variables(), ACTOR, &mut ids(), NOW);
        renamed.expect("legal").expect("another name")
    };
    assert_eq!(fixture.save(&[&rename(&mail, "wi-fi Ä").1]), taken);
    assert_eq!((stored(&fixture, org), count(&fixture, org)), (vec![mail.clone(), wifi.clone()], 2));

    // Whoever decided upon an older version decides again.
    let (first, second) = (rename(&wifi, "first"), rename(&wifi, "second"));
    fixture.save(&[&first.1]).expect("saved");
    assert_eq!(fixture.save(&[&second.1]), Err(Error::Stale));
    let gone = first.0.delete(org, ACTOR, &mut ids(), NOW);
    fixture.save(&[&gone]).expect("saved");
    assert_eq!(fixture.save(&[&gone]), Err(Error::Stale));
    assert_eq!((stored(&fixture, org), count(&fixture, org)), (vec![mail], 1));

    let (other, _) = organization(&fixture.store, "Other");
    assert_eq!((stored(&fixture, other), count(&fixture, other)), (vec![], 0), "nobody else sees them");
    write_in(&fixture.store, other, move |tx| tx.save(&new(other, "mail", "x").1))
        .expect("the name is free there");
}

#[test]
fn a_purge_knows_how_far_it_has_come() {
    let fixture = Fixture::new();
    let (org, connection) = (fixture.org, fixture.connection.id);
    let users: Vec<_> = ["a", "b", "c"].map(|name| fixture.user(name)).into_iter().collect();
    let changes: Vec<&Change> = users.iter().map(|(_, change)| change).collect();
    fixture.save(&changes).expect("saved");
    let mut in_order: Vec<_> = users.iter().map(|(user, _)| user.id).collect();
    in_order.sort();

    let (declared, change) =
        fixture.connection.declare("badge", (&[], &[]), ACTOR, &mut ids(), NOW).expect("declared");
    fixture.save(&[&change]).expect("saved");
    let (_, purge, change) =
        declared.undeclare("BADGE", (&[], &[]), ACTOR, &mut ids(), NOW).expect("legal").expect("declared");
    fixture.save(&[&change]).expect("saved");
    let known = read(&fixture.store, |tx| tx.purges()).expect("purges");
    assert_eq!(known, [(org, purge.clone())]);

    let halfway = Purge { after: Some(in_order[1]), ..purge.clone() };
    let note = halfway.clone();
    let (before, behind) = write_in(&fixture.store, org, move |tx| {
        let before = tx.org(org).users_behind(connection, None, 2)?;
        tx.purge_goes_on(org, &note)?;
        let now = tx.purge_for_update(org, &note)?.expect("not done");
        Ok((before, tx.org(org).users_behind(connection, now.after, 2)?))
    })
    .expect("a step");
    let ids_of =
        |users: &[directory::User<store::Document>]| users.iter().map(|user| user.id).collect::<Vec<_>>();
    assert_eq!((ids_of(&before), ids_of(&behind)), (in_order[..2].to_vec(), in_order[2..].to_vec()));
    let known = read(&fixture.store, move |tx| tx.org(org).purges()).expect("purges");
    assert_eq!(known, std::slice::from_ref(&halfway));
    write_in(&fixture.store, org, move |tx| tx.purge_ends(org, &halfway)).expect("the end");
    let left = write_in(&fixture.store, org, move |tx| tx.purge_for_update(org, &purge)).expect("a look");
    assert_eq!(left, None);
}
