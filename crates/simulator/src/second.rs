//! A second client with the same token, for what happens on the server while the provider looks elsewhere.

use crate::call::Call;
use crate::http::{Client, Endpoint, Request, TIMEOUT};
use crate::options::Error;
use crate::pace::Pace;
use crate::wire::Headers;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) struct Second {
    client: Client,
    headers: Headers,
    token: String,
    pace: Pace,
    /// How many requests all such clients have sent.
    sent: Arc<AtomicU64>,
}

impl Second {
    pub(crate) fn new(
        endpoint: Endpoint,
        headers: Headers,
        token: String,
        pace: Pace,
        sent: Arc<AtomicU64>,
    ) -> Self {
        Self { client: Client::new(endpoint, TIMEOUT), headers, token, pace, sent }
    }

    /// The status and the body, which is null where it is not JSON.
    pub(crate) fn send(&mut self, call: &Call) -> Result<(u16, Value), Error> {
        let endpoint = self.client.endpoint();
        let target = format!("{}{}", endpoint.base, call.target);
        let body = call.body_text();
        let headers = (self.headers)(&endpoint.authority, &self.token, body.as_ref().map(String::len));
        self.pace.wait();
        self.sent.fetch_add(1, Ordering::Relaxed);
        let response = self.client.send(&Request {
            method: call.method,
            target: &target,
            headers: &headers,
            body: body.as_deref().unwrap_or_default().as_bytes(),
        })?;
        Ok((response.status, serde_json::from_slice(&response.body).unwrap_or_default()))
    }
}
