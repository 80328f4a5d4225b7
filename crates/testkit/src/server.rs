//! The server under test.

use crate::{Client, Received, SmtpSink, TestDatabase};
use app::{App, Work, connections, organizations, tokens};
use directory::token::TOKEN_DAYS_DEFAULT;
use directory::{Actor, ConnectionId, OrgId, Provider, TokenId};
use scim::dialect::Dialect;
use std::time::Duration;
use store::{Mode, Store};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use web::limits::CONNECTIONS_MAX;
use web::{PublicUrl, Web};
use worker::outbox::Outbox;
use worker::post::Post;

/// A server in this process; it stops when it is dropped.
pub struct TestServer {
    app: App,
    url: String,
    runtime: Runtime,
    stop: Option<oneshot::Sender<()>>,
    served: Option<tokio::task::JoinHandle<()>>,
    // Dropped last, once nobody uses it.
    database: TestDatabase,
}

/// A connection's door, with a token for it.
#[derive(Clone, Debug)]
pub struct Door {
    /// The organization.
    pub org: OrgId,
    /// The connection.
    pub connection: ConnectionId,
    /// The public id of the token.
    pub token_id: TokenId,
    /// The whole token.
    pub token: String,
    /// The SCIM address.
    pub url: String,
}

impl Door {
    /// A client with this door's token.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::new(&self.url, Some(&self.token))
    }

    /// A client with another token, or none.
    #[must_use]
    pub fn client_with(&self, token: Option<&str>) -> Client {
        Client::new(&self.url, token)
    }
}

impl TestServer {
    /// Starts a server on a new database.
    ///
    /// # Panics
    /// If the machine does not let it.
    #[must_use]
    pub fn start() -> Self {
        Self::start_on(TestDatabase::new())
    }

    /// Starts a server on this database.
    ///
    /// # Panics
    /// If the machine does not let it.
    #[must_use]
    pub fn start_on(database: TestDatabase) -> Self {
        let store = Store::open(database.database(), Mode::Server).expect("a new database");
        let runtime = Runtime::new().expect("a runtime");
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let app = App::new(store);
        let router = web::routes(Web::new(app.clone(), PublicUrl::parse(&url).expect("a URL")));
        let (stop, stopped) = oneshot::channel::<()>();
        let served = runtime
            .spawn(web::server::serve(listener, router, CONNECTIONS_MAX, async { drop(stopped.await) }));
        Self { app, url, runtime, stop: Some(stop), served: Some(served), database }
    }

    /// The server's address, without a path.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Everything that its database keeps.
    ///
    /// # Panics
    /// If it cannot be read.
    #[must_use]
    pub fn stored(&self) -> Vec<u8> {
        self.database.stored()
    }

    /// The use cases of the running server, to look behind the surface.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Connects a provider to the organization of that name, which is made where it does not exist.
    ///
    /// # Panics
    /// If that is refused.
    #[must_use]
    pub fn connect(&self, organization: &str, provider: Provider) -> Door {
        self.connect_as(organization, provider, None)
    }

    /// The same with a dialect that is not the provider's own.
    ///
    /// # Panics
    /// If that is refused.
    #[must_use]
    pub fn connect_as(&self, organization: &str, provider: Provider, dialect: Option<Dialect>) -> Door {
        self.connect_named(organization, (provider, None, dialect))
    }

    /// The same with a name of its own, as a second connection of one provider needs it.
    ///
    /// # Panics
    /// If that is refused.
    #[must_use]
    pub fn connect_named(
        &self,
        organization: &str,
        (provider, called, dialect): (Provider, Option<&str>, Option<Dialect>),
    ) -> Door {
        let (name, called) = (organization.to_owned(), called.map(str::to_owned));
        let actor = Actor::CommandLine;
        let (org, connection, token_id, token) = self.write(move |work| {
            let org = match organizations::find(work, &name) {
                Err(app::Error::NotFound) => organizations::create(work, &actor, &name)?,
                found => found?,
            };
            let connection =
                connections::create(work, &actor, org.id, (provider, called.as_deref(), dialect))?;
            let (token, secret) = tokens::create(work, &actor, connection.id, TOKEN_DAYS_DEFAULT)?;
            Ok((org.id, connection.id, token.id, secret.reveal().to_owned()))
        });
        let url = format!("{}/scim/v2/{connection}", self.url);
        Door { org, connection, token_id, token, url }
    }

    /// Runs a use case that changes something.
    ///
    /// # Panics
    /// If it fails.
    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Work) -> Result<T, app::Error> + Send + 'static,
    ) -> T {
        self.runtime.block_on(self.app.write("test", work)).expect("the use case")
    }

    /// Runs a use case that reads.
    ///
    /// # Panics
    /// If it fails.
    pub fn read<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Work) -> Result<T, app::Error> + Send + 'static,
    ) -> T {
        self.runtime.block_on(self.app.read("test", work)).expect("the use case")
    }

    /// Waits for what the use cases do by themselves.
    pub fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// The number of an organization's newest event.
    #[must_use]
    pub fn event_sequence(&self, org: OrgId) -> u64 {
        self.read(move |work| Ok(work.tx.organization(org)?.map_or(0, |found| found.event_sequence)))
    }

    /// Writes down when tokens were last used, which a running server does now and then.
    ///
    /// # Panics
    /// If it fails.
    pub fn flush_last_used(&self) {
        self.runtime.block_on(self.app.flush_last_used()).expect("written");
    }

    /// Writes the request log down, which a running server does now and then.
    ///
    /// # Panics
    /// If it fails.
    pub fn flush_calls(&self) {
        self.runtime.block_on(self.app.flush_calls()).expect("written");
    }

    /// Sends the mails that are due to this sink, which a running server does all the time, and returns what came.
    ///
    /// # Panics
    /// If the sink cannot be used.
    #[must_use]
    pub fn mails(&self, sink: &SmtpSink) -> Vec<Received> {
        self.runtime.block_on(self.outbox(sink).round());
        sink.take()
    }

    /// An outbox over this server's database, as one more server would have it.
    ///
    /// # Panics
    /// If the sink cannot be used.
    #[must_use]
    pub fn outbox(&self, sink: &SmtpSink) -> Outbox {
        let post = Post::server(&sink.url(), "Rollbook <no-reply@rollbook.example>").expect("a mail server");
        Outbox::new(self.app.clone(), post, &self.url)
    }

    /// Lets days pass, as far as this server knows.
    pub fn pass_days(&self, days: u64) {
        self.app.put_clock_forward(Duration::from_secs(days * 24 * 60 * 60));
    }

    /// Tells the server to stop and waits until it has.
    pub fn stop(&mut self) {
        // Stopping twice is stopping once.
        self.begin_to_stop();
        if let Some(served) = self.served.take() {
            self.runtime.block_on(served).expect("the server's task");
        }
    }

    /// Begins to stop without waiting.
    pub fn begin_to_stop(&mut self) {
        // The server listens for the sender to be gone as well as for its word.
        drop(self.stop.take());
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.stop();
    }
}
