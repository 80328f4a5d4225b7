//! `rollbook invitation …`

use super::{named_organization, named_user, read, say_json, say_table, write_in};
use crate::arguments::{At, InvitationCommand, TextCommand, WhichText, Whom};
use crate::home::Home;
use crate::output::{on_one_line, say};
use anyhow::bail;
use app::invitations::{self, Deed, DeedDone, Invited, USERS_OF_ONE_GO};
use directory::invitation::GivenNames;
use directory::life::{Stage, Status};
use directory::{Actor, OrgId, Timestamp, UserId};
use serde_json::{Value, json};

const ACTOR: Actor = Actor::CommandLine;
/// Users that are read at a time.
const PAGE: u64 = 1_000;

pub(crate) fn run(asked: &InvitationCommand) -> anyhow::Result<()> {
    match asked {
        InvitationCommand::List { organization, failed, at } => list(organization, *failed, at),
        InvitationCommand::Send { whom, at } => act(whom, &Deed::Invite, Stage::Staged, at),
        InvitationCommand::Resend { whom, at } => act(whom, &Deed::InviteAgain, Stage::Invited, at),
        InvitationCommand::Withdraw { whom, at } => act(whom, &Deed::Withdraw, Stage::Invited, at),
        InvitationCommand::Confirm { whom, at } => act(whom, &Deed::Confirm, Stage::Accepted, at),
        InvitationCommand::Accept { organization, user, given_name, family_name, at } => {
            let names = match (given_name, family_name) {
                (Some(given), Some(family)) => match GivenNames::parse(given, family) {
                    Some(names) => Some(names),
                    None => bail!(
                        "a name has 1 to {} characters and no control characters",
                        directory::invitation::NAME_CHARS_MAX
                    ),
                },
                _ => None,
            };
            let (organization, users) = (organization.clone(), vec![user.clone()]);
            act(&Whom { organization, users, all: false }, &Deed::Accept(names), Stage::Invited, at)
        }
        InvitationCommand::Text(asked) => text(asked),
    }
}

fn list(organization: &str, failed: bool, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let org = named_organization(&home, organization)?.id;
    let mut all = everybody(&home, org)?;
    if failed {
        all.retain(|invited| why(invited).is_some());
    }
    if at.json {
        return say_json(&all.iter().map(invited_json).collect::<Value>());
    }
    let time = |time: Option<Timestamp>| time.map_or_else(|| "-".to_owned(), Timestamp::to_minute);
    let row = |invited: &Invited| {
        let invitation = invited.invitation.as_ref();
        vec![
            on_one_line(&invited.user_name),
            invited.status.to_string(),
            invited.invite_status.as_str().to_owned(),
            time(invitation.and_then(|invitation| invitation.sent)),
            time(invitation.map(|invitation| invitation.expires)),
            why(invited).map(on_one_line).unwrap_or_default(),
        ]
    };
    let headings = ["USER", "STATUS", "INVITATION", "SENT", "EXPIRES", "NOT SENT BECAUSE"];
    say_table(&headings, &all.iter().map(row).collect::<Vec<_>>())
}

/// Does the same to all who are meant, and says what came of it for each.
fn act(whom: &Whom, deed: &Deed, stage: Stage, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let org = named_organization(&home, &whom.organization)?.id;
    let users = meant(&home, org, whom, stage)?;
    let mut done = Vec::new();
    for some in users.chunks(USERS_OF_ONE_GO) {
        let (deed, ids) = (deed.clone(), some.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        let outcomes = write_in(&home, org, "act on invitations", move |work| {
            invitations::act_on_all(work, &ACTOR, org, &ids, &deed)
        })?;
        done.extend(outcomes.into_iter().zip(some).map(|(outcome, (_, name))| (name.clone(), outcome)));
    }
    let refused = done.iter().filter(|(_, done)| done.outcome.is_err()).count();
    if at.json {
        say_json(&done.iter().map(|(name, done)| done_json(name, done)).collect::<Value>())?;
    } else if done.is_empty() {
        say("There is nobody to whom this can be done.")?;
    } else {
        for (name, DeedDone { outcome, .. }) in &done {
            let name = on_one_line(name);
            match outcome {
                Ok(status) => say(format_args!("{name}  {status}"))?,
                Err(error) => say(format_args!("{name}  refused: {error}"))?,
            }
        }
    }
    if refused > 0 {
        bail!("nothing was done for {refused} of {} users", done.len());
    }
    Ok(())
}

/// The ids and names of those who were named, or of all who are at this stage.
fn meant(home: &Home, org: OrgId, whom: &Whom, stage: Stage) -> anyhow::Result<Vec<(UserId, String)>> {
    if whom.all {
        let at_stage = |invited: &Invited| invited.status == Status::On(stage);
        let all = everybody(home, org)?.into_iter().filter(at_stage);
        return Ok(all.map(|invited| (invited.user, invited.user_name)).collect());
    }
    let mut meant = Vec::new();
    for named in &whom.users {
        meant.push((named_user(home, org, named)?, named.clone()));
    }
    Ok(meant)
}

fn everybody(home: &Home, org: OrgId) -> anyhow::Result<Vec<Invited>> {
    let mut all: Vec<Invited> = Vec::new();
    loop {
        let behind = all.last().map(|invited| invited.user);
        let page = read(home, "list invitations", move |work| invitations::list(work, org, behind, PAGE))?;
        let is_last = (page.len() as u64) < PAGE;
        all.extend(page);
        if is_last {
            return Ok(all);
        }
    }
}

fn text(asked: &TextCommand) -> anyhow::Result<()> {
    let (which, words, at) = match asked {
        TextCommand::List { organization, at } => return list_texts(organization, at),
        TextCommand::Set { which, words, at } => (which, Some(words.clone()), at),
        TextCommand::Clear { which, at } => (which, None, at),
    };
    let home = Home::open(at)?;
    let org = named_organization(&home, &which.organization)?.id;
    let WhichText { text, language, .. } = *which;
    let is_set = words.is_some();
    write_in(&home, org, "set text of mails", move |work| {
        invitations::set_text(work, &ACTOR, org, (text, language.tag()), words.as_deref())
    })?;
    if at.json {
        return say_json(&json!({ "text": text.as_str(), "language": language.tag(), "set": is_set }));
    }
    let whose = if is_set { "the organization's" } else { "Rollbook's" };
    say(format_args!("The {} in {} is {whose} own from now on.", text.as_str(), language.tag()))
}

fn list_texts(organization: &str, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let org = named_organization(&home, organization)?.id;
    let texts = read(&home, "list texts of mails", move |work| invitations::texts(work, org))?;
    if at.json {
        let text = |text: &directory::invitation::InvitationText| json!({ "text": text.name.as_str(), "language": text.language, "words": text.text });
        return say_json(&texts.iter().map(text).collect::<Value>());
    }
    let row = |text: &directory::invitation::InvitationText| {
        vec![text.name.as_str().to_owned(), text.language.clone(), on_one_line(&text.text)]
    };
    say_table(&["TEXT", "LANGUAGE", "WORDS"], &texts.iter().map(row).collect::<Vec<_>>())
}

/// Why the last mail was not sent, if it was not.
fn why(invited: &Invited) -> Option<&str> {
    invited.mails.iter().rev().find_map(|waiting| waiting.mail.error.as_deref())
}

fn invited_json(invited: &Invited) -> Value {
    let invitation = invited.invitation.as_ref();
    let time = |time: Option<Timestamp>| time.map(|time| time.to_string());
    let mail = |waiting: &store::WaitingMail| {
        let mail = &waiting.mail;
        json!({
            "kind": mail.kind.as_str(),
            "attempts": mail.attempts,
            "error": mail.error,
            "next_attempt": (!mail.is_given_up()).then(|| mail.due.to_string()),
        })
    };
    json!({
        "user": invited.user.to_string(),
        "user_name": invited.user_name,
        "status": invited.status.as_str(),
        "invitation": invited.invite_status.as_str(),
        "created": time(invitation.map(|invitation| invitation.created)),
        "sent": time(invitation.and_then(|invitation| invitation.sent)),
        "expires": time(invitation.map(|invitation| invitation.expires)),
        "reminders": invitation.map_or(0, |invitation| invitation.reminders),
        "next_reminder": time(invitation.and_then(|invitation| invitation.next_reminder)),
        "waiting": invited.mails.iter().map(mail).collect::<Value>(),
    })
}

fn done_json(name: &str, done: &DeedDone) -> Value {
    let mut said = json!({ "user": done.user.to_string(), "named": name });
    match &done.outcome {
        Ok(status) => said["status"] = status.as_str().into(),
        Err(error) => said["error"] = error.to_string().into(),
    }
    said
}
