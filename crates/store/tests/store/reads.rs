//! A read sees one organization, and one snapshot.

use crate::support::{Fixture, organization, parsed, read, write};
use directory::change::Member;
use directory::user::Source;
use store::{Access, Error, MemberSources, Names, Room, Roster};

#[test]
fn another_organization_sees_nothing() {
    let f = Fixture::new();
    let (user, made) = f.user("zoe");
    let (group, grouped) = f.group("Staff", &[Member::User(user.id)]);
    f.save(&[&made, &grouped]).unwrap();
    let (other, _) = organization(&f.store, "Other");
    let (user, group, source) = (user.id, group.id, f.source);
    // Written, because only one who may write may hold a row.
    write(&f.store, move |tx| {
        let org = tx.org(other);
        assert_eq!(org.user(user)?, None);
        assert_eq!(org.group(group)?, None);
        assert_eq!(org.group_for_update(group)?, None);
        org.each_member(group, |member| panic!("{member:?} is seen"))?;
        let none = [Roster::default()];
        assert_eq!(org.members_of(&[group], Names::Shown, Room::BOUNDLESS)?, none);
        assert_eq!(org.members_among(group, &[user.to_string()])?.len(), 0);
        assert_eq!(org.known_members(&MemberSources::only(source), &[user.to_string()])?, []);
        assert_eq!(org.groups_of(&[user], None, Room::BOUNDLESS)?, none);
        assert_eq!(org.events_after(0, 9)?, []);
        // Its own creation and its connection's.
        assert_eq!(org.audit_entries(9)?.len(), 2);
        Ok(())
    })
    .unwrap();
}

#[test]
fn members_are_known_to_their_source_only() {
    let f = Fixture::new();
    let (user, made) = f.user("zoe");
    let (group, grouped) = f.group("Staff", &[]);
    f.save(&[&made, &grouped]).unwrap();
    let (org, source) = (f.org, f.source);
    let given = [user.id.to_string(), group.id.to_string(), "nobody".to_owned()];
    let known = move |source| {
        let given = given.clone();
        read(&f.store, move |tx| tx.org(org).known_members(&MemberSources::only(source), &given)).unwrap()
    };
    let mut both = [Member::User(user.id), Member::Group(group.id)];
    both.sort_by_key(|member| member.id());
    assert_eq!(known(source), both);
    assert_eq!(known(Source::Local), []);
}

#[test]
fn organizations_and_connections_are_listed() {
    let f = Fixture::new();
    let (other, connection) = organization(&f.store, "beta");
    organization(&f.store, "Älpha");
    let (org, first) = (f.org, f.connection.clone());
    read(&f.store, move |tx| {
        let names: Vec<String> = tx.organizations()?.into_iter().map(|o| o.name).collect();
        assert_eq!(names, ["Acme", "Älpha", "beta"]);
        assert_eq!(tx.organization_named("BETA")?.map(|o| o.id), Some(other));
        assert_eq!(tx.organization_named("gamma")?, None);
        assert_eq!(tx.organization(org)?.map(|o| (o.name, o.event_sequence)), Some(("Acme".into(), 0)));
        assert_eq!(tx.connections(Some(other))?, std::slice::from_ref(&connection));
        assert_eq!(tx.connections(None)?.len(), 3);
        assert_eq!(tx.connection(first.id)?, Some(first.clone()));
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_read_cannot_write() {
    let f = Fixture::new();
    let (user, made) = f.user("zoe");
    assert!(matches!(read(&f.store, move |tx| tx.save(&made)), Err(Error::Broken(_))));
    let (org, id) = (f.org, user.id);
    assert_eq!(read(&f.store, move |tx| tx.org(org).user(id)), Ok(None));
}

#[test]
fn a_read_sees_one_snapshot() {
    let f = Fixture::new();
    let (user, made) = f.user("zoe");
    let (org, id) = (f.org, user.id);
    let (begun, wait_begun) = std::sync::mpsc::channel();
    let (go_on, wait_saved) = std::sync::mpsc::channel::<()>();
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        // Where the database is embedded, whoever asks does the work.
        scope.spawn(|| {
            f.store.run(
                Access::Search,
                "snapshot",
                move |tx| {
                    let before = tx.org(org).user(id)?;
                    begun.send(()).unwrap();
                    wait_saved.recv().unwrap();
                    Ok::<_, Error>((before, tx.org(org).user(id)?))
                },
                move |result| tell.send(result).unwrap(),
            );
        });
        wait_begun.recv().unwrap();
        f.save(&[&made]).unwrap();
        go_on.send(()).unwrap();
        assert_eq!(told.recv().unwrap(), Ok((None, None)));
    });
    assert_eq!(read(&f.store, move |tx| Ok(tx.org(org).user(id)?.map(parsed))), Ok(Some(user)));
}

#[test]
fn whoever_has_nothing_to_do_holds_nothing() {
    let f = Fixture::new();
    f.save(&[&f.user("zoe").1]).unwrap();
    let refused = write(&f.store, |_| Err::<(), _>(Error::Stale));
    assert_eq!(refused, Err(Error::Stale));
    let _ = read(&f.store, |tx| tx.organizations()).unwrap();
    let open = "SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'";
    // An embedded database has nobody to ask.
    let Some(mut busy) = f.database.ask(open) else { return };
    for _ in 0..100 {
        if busy == "0" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
        busy = f.database.ask(open).unwrap();
    }
    assert_eq!(busy, "0", "a session keeps a transaction open");
}
