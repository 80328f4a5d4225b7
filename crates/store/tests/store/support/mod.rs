//! A store in a temporary folder, an organization in it, and calls that wait for their answers.

use directory::change::Member;
use directory::life::Act;
use directory::policy::Preset;
use directory::user::{Source, Terms};
use directory::{
    Actor, Change, Connection, Group, GroupId, Ids, OrgId, Organization, Provider, Seats, Timestamp, User,
};
use scim::Resource;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use store::{Access, Document, Error, Mode, Store, Tx};
use testkit::TestDatabase;

pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_763_675_425_120);
pub(crate) const ACTOR: &Actor = &Actor::CommandLine;

/// A server's store with the organization Acme, which is connected to Okta.
pub(crate) struct Fixture {
    pub(crate) store: Store,
    pub(crate) org: OrgId,
    pub(crate) source: Source,
    pub(crate) connection: Connection,
    // Last, so that it goes after the store.
    pub(crate) database: TestDatabase,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        Self::on(TestDatabase::new())
    }

    /// The same in a folder, whatever the environment says.
    pub(crate) fn in_folder() -> Self {
        Self::on(TestDatabase::embedded())
    }

    fn on(database: TestDatabase) -> Self {
        let store = Store::open(database.database(), Mode::Server).expect("a new store");
        let (org, connection) = organization(&store, "Acme");
        Self { store, org, source: Source::Connection(connection.id), connection, database }
    }

    /// A user of this name, not yet saved.
    pub(crate) fn user(&self, user_name: &str) -> (User, Change) {
        self.user_of(json!({ "userName": user_name }))
    }

    /// A user with these attributes, not yet saved.
    pub(crate) fn user_of(&self, attributes: Value) -> (User, Change) {
        made(self.org, self.source, resource(attributes), &mut ids())
    }

    /// The user with these attributes.
    pub(crate) fn replaced(&self, user: &User, said: Resource) -> Change {
        let policy = Preset::Standard.policy();
        let terms = Terms { org: self.org, policy: &policy, seats: Seats::default(), actor: ACTOR, now: NOW };
        let replaced = user.replace(&terms, user.source, said, &mut ids());
        replaced.expect("small").change.expect("something new")
    }

    /// The user as one who goes.
    pub(crate) fn removed(&self, user: &User, at: Timestamp) -> Change {
        let policy = Preset::Standard.policy();
        let terms = Terms { org: self.org, policy: &policy, seats: Seats::default(), actor: ACTOR, now: at };
        user.act(Act::Remove, &terms, &mut ids()).expect("nobody is protected").change.expect("a change")
    }

    /// A group of this name, not yet saved.
    pub(crate) fn group(&self, name: &str, members: &[Member]) -> (Group, Change) {
        let resource = resource(json!({ "displayName": name }));
        let users = members.iter().filter_map(|member| member.user()).collect();
        Group::create(self.org, self.source, resource, (members.to_vec(), users), ACTOR, &mut ids(), NOW)
            .expect("small")
    }

    /// Saves everything in one transaction.
    pub(crate) fn save(&self, changes: &[&Change]) -> Result<(), Error> {
        let changes: Vec<Change> = changes.iter().map(|change| (*change).clone()).collect();
        write_in(&self.store, self.org, move |tx| changes.iter().try_for_each(|change| tx.save(change)))
    }

    /// The ids of a group's members.
    pub(crate) fn members(&self, group: GroupId) -> Vec<Member> {
        let org = self.org;
        read(&self.store, move |tx| {
            let mut members = Vec::new();
            tx.org(org).each_member(group, |member| members.push(member))?;
            Ok(members)
        })
        .expect("members")
    }
}

/// A user of the standard policy, not yet saved.
pub(crate) fn made(org: OrgId, source: Source, said: Resource, ids: &mut Ids) -> (User, Change) {
    let policy = Preset::Standard.policy();
    let terms = Terms { org, policy: &policy, seats: Seats::default(), actor: ACTOR, now: NOW };
    let made = User::create(&terms, source, said, ids).expect("small");
    (made.user, made.change.expect("somebody new"))
}

/// An organization with an Okta connection.
pub(crate) fn organization(store: &Store, name: &str) -> (OrgId, Connection) {
    let (organization, made) = Organization::create(name, ACTOR, &mut ids(), NOW).expect("a name");
    let (connection, connected) =
        Connection::create(organization.id, (Provider::Okta, None, None), ACTOR, &mut ids(), NOW)
            .expect("a name");
    write(store, move |tx| {
        tx.save(&made)?;
        tx.save(&connected)
    })
    .expect("a new organization");
    (organization.id, connection)
}

/// Different ids at every call.
pub(crate) fn ids() -> Ids {
    static CALLS: AtomicU64 = AtomicU64::new(0);
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&CALLS.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    Ids::new(NOW, seed)
}

pub(crate) fn resource(attributes: Value) -> Resource {
    let Value::Object(attributes) = attributes else { panic!("no object: {attributes}") };
    Resource::from_stored(attributes)
}

pub(crate) fn write<T: Send + 'static>(
    store: &Store,
    work: impl FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    run(store, Access::Write(None), work)
}

/// The same, with others of this organization.
pub(crate) fn write_in<T: Send + 'static>(
    store: &Store,
    org: OrgId,
    work: impl FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    run(store, Access::Write(Some(org)), work)
}

fn run<T: Send + 'static>(
    store: &Store,
    access: Access,
    work: impl FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let (tell, told) = mpsc::channel();
    store.run(access, "test write", work, move |result| drop(tell.send(result)));
    told.recv().expect("every waiter is told")
}

pub(crate) fn read<T: Send + 'static>(
    store: &Store,
    work: impl FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    run(store, Access::Read, work)
}

/// A user as it was before it was stored.
pub(crate) fn parsed(user: User<Document>) -> User {
    user.try_map(Document::read).expect("what was stored")
}
