//! The least that an answer over HTTP costs: axum, a route, and the same bytes each time.
//!
//! It runs in a process of its own, which is this program with a hidden argument, so that its processor time is counted
//! exactly as the server's is.

use crate::process::Process;
use anyhow::{Context as _, bail};
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::routing::any;
use serde_json::{Value, json};
use simulator::http::Response;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Stdio};

/// What the HTTP library writes by itself.
const OWN_HEADERS: [&str; 4] = ["connection", "content-length", "date", "transfer-encoding"];

/// A running bare handler.
pub(crate) struct Bare {
    pub(crate) process: Process,
    /// Its address, without a path.
    pub(crate) url: String,
}

impl Bare {
    /// Starts one that gives this answer to everything.
    pub(crate) fn start(answer: &Response) -> anyhow::Result<Self> {
        let headers: Vec<_> =
            answer.headers.iter().filter(|(name, _)| !is_own(name)).map(|(n, v)| json!([n, v])).collect();
        let body = std::str::from_utf8(&answer.body).context("the answer is not text")?;
        let file = tempfile::NamedTempFile::new()?;
        let description = json!({ "status": answer.status, "headers": headers, "body": body });
        fs::write(file.path(), description.to_string())?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("--bare").arg(file.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().context("the bare handler cannot be started")?;
        let stdout = child.stdout.take().expect("its standard output was asked for as a pipe");
        let process = Process::new(child);
        let mut url = String::new();
        BufReader::new(stdout).read_line(&mut url)?;
        if url.trim().is_empty() {
            bail!("the bare handler said nothing");
        }
        Ok(Self { process, url: url.trim().to_owned() })
    }
}

/// The process itself: serves until its standard input ends, which is when whoever started it is gone.
pub(crate) fn serve(description: &Path) -> anyhow::Result<()> {
    let description: Value = serde_json::from_slice(&fs::read(description)?)?;
    let status = description["status"].as_u64().and_then(|status| u16::try_from(status).ok());
    let status = StatusCode::from_u16(status.context("no status")?)?;
    let mut headers = HeaderMap::new();
    for header in description["headers"].as_array().into_iter().flatten() {
        let text = |index: usize| header[index].as_str().unwrap_or_default();
        headers.append(HeaderName::from_bytes(text(0).as_bytes())?, HeaderValue::from_str(text(1))?);
    }
    let body = Bytes::from(description["body"].as_str().unwrap_or_default().to_owned());
    let handler = any(move |_read: Bytes| async move { (status, headers, body) });
    let router = Router::new()
        .route("/scim/v2/{connection}/{kind}", handler.clone())
        .route("/scim/v2/{connection}/{kind}/{id}", handler);
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("http://{}", listener.local_addr()?);
        tokio::spawn(axum::serve(listener, router).into_future());
        anyhow::Ok(())
    })?;
    std::io::stdin().read_to_end(&mut Vec::new())?;
    runtime.shutdown_background();
    Ok(())
}

fn is_own(name: &str) -> bool {
    OWN_HEADERS.iter().any(|own| name.eq_ignore_ascii_case(own))
}
