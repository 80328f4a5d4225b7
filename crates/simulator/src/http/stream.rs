//! The bytes below HTTP: as they are, or through TLS with the authorities that this machine trusts.

use super::{Endpoint, Error};
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, OnceLock};

/// An open connection.
pub(super) enum Stream {
    Plain(TcpStream),
    Encrypted(Box<StreamOwned<ClientConnection, TcpStream>>),
}

impl Stream {
    /// Encrypts a connection that was just made, if the URL asks for it. Time-outs must be set already.
    pub(super) fn open(endpoint: &Endpoint, mut tcp: TcpStream) -> Result<Self, Error> {
        if !endpoint.encrypted {
            return Ok(Self::Plain(tcp));
        }
        let failed = |why: String| Error::Tls { address: endpoint.authority.clone(), why };
        let name = ServerName::try_from(endpoint.host.clone()).map_err(|why| failed(why.to_string()))?;
        let mut tls =
            ClientConnection::new(Arc::clone(trust()?), name).map_err(|why| failed(why.to_string()))?;
        while tls.is_handshaking() {
            tls.complete_io(&mut tcp).map_err(|why| failed(why.to_string()))?;
        }
        Ok(Self::Encrypted(Box::new(StreamOwned::new(tls, tcp))))
    }

    pub(super) fn tcp(&self) -> &TcpStream {
        match self {
            Self::Plain(tcp) => tcp,
            Self::Encrypted(tls) => tls.get_ref(),
        }
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(tcp) => tcp.read(buffer),
            Self::Encrypted(tls) => match tls.read(buffer) {
                // Closed without a word of goodbye. Whether an answer is whole, HTTP says (RFC 9112 §9.8).
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(0),
                outcome => outcome,
            },
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(tcp) => tcp.write(bytes),
            Self::Encrypted(tls) => tls.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(tcp) => tcp.flush(),
            Self::Encrypted(tls) => tls.flush(),
        }
    }
}

/// The authorities that this machine trusts, read once; `SSL_CERT_FILE` names a file with others.
fn trust() -> Result<&'static Arc<ClientConfig>, Error> {
    static TRUST: OnceLock<Option<Arc<ClientConfig>>> = OnceLock::new();
    TRUST.get_or_init(load_trust).as_ref().ok_or(Error::Trust)
}

fn load_trust() -> Option<Arc<ClientConfig>> {
    let mut roots = RootCertStore::empty();
    let (known, _) = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the provider knows the versions that are the default")
        .with_root_certificates(roots)
        .with_no_client_auth();
    (known > 0).then(|| Arc::new(config))
}
