//! A mail server on the loopback address, which keeps what it gets.

use mailparse::ParsedMail;
use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

/// How long a client may be silent.
const PATIENCE: Duration = Duration::from_secs(20);

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
    /// Starts one.
    ///
    /// # Panics
    /// If no port is free.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "starting a server is no default")]
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::<Mutex<State>>::default();
        let shared = Arc::downgrade(&state);
        thread::spawn(move || {
            // Once nobody looks at the mails, nobody is left to take them for.
            for stream in listener.incoming().flatten() {
                let Some(state) = shared.upgrade() else { return };
                thread::spawn(move || drop(converse(stream, &state)));
            }
        });
        Self { address, state }
    }

    /// Its URL, as `--smtp` takes it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
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

    /// The path of the link in it, such as `/join/…`.
    ///
    /// # Panics
    /// If there is none, or another one in the HTML.
    #[must_use]
    pub fn link(&self) -> String {
        let (_, rest) = self.text.split_once("/join/").expect("a link");
        let token: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        assert_eq!(self.html.matches(&token).count(), 3, "{}", self.html);
        format!("/join/{token}")
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

/// RFC 5321, as far as a client needs it to send.
fn converse(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut writer = stream;
    let (mut from, mut to) = (String::new(), Vec::new());
    writer.write_all(b"220 sink.test ESMTP\r\n")?;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let verb: String = line.chars().take_while(char::is_ascii_alphabetic).collect();
        let path =
            || line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(path, _)| path);
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => writer.write_all(b"250-sink.test\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")?,
            "MAIL" => {
                (from, to) = (path().to_owned(), Vec::new());
                writer.write_all(b"250 OK\r\n")?;
            }
            "RCPT" => {
                let fault = match lock(state).faults.front() {
                    Some(Fault::Recipient(code)) => Some(*code),
                    _ => None,
                };
                if let Some(code) = fault {
                    lock(state).faults.pop_front();
                    writer.write_all(format!("{code} not this one\r\n").as_bytes())?;
                } else {
                    to.push(path().to_owned());
                    writer.write_all(b"250 OK\r\n")?;
                }
            }
            "DATA" => {
                writer.write_all(b"354 go ahead\r\n")?;
                let raw = data(&mut reader)?;
                let fault = lock(state).faults.pop_front();
                match fault {
                    Some(Fault::Mail(code) | Fault::Recipient(code)) => {
                        writer.write_all(format!("{code} not this one\r\n").as_bytes())?;
                        continue;
                    }
                    Some(Fault::HangUpBefore) => return Ok(()),
                    None | Some(Fault::HangUpAfter) => {}
                }
                let mail = Received::parse(from.clone(), std::mem::take(&mut to), &raw);
                lock(state).mails.push(mail);
                if fault.is_some() {
                    return Ok(());
                }
                writer.write_all(b"250 taken\r\n")?;
            }
            "QUIT" => {
                writer.write_all(b"221 bye\r\n")?;
                return Ok(());
            }
            _ => writer.write_all(b"250 OK\r\n")?,
        }
    }
}

/// The lines up to the one with a single dot, without the dots that were put before others (RFC 5321 §4.5.2).
fn data(reader: &mut impl std::io::BufRead) -> std::io::Result<Vec<u8>> {
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
