//! Clients that ask and do not read.
//!
//! hyper bounds how long a client may take to send, but not how long it may take to receive. One that sends requests and
//! reads no answer would keep its connection for ever, and that without any credential.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// A connection that fails once nothing of what is written has been taken for so long.
pub(crate) struct SlowReader<S> {
    inner: S,
    stall_time_max: Duration,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl<S> SlowReader<S> {
    /// Puts the watch around a connection.
    pub(crate) fn new(inner: S, stall_time_max: Duration) -> Self {
        Self { inner, stall_time_max, stalled: None }
    }

    /// What came of a try to write, or an error if such tries have come to nothing for too long.
    fn watched(&mut self, cx: &mut Context<'_>, tried: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if tried.is_ready() {
            self.stalled = None;
            return tried;
        }
        let limit = self.stall_time_max;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(limit)));
        ready!(stalled.as_mut().poll(cx));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client does not read its answer")))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for SlowReader<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for SlowReader<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let tried = Pin::new(&mut self.inner).poll_write(cx, buf);
        self.watched(cx, tried)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let tried = Pin::new(&mut self.inner).poll_write_vectored(cx, bufs);
        self.watched(cx, tried)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::STALL_TIME_MAX;
    use crate::server::listen;
    use std::net::SocketAddr;
    use std::thread;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn who_reads_slowly_is_served_and_who_reads_nothing_is_not() {
        let (server, mut client) = duplex(10);
        let mut server = SlowReader::new(server, STALL_TIME_MAX);
        let reading = tokio::spawn(async move {
            // 8 times a little, each time just soon enough.
            for _ in 0..8 {
                sleep(STALL_TIME_MAX - Duration::from_secs(1)).await;
                client.read_exact(&mut [0; 10]).await.expect("an answer");
            }
            client
        });
        let begun = Instant::now();
        server.write_all(&[b'x'; 90]).await.expect("it is all taken");
        let _client = reading.await.expect("no panic");
        assert!(begun.elapsed() > 7 * STALL_TIME_MAX);
        let begun = Instant::now();
        let error = server.write_all(b"more").await.expect_err("nobody reads");
        assert_eq!(
            (error.kind(), begun.elapsed().as_secs()),
            (io::ErrorKind::TimedOut, STALL_TIME_MAX.as_secs())
        );
    }

    /// The kernel calls a socket writable again only when a good part of what it holds is gone: were that megabytes, this
    /// client would take seconds for it.
    #[tokio::test]
    async fn who_reads_slowly_is_served_through_the_buffers_of_the_kernel() {
        const STALL_TIME: Duration = Duration::from_secs(1);
        const A_SECOND: usize = 1_024 * 1_024;
        const ANSWER: usize = 6 * A_SECOND;
        let listener = listen(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a port");
        let address = listener.local_addr().expect("an address");
        let reading = thread::spawn(move || {
            let mut client = std::net::TcpStream::connect(address).expect("a connection");
            let (mut taken, mut part) = (0, vec![0; A_SECOND / 10]);
            loop {
                thread::sleep(Duration::from_millis(100));
                match io::Read::read(&mut client, &mut part).expect("a part of the answer") {
                    0 => return taken,
                    read => taken += read,
                }
            }
        });
        let (server, _) = listener.accept().await.expect("a client");
        let mut server = SlowReader::new(server, STALL_TIME);
        server.write_all(&vec![b'x'; ANSWER]).await.expect("it is all taken");
        server.shutdown().await.expect("the end");
        assert_eq!(reading.join().expect("no panic"), ANSWER);
    }
}
