//! HTTP: routes, the SCIM surface, answers and errors.
//!
//! HTTP types exist only here; the use cases in `app` know nothing of them.

mod join;
pub mod limits;
mod middleware;
mod network;
mod portal;
mod public_url;
mod raw_quotes;
mod routes;
mod scim;
pub mod server;
mod slow_reader;

pub use middleware::Surface;
pub use public_url::{BadPublicUrl, PublicUrl};
pub use routes::routes;

use std::sync::Arc;

/// What every handler needs.
#[derive(Clone)]
pub struct Web {
    /// The use cases.
    pub(crate) app: app::App,
    /// Where clients reach this server; every link is made of it and of nothing that a request says.
    pub(crate) public_url: Arc<PublicUrl>,
    /// What the dialects let pass.
    pub(crate) tolerated: Arc<scim::Tolerated>,
    /// How much the organizations with a limit have sent.
    pub(crate) rates: Arc<scim::Rates>,
    /// How often passwords were tried.
    pub(crate) attempts: Arc<portal::Attempts>,
    /// The audit trails that are being exported.
    pub(crate) exports: Arc<portal::Exports>,
    /// What administrators do to many users at once, and what came of it.
    pub(crate) runs: Arc<portal::Runs>,
    /// What administrators are told of the installation.
    pub(crate) installed: Arc<Installed>,
}

/// What whoever started the server chose, as far as administrators may know: nothing of it is a secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Installed {
    /// The folder of the embedded database; none where the data is on a database server.
    pub data_folder: Option<String>,
    /// The folder that mails are written into; none where they go through a mail server.
    pub mail_folder: Option<String>,
}

impl Web {
    /// The use cases, reached by clients at this URL.
    #[must_use]
    pub fn new(app: app::App, public_url: PublicUrl) -> Self {
        Self {
            app,
            public_url: Arc::new(public_url),
            tolerated: Arc::default(),
            rates: Arc::default(),
            attempts: Arc::default(),
            exports: Arc::default(),
            runs: Arc::default(),
            installed: Arc::default(),
        }
    }

    /// The same, which tells administrators how it was installed.
    #[must_use]
    pub fn telling(self, installed: Installed) -> Self {
        Self { installed: Arc::new(installed), ..self }
    }
}
