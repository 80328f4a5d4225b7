//! What kinds of answers there are, so that a history is known to have met them all.

use super::reference::{Answer, Why};

impl Answer {
    pub(super) const KINDS: [&str; 14] = [
        "user",
        "group",
        "done",
        "pages",
        "unauthorized",
        "not found",
        "stale",
        "userName taken",
        "displayName taken",
        "unknown members",
        "own member",
        "too long",
        "invalid value",
        "unspeakable",
    ];

    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::Group(_) => "group",
            Self::Done => "done",
            Self::Pages(_) => "pages",
            Self::No(Why::Unauthorized) => "unauthorized",
            Self::No(Why::NotFound) => "not found",
            Self::No(Why::Stale) => "stale",
            Self::No(Why::UserNameTaken) => "userName taken",
            Self::No(Why::GroupNameTaken) => "displayName taken",
            Self::No(Why::UnknownMembers(_)) => "unknown members",
            Self::No(Why::OwnMember) => "own member",
            Self::No(Why::InItself) => "in itself",
            Self::No(Why::TooLong) => "too long",
            Self::No(Why::InvalidValue) => "invalid value",
            Self::No(Why::InvalidSyntax | Why::InvalidFilter) => "unspeakable",
            Self::No(Why::Other(_)) => "what never should come",
        }
    }
}
