//! Where a database server is, and how to get in.

use crate::OpenError;
use rustls::{ClientConfig, RootCertStore};
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::{Client, Config, Connection, NoTls, Socket};
use tokio_postgres_rustls::MakeRustlsConnect;

/// How long to wait for a server that does not answer, unless the address says otherwise.
const CONNECT_TIME: Duration = Duration::from_secs(10);
/// How long a server may leave what we sent without an acknowledgement before it counts as gone.
const SILENCE_TIME: Duration = Duration::from_secs(20);
/// One that has nothing to acknowledge, since we wait for its answer, is asked whether it is there after this time, and
/// again and again after the other. Otherwise nothing would tell a long statement from a machine that is gone.
const ASK_AFTER: Duration = Duration::from_secs(10);
const ASK_AGAIN: Duration = Duration::from_secs(3);
const ASK_TIMES: u32 = 3;

/// A parsed `postgres://…` address.
#[derive(Clone)]
pub(crate) struct Address {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Address {
    /// Reads an address. It may name several hosts, of which the one that takes writes is used.
    pub(crate) fn parse(url: &str) -> Result<Self, OpenError> {
        let (url, mode) = without_tls_mode(url);
        let mut config = read(&url)?;
        let local = config.get_hosts().iter().all(is_local);
        let encrypted = match mode.as_deref() {
            None => !local,
            Some("disable") => false,
            Some("require" | "verify-full") => true,
            Some(other) => {
                return Err(OpenError::new(format!(
                    "The database address says sslmode={other}, which may leave the connection open to others. Give \
                     sslmode=verify-full (encrypted, and the certificate is checked; the default but for this \
                     machine) or sslmode=disable (not encrypted)."
                )));
            }
        };
        config.ssl_mode(if encrypted { SslMode::Require } else { SslMode::Disable });
        config.application_name("rollbook").tcp_user_timeout(SILENCE_TIME);
        config.keepalives(true).keepalives_idle(ASK_AFTER);
        config.keepalives_interval(ASK_AGAIN).keepalives_retries(ASK_TIMES);
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT_TIME);
        }
        if config.get_hosts().len() > 1 {
            config.target_session_attrs(tokio_postgres::config::TargetSessionAttrs::ReadWrite);
        }
        let tls = if encrypted { Some(MakeRustlsConnect::new(trust()?)) } else { None };
        Ok(Self { config, tls })
    }

    #[cfg(test)]
    pub(crate) fn is_encrypted(&self) -> bool {
        self.tls.is_some()
    }

    /// Connects; what drives the connection runs as a task of the current runtime.
    pub(super) async fn connect(&self) -> Result<Client, tokio_postgres::Error> {
        match &self.tls {
            Some(tls) => {
                let (client, connection) = self.config.connect(tls.clone()).await?;
                drive(connection);
                Ok(client)
            }
            None => {
                let (client, connection) = self.config.connect(NoTls).await?;
                drive(connection);
                Ok(client)
            }
        }
    }
}

/// What we send and receive goes through a task, which ends with the connection.
fn drive<T>(connection: Connection<Socket, T>)
where
    T: tokio_postgres::tls::TlsStream + Unpin + Send + 'static,
{
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::warn!(%error, "a connection to the database server was lost");
        }
    });
}

/// The driver's reading of an address. Its error may quote what it stumbles over, which may be the password; and of a
/// password with an `@` it takes the tail for a part of the host's name, which would be shown and looked up.
fn read(url: &str) -> Result<Config, OpenError> {
    let config = url.parse::<Config>().ok().filter(|config| !config.get_hosts().iter().any(has_sign));
    config.ok_or_else(|| {
        OpenError::new(
            "The address of the database server is not usable. Give postgres://user:password@host:port/name; \
             what is special in a password is written with percent signs, such as %40 for @.",
        )
    })
}

fn has_sign(host: &Host) -> bool {
    matches!(host, Host::Tcp(name) if name.contains('@'))
}

/// The driver does not know all words of `sslmode`, and ours mean what they say: see [`Address::parse`].
fn without_tls_mode(url: &str) -> (String, Option<String>) {
    let Some((before, query)) = url.split_once('?') else { return (url.to_owned(), None) };
    let (modes, rest): (Vec<&str>, Vec<&str>) =
        query.split('&').partition(|parameter| parameter.starts_with("sslmode="));
    let mode = modes.last().map(|mode| mode["sslmode=".len()..].to_owned());
    let url = if rest.is_empty() { before.to_owned() } else { format!("{before}?{}", rest.join("&")) };
    (url, mode)
}

fn is_local(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            let name = name.trim_matches(['[', ']']);
            name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// The authorities that this machine trusts; `SSL_CERT_FILE` names a file with others.
fn trust() -> Result<ClientConfig, OpenError> {
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    let (known, _) = roots.add_parsable_certificates(found.certs);
    if known == 0 {
        return Err(OpenError::new(
            "This machine trusts no certificate authority, so the database server's certificate cannot be checked. \
             Install the package ca-certificates, or name a file with the authority's certificate in SSL_CERT_FILE.",
        ));
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| OpenError::new(format!("TLS cannot be set up: {error}.")))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

/// Without the password, and without parameters that are only ours and the server's.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("postgres://")?;
        if let Some(user) = self.config.get_user() {
            write!(f, "{user}@")?;
        }
        let ports = self.config.get_ports();
        for (index, host) in self.config.get_hosts().iter().enumerate() {
            let port = ports.get(index).or(ports.first()).copied().unwrap_or(5432);
            let comma = if index > 0 { "," } else { "" };
            match host {
                Host::Tcp(name) => write!(f, "{comma}{name}:{port}")?,
                #[cfg(unix)]
                Host::Unix(folder) => write!(f, "{comma}{}:{port}", folder.display())?,
            }
        }
        write!(f, "/{}", self.config.get_dbname().unwrap_or_default())
    }
}
