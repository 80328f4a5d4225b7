//! The connection to a database server on another machine.

use crate::process::{Ended, Process, rollbook};
use cluster::Cluster;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

/// A certificate for this name and its key, and the authority that signed it; all in PEM.
pub(crate) fn certificate(name: &str) -> (String, String, String) {
    let mut authority = CertificateParams::new(Vec::new()).expect("no names");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority =
        CertifiedIssuer::self_signed(authority, KeyPair::generate().expect("a key")).expect("signed");
    let key = KeyPair::generate().expect("a key");
    let server = CertificateParams::new(vec![name.to_owned()]).expect("a name");
    let server = server.signed_by(&key, &authority).expect("signed");
    (server.pem(), key.serialize_pem(), authority.pem())
}

#[test]
fn it_is_encrypted_and_the_server_must_prove_its_name() {
    if testkit::database::server().is_none() {
        eprintln!("skipped: {} names no database server", testkit::database::SERVER_VARIABLE);
        return;
    }
    let (server, key, authority) = certificate("localhost");
    let cluster = Cluster::start_encrypted(&server, &key).expect("a cluster");
    let folder = tempfile::tempdir().expect("a folder");
    let trusted = folder.path().join("authority.pem");
    std::fs::write(&trusted, authority).expect("written");
    let stranger = folder.path().join("stranger.pem");
    std::fs::write(&stranger, certificate("localhost").2).expect("written");

    let ask = |host: &str, mode: &str, trust: &std::path::Path| -> Ended {
        let url = cluster.url().replace("127.0.0.1", host) + mode;
        let mut command = rollbook();
        command
            .args(["organization", "create", "Acme"])
            .env("ROLLBOOK_DATABASE", url)
            .env("SSL_CERT_FILE", trust);
        Process::start(&mut command).end()
    };
    let refusals = [
        ("localhost", "?sslmode=verify-full", &stranger, "invalid peer certificate"),
        ("127.0.0.1", "?sslmode=require", &trusted, "certificate not valid for name \"127.0.0.1\""),
        ("localhost", "", &trusted, "no encryption"),
        ("localhost", "?sslmode=disable", &trusted, "no encryption"),
    ];
    for (host, mode, trust, why) in refusals {
        let refused = ask(host, mode, trust);
        assert_eq!(refused.code, Some(1), "{refused:?}");
        assert!(refused.stderr.contains(why), "{refused:?}");
    }
    let made = ask("localhost", "?sslmode=verify-full", &trusted);
    assert!(made.stdout.starts_with("Made Acme"), "{made:?}");
    // The weaker word gets the same connection: what is said now, the database says.
    let twice = ask("localhost", "?sslmode=require", &trusted);
    assert!(twice.stderr.contains("name"), "{twice:?}");
}
