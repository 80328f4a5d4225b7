//! `rollbook simulate` against a server behind TLS, as every server is that a real provider calls.

use crate::encryption::certificate;
use crate::installation::Installation;
use crate::process::{Ended, Process, rollbook};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::thread;

/// Decrypts what comes and passes it on to a server, connection by connection. It ends with the test's process.
fn proxy(server: &str, certificate: &str, key: &str) -> u16 {
    let chain = vec![CertificateDer::from_pem_slice(certificate.as_bytes()).expect("a certificate")];
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .expect("a good certificate");
    let (config, server) = (Arc::new(config), server.trim_start_matches("http://").to_owned());
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("it is bound").port();
    thread::spawn(move || {
        for client in listener.incoming() {
            let tls = ServerConnection::new(Arc::clone(&config)).expect("a good configuration");
            let client = StreamOwned::new(tls, client.expect("a client"));
            let server = TcpStream::connect(&server).expect("the server listens");
            thread::spawn(move || pass_on(BufReader::new(client), BufReader::new(server)));
        }
    });
    port
}

/// Requests one way, answers the other, until the client has had enough. None means that.
fn pass_on(
    mut client: BufReader<StreamOwned<ServerConnection, TcpStream>>,
    mut server: BufReader<TcpStream>,
) -> Option<()> {
    loop {
        let request = message(&mut client)?;
        server.get_mut().write_all(&request).ok()?;
        let answer = message(&mut server)?;
        client.get_mut().write_all(&answer).ok()?;
        client.get_mut().flush().ok()?;
    }
}

fn message(from: &mut BufReader<impl Read>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        if from.read_until(b'\n', &mut bytes).ok()? == 0 {
            return None;
        }
    }
    let head = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let start = bytes.len();
    bytes.resize(start + length.map_or(0, |length| length.parse().expect("a number")), 0);
    from.read_exact(&mut bytes[start..]).ok()?;
    Some(bytes)
}

#[test]
fn a_server_behind_tls_is_called_and_must_prove_its_name() {
    let at = Installation::new();
    let server = at.serve();
    let door = at.connect("Acme", "entra");
    let (chain, key, authority) = certificate("localhost");
    let port = proxy(&server.url, &chain, &key);
    let folder = tempfile::tempdir().expect("a folder");
    let trusted = folder.path().join("authority.pem");
    std::fs::write(&trusted, authority).expect("written");
    let stranger = folder.path().join("stranger.pem");
    std::fs::write(&stranger, certificate("localhost").2).expect("written");

    let path = door.url.trim_start_matches(&server.url);
    let simulate = |host: &str, trust: &Path| -> Ended {
        let url = format!("https://{host}:{port}{path}");
        let mut command = rollbook();
        command
            .args([
                "simulate",
                "entra",
                "--url",
                &url,
                "--token",
                &door.token,
                "--cycles",
                "2",
                "--users",
                "5",
            ])
            .args(["--fault", "slow", "--fault", "dropped-answer"])
            .env("SSL_CERT_FILE", trust);
        Process::start(&mut command).end()
    };
    let played = simulate("localhost", &trusted);
    assert_eq!(played.code, Some(0), "{played:?}");
    assert!(played.stdout.contains("Everything went as Entra ID wants it."), "{played:?}");
    assert_eq!(door.all("Users").len(), 5);

    for (host, trust, why) in [
        ("localhost", &stranger, "invalid peer certificate"),
        ("127.0.0.1", &trusted, "certificate not valid for name \"127.0.0.1\""),
    ] {
        let refused = simulate(host, trust);
        assert_eq!((refused.code, refused.stdout.as_str()), (Some(1), ""), "{refused:?}");
        assert!(refused.stderr.contains("No encrypted connection to"), "{refused:?}");
        assert!(refused.stderr.contains(why), "{refused:?}");
    }
    server.stop();
}
