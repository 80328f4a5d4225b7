//! The request log: what a provider sent last, and what came of it.

use crate::{CallId, ConnectionId, Ids, Json, Timestamp, TokenId, secrets};
use scim::dialect::Tolerance;
use serde_json::Value;

/// How many calls of a connection are kept.
pub const CALLS_MAX: u64 = 1_000;
/// How many of those may come from somebody who was not let in, so that no stranger can push the provider's own out.
pub const STRANGERS_MAX: u64 = 100;
/// How much the calls of a connection may have together, in bytes.
pub const CALLS_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// How long a call is kept, in days.
pub const CALLS_DAYS_MAX: u32 = 14;
/// Largest body that is kept, in bytes; of a larger one only its place is.
pub const BODY_BYTES_MAX: usize = 64 * 1024;
/// Most tolerances of one call that are kept.
pub const TOLERATED_MAX: usize = 50;
/// Longest target that is kept, in bytes.
pub const TARGET_BYTES_MAX: usize = 2 * 1024;

/// A call that was answered a moment ago: cheap to make, and still with its secrets.
#[derive(Debug)]
pub struct Heard {
    /// Where it came in.
    pub connection: ConnectionId,
    /// The public id of the token; none if the caller was refused at the door.
    pub token: Option<TokenId>,
    /// When it was answered.
    pub at: Timestamp,
    /// How long it took, in microseconds.
    pub micros: u64,
    /// The HTTP method.
    pub method: String,
    /// Path and query, below the address of the connection.
    pub target: String,
    /// The HTTP status of the answer.
    pub status: u16,
    /// Why it was refused: the RFC's keyword, or what was wrong with the credential.
    pub why: &'static str,
    /// The body that came.
    pub request: Body,
    /// The body that went.
    pub answer: Body,
    /// What the dialect let pass, and where.
    pub tolerated: Vec<(Tolerance, String)>,
}

/// What was heard of a body.
#[derive(Debug, Default)]
pub enum Body {
    /// There was none.
    #[default]
    None,
    /// All of it.
    Whole(Vec<u8>),
    /// It was longer than [`BODY_BYTES_MAX`].
    TooLong,
}

/// A call as the log keeps it: without secrets.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Ours; in the order of time.
    pub id: CallId,
    /// When it was answered.
    pub at: Timestamp,
    /// How long it took, in microseconds.
    pub micros: u64,
    /// The public id of the token; none if the caller was refused at the door.
    pub token: Option<TokenId>,
    /// The HTTP method.
    pub method: String,
    /// Path and query, below the address of the connection.
    pub target: String,
    /// The HTTP status of the answer.
    pub status: u16,
    /// Why it was refused: the RFC's keyword, or what was wrong with the credential.
    pub why: String,
    /// The body that came; null if there was none.
    pub request: Json,
    /// The body that went; null if there was none.
    pub answer: Json,
    /// A body is not kept: it was too long, or no JSON.
    pub cut: bool,
    /// What the dialect let pass, and where: `[["string_scalar", "active"]]`.
    pub tolerated: Json,
}

impl Body {
    /// How much memory it holds, in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Whole(bytes) => bytes.len(),
            Self::None | Self::TooLong => 0,
        }
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its JSON without secrets, and whether something had to be left out. What is no JSON is not kept: nobody could tell
    /// the secrets in it.
    fn without_secrets(&self) -> (Value, bool) {
        match self {
            Self::None => (Value::Null, false),
            Self::TooLong => (Value::Null, true),
            // As strictly as the request was read: of two fields of one name, only the last would be looked at.
            Self::Whole(bytes) => match scim::json::parse(bytes) {
                Ok(mut value) => {
                    secrets::mask(&mut value);
                    (value, false)
                }
                Err(_) => (Value::Null, true),
            },
        }
    }
}

impl Heard {
    /// Whether it was refused.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.status >= 400
    }

    /// How much memory its bodies hold, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.request.len() + self.answer.len()
    }

    /// The call as it is kept, behind those with a lower number of the same millisecond.
    #[must_use]
    pub fn call(&self, ids: &mut Ids, number: u16) -> Call {
        let ((request, request_cut), (mut answer, answer_cut)) =
            (self.request.without_secrets(), self.answer.without_secrets());
        let target = secrets::target(&self.target, TARGET_BYTES_MAX);
        // The answer to a question about a secret may repeat it.
        if target.contains(secrets::MASK) && self.is_refused() && answer["detail"].is_string() {
            answer["detail"] = Value::from(secrets::MASK);
        }
        let place = |place: &str| secrets::text(place);
        let tolerated = self.tolerated.iter().take(TOLERATED_MAX);
        let tolerated = tolerated.map(|(what, at)| Value::from_iter([what.as_str(), &place(at)]));
        Call {
            id: ids.numbered(number),
            at: self.at,
            micros: self.micros,
            token: self.token.clone(),
            method: self.method.clone(),
            target,
            status: self.status,
            why: self.why.to_owned(),
            request: Json::from(request),
            answer: Json::from(answer),
            cut: request_cut || answer_cut,
            tolerated: Json::from(Value::from_iter(tolerated)),
        }
    }
}

impl Call {
    /// Whether it was refused.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.status >= 400
    }

    /// What it counts for against [`CALLS_BYTES_MAX`].
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let texts =
            [self.target.as_str(), self.request.as_str(), self.answer.as_str(), self.tolerated.as_str()];
        texts.iter().map(|text| text.len() as u64).sum()
    }

    /// What the dialect let pass, by name, and where.
    #[must_use]
    pub fn tolerated(&self) -> Vec<(String, String)> {
        let stored = self.tolerated.to_value().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        stored.as_array().into_iter().flatten().map(|pair| (text(&pair[0]), text(&pair[1]))).collect()
    }
}
