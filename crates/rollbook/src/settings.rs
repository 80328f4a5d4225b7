//! The settings of a server: from the command line, else the environment, else the file, else the defaults.

use anyhow::{Context as _, bail};
use confique::{Config, File, FileFormat};
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use store::Database;
use worker::post::Post;

/// The settings of `rollbook serve`. A flag wins over the environment, the environment over this file.
// The text of each field is what `--help` and the sample file say of it.
#[derive(Clone, Config)]
#[config(layer_attr(derive(clap::Args, Clone)))]
#[config(layer_attr(serde(deny_unknown_fields)))]
pub(crate) struct Settings {
    /// Folder of the embedded database; `rollbook-data` below the current folder unless given. It is made where it is
    /// missing, for the server's own user only.
    #[config(default = "rollbook-data", env = "ROLLBOOK_DATA_DIR", parse_env = not_empty)]
    #[config(layer_attr(arg(long, env = "ROLLBOOK_DATA_DIR", value_name = "DIR")))]
    pub(crate) data_dir: PathBuf,

    /// Database server to use instead of the folder, for example `postgres://rollbook:PASSWORD@db.example.com/rollbook`;
    /// any number of Rollbook servers may share it. The connection is encrypted and the server's certificate checked,
    /// unless the server is on this machine or the address ends with `?sslmode=disable`.
    #[config(env = "ROLLBOOK_DATABASE", parse_env = not_empty)]
    #[config(layer_attr(arg(long, env = "ROLLBOOK_DATABASE", value_name = "URL", hide_env_values = true)))]
    pub(crate) database: Option<String>,

    /// Address and port to listen on; `127.0.0.1:8080` unless given. Rollbook speaks plain HTTP: put a TLS proxy in
    /// front of it, and keep it on a loopback or private address.
    #[config(default = "127.0.0.1:8080", env = "ROLLBOOK_LISTEN")]
    #[config(layer_attr(arg(long, env = "ROLLBOOK_LISTEN", value_name = "ADDRESS")))]
    pub(crate) listen: SocketAddr,

    /// Where identity providers reach this server, for example `https://provisioning.example.com`. Every link is made
    /// of it. Without it, links carry the listening address.
    #[config(env = "ROLLBOOK_PUBLIC_URL", parse_env = not_empty)]
    #[config(layer_attr(arg(long, env = "ROLLBOOK_PUBLIC_URL", value_name = "URL")))]
    pub(crate) public_url: Option<String>,

    /// Mail server that invitations are sent through, for example `smtps://USER:PASSWORD@mail.example.com` (TLS from the
    /// beginning) or `smtp://USER:PASSWORD@mail.example.com?tls=required` (STARTTLS); `?tls=none` sends mails and password
    /// unencrypted, which is the default on this machine only. Without it, mails are written into a folder.
    #[config(env = "ROLLBOOK_SMTP", parse_env = not_empty)]
    #[config(layer_attr(arg(long, env = "ROLLBOOK_SMTP", value_name = "URL", hide_env_values = true)))]
    pub(crate) smtp: Option<String>,

    /// Sender of the mails, for example `Example <no-reply@example.com>`. A mail server needs one.
    #[config(env = "ROLLBOOK_MAIL_FROM", parse_env = not_empty)]
    #[config(layer_attr(arg(long, env = "ROLLBOOK_MAIL_FROM", value_name = "ADDRESS")))]
    pub(crate) mail_from: Option<String>,

    /// Folder that mails are written into as `.eml` files while there is no mail server; `mail` in the data folder unless
    /// given, or `rollbook-mail` below the current folder where the data is on a database server.
    #[config(env = "ROLLBOOK_MAIL_DIR", parse_env = not_empty)]
    #[config(layer_attr(arg(long, env = "ROLLBOOK_MAIL_DIR", value_name = "DIR")))]
    pub(crate) mail_dir: Option<PathBuf>,

    /// Whether identity providers may provision; `true` unless given. With `false`, each of their calls is answered 401, as if
    /// all connections were switched off, and the portal goes on and says so.
    #[config(default = true, env = "ROLLBOOK_PROVISIONING")]
    #[config(layer_attr(arg(long, env = "ROLLBOOK_PROVISIONING", value_name = "true|false")))]
    pub(crate) provisioning: bool,

    /// How much to log: error, warn, info, debug or trace, also per module, such as `info,store=debug`; `info` unless
    /// given.
    #[config(default = "info", env = "ROLLBOOK_LOG", parse_env = not_empty)]
    #[config(layer_attr(arg(long, env = "ROLLBOOK_LOG", value_name = "LEVELS")))]
    pub(crate) log: String,
}

/// Who sends the mails that nobody gets yet.
pub(crate) const FOLDER_SENDER: &str = "Rollbook <rollbook@localhost>";

/// Where mails go, as an operator is told.
pub(crate) enum MailPlace {
    /// To a mail server. Its URL may hold a password, and is not told.
    Server,
    /// Into this folder.
    Folder(PathBuf),
}

impl fmt::Display for MailPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Server => f.write_str("sent through the mail server of --smtp"),
            Self::Folder(folder) => {
                write!(f, "written into {}, as no mail server is set (--smtp)", folder.display())
            }
        }
    }
}

/// What the command line and the environment say.
pub(crate) type Given = <Settings as Config>::Layer;

impl Settings {
    /// Puts the layers together.
    pub(crate) fn load(given: Given, file: Option<&Path>) -> anyhow::Result<Self> {
        // `given` has the environment already for what the command takes as a flag; this is for the rest.
        let mut builder = Self::builder().preloaded(given).env();
        if let Some(file) = file {
            let unusable = || format!("the configuration file {} is not usable", file.display());
            // A file that was asked for and is not there is a mistake, not a default.
            let layer = File::with_format(file, FileFormat::Toml).required().load().with_context(unusable)?;
            builder = builder.preloaded(layer);
        }
        builder.load().context("the configuration is not usable")
    }

    /// Where the data is kept.
    pub(crate) fn place(&self) -> anyhow::Result<Database> {
        match &self.database {
            Some(database) => Ok(Database::parse(database)?),
            None => Ok(Database::from(&self.data_dir)),
        }
    }

    /// Where mails go.
    pub(crate) fn post(&self, database: &Database) -> anyhow::Result<(Post, MailPlace)> {
        let Some(url) = &self.smtp else {
            let folder = match (&self.mail_dir, database) {
                (Some(folder), _) => folder.clone(),
                (None, Database::Folder(data)) => data.join("mail"),
                (None, Database::Server(_)) => PathBuf::from("rollbook-mail"),
            };
            // Without a current folder there is nothing better to say than what was given.
            let folder = std::path::absolute(&folder).unwrap_or(folder);
            let from = self.mail_from.as_deref().unwrap_or(FOLDER_SENDER);
            return Ok((Post::folder(&folder, from)?, MailPlace::Folder(folder)));
        };
        if self.mail_dir.is_some() {
            bail!(
                "--smtp names a mail server, and --mail-dir a folder: mails go to one of them. Leave the other one out."
            );
        }
        let Some(from) = &self.mail_from else {
            bail!("a mail server takes no mail without a sender: give one with --mail-from");
        };
        Ok((Post::server(url, from)?, MailPlace::Server))
    }

    /// The annotated sample file.
    pub(crate) fn sample() -> String {
        confique::toml::template::<Self>(confique::toml::FormatOptions::default())
    }
}

/// The address as a client on this machine would write it.
pub(crate) fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}

/// A variable that is set to nothing counts as not set; confique takes the error for that.
fn not_empty<T: From<String>>(text: &str) -> Result<T, io::Error> {
    if text.is_empty() { Err(io::ErrorKind::InvalidInput.into()) } else { Ok(text.to_owned().into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_in_the_documentation_is_the_one_that_is_printed() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rollbook.sample.toml");
        let documented = std::fs::read_to_string(&file).expect("the sample file");
        assert_eq!(documented, Settings::sample(), "run: rollbook sample-config > docs/rollbook.sample.toml");
    }

    #[test]
    fn flags_win_over_the_file_and_the_file_over_the_defaults() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("rollbook.toml");
        std::fs::write(&file, "listen = \"127.0.0.1:9000\"\npublic_url = \"https://file.example\"\n")
            .expect("written");
        let mut given = <Given as confique::Layer>::empty();
        given.public_url = Some("https://flag.example".into());
        let settings = Settings::load(given, Some(&file)).expect("settings");
        assert_eq!(settings.listen.to_string(), "127.0.0.1:9000");
        assert_eq!(settings.public_url.as_deref(), Some("https://flag.example"));
        assert_eq!(settings.data_dir, Path::new("rollbook-data"));
    }

    #[test]
    fn a_misspelt_setting_and_a_missing_file_are_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("rollbook.toml");
        std::fs::write(&file, "lisen = \"127.0.0.1:9000\"\n").expect("written");
        let load = |file: &Path| Settings::load(<Given as confique::Layer>::empty(), Some(file)).map(drop);
        assert!(format!("{:#}", load(&file).expect_err("misspelt")).contains("lisen"));
        assert!(
            format!("{:#}", load(&folder.path().join("none.toml")).expect_err("missing"))
                .contains("none.toml")
        );
    }
}
