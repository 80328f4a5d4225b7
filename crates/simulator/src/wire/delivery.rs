//! How a request gets to the server: at its pace, patiently, and with the mishap that is prepared for it.

use super::Wire;
use crate::call::Call;
use crate::http::{self, Manner, Response};
use crate::options::Error;
use jiff::fmt::rfc2822;
use std::thread;
use std::time::Duration;

/// How often a request is repeated because the server is busy.
const WAITS_MAX: usize = 5;
/// The longest wait that a server may ask for.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// What goes wrong with a request that the provider sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mishap {
    /// Once there is an answer to the next write, nobody reads it.
    Drop,
    /// The next request carries a token that is not valid.
    OldToken,
    /// The next request is answered with 429 by the network.
    Busy(RetryAfter),
    /// The next write goes out in small pieces, and its answer is read in small pieces.
    Slow,
}

/// The two forms of the header (RFC 9110 §10.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryAfter {
    Seconds,
    Date,
}

impl Wire<'_> {
    /// Lets this happen to the next request that it can happen to.
    pub(crate) fn prepare(&mut self, mishap: Mishap) {
        self.mishap = Some(mishap);
    }

    /// What was prepared must have happened by now; it shall not happen to anything later.
    pub(crate) fn check_mishap(&mut self) {
        if let Some(mishap) = self.mishap.take() {
            self.object(format!("a request that {mishap:?} could happen to"));
        }
    }

    /// What is prepared for this call, if anything.
    pub(super) fn mishap(&mut self, call: &Call) -> Option<Mishap> {
        self.mishap.take_if(|mishap| match mishap {
            Mishap::Drop | Mishap::Slow => call.writes(),
            Mishap::OldToken | Mishap::Busy(_) => true,
        })
    }

    /// Sends a call and hands its answer over; where the server asks to wait, it waits and sends again.
    pub(super) fn deliver(&mut self, call: &Call, mishap: Option<Mishap>) -> Result<Option<Response>, Error> {
        let mut network = match mishap {
            Some(Mishap::Busy(form)) => Some(busy(form)),
            _ => None,
        };
        for _ in 0..WAITS_MAX {
            let response = match network.take() {
                Some(response) => Some(response),
                None => self.send(call, mishap)?,
            };
            let Some(wait) = response.as_ref().and_then(wait) else { return Ok(response) };
            self.report.waits += 1;
            thread::sleep(wait);
        }
        self.send(call, mishap)
    }

    fn send(&mut self, call: &Call, mishap: Option<Mishap>) -> Result<Option<Response>, Error> {
        let manner = match mishap {
            Some(Mishap::Drop) => Manner::Leave,
            Some(Mishap::Slow) => Manner::Slow,
            _ => Manner::Usual,
        };
        let token = match mishap {
            Some(Mishap::OldToken) => &no_longer_valid(&self.token),
            _ => &self.token,
        };
        let endpoint = self.client.endpoint();
        let target = format!("{}{}", endpoint.base, call.target);
        let body = call.body_text();
        let headers = (self.headers)(&endpoint.authority, token, body.as_ref().map(String::len));
        self.pace.wait();
        let request = http::Request {
            method: call.method,
            target: &target,
            headers: &headers,
            body: body.as_deref().unwrap_or_default().as_bytes(),
        };
        Ok(self.client.send_so(&request, manner)?)
    }
}

/// How long a server asks to wait. None if it does not, or if it would be too long.
fn wait(response: &Response) -> Option<Duration> {
    let text = response.header("Retry-After").filter(|_| response.status == 429)?;
    let wait = match text.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            // By the server's own clock, so that a difference of clocks does no harm.
            let now = rfc2822::parse(response.header("Date")?).ok()?;
            let then = rfc2822::parse(text).ok()?;
            Duration::try_from(now.duration_until(&then)).unwrap_or_default()
        }
    };
    (wait <= WAIT_MAX).then_some(wait)
}

/// The answer of a busy network, which asks for a second of patience.
fn busy(form: RetryAfter) -> Response {
    let retry_after = match form {
        RetryAfter::Seconds => "1",
        RetryAfter::Date => "Wed, 21 Oct 2026 07:28:01 GMT",
    };
    let headers = [("Date", "Wed, 21 Oct 2026 07:28:00 GMT"), ("Retry-After", retry_after)];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    Response { status: 429, headers, body: Vec::new() }
}

/// The token with its last character changed.
fn no_longer_valid(token: &str) -> String {
    let mut token = token.to_owned();
    let last = token.pop();
    token.push(if last == Some('0') { '1' } else { '0' });
    token
}

#[cfg(test)]
mod tests {
    use super::{RetryAfter, busy, no_longer_valid, wait};
    use crate::http::Response;
    use std::time::Duration;

    fn answer(status: u16, headers: &[(&str, &str)]) -> Response {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Response { status, headers, body: Vec::new() }
    }

    #[test]
    fn a_wait_is_asked_for_in_seconds_or_until_a_date() {
        assert_eq!(wait(&busy(RetryAfter::Seconds)), Some(Duration::from_secs(1)));
        assert_eq!(wait(&busy(RetryAfter::Date)), Some(Duration::from_secs(1)));
        let date = ("Date", "Fri, 31 Dec 1999 23:59:59 GMT");
        for (retry_after, expected) in [
            ("0", Some(0)),
            ("60", Some(60)),
            ("61", None),
            ("-1", None),
            ("soon", None),
            ("Sat, 01 Jan 2000 00:00:04 GMT", Some(5)),
            ("Fri, 31 Dec 1999 23:00:00 GMT", Some(0)),
            ("Sat, 01 Jan 2000 00:10:00 GMT", None),
        ] {
            let asked = wait(&answer(429, &[date, ("retry-after", retry_after)]));
            assert_eq!(asked, expected.map(Duration::from_secs), "{retry_after}");
        }
        assert_eq!(wait(&answer(429, &[("Retry-After", "Sat, 01 Jan 2000 00:00:04 GMT")])), None);
        assert_eq!(wait(&answer(429, &[date])), None);
        assert_eq!(wait(&answer(200, &[("Retry-After", "1")])), None);
    }

    #[test]
    fn an_old_token_is_another_one_of_the_same_length() {
        for token in ["a", "rbk_0", "rbk_1"] {
            assert_ne!(no_longer_valid(token), token);
            assert_eq!(no_longer_valid(token).len(), token.len());
        }
    }
}
