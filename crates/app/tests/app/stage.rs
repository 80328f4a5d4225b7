//! One or two servers on one database, without their HTTP, and many clients at once.

use app::search::Shown;
use app::{
    App, Caller, Credential, Error, IfMatch, Work, connections, groups, organizations, search, tokens, users,
};
use directory::change::Member;
use directory::token::Presented;
use directory::{Actor, ConnectionId, EventKind, GroupId, OrgId, Provider, TokenId, UserId};
use scim::Resource;
use scim::dialect::{Dialect, Fired};
use scim::list::SearchRequest;
use scim::patch::{PATCH_URN, PatchRequest, members};
use scim::schema::{GROUP_URN, USER_URN};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Barrier;
use std::thread;
use store::{Access, Mode, Names, Store};
use testkit::TestDatabase;
use tokio::runtime::Runtime;

pub(crate) const OPERATOR: &Actor = &Actor::CommandLine;

/// Servers on a database with the organization Acme, which is connected to a provider.
pub(crate) struct Stage {
    pub(crate) servers: Vec<App>,
    runtime: Runtime,
    pub(crate) acme: Entrance,
    // Last, so that it goes after the stores.
    pub(crate) database: TestDatabase,
}

/// Where an organization's provider comes in.
#[derive(Clone)]
pub(crate) struct Entrance {
    pub(crate) org: OrgId,
    pub(crate) connection: ConnectionId,
    pub(crate) token: TokenId,
    pub(crate) credential: Credential,
}

/// A provider that talks to one of the servers.
#[derive(Clone, Copy)]
pub(crate) struct Client<'s> {
    pub(crate) stage: &'s Stage,
    pub(crate) server: &'s App,
    pub(crate) door: &'s Entrance,
}

impl Stage {
    /// A stage with one server, and one with two where the database lets several in.
    pub(crate) fn each() -> impl Iterator<Item = Self> {
        let is_shared = testkit::database::server().is_some();
        (1..=if is_shared { 2 } else { 1 }).map(Self::with_servers)
    }

    pub(crate) fn with_servers(count: usize) -> Self {
        let database = TestDatabase::new();
        let open = |_| App::new(Store::open(database.database(), Mode::Server).expect("a database"));
        let servers: Vec<App> = (0..count).map(open).collect();
        let runtime = Runtime::new().expect("a runtime");
        let acme = runtime.block_on(servers[0].write("acme", |work| entrance(work, "Acme"))).expect("Acme");
        Self { servers, runtime, acme, database }
    }

    /// The client of that number; the servers share the clients.
    pub(crate) fn client(&self, number: usize) -> Client<'_> {
        Client { stage: self, server: &self.servers[number % self.servers.len()], door: &self.acme }
    }

    /// What so many clients are told who act at the same time.
    pub(crate) fn at_once<T: Send>(
        &self,
        count: usize,
        act: impl Fn(usize, Client<'_>) -> T + Sync,
    ) -> Vec<T> {
        let barrier = Barrier::new(count);
        thread::scope(|scope| {
            let start = |number| {
                let (barrier, act) = (&barrier, &act);
                scope.spawn(move || {
                    barrier.wait();
                    act(number, self.client(number))
                })
            };
            let clients: Vec<_> = (0..count).map(start).collect();
            clients.into_iter().map(|client| client.join().expect("a client")).collect()
        })
    }

    pub(crate) fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// What must be true of Acme whatever happened: its events have no gap, its lists and groups are as long as
    /// they say, and whoever is a member exists.
    #[track_caller]
    pub(crate) fn check(&self) {
        for number in 0..self.servers.len() {
            let client = self.client(number);
            let org = self.acme.org;
            let (last, events) = client
                .read(move |work, _| {
                    let last = work.tx.organization(org)?.map(|found| found.event_sequence);
                    Ok((last, work.tx.org(org).events_after(0, 1_000_000)?))
                })
                .expect("events");
            let numbers: Vec<u64> = events.iter().map(|(number, _)| *number).collect();
            assert_eq!(numbers, (1..=last.expect("Acme")).collect::<Vec<_>>(), "no gap and no end too early");
            let created = events.iter().filter(|(_, event)| event.kind == EventKind::UserCreated).count();
            let deleted = events.iter().filter(|(_, event)| event.kind == EventKind::UserDeleted).count();
            let people = client.users();
            assert_eq!(people.len(), created - deleted, "the events tell of everybody");
            for (group, members) in client.groups() {
                let gone: Vec<&String> = members.iter().filter(|id| !people.contains(*id)).collect();
                assert!(gone.is_empty(), "{gone:?} are members of {group} and do not exist");
                let counted = client.read(move |work, _| Ok(work.tx.org(org).member_count(group)?));
                assert_eq!(counted, Ok(Some(members.len() as u64)), "{group} knows how many members it has");
            }
        }
    }
}

impl Client<'_> {
    pub(crate) fn create(&self, name: &str) -> Result<UserId, Error> {
        let resource = json!({ "schemas": [USER_URN], "userName": name });
        self.write("create user", move |work, caller| {
            let resource = Resource::parse(&resource, &caller.types.user)?;
            Ok(users::create(work, caller, &resource, users::Return::Allowed, &mut Fired::default())?.user.id)
        })
    }

    /// Replaces one attribute; the answer is the version.
    pub(crate) fn set(&self, id: UserId, path: &str, value: &str, expected: IfMatch) -> Result<u64, Error> {
        let body = json!({ "schemas": [PATCH_URN], "Operations": [{ "op": "replace", "path": path, "value": value }] });
        self.write("patch user", move |work, caller| {
            let mut fired = Fired::default();
            let request = PatchRequest::parse(&body, &caller.types.user, &caller.dialect(), &mut fired)?;
            Ok(users::patch(work, caller, id, &expected, &request, &mut fired)?.user.version)
        })
    }

    pub(crate) fn delete(&self, id: UserId) -> Result<(), Error> {
        self.write("delete user", move |work, caller| users::delete(work, caller, id, &IfMatch::Any))
    }

    pub(crate) fn user(&self, id: UserId) -> Result<Value, Error> {
        self.read(move |work, caller| {
            Ok(Value::Object(users::get(work, caller, id)?.user.resource.read()?.into_attributes()))
        })
    }

    pub(crate) fn create_group(&self, name: &str, ids: &[UserId]) -> Result<GroupId, Error> {
        self.create_group_of(name, ids.iter().map(ToString::to_string).collect())
    }

    pub(crate) fn create_group_of(&self, name: &str, ids: Vec<String>) -> Result<GroupId, Error> {
        let resource = json!({ "schemas": [GROUP_URN], "displayName": name });
        self.write("create group", move |work, caller| {
            let resource = Resource::parse(&resource, &caller.types.group)?;
            Ok(groups::create(work, caller, &resource, &ids, &mut Fired::default(), None)?.group.id)
        })
    }

    /// Runs one operation of a PATCH on a group; the answer is the version.
    pub(crate) fn patch_group(
        &self,
        id: GroupId,
        operation: &Value,
        expected: IfMatch,
    ) -> Result<u64, Error> {
        self.patch_group_by(id, std::slice::from_ref(operation), expected)
    }

    pub(crate) fn patch_group_by(
        &self,
        id: GroupId,
        operations: &[Value],
        expected: IfMatch,
    ) -> Result<u64, Error> {
        let body = json!({ "schemas": [PATCH_URN], "Operations": operations });
        self.write("patch group", move |work, caller| {
            let (mut fired, dialect) = (Fired::default(), caller.dialect());
            let request = PatchRequest::parse(&body, &caller.types.group, &dialect, &mut fired)?;
            let (request, operations) =
                members::separate(request, &caller.types.group, &dialect, &mut fired)?;
            let asked = (&request, operations.as_slice());
            Ok(groups::patch(work, caller, id, &expected, asked, &mut fired, None)?.group.version)
        })
    }

    pub(crate) fn add(&self, group: GroupId, user: UserId) -> Result<u64, Error> {
        let operation = json!({ "op": "add", "path": "members", "value": [{ "value": user.to_string() }] });
        self.patch_group(group, &operation, IfMatch::Any)
    }

    /// Puts a group into another one.
    pub(crate) fn nest(&self, outer: GroupId, inner: GroupId) -> Result<u64, Error> {
        let operation = json!({ "op": "add", "path": "members", "value": [{ "value": inner.to_string() }] });
        self.patch_group(outer, &operation, IfMatch::Any)
    }

    pub(crate) fn remove(&self, group: GroupId, user: UserId) -> Result<u64, Error> {
        let path = format!("members[value eq \"{user}\"]");
        self.patch_group(group, &json!({ "op": "remove", "path": path }), IfMatch::Any)
    }

    pub(crate) fn rename_group(&self, group: GroupId, name: &str) -> Result<u64, Error> {
        self.patch_group(
            group,
            &json!({ "op": "replace", "path": "displayName", "value": name }),
            IfMatch::Any,
        )
    }

    pub(crate) fn delete_group(&self, id: GroupId) -> Result<(), Error> {
        self.write("delete group", move |work, caller| groups::delete(work, caller, id, &IfMatch::Any))
    }

    /// The ids of all users, which are as many as the list says.
    pub(crate) fn users(&self) -> BTreeSet<String> {
        let all = self.search(|work, caller, request| {
            let found = search::users(
                work,
                caller,
                request,
                Shown { groups: false, members: None },
                &mut Fired::default(),
            )?;
            Ok((
                found.total,
                found.items.iter().map(|view| view.user.id.to_string()).collect::<Vec<_>>(),
                found.next_cursor,
            ))
        });
        let ids: BTreeSet<String> = all.iter().cloned().collect();
        assert_eq!(ids.len(), all.len(), "nobody is listed twice");
        ids
    }

    /// All groups with their members.
    pub(crate) fn groups(&self) -> Vec<(GroupId, BTreeSet<String>)> {
        self.search(|work, caller, request| {
            let shown = Shown { groups: false, members: Some(Names::Shown) };
            let found = search::groups(work, caller, request, shown, &mut Fired::default())?;
            let ids = |view: &groups::GroupView| -> BTreeSet<String> {
                view.members.iter().flat_map(store::Roster::iter).map(|(member, _)| member.id()).collect()
            };
            let all = found.items.iter().map(|view| (view.group.id, ids(view))).collect();
            Ok((found.total, all, found.next_cursor))
        })
    }

    pub(crate) fn members(&self, id: GroupId) -> BTreeSet<String> {
        let members = self.read(move |work, caller| {
            let mut members = BTreeSet::new();
            work.tx.org(caller.org()).each_member(id, |member: Member| {
                members.insert(member.id());
            })?;
            Ok(members)
        });
        members.expect("a group")
    }

    /// Walks through all pages.
    fn search<T: Send + 'static>(
        &self,
        page: impl Fn(&mut Work<'_, '_>, &Caller, &SearchRequest) -> Result<(u64, Vec<T>, Option<String>), Error>
        + Copy
        + Send
        + 'static,
    ) -> Vec<T> {
        let (mut all, mut cursor) = (Vec::new(), Some(String::new()));
        while cursor.is_some() {
            let request = SearchRequest { cursor, count: Some(1_000), ..SearchRequest::default() };
            let found = self.run(Access::Search, "search", move |work, caller| page(work, caller, &request));
            let (total, items, next) = found.expect("a page");
            all.extend(items);
            cursor = next;
            assert!(cursor.is_some() || total == all.len() as u64, "the list has {} of {total}", all.len());
        }
        all
    }

    pub(crate) fn read<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Work<'_, '_>, &Caller) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.run(Access::Read, "read", work)
    }

    fn write<T: Send + 'static>(
        &self,
        name: &'static str,
        work: impl FnMut(&mut Work<'_, '_>, &Caller) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.run(Access::Write(Some(self.door.org)), name, work)
    }

    fn run<T: Send + 'static>(
        &self,
        access: Access,
        name: &'static str,
        mut work: impl FnMut(&mut Work<'_, '_>, &Caller) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let credential = self.door.credential.clone();
        self.stage.block_on(self.server.run(access, name, move |tx| {
            let caller = tx.caller(&credential)?;
            work(tx, &caller)
        }))
    }

    /// What the operator does, who may also come through the command line, without naming an organization.
    pub(crate) fn operate<T: Send + 'static>(
        &self,
        org: Option<OrgId>,
        work: impl FnMut(&mut Work<'_, '_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.stage.block_on(self.server.run(Access::Write(org), "operate", work))
    }
}

/// A new organization with a connection and a token.
pub(crate) fn entrance(work: &mut Work<'_, '_>, name: &str) -> Result<Entrance, Error> {
    let org = organizations::create(work, OPERATOR, name)?.id;
    let described = (Provider::Generic, None, Some(Dialect::STRICT));
    let connection = connections::create(work, OPERATOR, org, described)?.id;
    let (token, secret) = tokens::create(work, OPERATOR, connection, 365)?;
    let presented = Presented::parse(secret.reveal()).expect("a token");
    let credential = Credential { token: presented, raw: false, connection: Some(connection) };
    Ok(Entrance { org, connection, token: token.id, credential })
}
