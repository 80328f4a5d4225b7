//! Raw quotes in a request's target.
//!
//! Entra ID sends `GET /Users?filter=userName+eq+"a%40b.c" HTTP/1.1`. RFC 3986 does not allow a raw `"` there, and
//! hyper answers an empty 400 before any of our code runs. So the bytes pass through here first: in the request line,
//! and nowhere else, `"` becomes `%22`; so do `<` and `>`, which hyper refuses as well.
//!
//! To know where a request line begins, the framing of the requests before it is followed (RFC 9112 §6.3). Whatever is
//! unusual in that framing ends the rewriting for the rest of the connection, so that nobody can talk this reader and
//! hyper into two opinions of where a request ends.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Bytes read at a time.
const READ_BYTES: usize = 16 * 1024;
/// Longest line of a head that is looked at, in bytes; hyper refuses longer heads anyway.
const LINE_BYTES_MAX: usize = crate::limits::HEAD_BUFFER_BYTES;

/// A connection whose request lines are legal.
pub(crate) struct RawQuotes<S> {
    inner: S,
    framer: Framer,
    ready: Vec<u8>,
    given: usize,
}

impl<S> RawQuotes<S> {
    /// Puts the rewriting around a connection.
    pub(crate) fn new(inner: S) -> Self {
        Self { inner, framer: Framer::default(), ready: Vec::new(), given: 0 }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for RawQuotes<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        while this.given == this.ready.len() {
            this.ready.clear();
            this.given = 0;
            let mut bytes = [0; READ_BYTES];
            let mut read = ReadBuf::new(&mut bytes);
            ready!(Pin::new(&mut this.inner).poll_read(cx, &mut read))?;
            if read.filled().is_empty() {
                // The end. An unfinished line goes to hyper as it is.
                this.framer.give_up(&mut this.ready);
                if this.ready.is_empty() {
                    return Poll::Ready(Ok(()));
                }
            } else {
                this.framer.feed(read.filled(), &mut this.ready);
            }
        }
        let rest = &this.ready[this.given..];
        let now = rest.len().min(buf.remaining());
        buf.put_slice(&rest[..now]);
        this.given += now;
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for RawQuotes<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}

/// Follows the framing of the requests on a connection.
#[derive(Default)]
struct Framer {
    state: State,
    /// The line that is not complete yet.
    line: Vec<u8>,
}

/// What the next byte belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// A request line.
    #[default]
    Start,
    /// The headers, and what they have said of the body.
    Headers(Body),
    /// The body, of which so many bytes are to come.
    Counted(u64),
    /// The size line of a chunk.
    ChunkSize,
    /// A chunk and the line end behind it, of which so many bytes are to come.
    Chunk(u64),
    /// The lines behind the last chunk.
    Trailers,
    /// Something unusual: the rest of the connection passes unseen.
    Blind,
}

/// How a body is framed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Body {
    None,
    Counted(u64),
    Chunked,
}

impl Framer {
    /// Passes bytes on, with the request lines made legal.
    fn feed(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) {
        while !bytes.is_empty() {
            match self.state {
                State::Blind => {
                    out.extend_from_slice(bytes);
                    return;
                }
                State::Counted(left) | State::Chunk(left) => {
                    let now = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
                    out.extend_from_slice(&bytes[..now]);
                    bytes = &bytes[now..];
                    self.state = self.state.after(now as u64);
                }
                State::Start | State::Headers(_) | State::ChunkSize | State::Trailers => {
                    let end = bytes.iter().position(|byte| *byte == b'\n');
                    let now = end.map_or(bytes.len(), |end| end + 1);
                    self.line.extend_from_slice(&bytes[..now]);
                    bytes = &bytes[now..];
                    if end.is_some() {
                        self.end_line(out);
                    } else if self.line.len() > LINE_BYTES_MAX {
                        self.give_up(out);
                    }
                }
            }
        }
    }

    /// Looks at nothing any more.
    fn give_up(&mut self, out: &mut Vec<u8>) {
        out.append(&mut self.line);
        self.state = State::Blind;
    }

    fn end_line(&mut self, out: &mut Vec<u8>) {
        let Some(line) = self.line.strip_suffix(b"\r\n") else {
            // RFC 9112 §2.2 lets a recipient take a bare LF for a line end; two recipients may differ about it.
            return self.give_up(out);
        };
        let next = match self.state {
            State::Start => after_request_line(line),
            State::Headers(body) => after_header(line, body),
            State::ChunkSize => after_chunk_size(line),
            State::Trailers if line.is_empty() => Some(State::Start),
            other => Some(other),
        };
        match next {
            None => self.give_up(out),
            Some(next) => {
                if self.state == State::Start {
                    quote(&self.line, out);
                } else {
                    out.extend_from_slice(&self.line);
                }
                self.line.clear();
                self.state = next;
            }
        }
    }
}

impl State {
    /// The state once so many bytes of a body have passed.
    fn after(self, passed: u64) -> Self {
        match self {
            Self::Counted(left) if left == passed => Self::Start,
            Self::Counted(left) => Self::Counted(left - passed),
            Self::Chunk(left) if left == passed => Self::ChunkSize,
            Self::Chunk(left) => Self::Chunk(left - passed),
            other => other,
        }
    }
}

fn after_request_line(line: &[u8]) -> Option<State> {
    // RFC 9112 §2.2: "a server … SHOULD ignore at least one empty line (CRLF) received prior to the request-line".
    if line.is_empty() {
        return Some(State::Start);
    }
    let mut parts = line.split(|byte| *byte == b' ');
    let (method, target, version) = (parts.next()?, parts.next()?, parts.next()?);
    let usual =
        method.iter().all(u8::is_ascii_uppercase) && target.starts_with(b"/") && version == b"HTTP/1.1";
    (usual && parts.next().is_none()).then_some(State::Headers(Body::None))
}

fn after_header(line: &[u8], body: Body) -> Option<State> {
    if line.is_empty() {
        return Some(match body {
            Body::None | Body::Counted(0) => State::Start,
            Body::Counted(length) => State::Counted(length),
            Body::Chunked => State::ChunkSize,
        });
    }
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
    // Folded lines and blanks before the colon are read differently here and there.
    if !name.iter().all(u8::is_ascii_graphic) {
        return None;
    }
    let says = if name.eq_ignore_ascii_case(b"content-length") {
        if !value.iter().all(u8::is_ascii_digit) {
            return None;
        }
        Body::Counted(std::str::from_utf8(value).ok()?.parse().ok()?)
    } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
        if !value.eq_ignore_ascii_case(b"chunked") {
            return None;
        }
        Body::Chunked
    } else if name.eq_ignore_ascii_case(b"upgrade") {
        return None;
    } else {
        return Some(State::Headers(body));
    };
    // A body that is framed twice is the classic way to make two readers disagree.
    (body == Body::None).then_some(State::Headers(says))
}

fn after_chunk_size(line: &[u8]) -> Option<State> {
    // Extensions (RFC 9112 §7.1.1) are not sent by any client known; 15 digits are more than any body here may have.
    if line.is_empty() || line.len() > 15 || !line.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    match u64::from_str_radix(std::str::from_utf8(line).ok()?, 16).ok()? {
        0 => Some(State::Trailers),
        size => Some(State::Chunk(size + 2)),
    }
}

fn quote(line: &[u8], out: &mut Vec<u8>) {
    for byte in line {
        match byte {
            b'"' => out.extend_from_slice(b"%22"),
            b'<' => out.extend_from_slice(b"%3C"),
            b'>' => out.extend_from_slice(b"%3E"),
            other => out.push(*other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GET: &str = "GET /Users?filter=userName+eq+\"a%40b\" HTTP/1.1\r\nHost: h\r\n\r\n";
    const CLEAN: &str = "GET /Users?filter=userName+eq+%22a%40b%22 HTTP/1.1\r\nHost: h\r\n\r\n";

    /// What passes, whether it comes at once or byte by byte.
    fn passed(stream: &str) -> String {
        let run = |size: usize| {
            let (mut framer, mut out) = (Framer::default(), Vec::new());
            stream.as_bytes().chunks(size).for_each(|bytes| framer.feed(bytes, &mut out));
            framer.give_up(&mut out);
            String::from_utf8(out).expect("text")
        };
        let whole = run(stream.len());
        for size in [1, 2, 3, 7] {
            assert_eq!(run(size), whole, "in pieces of {size}");
        }
        whole
    }

    #[test]
    fn quotes_in_the_request_line_are_encoded() {
        assert_eq!(passed(GET), CLEAN);
        assert_eq!(passed("GET /?a=<b> HTTP/1.1\r\n\r\n"), "GET /?a=%3Cb%3E HTTP/1.1\r\n\r\n");
        assert_eq!(passed(&format!("{GET}\r\n{GET}")), format!("{CLEAN}\r\n{CLEAN}"));
    }

    #[test]
    fn headers_and_bodies_pass_untouched() {
        let body = "GET /\"x\" HTTP/1.1\r\n\r\n{\"a\":\"b\"}";
        let post =
            format!("POST /Users HTTP/1.1\r\nX: \"y\"\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        assert_eq!(passed(&format!("{post}{GET}")), format!("{post}{CLEAN}"));
        let chunked = format!(
            "POST /Users HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\nT: \"t\"\r\n\r\n",
            body.len()
        );
        assert_eq!(passed(&format!("{chunked}{GET}")), format!("{chunked}{CLEAN}"));
    }

    #[test]
    fn an_unusual_framing_ends_the_rewriting() {
        for head in [
            "POST / HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: +0\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length : 0\r\n\r\n",
            "POST / HTTP/1.1\r\nA: b\r\n c\r\n\r\n",
            "POST / HTTP/1.1\nA: b\n\n",
            "POST / HTTP/1.0\r\n\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;x\r\na\r\n0\r\n\r\n",
            "POST / HTTP/1.1\r\nUpgrade: h2c\r\n\r\n",
            "nonsense\r\n",
        ] {
            let stream = format!("{head}{GET}");
            assert_eq!(passed(&stream), stream, "{head:?}");
        }
    }

    #[test]
    fn a_line_without_end_is_let_go() {
        let endless = format!("GET /\"{}", "a".repeat(2 * LINE_BYTES_MAX));
        let (mut framer, mut out) = (Framer::default(), Vec::new());
        framer.feed(endless.as_bytes(), &mut out);
        assert_eq!(out.len(), endless.len());
    }
}
