//! Why a credential lets nobody in.

/// Why a credential lets nobody in. It is for whoever runs the server; from outside, every case looks the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// There is no token in the request.
    NoToken,
    /// What is there in place of a token does not even look like one of ours.
    ForeignToken,
    /// It looks like a token of ours, and its length or its checksum is wrong: it is misspelt, or only a part of one.
    MistypedToken,
    /// No token has that id: it never was, or it has been deleted.
    UnknownToken,
    /// The id is that of a token, and the secret is not: it is misspelt, or the token has been renewed.
    WrongSecret,
    /// The token is set to inactive.
    InactiveToken,
    /// The token has expired.
    ExpiredToken,
    /// The token's connection is switched off.
    DisabledConnection,
    /// Whoever runs the server has switched provisioning off for all of it.
    ProvisioningOff,
    /// The address is that of no connection, or of another one than the token's.
    WrongAddress,
    /// The token came without the word `Bearer` before it, and the connection's dialect does not allow that.
    RawToken,
}

impl Denial {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::NoToken,
        Self::ForeignToken,
        Self::MistypedToken,
        Self::UnknownToken,
        Self::WrongSecret,
        Self::InactiveToken,
        Self::ExpiredToken,
        Self::DisabledConnection,
        Self::ProvisioningOff,
        Self::WrongAddress,
        Self::RawToken,
    ];

    /// In words, for a log.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoToken => "no token",
            Self::ForeignToken => "no token of this server",
            Self::MistypedToken => "mistyped or incomplete token",
            Self::UnknownToken => "unknown or deleted token",
            Self::WrongSecret => "wrong secret, or that of before a renewal",
            Self::InactiveToken => "inactive token",
            Self::ExpiredToken => "expired token",
            Self::DisabledConnection => "disabled connection",
            Self::ProvisioningOff => "provisioning is off for the installation",
            Self::WrongAddress => "the address of no connection, or of another one than the token's",
            Self::RawToken => "a token without the word Bearer before it",
        }
    }

    /// The denial of those words.
    #[must_use]
    pub fn parse(words: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|denial| denial.as_str() == words)
    }
}
