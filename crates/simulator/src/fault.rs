//! What may go wrong between a provider and a server, on purpose.

use std::fmt;

/// A fault that a run can have put into its first cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    DroppedAnswer,
    Unauthorized,
    TooManyRequests,
    Slow,
    TooLarge,
}

impl Fault {
    /// All of them, in the order in which they come.
    pub const ALL: [Self; 5] =
        [Self::DroppedAnswer, Self::Unauthorized, Self::TooManyRequests, Self::Slow, Self::TooLarge];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DroppedAnswer => "dropped-answer",
            Self::Unauthorized => "unauthorized",
            Self::TooManyRequests => "too-many-requests",
            Self::Slow => "slow",
            Self::TooLarge => "too-large",
        }
    }

    /// What happens, in one sentence.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::DroppedAnswer => {
                "The connection is closed before an answer is read, and the provider tries again as it does."
            }
            Self::Unauthorized => {
                "One call comes with a token that is not valid any more, and the next with the good one."
            }
            Self::TooManyRequests => {
                "The network answers with 429 in the server's place, and the provider waits as long as it is told to."
            }
            Self::Slow => "A body is sent in small pieces, and the answer is read in small pieces.",
            Self::TooLarge => {
                "A body is larger than the server takes, up to 64 MiB: a SCIM error with 413, and nothing changes."
            }
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
