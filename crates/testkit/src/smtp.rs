//! A mail server on the loopback address, which keeps what it gets.

use mailparse::ParsedMail;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

/// How long a client may be silent.
const PATIENCE: Duration = Duration::from_secs(20);
const GREETING: &[u8] = b"220 sink.test ESMTP\r\n";

/// A mail server that takes every mail, but for those that it was told to fail.
pub struct SmtpSink {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    mails: Vec<Received>,
    faults: VecDeque<Fault>,
}

/// How the sink speaks.
#[derive(Clone, Debug)]
pub enum Encryption {
    /// In plain text.
    None,
    /// In plain text, until the client asks for TLS.
    OnDemand(Arc<ServerConfig>),
    /// In TLS.
    Always(Arc<ServerConfig>),
}

/// What the sink does to a mail instead of taking it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Answers the recipient with this code.
    Recipient(u16),
    /// Answers the whole mail with this code.
    Mail(u16),
    /// Hangs up when the mail is whole, without having taken it.
    HangUpBefore,
    /// Takes the mail, and hangs up without saying so.
    HangUpAfter,
}

/// A mail as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Who sent it, as the envelope says.
    pub from: String,
    /// Who gets it, as the envelope says.
    pub to: Vec<String>,
    /// The headers, decoded.
    pub headers: Vec<(String, String)>,
    /// The plain text.
    pub text: String,
    /// The HTML.
    pub html: String,
    /// All of it.
    pub raw: String,
}

impl SmtpSink {
    /// Starts one that speaks plain text.
    ///
    /// # Panics
    /// If no port is free.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "starting a server is no default")]
    pub fn new() -> Self {
        Self::start(&Encryption::None)
    }

    /// Starts one.
    ///
    /// # Panics
    /// If no port is free.
    #[must_use]
    pub fn start(encryption: &Encryption) -> Self {
        let encryption = encryption.clone();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::<Mutex<State>>::default();
        let shared = Arc::downgrade(&state);
        thread::spawn(move || {
            // Once nobody looks at the mails, nobody is left to take them for.
            for stream in listener.incoming().flatten() {
                let Some(state) = shared.upgrade() else { return };
                let encryption = encryption.clone();
                thread::spawn(move || drop(serve(stream, &encryption, &state)));
            }
        });
        Self { address, state }
    }

    /// Its URL, as `--smtp` takes it where it speaks plain text.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Its port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The next mails meet these faults, one each.
    pub fn fail(&self, faults: impl IntoIterator<Item = Fault>) {
        lock(&self.state).faults.extend(faults);
    }

    /// The mails that came since this was asked for the last time.
    #[must_use]
    pub fn take(&self) -> Vec<Received> {
        std::mem::take(&mut lock(&self.state).mails)
    }
}

/// Wakes the listener up, so that its thread ends.
impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.state = Arc::default();
        drop(TcpStream::connect(self.address));
    }
}

impl Received {
    /// A header, if it is there once.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        match (found.next(), found.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }

    /// The subject.
    #[must_use]
    pub fn subject(&self) -> &str {
        self.header("Subject").unwrap_or_default()
    }

    /// The path of the link in it, `/join/…` or `/password/…`.
    ///
    /// # Panics
    /// If there is none, or another one in the HTML.
    #[must_use]
    pub fn link(&self) -> String {
        let found =
            ["/join/", "/password/"].into_iter().find_map(|kind| Some((kind, self.text.split_once(kind)?.1)));
        let (kind, rest) = found.expect("a link");
        let token: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        assert_eq!(self.html.matches(&token).count(), 3, "{}", self.html);
        format!("{kind}{token}")
    }

    /// A mail that a file holds.
    ///
    /// # Panics
    /// If it is none.
    #[must_use]
    pub fn read(raw: &[u8]) -> Self {
        let mut mail = Self::parse(String::new(), Vec::new(), raw);
        mail.to = mail.header("To").map(str::to_owned).into_iter().collect();
        mail
    }

    fn parse(from: String, to: Vec<String>, raw: &[u8]) -> Self {
        let mail = mailparse::parse_mail(raw).expect("a mail");
        let part = |kind: &str| {
            let is_it = |part: &&ParsedMail| part.ctype.mimetype == kind;
            let found = mail.subparts.iter().find(is_it).expect("a part");
            found.get_body().expect("a text").replace("\r\n", "\n")
        };
        let headers =
            mail.get_headers().into_iter().map(|header| (header.get_key(), header.get_value())).collect();
        let raw = String::from_utf8_lossy(raw).into_owned();
        Self { from, to, headers, text: part("text/plain"), html: part("text/html"), raw }
    }
}

fn serve(stream: TcpStream, encryption: &Encryption, state: &Mutex<State>) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let encrypted = |stream, config: &Arc<ServerConfig>| {
        let connection = ServerConnection::new(config.clone()).map_err(io::Error::other)?;
        Ok::<_, io::Error>(BufReader::new(StreamOwned::new(connection, stream)))
    };
    match encryption {
        Encryption::Always(config) => {
            let mut reader = encrypted(stream, config)?;
            reader.get_mut().write_all(GREETING)?;
            converse(&mut reader, "", state).map(drop)
        }
        Encryption::None => {
            let mut reader = BufReader::new(stream);
            reader.get_mut().write_all(GREETING)?;
            converse(&mut reader, "", state).map(drop)
        }
        Encryption::OnDemand(config) => {
            let mut reader = BufReader::new(stream);
            reader.get_mut().write_all(GREETING)?;
            match converse(&mut reader, "250-STARTTLS\r\n", state)? {
                End::Closed => Ok(()),
                End::StartTls => {
                    reader.get_mut().write_all(b"220 go ahead\r\n")?;
                    converse(&mut encrypted(reader.into_inner(), config)?, "", state).map(drop)
                }
            }
        }
    }
}

/// How a conversation ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Closed,
    StartTls,
}

/// RFC 5321, as far as a client needs it to send.
fn converse(
    stream: &mut BufReader<impl Read + Write>,
    extensions: &str,
    state: &Mutex<State>,
) -> io::Result<End> {
    let (mut from, mut to) = (String::new(), Vec::new());
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Ok(End::Closed);
        }
        let verb: String = line.chars().take_while(char::is_ascii_alphabetic).collect();
        let path =
            || line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(path, _)| path);
        let answer = match verb.to_ascii_uppercase().as_str() {
            "EHLO" => format!("250-sink.test\r\n{extensions}250-AUTH PLAIN\r\n250-8BITMIME\r\n250 SMTPUTF8"),
            "STARTTLS" => return Ok(End::StartTls),
            "MAIL" => {
                (from, to) = (path().to_owned(), Vec::new());
                "250 OK".to_owned()
            }
            "RCPT" => match recipient_fault(state) {
                Some(code) => format!("{code} not this one"),
                None => {
                    to.push(path().to_owned());
                    "250 OK".to_owned()
                }
            },
            "DATA" => {
                stream.get_mut().write_all(b"354 go ahead\r\n")?;
                let raw = data(stream)?;
                let fault = lock(state).faults.pop_front();
                match fault {
                    Some(Fault::Mail(code) | Fault::Recipient(code)) => format!("{code} not this one"),
                    Some(Fault::HangUpBefore) => return Ok(End::Closed),
                    None | Some(Fault::HangUpAfter) => {
                        let mail = Received::parse(from.clone(), std::mem::take(&mut to), &raw);
                        lock(state).mails.push(mail);
                        if fault.is_some() {
                            return Ok(End::Closed);
                        }
                        "250 taken".to_owned()
                    }
                }
            }
            "AUTH" => "235 welcome".to_owned(),
            "QUIT" => "221 bye".to_owned(),
            _ => "250 OK".to_owned(),
        };
        stream.get_mut().write_all(format!("{answer}\r\n").as_bytes())?;
        stream.get_mut().flush()?;
        if verb.eq_ignore_ascii_case("QUIT") {
            return Ok(End::Closed);
        }
    }
}

/// The code with which the next recipient is refused.
fn recipient_fault(state: &Mutex<State>) -> Option<u16> {
    let faults = &mut lock(state).faults;
    let Some(Fault::Recipient(code)) = faults.front().copied() else { return None };
    faults.pop_front();
    Some(code)
}

/// The lines up to the one with a single dot, without the dots that were put before others (RFC 5321 §4.5.2).
fn data(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    loop {
        let mut line = Vec::new();
        if reader.read_until(b'\n', &mut line)? == 0 || line == b".\r\n" {
            return Ok(all);
        }
        all.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().expect("no thread of the sink panics while it holds this")
}
