//! Fills a database in this process, before the server is started: over HTTP a million users would take an hour.

use crate::people;
use crate::place::Place;
use app::{App, attributes, configurations, connections, organizations, passwords, sessions, tokens};
use directory::administrator::{Role, Ticket};
use directory::change::Member;
use directory::group::MemberChange;
use directory::guard::{Departure, Wish};
use directory::nesting::Effect;
use directory::policy::{Policy, Preset};
use directory::token::TOKEN_DAYS_DEFAULT;
use directory::user::{Source, Terms};
use directory::{
    Action, Actor, AuditEntry, Change, ConfigurationId, Group, GroupId, Ids, OrgId, Provider, Row, Seats,
    Stage, Status, Timestamp, User, UserId,
};
use scim::{Resource, ResourceType};
use serde_json::Value;
use std::time::Instant;
use store::{Database, Mode, Store};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// How many users one piece of work makes.
const USERS_PER_PIECE: usize = 8;
/// How many pieces wait for the writer at most.
const PIECES_MAX: usize = 128;
/// After so many users there is word of it.
const PROGRESS: usize = 100_000;
/// How many members one change adds.
const MEMBERS_PER_CHANGE: usize = 10_000;
/// 2026-01-01; each user came a millisecond after the one before.
const EPOCH_MILLIS: i64 = 1_767_225_600_000;
const ACTOR: Actor = Actor::CommandLine;

/// A database that is being filled.
pub(crate) struct Seed {
    app: App,
    runtime: Runtime,
}

/// An organization with one connection.
#[derive(Clone, Debug)]
pub(crate) struct Tenant {
    pub(crate) org: OrgId,
    pub(crate) source: Source,
    /// The path of its SCIM address.
    pub(crate) path: String,
    pub(crate) token: String,
    /// The domain of its people.
    pub(crate) crowd: String,
}

impl Seed {
    pub(crate) fn open(place: &Place) -> anyhow::Result<Self> {
        let database = match place.database() {
            Some(url) => Database::parse(url)?,
            None => Database::Folder(place.data()),
        };
        let store = Store::open(database, Mode::Server)?;
        // One thread, so that pieces of work are handed over in their order.
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        Ok(Self { app: App::new(store), runtime })
    }

    pub(crate) fn tenant(&self, name: &str, provider: Provider) -> anyhow::Result<Tenant> {
        let crowd = name.to_owned();
        let (org, connection, token) = self.runtime.block_on(self.app.write("seed", move |work| {
            let org = organizations::create(work, &ACTOR, &crowd)?;
            let connection = connections::create(work, &ACTOR, org.id, (provider, None, None))?;
            let (_, secret) = tokens::create(work, &ACTOR, connection.id, TOKEN_DAYS_DEFAULT)?;
            Ok((org.id, connection.id, secret.reveal().to_owned()))
        }))?;
        let (source, path) = (Source::Connection(connection), format!("/scim/v2/{connection}"));
        Ok(Tenant { org, source, path, token, crowd: name.to_owned() })
    }

    /// The people of these numbers, each under the next of these policies; their ids are in the same order.
    ///
    /// The next ones are made while the store writes those before: many small pieces of work wait for its writer, which
    /// commits many of them together.
    pub(crate) fn users(
        &self,
        tenant: &Tenant,
        count: usize,
        presets: &[Preset],
    ) -> anyhow::Result<Vec<UserId>> {
        let (ty, begun) = (ResourceType::user(), Instant::now());
        let policies: Vec<Policy> = presets.iter().map(|preset| preset.policy()).collect();
        let mut ids = Vec::with_capacity(count);
        let mut writing = JoinSet::new();
        while ids.len() < count {
            let part = ids.len()..count.min(ids.len() + USERS_PER_PIECE);
            let mut changes = Vec::with_capacity(part.len());
            for n in part {
                let resource = Resource::parse(&people::body(&tenant.crowd, n), &ty)?;
                let (mut supply, now) = supply(tenant, b'u', n);
                let (org, seats, actor) = (tenant.org, Seats::default(), &ACTOR);
                let policy = &policies[n % policies.len()];
                let terms = Terms { org, policy, seats, actor, now };
                let made = User::create(&terms, tenant.source, resource, &mut supply)?;
                ids.push(made.user.id);
                changes.extend(made.change);
            }
            writing.spawn_on(save(self.app.clone(), tenant.org, changes), self.runtime.handle());
            while writing.len() > PIECES_MAX || (ids.len() == count && !writing.is_empty()) {
                self.runtime.block_on(writing.join_next()).transpose()?.transpose()?;
            }
            if ids.len() % PROGRESS == 0 || ids.len() == count {
                progress(&format!("{} users in {}", ids.len(), tenant.crowd), begun);
            }
        }
        Ok(ids)
    }

    /// A group with these members.
    pub(crate) fn group(&self, tenant: &Tenant, n: usize, members: &[UserId]) -> anyhow::Result<GroupId> {
        let begun = Instant::now();
        let body: Value = people::group_body(&format!("Group {n}"));
        let resource = Resource::parse(&body, &ResourceType::group())?;
        let (mut supply, now) = supply(tenant, b'g', n);
        let mut parts = members.chunks(MEMBERS_PER_CHANGE);
        let all = |part: &[UserId]| part.iter().copied().map(Member::User).collect::<Vec<_>>();
        let first = parts.next().unwrap_or_default();
        let first = (all(first), first.to_vec());
        let (mut group, change) =
            Group::create(tenant.org, tenant.source, resource.clone(), first, &ACTOR, &mut supply, now)?;
        self.runtime.block_on(save(self.app.clone(), tenant.org, vec![change]))?;
        for part in parts {
            let members = MemberChange { added: all(part), removed: Vec::new() };
            let effects = [Effect::plain(group.id, &members)];
            let members = (members, effects.as_slice());
            let changed = group.update(
                tenant.org,
                (group.source, resource.clone()),
                members,
                &ACTOR,
                &mut supply,
                now,
            )?;
            if let Some((after, change)) = changed {
                group = after;
                self.runtime.block_on(save(self.app.clone(), tenant.org, vec![change]))?;
            }
        }
        if members.len() > MEMBERS_PER_CHANGE {
            progress(&format!("a group of {} in {}", members.len(), tenant.crowd), begun);
        }
        Ok(group.id)
    }

    /// Notes that the provider wanted these people removed, and that it is held. They are let in all the same, so that other
    /// pages have what they had.
    pub(crate) fn hold(&self, tenant: &Tenant, users: &[UserId]) -> anyhow::Result<()> {
        let Source::Connection(connection) = tenant.source else { return Ok(()) };
        let (mut ids, at) = supply(tenant, b'h', 0);
        let (wish, before, held) = (Wish::Remove, Status::On(Stage::Confirmed), true);
        let change = |users: &[UserId]| {
            let entry = AuditEntry::new(&mut ids, at, &ACTOR, Action::ChangesHeld, connection.to_string());
            let rows = users
                .iter()
                .map(|user| Row::Departed(Departure { user: *user, connection, at, wish, before, held }));
            rows.fold(Change::new(tenant.org, entry), Change::row)
        };
        let changes = users.chunks(MEMBERS_PER_CHANGE).map(change).collect();
        self.runtime.block_on(save(self.app.clone(), tenant.org, changes))
    }

    /// A configuration and an attribute of an organization, as its administrators make them.
    pub(crate) fn configure(&self, tenant: &Tenant) -> anyhow::Result<ConfigurationId> {
        let (org, source) = (tenant.org, tenant.source);
        let configured = self.app.write("seed", move |work| {
            if let Source::Connection(connection) = source {
                attributes::declare(work, &ACTOR, connection, "badge")?;
            }
            let fields = [("identity".to_owned(), "${userUIDLocalPart}@wifi.example, ${badge}".to_owned())];
            Ok(configurations::create(work, &ACTOR, org, ("Wi-Fi", &fields))?.id)
        });
        Ok(self.runtime.block_on(configured)?)
    }

    /// The tickets of so many who are the installation's owners, and have just signed in.
    pub(crate) fn owners(&self, count: usize) -> anyhow::Result<Vec<Ticket>> {
        let hash = passwords::hash("a long password of the benchmark", &self.app.ticket())?;
        let owners = self.app.write("seed", move |work| {
            let mut tickets = Vec::new();
            for number in 0..count {
                let account = sessions::account(work, &format!("owner{number}@portal.example"))?;
                let as_what = (OrgId::INSTALLATION, "Olive Owner", Role::Owner);
                if let Some((_, change)) = account.appoint(as_what, None, &ACTOR, &mut work.ids, work.now)? {
                    work.tx.save(&change)?;
                }
                work.tx.set_password(account.id, &hash, work.now)?;
                tickets.extend(sessions::begin(work, &account, Some(&hash), true)?);
            }
            Ok(tickets)
        });
        Ok(self.runtime.block_on(owners)?)
    }
}

async fn save(app: App, org: OrgId, changes: Vec<Change>) -> anyhow::Result<()> {
    let saved = app
        .write_in(org, "seed", move |work| changes.iter().try_for_each(|change| Ok(work.tx.save(change)?)));
    Ok(saved.await?)
}

/// Ids and time of the number `n` of a kind: the same in every run.
fn supply(tenant: &Tenant, kind: u8, n: usize) -> (Ids, Timestamp) {
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&(n as u64).to_be_bytes());
    seed[8] = kind;
    for (place, byte) in seed[9..].iter_mut().zip(tenant.crowd.bytes()) {
        *place = byte;
    }
    let now = Timestamp::from_millis(EPOCH_MILLIS + i64::try_from(n).unwrap_or(i64::MAX - EPOCH_MILLIS));
    (Ids::new(now, seed), now)
}

fn progress(what: &str, since: Instant) {
    eprintln!("  seeded {what} ({:.1} s)", since.elapsed().as_secs_f64());
}
