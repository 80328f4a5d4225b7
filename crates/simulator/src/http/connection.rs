//! One TCP connection: writes a request, reads an answer (RFC 9112), within limits and a deadline.

use super::stream::Stream;
use super::{ANSWER_LIMIT, Endpoint, Error, HEAD_LIMIT, Manner, Response, encoding};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::thread;
use std::time::{Duration, Instant};

/// How many interim answers (RFC 9110 §15.2) may precede the answer.
const INTERIM_LIMIT: usize = 8;
/// How much is read at once, in bytes.
const GULP: usize = 16 * 1024;
/// The same where it shall be slow, how many pieces a request then has, and how long to rest after each.
const SLOW_GULP: usize = 256;
const SLOW_PIECES: usize = 20;
const SLOW_REST: Duration = Duration::from_millis(50);

pub(super) struct Connection {
    stream: Stream,
    /// Bytes that arrived and are not yet used, from `at` on.
    buffer: Vec<u8>,
    at: usize,
    /// How much is read at once, in bytes, and how long to rest before.
    gulp: usize,
    rest: Duration,
}

struct Head {
    minor_version: u8,
    status: u16,
    headers: Vec<(String, String)>,
}

/// A point in time, with the time-out that it came from for the message.
#[derive(Clone, Copy)]
struct Deadline {
    at: Instant,
    timeout: Duration,
}

impl Connection {
    pub(super) fn open(endpoint: &Endpoint, timeout: Duration) -> Result<Self, Error> {
        let address = format!("{}:{}", endpoint.host, endpoint.port);
        let failed = |why| Error::Connect { address: address.clone(), why };
        let mut last = None;
        for socket in (endpoint.host.as_str(), endpoint.port).to_socket_addrs().map_err(failed)? {
            match TcpStream::connect_timeout(&socket, timeout) {
                Ok(tcp) => {
                    // A request leaves in one write; Nagle's algorithm would only hold it back.
                    tcp.set_nodelay(true).map_err(Error::Io)?;
                    tcp.set_read_timeout(Some(timeout)).map_err(Error::Io)?;
                    tcp.set_write_timeout(Some(timeout)).map_err(Error::Io)?;
                    let stream = Stream::open(endpoint, tcp)?;
                    return Ok(Self { stream, buffer: Vec::new(), at: 0, gulp: GULP, rest: Duration::ZERO });
                }
                Err(error) => last = Some(error),
            }
        }
        Err(failed(last.unwrap_or_else(|| ErrorKind::NotFound.into())))
    }

    #[cfg(test)]
    pub(super) fn local_port(&self) -> u16 {
        self.stream.tcp().local_addr().expect("it is connected").port()
    }

    /// Whether the server has neither closed the idle connection nor said anything unasked, such as a 408.
    pub(super) fn is_open(&self) -> bool {
        let tcp = self.stream.tcp();
        if self.at < self.buffer.len() || tcp.set_nonblocking(true).is_err() {
            return false;
        }
        let waits = matches!(tcp.peek(&mut [0]), Err(error) if error.kind() == ErrorKind::WouldBlock);
        waits && tcp.set_nonblocking(false).is_ok()
    }

    /// Sends the request and reads the answer, unless it is left; says whether the connection may be used again.
    pub(super) fn exchange(
        &mut self,
        request: &[u8],
        timeout: Duration,
        manner: Manner,
    ) -> Result<Option<(Response, bool)>, Error> {
        let deadline = Deadline { at: Instant::now() + timeout, timeout };
        self.stream.tcp().set_write_timeout(Some(timeout)).map_err(Error::Io)?;
        (self.gulp, self.rest) = match manner {
            Manner::Slow => (SLOW_GULP, SLOW_REST),
            Manner::Usual | Manner::Leave => (GULP, Duration::ZERO),
        };
        if let Err(error) = self.write(request, manner)
            && matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
        {
            return Err(Error::Timeout(timeout));
        }
        if manner == Manner::Leave {
            self.fill(deadline)?;
            return Ok(None);
        }
        // A server may refuse a body before it has read it, and close: its answer can still be read even though
        // writing failed (RFC 9112 §9.6). Where there is none, reading says so.
        let mut head = self.read_head(deadline)?;
        for _ in 0..INTERIM_LIMIT {
            if head.status >= 200 {
                break;
            }
            head = self.read_head(deadline)?;
        }
        let (body, delimited) = self.read_body(&head, deadline)?;
        let encoding = head.values("content-encoding").next();
        let body = encoding::decode(encoding, body)?;
        let reusable = delimited && head.keeps_alive();
        Ok(Some((Response { status: head.status, headers: head.headers, body }, reusable)))
    }

    fn write(&mut self, request: &[u8], manner: Manner) -> io::Result<()> {
        if manner != Manner::Slow {
            self.stream.write_all(request)?;
            return self.stream.flush();
        }
        for piece in request.chunks(request.len().div_ceil(SLOW_PIECES).max(1)) {
            self.stream.write_all(piece)?;
            thread::sleep(SLOW_REST);
        }
        Ok(())
    }

    fn read_head(&mut self, deadline: Deadline) -> Result<Head, Error> {
        let mut left = HEAD_LIMIT;
        let status_line = match self.read_line(&mut left, deadline) {
            Err(Error::CutShort) if self.buffer.is_empty() => return Err(Error::Closed),
            line => line?,
        };
        let (minor_version, status) = parse_status_line(&status_line)
            .ok_or_else(|| Error::Malformed(format!("the status line is {:?}", shorten(&status_line))))?;
        let mut headers = Vec::new();
        loop {
            let line = self.read_line(&mut left, deadline)?;
            if line.is_empty() {
                return Ok(Head { minor_version, status, headers });
            }
            let (name, value) = line
                .split_once(':')
                .ok_or_else(|| Error::Malformed(format!("a header line is {:?}", shorten(&line))))?;
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
    }

    /// The body, and whether its end was marked by anything but the end of the connection (RFC 9112 §6.3).
    fn read_body(&mut self, head: &Head, deadline: Deadline) -> Result<(Vec<u8>, bool), Error> {
        if matches!(head.status, 204 | 304) {
            return Ok((Vec::new(), true));
        }
        if head.values("transfer-encoding").any(|v| v.to_ascii_lowercase().ends_with("chunked")) {
            return Ok((self.read_chunks(deadline)?, true));
        }
        let mut lengths = head.values("content-length");
        let Some(first) = lengths.next() else {
            return Ok((self.read_to_end(deadline)?, false));
        };
        if lengths.any(|other| other != first) {
            return Err(Error::Malformed("it has two different Content-Length headers".into()));
        }
        let length: usize = first
            .parse()
            .map_err(|_| Error::Malformed(format!("its Content-Length is {:?}", shorten(first))))?;
        let mut body = Vec::new();
        self.read_exactly(length, &mut body, deadline)?;
        Ok((body, true))
    }

    fn read_chunks(&mut self, deadline: Deadline) -> Result<Vec<u8>, Error> {
        let mut body = Vec::new();
        loop {
            let mut left = HEAD_LIMIT;
            let line = self.read_line(&mut left, deadline)?;
            // Chunk extensions are to be ignored (RFC 9112 §7.1.1).
            let size = line.split(';').next().unwrap_or_default().trim();
            let size = usize::from_str_radix(size, 16)
                .map_err(|_| Error::Malformed(format!("a chunk size is {:?}", shorten(&line))))?;
            if size == 0 {
                while !self.read_line(&mut left, deadline)?.is_empty() {}
                return Ok(body);
            }
            self.read_exactly(size, &mut body, deadline)?;
            if !self.read_line(&mut left, deadline)?.is_empty() {
                return Err(Error::Malformed("a chunk is longer than it says".into()));
            }
        }
    }

    fn read_to_end(&mut self, deadline: Deadline) -> Result<Vec<u8>, Error> {
        let mut body = Vec::new();
        loop {
            body.extend_from_slice(&self.buffer[self.at..]);
            self.at = self.buffer.len();
            if body.len() > ANSWER_LIMIT {
                return Err(Error::TooLarge { what: "a body", limit: ANSWER_LIMIT });
            }
            if self.fill(deadline)? == 0 {
                return Ok(body);
            }
        }
    }

    fn read_exactly(&mut self, length: usize, body: &mut Vec<u8>, deadline: Deadline) -> Result<(), Error> {
        if length > ANSWER_LIMIT - body.len() {
            return Err(Error::TooLarge { what: "a body", limit: ANSWER_LIMIT });
        }
        let end = body.len() + length;
        loop {
            let ready = (self.buffer.len() - self.at).min(end - body.len());
            body.extend_from_slice(&self.buffer[self.at..self.at + ready]);
            self.at += ready;
            if body.len() == end {
                return Ok(());
            }
            if self.fill(deadline)? == 0 {
                return Err(Error::CutShort);
            }
        }
    }

    /// A line without its end; takes its length from `left`, which bounds all the lines of a head together.
    fn read_line(&mut self, left: &mut usize, deadline: Deadline) -> Result<String, Error> {
        let mut seen = self.at;
        loop {
            let found = self.buffer[seen..].iter().position(|b| *b == b'\n').map(|i| seen + i);
            let length = found.map_or(self.buffer.len(), |end| end + 1) - self.at;
            if length > *left {
                return Err(Error::TooLarge { what: "the header section", limit: HEAD_LIMIT });
            }
            if let Some(end) = found {
                let line =
                    String::from_utf8_lossy(&self.buffer[self.at..end]).trim_end_matches('\r').to_owned();
                self.at = end + 1;
                *left -= length;
                return Ok(line);
            }
            let unread = self.buffer.len() - self.at;
            if self.fill(deadline)? == 0 {
                return Err(Error::CutShort);
            }
            seen = self.at + unread;
        }
    }

    /// Reads more bytes, after forgetting the used ones; 0 means that the server has closed.
    fn fill(&mut self, deadline: Deadline) -> Result<usize, Error> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let left = deadline.at.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Error::Timeout(deadline.timeout));
        }
        self.stream.tcp().set_read_timeout(Some(left)).map_err(Error::Io)?;
        let mut piece = [0; GULP];
        thread::sleep(self.rest);
        loop {
            match self.stream.read(&mut piece[..self.gulp]) {
                Ok(count) => {
                    self.buffer.extend_from_slice(&piece[..count]);
                    return Ok(count);
                }
                Err(error) => match error.kind() {
                    ErrorKind::Interrupted => {}
                    ErrorKind::WouldBlock | ErrorKind::TimedOut => {
                        return Err(Error::Timeout(deadline.timeout));
                    }
                    // A reset says what an orderly close would: nothing more will come.
                    ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => {
                        return Ok(0);
                    }
                    _ => return Err(Error::Io(error)),
                },
            }
        }
    }
}

impl Head {
    fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// HTTP/1.1 keeps a connection unless told otherwise, HTTP/1.0 the other way round (RFC 9112 §9.3).
    fn keeps_alive(&self) -> bool {
        let says = |word: &str| {
            self.values("connection").flat_map(|v| v.split(',')).any(|v| v.trim().eq_ignore_ascii_case(word))
        };
        !says("close") && (self.minor_version >= 1 || says("keep-alive"))
    }
}

fn parse_status_line(line: &str) -> Option<(u8, u16)> {
    let (minor_version, rest) = line.strip_prefix("HTTP/1.")?.split_once(' ')?;
    let status = rest.get(..3).filter(|s| s.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
    (rest.len() == 3 || rest.as_bytes()[3] == b' ')
        .then_some((minor_version.parse().ok()?, status))
        .filter(|(_, status)| *status >= 100)
}

fn shorten(text: &str) -> String {
    text.chars().take(80).collect()
}
