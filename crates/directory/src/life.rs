//! The life of a user: which states there are, and what leads from one to another.

use crate::Refusal;
use crate::policy::Policy;
use crate::policy::knob::{Deactivate, DeleteUser, Invite, Onboarding};
use std::fmt;

/// How far somebody has come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Brought in, and not invited yet.
    Staged,
    /// Invited, and not here yet.
    Invited,
    /// Here, and not confirmed yet.
    Accepted,
    /// Here for good.
    Confirmed,
}

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::Staged, Self::Invited, Self::Accepted, Self::Confirmed];

    /// The word for people, in the feed and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Staged => "staged",
            Self::Invited => "invited",
            Self::Accepted => "accepted",
            Self::Confirmed => "confirmed",
        }
    }

    /// Whether the person has not come yet.
    #[must_use]
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Staged | Self::Invited)
    }
}

/// The state of a user. Whoever is removed has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Nobody keeps them out.
    On(Stage),
    /// Kept out; this is where they go back to.
    Disabled(Stage),
    /// Kept out, in the words of a policy that revokes; this is where they go back to.
    Revoked(Stage),
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 12] = {
        let [a, b, c, d] = Stage::ALL;
        [
            Self::On(a),
            Self::On(b),
            Self::On(c),
            Self::On(d),
            Self::Disabled(a),
            Self::Disabled(b),
            Self::Disabled(c),
            Self::Disabled(d),
            Self::Revoked(a),
            Self::Revoked(b),
            Self::Revoked(c),
            Self::Revoked(d),
        ]
    };

    /// The status of that text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// The text in the feed and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::On(stage) => stage.as_str(),
            Self::Disabled(Stage::Staged) => "disabled:staged",
            Self::Disabled(Stage::Invited) => "disabled:invited",
            Self::Disabled(Stage::Accepted) => "disabled:accepted",
            Self::Disabled(Stage::Confirmed) => "disabled:confirmed",
            Self::Revoked(Stage::Staged) => "revoked:staged",
            Self::Revoked(Stage::Invited) => "revoked:invited",
            Self::Revoked(Stage::Accepted) => "revoked:accepted",
            Self::Revoked(Stage::Confirmed) => "revoked:confirmed",
        }
    }

    /// How far they have come, or had come before they were kept out.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::On(stage) | Self::Disabled(stage) | Self::Revoked(stage) => stage,
        }
    }

    /// What SCIM calls `active`: true for whoever is not kept out, be they invited only.
    #[must_use]
    pub fn is_on(self) -> bool {
        matches!(self, Self::On(_))
    }

    /// Whether a seat of the organization is taken.
    #[must_use]
    pub fn takes_seat(self) -> bool {
        matches!(self, Self::On(Stage::Invited | Stage::Accepted | Stage::Confirmed))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What can be done to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// The provider keeps them out.
    Deactivate,
    /// An administrator keeps them out.
    Disable,
    /// The provider, or an administrator, lets them in again.
    Reactivate,
    /// The provider deletes them.
    Delete,
    /// An administrator removes them.
    Remove,
    /// An administrator invites them.
    Invite,
    /// An administrator invites them once more.
    InviteAgain,
    /// An administrator takes the invitation back.
    Withdraw,
    /// They accept, or the product does for them.
    Accept,
    /// An administrator, or the product, confirms them.
    Confirm,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Deactivate,
        Self::Disable,
        Self::Reactivate,
        Self::Delete,
        Self::Remove,
        Self::Invite,
        Self::InviteAgain,
        Self::Withdraw,
        Self::Accept,
        Self::Confirm,
    ];

    /// The word for people.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Deactivate => "deactivate",
            Self::Disable => "disable",
            Self::Reactivate => "reactivate",
            Self::Delete => "delete",
            Self::Remove => "remove",
            Self::Invite => "invite",
            Self::InviteAgain => "invite again",
            Self::Withdraw => "withdraw",
            Self::Accept => "accept",
            Self::Confirm => "confirm",
        }
    }
}

/// What an act leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing: it is so already.
    Same,
    /// Another status.
    To(Status),
    /// The same status, with a new invitation.
    NewInvitation,
    /// They are removed.
    Gone,
}

impl Status {
    /// Where somebody begins whom a provider brings in.
    #[must_use]
    pub fn first(policy: &Policy) -> Self {
        Self::On(match (policy.onboarding, policy.invite) {
            (Onboarding::None, _) => Stage::Confirmed,
            (_, Invite::Manual) => Stage::Staged,
            (_, Invite::Automatic) => Stage::Invited,
        })
    }

    /// What an act leads to, as far as the state decides it; seats, and who is protected, are asked for elsewhere.
    pub fn step(self, act: Act, policy: &Policy) -> Result<Step, Refusal> {
        let no = Err(Refusal::NotInThisState { status: self, act });
        match act {
            Act::Deactivate if !self.is_on() => Ok(Step::Same),
            Act::Deactivate => Ok(match policy.deactivate {
                Deactivate::Disable => self.kept_out(Self::Disabled),
                Deactivate::Revoke => self.kept_out(Self::Revoked),
                Deactivate::Remove => Step::Gone,
            }),
            Act::Disable => Ok(match policy.deactivate {
                Deactivate::Revoke => self.kept_out(Self::Revoked),
                Deactivate::Disable | Deactivate::Remove => self.kept_out(Self::Disabled),
            }),
            Act::Delete => Ok(match policy.delete_user {
                DeleteUser::Remove => Step::Gone,
                DeleteUser::Disable => self.kept_out(Self::Disabled),
            }),
            Act::Remove => Ok(Step::Gone),
            Act::Reactivate => match self {
                Self::On(_) => Ok(Step::Same),
                _ if policy.deactivate == Deactivate::Remove && policy.onboarding != Onboarding::None => {
                    Err(Refusal::InviteAgain)
                }
                // Somebody who was made inactive was never invited, though the policy invites everybody.
                Self::Disabled(Stage::Staged) | Self::Revoked(Stage::Staged) => {
                    Ok(Step::To(Self::first(policy)))
                }
                Self::Disabled(stage) | Self::Revoked(stage) => Ok(Step::To(Self::On(stage))),
            },
            // Whoever was invited under another policy can still come.
            Act::Invite | Act::InviteAgain if policy.onboarding == Onboarding::None => {
                Err(Refusal::NoInvitations)
            }
            Act::Invite => match self {
                Self::On(Stage::Staged) => Ok(Step::To(Self::On(Stage::Invited))),
                // Whoever was kept out by a policy that removes is invited again, and nothing else brings them back.
                Self::Disabled(_) | Self::Revoked(_) if policy.deactivate == Deactivate::Remove => {
                    Ok(Step::To(Self::On(Stage::Invited)))
                }
                _ => no,
            },
            Act::InviteAgain if self == Self::On(Stage::Invited) => Ok(Step::NewInvitation),
            Act::Withdraw if self == Self::On(Stage::Invited) => Ok(Step::To(Self::On(Stage::Staged))),
            Act::Accept if self == Self::On(Stage::Invited) => {
                Ok(Step::To(Self::On(match policy.onboarding {
                    Onboarding::Confirm => Stage::Accepted,
                    _ => Stage::Confirmed,
                })))
            }
            Act::Confirm if self == Self::On(Stage::Accepted) => Ok(Step::To(Self::On(Stage::Confirmed))),
            Act::Confirm if self == Self::On(Stage::Confirmed) => Ok(Step::Same),
            // Nobody is invited any more, so nothing else would bring them in.
            Act::Confirm if self == Self::On(Stage::Staged) && policy.onboarding == Onboarding::None => {
                Ok(Step::To(Self::On(Stage::Confirmed)))
            }
            Act::InviteAgain | Act::Withdraw | Act::Accept | Act::Confirm => no,
        }
    }

    fn kept_out(self, how: fn(Stage) -> Self) -> Step {
        match self {
            Self::On(stage) => Step::To(how(stage)),
            Self::Disabled(_) | Self::Revoked(_) => Step::Same,
        }
    }
}

/// How many seats an organization has, and how many are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seats {
    /// Taken ones.
    pub used: u64,
    /// Most that may be taken; none for no cap.
    pub max: Option<u64>,
}

impl Seats {
    /// Refuses a step for which there is no free seat. Nobody loses a seat by a cap that is lowered.
    pub fn check(self, before: Option<Status>, after: Status) -> Result<(), Refusal> {
        let takes_one = after.takes_seat() && !before.is_some_and(Status::takes_seat);
        match self.max {
            Some(max) if takes_one && self.used >= max => Err(Refusal::NoSeat { max }),
            _ => Ok(()),
        }
    }
}
