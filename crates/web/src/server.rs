//! The listener: connections in, requests through the routes, and an end that fails nobody.

use crate::Surface;
use crate::limits::{
    HEAD_BUFFER_BYTES, HEAD_TIME_MAX, LINGER_TIME, SEND_BUFFER_BYTES, SHUTDOWN_TIME_MAX, STALL_TIME_MAX,
    WAITING_CONNECTIONS_MAX,
};
use crate::network::Peer;
use crate::raw_quotes::RawQuotes;
use crate::slow_reader::SlowReader;
use axum::body::Body;
use axum::http::header::{CONNECTION, HeaderValue};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// How far the end has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    /// Not begun.
    Serving,
    /// Every answer asks the client to close; a client that is just now sending still gets its answer.
    Lingering,
    /// Idle connections are closed; busy ones finish.
    Closing,
}

/// Listens on this address.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // Or a server could not start again while the last connections of the one before are still being forgotten.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    // The connections inherit it. What a client takes out of a larger one would not be seen for too long.
    socket.set_send_buffer_size(SEND_BUFFER_BYTES)?;
    socket.bind(address)?;
    socket.listen(WAITING_CONNECTIONS_MAX)
}

/// Serves `surface` on `listener` until `stop` resolves, then finishes what is under way.
///
/// `connections_max` connections are open at a time; further clients wait.
///
/// The clients that have a connection open learn from `Connection: close` in their next answer that it ends; those
/// that send nothing for [`LINGER_TIME`] are closed. So no request that reached the server goes without an answer,
/// unless it takes longer than [`SHUTDOWN_TIME_MAX`].
pub async fn serve(
    listener: TcpListener,
    surface: Surface,
    connections_max: usize,
    stop: impl Future<Output = ()>,
) {
    let (phase, watching) = watch::channel(Phase::Serving);
    let slots = Arc::new(Semaphore::new(connections_max));
    let mut connections = JoinSet::new();
    tokio::pin!(stop);
    loop {
        // One slot a connection: beyond the limit, new clients wait in the kernel's queue instead of being refused.
        let slot = tokio::select! {
            slot = Arc::clone(&slots).acquire_owned() => slot,
            () = &mut stop => break,
        };
        let Ok(slot) = slot else { break };
        let stream = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match stream {
            Ok((stream, _)) => {
                let connection = connection(stream, surface.clone(), watching.clone());
                connections.spawn(async move {
                    connection.await;
                    drop(slot);
                });
            }
            Err(error) => after_accept_error(&error).await,
        }
        while connections.try_join_next().is_some() {}
    }
    for stream in accepted_already(listener) {
        connections.spawn(connection(stream, surface.clone(), watching.clone()));
    }
    phase.send_replace(Phase::Lingering);
    let all_done = async { while connections.join_next().await.is_some() {} };
    tokio::pin!(all_done);
    if tokio::time::timeout(LINGER_TIME, &mut all_done).await.is_ok() {
        return;
    }
    phase.send_replace(Phase::Closing);
    if tokio::time::timeout(SHUTDOWN_TIME_MAX, all_done).await.is_err() {
        tracing::warn!("some requests took longer than the shutdown waits for; they were cut off");
    }
}

async fn connection(stream: TcpStream, surface: Surface, mut phase: watch::Receiver<Phase>) {
    // Answers are written whole; waiting to fill a packet only delays them.
    drop(stream.set_nodelay(true));
    let at_answer = phase.clone();
    let peer = stream.peer_addr().ok().map(|address| Peer(address.ip()));
    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let (surface, phase) = (surface.clone(), at_answer.clone());
        async move {
            let mut request = request.map(Body::new);
            if let Some(peer) = peer {
                request.extensions_mut().insert(peer);
            }
            let mut response = surface.answer(request).await;
            if *phase.borrow() > Phase::Serving {
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            Ok::<_, Infallible>(response)
        }
    });
    let connection = http1::Builder::new()
        // Without a timer hyper's own head time-out never fires, and one slow client holds its slot for ever.
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME_MAX)
        .max_buf_size(HEAD_BUFFER_BYTES)
        // RFC 9112 §9.6: a client may close its side once it has sent its last request; the answer is still due. One that
        // is gone altogether is noticed when the answer is written.
        .half_close(true)
        .serve_connection(TokioIo::new(RawQuotes::new(SlowReader::new(stream, STALL_TIME_MAX))), service);
    tokio::pin!(connection);
    let closing = async { phase.wait_for(|phase| *phase == Phase::Closing).await.map(|_| ()) };
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = closing => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// Those whose connection the kernel has taken already are not turned away either. It is asked itself: the runtime may
/// not have heard of them yet, and lets no task accept as many as it likes without a rest.
fn accepted_already(listener: TcpListener) -> Vec<TcpStream> {
    let Ok(listener) = listener.into_std() else { return Vec::new() };
    let mut streams = Vec::new();
    loop {
        let stream = match listener.accept() {
            Ok((stream, _)) => stream.set_nonblocking(true).and_then(|()| TcpStream::from_std(stream)),
            Err(error) if concerns_one_connection(&error) => continue,
            Err(_) => return streams,
        };
        streams.extend(stream);
    }
}

/// When the process runs out of file handles, a pause lets some go free.
async fn after_accept_error(error: &io::Error) {
    if !concerns_one_connection(error) {
        tracing::error!(%error, "no connection could be accepted");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

fn concerns_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::CONNECTIONS_MAX;
    use axum::Router;
    use axum::routing::get;
    use std::io::{Read as _, Write as _};

    #[tokio::test]
    async fn clients_that_wait_at_the_door_when_the_end_comes_are_served() {
        let listener = listen(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a port");
        let address = listener.local_addr().expect("an address");
        let connect = |_| {
            let mut stream = std::net::TcpStream::connect(address).expect("the kernel takes it");
            stream.write_all(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n").expect("sent");
            stream
        };
        // More than the runtime lets one task accept in one go.
        let clients: Vec<_> = (0..300).map(connect).collect();
        let surface = Surface::new(Router::new().route("/", get(|| async { "yes" })));
        serve(listener, surface, CONNECTIONS_MAX, std::future::ready(())).await;
        for mut client in clients {
            let mut answer = String::new();
            client.read_to_string(&mut answer).expect("an answer, and then the end");
            assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("\r\n\r\nyes"), "{answer}");
        }
        assert!(std::net::TcpStream::connect(address).is_err(), "nobody listens any more");
    }

    #[tokio::test]
    async fn who_goes_away_before_the_answer_leaves_the_place_to_others() {
        let listener = listen(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a port");
        let address = listener.local_addr().expect("an address");
        let slow = || async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            "x".repeat(1_000_000)
        };
        let surface = Surface::new(Router::new().route("/", get(slow)));
        let connect = move || {
            let mut stream = std::net::TcpStream::connect(address).expect("the kernel takes it");
            stream.write_all(b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").expect("sent");
            stream
        };
        let (served_all, served_them) = tokio::sync::oneshot::channel();
        let clients = std::thread::spawn(move || {
            for _ in 0..5 {
                drop(connect());
            }
            let mut answer = String::new();
            connect().read_to_string(&mut answer).expect("an answer");
            assert!(answer.starts_with("HTTP/1.1 200 ") && answer.len() > 1_000_000);
            served_all.send(()).expect("somebody waits for it");
        });
        let stop = async { served_them.await.expect("they are served") };
        let served = serve(listener, surface, 1, stop);
        tokio::time::timeout(Duration::from_secs(20), served).await.expect("nobody holds the one place");
        clients.join().expect("no panic");
    }
}
