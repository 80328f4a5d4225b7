//! An HTTP client that sends exactly what a test writes.

use serde_json::Value;
use simulator::http::{Endpoint, Request};
use std::time::Duration;

/// Longer than any test should take, short enough to notice.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A client with one connection that is kept open.
pub struct Client {
    http: simulator::http::Client,
    headers: Vec<(&'static str, String)>,
}

/// An answer, with its body as text and as JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// All headers.
    pub headers: Vec<(String, String)>,
    /// The body; null where there is none or where it is not JSON.
    pub body: Value,
    /// The body as it came.
    pub text: String,
}

impl Client {
    /// A client of this URL; with a token it sends it.
    ///
    /// # Panics
    /// If the URL is none.
    #[must_use]
    pub fn new(url: &str, token: Option<&str>) -> Self {
        let endpoint = Endpoint::parse(url).expect("a URL of a test server");
        let mut headers = vec![("Host", endpoint.authority.clone())];
        if let Some(token) = token {
            headers.push(("Authorization", format!("Bearer {token}")));
        }
        Self { http: simulator::http::Client::new(endpoint, TIMEOUT), headers }
    }

    /// The same client with one more header on every request.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// GET of a target below the URL, such as `/Users?count=1`.
    pub fn get(&mut self, target: &str) -> Answer {
        self.send("GET", target, None)
    }

    /// POST of a JSON body.
    pub fn post(&mut self, target: &str, body: &Value) -> Answer {
        self.send("POST", target, Some(&body.to_string()))
    }

    /// PUT of a JSON body.
    pub fn put(&mut self, target: &str, body: &Value) -> Answer {
        self.send("PUT", target, Some(&body.to_string()))
    }

    /// PATCH with these operations.
    pub fn patch(&mut self, target: &str, operations: &Value) -> Answer {
        let body = serde_json::json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": operations,
        });
        self.send("PATCH", target, Some(&body.to_string()))
    }

    /// DELETE.
    pub fn delete(&mut self, target: &str) -> Answer {
        self.send("DELETE", target, None)
    }

    /// A request of any method; a body goes out as SCIM JSON, valid or not.
    ///
    /// # Panics
    /// If there is no answer.
    pub fn send(&mut self, method: &str, target: &str, body: Option<&str>) -> Answer {
        self.send_with(method, target, body, &[])
    }

    /// The same with headers of its own; they come after those of the client.
    ///
    /// # Panics
    /// If there is no answer.
    pub fn send_with(
        &mut self,
        method: &str,
        target: &str,
        body: Option<&str>,
        headers: &[(&'static str, &str)],
    ) -> Answer {
        let mut all = self.headers.clone();
        all.extend(headers.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let typed = all.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        if body.is_some() && !typed {
            all.push(("Content-Type", "application/scim+json".to_owned()));
        }
        if let Some(body) = body {
            all.push(("Content-Length", body.len().to_string()));
        }
        let target = format!("{}{target}", self.http.endpoint().base);
        let request =
            Request { method, target: &target, headers: &all, body: body.unwrap_or_default().as_bytes() };
        let response = self.http.send(&request).unwrap_or_else(|error| panic!("{method} {target}: {error}"));
        let text = String::from_utf8_lossy(&response.body).into_owned();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Answer { status: response.status, headers: response.headers, body, text }
    }
}

impl Answer {
    /// A header, by name without case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The `id` of the resource in the body.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn id(&self) -> String {
        self.body["id"]
            .as_str()
            .unwrap_or_else(|| panic!("no id in {} {}", self.status, self.text))
            .to_owned()
    }

    /// The answer itself, once its status is the expected one.
    ///
    /// # Panics
    /// If it is not.
    #[must_use]
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// Asserts that this is a SCIM error of this status and keyword, with something to read.
    ///
    /// # Panics
    /// If it is not.
    #[track_caller]
    pub fn expect_error(&self, status: u16, scim_type: Option<&str>) {
        assert_eq!(self.status, status, "{}", self.text);
        assert_eq!(self.header("content-type"), Some("application/scim+json"), "{}", self.text);
        assert_eq!(
            self.body["schemas"],
            serde_json::json!(["urn:ietf:params:scim:api:messages:2.0:Error"]),
            "{}",
            self.text
        );
        assert_eq!(self.body["status"], status.to_string(), "{}", self.text);
        assert_eq!(self.body.get("scimType").and_then(Value::as_str), scim_type, "{}", self.text);
        assert!(self.body["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{}", self.text);
    }
}
