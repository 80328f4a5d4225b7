//! Where mails go: to a mail server, or into a folder.

use crate::mail::{Failure, FailureKind, Mail};
use lettre::message::Mailbox;
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a mail server may take for a mail, all in all.
pub const SEND_TIME_MAX: Duration = Duration::from_secs(90);
/// Most of what a mail server says that is kept, in characters.
const ANSWER_CHARS_MAX: usize = 300;

/// A sender, and the way its mails go.
#[derive(Clone)]
pub struct Post {
    from: Mailbox,
    way: Way,
}

#[derive(Clone)]
enum Way {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

/// Why mails cannot be sent with these settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPost(String);

impl Post {
    /// Mails go to the mail server at this URL, from this sender. Neither the URL nor anything of it is ever logged: it
    /// may hold a password.
    pub fn server(url: &str, from: &str) -> Result<Self, BadPost> {
        let from = sender(from)?;
        let cleaned = checked(url)?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&cleaned)
            .map_err(|error| BadPost(format!("The URL of the mail server cannot be used: {error}. {HOW}")))?;
        let transport = transport
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .timeout(Some(SEND_TIME_MAX))
            .build();
        Ok(Self { from, way: Way::Server(transport) })
    }

    /// Mails go into this folder as files, until there is a mail server. It is made with the first one.
    pub fn folder(folder: &Path, from: &str) -> Result<Self, BadPost> {
        Ok(Self { from: sender(from)?, way: Way::Folder(folder.to_owned()) })
    }

    /// Sends a mail; once this returns without an error, it is on its way.
    pub async fn send(&self, mail: &Mail) -> Result<(), Failure> {
        let message = mail.message(&self.from)?;
        match &self.way {
            Way::Folder(folder) => put(folder, mail, &message.formatted()).map_err(|error| {
                let why =
                    format!("The mail cannot be written into the folder {}: {error}.", folder.display());
                Failure { kind: FailureKind::Postponed, why }
            }),
            Way::Server(server) => match tokio::time::timeout(SEND_TIME_MAX, server.send(message)).await {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(error)) => Err(failure(&error)),
                Err(_) => {
                    let why =
                        format!("The mail server did not answer within {} seconds.", SEND_TIME_MAX.as_secs());
                    Err(Failure { kind: FailureKind::Unknown, why })
                }
            },
        }
    }
}

const HOW: &str = "Give smtps://USER:PASSWORD@HOST for TLS from the beginning, smtp://USER:PASSWORD@HOST?tls=required for \
                   STARTTLS, or smtp://HOST?tls=none to send mails and password unencrypted. Write what is special in \
                   user or password as %XX.";

/// The URL without our own word for plain text. What a typing error would send unencrypted over a network is refused.
fn checked(url: &str) -> Result<String, BadPost> {
    let bad = |why: &str| BadPost(format!("The URL of the mail server cannot be used: {why} {HOW}"));
    let (address, query) = url.split_once('?').map_or((url, None), |(address, query)| (address, Some(query)));
    let Some((scheme, rest)) = address.split_once("://") else { return Err(bad("it has no scheme.")) };
    let (user, host) = rest.rsplit_once('@').map_or((None, rest), |(user, host)| (Some(user), host));
    if user.is_some_and(|user| !user.contains(':')) {
        return Err(bad("it has a user without a password."));
    }
    match (scheme, query) {
        ("smtps", None) | ("smtp", Some("tls=required")) => Ok(url.to_owned()),
        ("smtp", Some("tls=none")) => Ok(address.to_owned()),
        ("smtp", None) if is_loopback(host) => Ok(address.to_owned()),
        ("smtp", None) => Err(bad("it says nothing of TLS, and the mail server is not on this machine.")),
        ("smtps" | "smtp", Some(_)) => Err(bad("what stands behind the ? is not known.")),
        _ => Err(bad("its scheme is neither smtps nor smtp.")),
    }
}

fn is_loopback(host: &str) -> bool {
    let host = host.split('/').next().unwrap_or_default();
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    let name = name.map_or(host, |(name, _)| name);
    let ip = name.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    name.eq_ignore_ascii_case("localhost") || ip.is_ok_and(|ip| ip.is_loopback())
}

fn sender(from: &str) -> Result<Mailbox, BadPost> {
    from.parse().map_err(|_| {
        BadPost(format!(
            "{from:?} is no sender of mails: give an address, such as no-reply@example.com, or a name and an address, \
             such as Example <no-reply@example.com>."
        ))
    })
}

fn failure(error: &lettre::transport::smtp::Error) -> Failure {
    let kind = match (error.is_permanent(), error.is_transient()) {
        (true, _) => FailureKind::Refused,
        (_, true) => FailureKind::Postponed,
        _ => FailureKind::Unknown,
    };
    // It may be the words of another machine.
    let said: String = error.to_string().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let said: String = said.chars().take(ANSWER_CHARS_MAX).collect();
    let hint = hint(&said);
    Failure { kind, why: format!("The mail server did not accept the email: {said}.{hint}") }
}

/// What an operator can do about the failures that a wrong setting causes.
fn hint(said: &str) -> &'static str {
    if said.contains("InvalidContentType") {
        " Its port does not use TLS from the start: try --smtp smtp://…?tls=required."
    } else if said.contains("STARTTLS is not supported") {
        " It does not offer TLS on this port: try --smtp smtps://…, with the port for it."
    } else if said.contains("Connection refused") || said.contains("failed to lookup") {
        " No server answers at the address of --smtp: check its host and port."
    } else {
        ""
    }
}

/// The file has its name only once it is whole. It holds a link that lets somebody in, so nobody else reads it.
fn put(folder: &Path, mail: &Mail, bytes: &[u8]) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let (temporary, name) =
        (folder.join(format!(".{}.tmp", mail.id)), folder.join(format!("{}.eml", mail.id)));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temporary, &name)?;
    File::open(folder)?.sync_all()
}

impl fmt::Display for BadPost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadPost {}

/// Without the URL, which may hold a password.
impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match &self.way {
            Way::Server(_) => "a mail server".to_owned(),
            Way::Folder(folder) => folder.display().to_string(),
        };
        f.debug_struct("Post").field("from", &self.from).field("way", &way).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn no_mail_server_is_reached_unencrypted_by_accident_and_no_password_is_repeated() {
        let from = "no-reply@example.com";
        for url in [
            "smtps://user:hunter2@mail.example.com",
            "smtp://user:hunter2@mail.example.com:587?tls=required",
            "smtp://user:hunter2@mail.example.com?tls=none",
            "smtp://localhost:2525",
            "smtp://127.0.0.1",
            "smtp://[::1]:25",
        ] {
            let post = Post::server(url, from).expect(url);
            assert!(!format!("{post:?}").contains("hunter2"));
        }
        for url in [
            "smtp://user:hunter2@mail.example.com",
            "smtp://user:hunter2@localhost.example.com",
            "smtp://user:hunter2@localhost@mail.example.com",
            "smtp://user:hunter2@mail.example.com?tls=opportunistic",
            "smtp://user:hunter2@mail.example.com?tls=required&tls=none",
            "smtps://hunter2@mail.example.com",
            "smtps://user:hunter2@mail example",
            "http://user:hunter2@mail.example.com",
            "hunter2",
            "",
        ] {
            let error = Post::server(url, from).expect_err(url).to_string();
            assert!(!error.contains("hunter2"), "{error}");
        }
        for from in ["", "nobody", "a@b\r\nBcc: c@d"] {
            assert!(Post::server("smtps://mail.example.com", from).is_err(), "{from:?}");
        }
    }

    #[tokio::test]
    async fn a_mail_in_the_folder_is_whole_and_nobody_elses() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path().join("mail");
        let post = Post::folder(&folder, "no-reply@example.com").expect("a post");
        let mail = Mail {
            id: "019a-1".into(),
            to: "zoe@acme.example".into(),
            language: "en",
            at_millis: 0,
            subject: "A".into(),
            text: "B".into(),
            html: "C".into(),
        };
        post.send(&mail).await.expect("sent");
        post.send(&mail).await.expect("sent again, which is the same file");
        let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["019a-1.eml"]);
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join("019a-1.eml"))), (0o700, 0o600));
        fs::remove_dir_all(&folder).unwrap();
        fs::write(&folder, "no folder").unwrap();
        assert_eq!(post.send(&mail).await.expect_err("in the way").kind, FailureKind::Postponed);
    }
}
