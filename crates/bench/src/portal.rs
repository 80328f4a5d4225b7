//! The pages of the portal, as the owner of a large organization sees them.

use crate::bench::Bench;
use crate::figures::Figures;
use crate::measure::Target;
use crate::people;
use crate::seed::{Seed, Tenant};
use crate::server::Server;
use anyhow::{Context as _, bail};
use directory::administrator::Ticket;
use directory::policy::Preset;
use directory::{ConfigurationId, GroupId, Provider, UserId};
use simulator::http::{Client, Endpoint, Request, Response, TIMEOUT};
use simulator::load::{Shot, Summary};
use std::time::Instant;

/// What the names of the workloads begin with.
pub(crate) const PREFIX: &str = "portal-";
/// How often each page is asked for.
const VISITS: usize = 30;
/// Requests of the provider that were refused, so that there is something to look at.
const REFUSED: usize = 100;
/// Who asks in turn for the pages; none of them asks for more lists than one may in so short a time.
const READERS: usize = 16;
/// Of whom the provider wanted to remove one of so many at once.
const HELD: usize = 10;
/// Groups beside the large one, and the members of each.
const SMALL_GROUPS: usize = 60;
const FEW: usize = 50;

/// A large organization, and whoever looks at it.
pub(crate) struct Portal {
    tenant: Tenant,
    /// Of several people, since one who asks for lists that fast is asked to wait.
    tickets: Vec<Ticket>,
    users: Vec<UserId>,
    /// With half of all users in it.
    large: GroupId,
    configuration: ConfigurationId,
}

/// One page: its name in the results, and its address below the organization's.
type Page = (&'static str, String);

impl Portal {
    pub(crate) fn wanted(bench: &Bench) -> bool {
        bench.wants_beginning(PREFIX)
    }

    pub(crate) fn seed(seed: &Seed, users: usize) -> anyhow::Result<Self> {
        let tenant = seed.tenant("portal", Provider::Okta)?;
        let users = seed.users(&tenant, users, &[Preset::Standard, Preset::Vault])?;
        let large = seed.group(&tenant, 0, &users[..users.len() / 2])?;
        for number in 1..=SMALL_GROUPS {
            seed.group(&tenant, number, &users[number * FEW % (users.len() - FEW)..][..FEW])?;
        }
        seed.hold(&tenant, &users[..users.len() / HELD])?;
        let (configuration, tickets) = (seed.configure(&tenant)?, seed.owners(READERS)?);
        Ok(Self { tenant, tickets, users, large, configuration })
    }

    /// Asks for each page in turn, over one connection.
    pub(crate) fn run(&self, bench: &mut Bench, server: &Server) -> anyhow::Result<()> {
        self.refuse_some(server)?;
        let endpoint = Endpoint::parse(&server.url)?;
        let mut reader =
            Reader { client: Client::new(endpoint.clone(), TIMEOUT), endpoint, portal: self, asked: 0 };
        for (name, address) in self.pages(&mut reader)? {
            let name = format!("{PREFIX}{name}");
            if bench.wants(&name) {
                let figures = reader.visit(bench, server, &name, &address)?;
                bench.note(figures);
            }
        }
        Ok(())
    }

    fn refuse_some(&self, server: &Server) -> anyhow::Result<()> {
        let target = Target::new(server, &self.tenant);
        for number in 0..REFUSED {
            let body = people::body(&self.tenant.crowd, number).to_string().into_bytes();
            let answer = target.send(&Shot { method: "POST", target: "/Users".to_owned(), body })?;
            if answer.status != 409 {
                bail!("somebody who is there already was created, with status {}", answer.status);
            }
        }
        Ok(())
    }

    fn pages(&self, reader: &mut Reader<'_>) -> anyhow::Result<Vec<Page>> {
        let mut pages = self.pages_of_people(reader)?;
        pages.extend(self.pages_of_connections());
        pages.extend(self.pages_of_the_system());
        Ok(pages)
    }

    fn pages_of_people(&self, reader: &mut Reader<'_>) -> anyhow::Result<Vec<Page>> {
        let (first, last) = (self.users[0], self.users[self.users.len() - 1]);
        let user = |rest: &str| format!("/users/{first}{rest}");
        let group = |rest: &str| format!("/groups/{}{rest}", self.large);
        let source = self.tenant.path.rsplit('/').next().unwrap_or_default();
        let found = people::user_name(&self.tenant.crowd, self.users.len() - 1);
        Ok(vec![
            ("overview", String::new()),
            ("users", "/users".to_owned()),
            ("users-next", reader.next("/users")?),
            ("users-sorted", "/users?sort=-userName".to_owned()),
            ("users-sorted-by-status", "/users?sort=status".to_owned()),
            ("users-sorted-by-change", "/users?sort=-lastModified".to_owned()),
            ("users-found", format!("/users?q={}", found.replace('@', "%40"))),
            ("users-not-found", "/users?q=nobody-has-this-name".to_owned()),
            ("users-of-a-family", "/users?q=M%C3%BCller".to_owned()),
            ("users-confirmed", "/users?status=confirmed".to_owned()),
            ("users-disabled", "/users?status=disabled".to_owned()),
            ("users-invited", "/users?status=invited".to_owned()),
            ("users-invited-by-change", "/users?status=invited&sort=-lastModified".to_owned()),
            ("users-pending", "/users?status=invited&invitation=pending".to_owned()),
            ("users-expired-by-time", "/users?status=invited&invitation=expired&sort=-created".to_owned()),
            ("users-expired-by-change", "/users?invitation=expired&sort=lastModified".to_owned()),
            ("users-expired", "/users?status=invited&invitation=expired".to_owned()),
            ("users-of-a-source", format!("/users?source={source}")),
            ("users-found-of-a-source", format!("/users?q=Chiyo&status=confirmed&source={source}")),
            ("users-held", "/users?held=yes".to_owned()),
            ("users-held-by-change", format!("/users?held=yes&source={source}&sort=-lastModified")),
            ("users-act-on-held", "/users/acts?act=undo-held&everyone=yes&held=yes".to_owned()),
            ("users-act", "/users/acts?act=protect&everyone=yes".to_owned()),
            ("users-act-on-found", "/users/acts?act=protect&everyone=yes&q=M%C3%BCller".to_owned()),
            ("user", user("")),
            ("user-removal", user("/removal")),
            ("user-attributes", user("/attributes")),
            ("user-groups", user("/groups")),
            ("user-configurations", user("/configurations")),
            ("user-invitation", user("/invitation")),
            ("user-history", user("/history")),
            ("user-last", format!("/users/{last}")),
            ("user-new", "/users/new".to_owned()),
            ("groups", "/groups".to_owned()),
            ("groups-found", "/groups?q=Group+0".to_owned()),
            ("groups-by-members", "/groups?sort=-members".to_owned()),
            ("group", group("")),
            ("group-members-next", reader.next(&group(""))?),
            ("group-members-found", group("?q=person00999")),
            ("group-history", group("/history")),
        ])
    }

    fn pages_of_connections(&self) -> Vec<Page> {
        let connection = self.tenant.path.rsplit('/').next().unwrap_or_default();
        let of = |rest: &str| format!("/connections/{connection}{rest}");
        vec![
            ("connections", "/connections".to_owned()),
            ("connection", of("")),
            ("token-notice", of("/tokens/new")),
            ("settings-of-connection", of("/settings")),
            ("guide", of("/guide")),
            ("requests", of("/requests")),
        ]
    }

    fn pages_of_the_system(&self) -> Vec<Page> {
        let configuration = self.configuration;
        let deletion = format!("{}/badge/deletion", self.tenant.path.replace("/scim/v2", "/attributes"));
        vec![
            ("attributes", "/attributes".to_owned()),
            ("attribute-deletion", deletion),
            ("configurations", "/configurations".to_owned()),
            ("configuration", format!("/configurations/{configuration}")),
            ("configuration-deletion", format!("/configurations/{configuration}/deletion")),
            ("audit", "/audit".to_owned()),
            ("audit-of-a-kind", "/audit?kind=groups".to_owned()),
            ("audit-of-an-actor", "/audit?actor=command-line".to_owned()),
            ("audit-of-administrators", "/audit?actor=administrators".to_owned()),
            ("audit-of-days", "/audit?from=2026-01-01&to=2026-01-02".to_owned()),
            ("audit-entry", "/audit/1".to_owned()),
            ("administrators", "/administrators".to_owned()),
            ("settings", "/settings".to_owned()),
            ("settings-texts", "/settings/texts".to_owned()),
            ("organizations", "//organizations".to_owned()),
            ("account", "//account".to_owned()),
        ]
    }
}

/// A browser.
struct Reader<'a> {
    client: Client,
    endpoint: Endpoint,
    portal: &'a Portal,
    /// How many requests were sent.
    asked: usize,
}

impl Reader<'_> {
    /// The address of the page behind this one.
    fn next(&mut self, address: &str) -> anyhow::Result<String> {
        let page = self.ask(address)?;
        let html = String::from_utf8_lossy(&page.body);
        let after = html.split("href=\"").filter_map(|part| part.split_once('"')).map(|(href, _)| href);
        let below = self.path("");
        let next = after.filter(|href| href.contains("after=")).find_map(|href| href.strip_prefix(&below));
        next.map(|href| href.replace("&amp;", "&").replace("&#38;", "&"))
            .with_context(|| format!("{address} has no page behind it"))
    }

    /// Asks for it some times.
    fn visit(
        &mut self,
        bench: &Bench,
        server: &Server,
        name: &str,
        address: &str,
    ) -> anyhow::Result<Figures> {
        server.process.forget_peak()?;
        let (before_kib, cpu, begun) =
            (server.process.resident_kib()?, server.process.cpu()?, Instant::now());
        let (mut summary, mut bytes) = (Summary::default(), 0);
        while summary.latencies.len() < VISITS && begun.elapsed() < bench.sizes.time {
            let asked = Instant::now();
            bytes = self.ask(address).with_context(|| name.to_owned())?.body.len();
            summary.latencies.push(asked.elapsed());
            *summary.statuses.entry(200).or_default() += 1;
        }
        summary.latencies.sort_unstable();
        summary.elapsed = begun.elapsed();
        let cpu = server.process.cpu()?.saturating_sub(cpu);
        let figures = Figures::of(name, &summary, cpu, server.process.peak_kib()?, before_kib);
        #[expect(clippy::cast_precision_loss, reason = "no page has 2^53 bytes")]
        let kib = bytes as f64 / 1_024.0;
        Ok(figures.fact("page_kib", kib))
    }

    /// The page of that address, which has to be there.
    fn ask(&mut self, address: &str) -> anyhow::Result<Response> {
        let target = self.path(address);
        let ticket = &self.portal.tickets[self.asked % READERS];
        self.asked += 1;
        let headers = [
            ("Host", self.endpoint.authority.clone()),
            ("Accept", "text/html".to_owned()),
            ("Cookie", format!("rollbook-session={}", ticket.reveal())),
        ];
        let request = Request { method: "GET", target: &target, headers: &headers, body: &[] };
        let answer = self.client.send(&request)?;
        if answer.status != 200 {
            bail!("GET {target} was answered with {}", answer.status);
        }
        Ok(answer)
    }

    /// An address below the organization's, or behind two slashes one of the installation.
    fn path(&self, address: &str) -> String {
        match address.strip_prefix("//") {
            Some(rest) => format!("/{rest}"),
            None => format!("/organizations/{}{address}", self.portal.tenant.org),
        }
    }
}
