//! Why the domain says no to what is asked of users.

use super::Refusal;
use crate::life::{Act, Stage, Status};
use crate::policy::knob::ExistingUser;

/// What to say of it.
pub(super) fn text(refusal: &Refusal) -> String {
    if let Some((what, rule)) = by_policy(refusal) {
        return format!("{what} (Policy: {rule})");
    }
    match refusal {
        Refusal::UserNameNoEmail(rule) => {
            let rule = rule.as_str();
            format!(
                "The userName must have the form of an e-mail address. Map it to one. (Policy: user_name={rule})"
            )
        }
        Refusal::EmailRequired(rule) => {
            let rule = rule.as_str();
            format!(
                "A user needs an e-mail address of the form of one. Map \"emails\", with one that is primary. (Policy: \
                 emails={rule})"
            )
        }
        Refusal::UserIsLocal(rule) => user_is_local(*rule),
        Refusal::ExternalIdTooLong => {
            let max = crate::policy::EXTERNAL_ID_CHARS_MAX;
            format!(
                "An externalId has at most {max} characters. Map a shorter one. (Policy: external_id=unique)"
            )
        }
        Refusal::NoSeat { max } => {
            format!(
                "All {max} seats of the organization are taken. Deactivate or remove somebody, or ask for more seats."
            )
        }
        Refusal::Protected => {
            "The user is protected: no provider may disable or remove them. An administrator can take the protection \
                    away."
                .to_owned()
        }
        Refusal::NotInThisState { status, act } => not_in_this_state(*status, *act),
        _ => {
            "This belongs to the organization itself, and this connection has not adopted it: update it first, or \
                    delete it in Rollbook. (Policy: existing_user, existing_group)"
                .to_owned()
        }
    }
}

/// What the policy forbids, with the knob that says so.
fn by_policy(refusal: &Refusal) -> Option<(&'static str, &'static str)> {
    Some(match refusal {
        Refusal::UserNameNotTheEmail => (
            "The userName and the e-mail address must be the same. Map both to the same attribute.",
            "user_name=equals_email",
        ),
        Refusal::UserNameFixed => (
            "The userName cannot be changed once the user is there. Change it back, or remove the user and make a new one.",
            "user_name_change=refuse",
        ),
        Refusal::EmailTaken => (
            "Somebody has this e-mail address already, and people are known by it here. Match the existing user instead of \
             creating one.",
            "user_name=equals_email",
        ),
        Refusal::TooManyEmails => {
            ("A user has exactly one e-mail address here. Map one only.", "emails=exactly_one")
        }
        Refusal::EmailFixed => (
            "The e-mail address cannot be changed once the user is there. Change it back, or remove the user and make a new \
             one.",
            "email_change=refuse",
        ),
        Refusal::CreatedInactive => (
            "Nobody can be made who is inactive. Activate the person in the provider first, or leave them out.",
            "create_inactive=refuse",
        ),
        Refusal::NamesRequired => (
            "A user needs a name. Fill in a given name or a family name in the provider, and map \"name.givenName\" and \
             \"name.familyName\".",
            "names=required",
        ),
        Refusal::ExternalIdTaken => (
            "Another one of this connection has this externalId. Give each user and each group another one.",
            "external_id=unique",
        ),
        Refusal::InviteAgain => (
            "Somebody who was kept out does not come back by being activated. Invite them again.",
            "deactivate=remove",
        ),
        Refusal::NoInvitations => {
            ("Nobody is invited here: whoever the provider brings in is there at once.", "onboarding=none")
        }
        _ => return None,
    })
}

fn user_is_local(rule: ExistingUser) -> String {
    let what = match rule {
        ExistingUser::Refuse => "Remove them in Rollbook first.",
        ExistingUser::Adopt | ExistingUser::Link => {
            "Look them up by userName and update them instead of creating somebody: that makes them this connection's."
        }
    };
    let rule = rule.as_str();
    format!(
        "The organization has this person already, made by an administrator. {what} (Policy: existing_user={rule})"
    )
}

fn not_in_this_state(status: Status, act: Act) -> String {
    let why = match (status, act) {
        (Status::Disabled(_) | Status::Revoked(_), _) => "They are kept out. Let them in again first.",
        (Status::On(Stage::Staged), _) => "They have not been invited. Invite them first.",
        (Status::On(Stage::Invited), Act::Invite) => {
            "They have been invited already. Send the invitation again instead."
        }
        (Status::On(Stage::Invited), _) => "They have not accepted their invitation yet.",
        (Status::On(Stage::Accepted | Stage::Confirmed), _) => "They have accepted already.",
    };
    format!("The user is {status}, and \"{}\" cannot be done to them now. {why}", act.as_str())
}
