//! What an administrator, the product and the invited person do with invitations.

use crate::people::policy_of;
use crate::{Error, Work, configurations, users};
use directory::invitation::{
    GivenNames, InvitationText, InviteStatus, ORGANIZATION_NAME, PresentedLink, Standing, TextName,
    asks_names,
};
use directory::life::Stage;
use directory::variables::{Template, Variables};
use directory::{
    Action, Actor, AuditEntry, Change, Invitation, OrgId, Refusal, Row, Status, Timestamp, User, UserId,
};
use serde_json::{Value, json};
use store::{Document, WaitingMail};

/// Most users that are handled in one transaction.
pub const USERS_OF_ONE_GO: usize = 100;

/// What an administrator does to users, one or many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Invite whoever is staged.
    Invite,
    /// Invite again whoever has not accepted.
    InviteAgain,
    /// Take the invitation back.
    Withdraw,
    /// Accept for the person, as a product does that has its own sign-up.
    Accept(Option<GivenNames>),
    /// Confirm whoever has accepted.
    Confirm,
}

/// What came of a deed for one user.
#[derive(Clone, Debug, PartialEq)]
pub struct DeedDone {
    /// Who it is.
    pub user: UserId,
    /// The status that they have now, or why nothing was done.
    pub outcome: Result<Status, Error>,
}

/// A user, as far as invitations are concerned.
#[derive(Clone, Debug, PartialEq)]
pub struct Invited {
    /// Who it is.
    pub user: UserId,
    /// Their login name.
    pub user_name: String,
    /// How far they have come in.
    pub status: Status,
    /// How their invitation stands.
    pub invite_status: InviteStatus,
    /// The invitation.
    pub invitation: Option<Invitation>,
    /// The mails that wait for them, with what went wrong.
    pub mails: Vec<WaitingMail>,
}

/// What somebody sees who follows a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Who invites.
    pub organization: String,
    /// What the link is good for.
    pub standing: Standing,
    /// Until when it can be, or could be, accepted.
    pub expires: Timestamp,
    /// `preferredLanguage` of the user.
    pub preferred_language: Option<String>,
    /// `locale` of the user.
    pub locale: Option<String>,
    /// Whether the person is to say what they are called.
    pub asks_names: bool,
    /// Given name and family name as far as they are known.
    pub names: [String; 2],
}

/// What came of a person's accepting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// They are in.
    Joined,
    /// An administrator confirms them next.
    ToBeConfirmed,
    /// They are to say what they are called first.
    NamesMissing,
    /// Nothing, because the link is good for no more than this.
    Nothing(Standing),
}

/// Does something to one user.
pub fn act(work: &mut Work, actor: &Actor, org: OrgId, user: UserId, deed: &Deed) -> Result<Status, Error> {
    let found = work.tx.org(org).user_for_update(user)?.ok_or(Error::NotFound)?;
    let policy = policy_of(work, found.source)?;
    let terms = users::terms(work, org, &policy, actor)?;
    let decision = match deed {
        Deed::Invite => found.invite(&terms, &mut work.ids)?,
        Deed::InviteAgain => found.invite_again(&terms, &mut work.ids)?,
        Deed::Withdraw => found.withdraw(&terms, &mut work.ids)?,
        Deed::Accept(names) => {
            let invitation = work.tx.org(org).invitation(user)?;
            found.accept(&terms, invitation.as_ref(), names.as_ref(), &mut work.ids)?
        }
        Deed::Confirm => found.confirm(&terms, &mut work.ids)?,
    };
    users::store(work, &decision)?;
    Ok(decision.user.status)
}

/// Does the same to several users, at most [`USERS_OF_ONE_GO`]: each succeeds or is refused alone.
pub fn act_on_all(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    users: &[UserId],
    deed: &Deed,
) -> Result<Vec<DeedDone>, Error> {
    let mut outcomes = Vec::with_capacity(users.len());
    for user in users {
        match act(work, actor, org, *user, deed) {
            // Nothing of it was saved: the others go on.
            Err(error @ (Error::NotFound | Error::Refused(_))) => {
                outcomes.push(DeedDone { user: *user, outcome: Err(error) });
            }
            outcome => outcomes.push(DeedDone { user: *user, outcome: Ok(outcome?) }),
        }
    }
    Ok(outcomes)
}

/// The users behind that one, or from the first one on, and how their invitations stand.
pub fn list(work: &mut Work, org: OrgId, behind: Option<UserId>, most: u64) -> Result<Vec<Invited>, Error> {
    let now = work.now;
    let of_org = work.tx.org(org);
    let invitees = of_org.invitees(behind, most)?;
    let Some(last) = invitees.last().map(|invitee| invitee.user.id) else { return Ok(Vec::new()) };
    let mut waiting = of_org.mails_of(behind, last)?.into_iter().peekable();
    let mut listed = Vec::with_capacity(invitees.len());
    for invitee in invitees {
        let user = invitee.user.try_map(Document::read)?;
        let mut mails = Vec::new();
        while let Some(mail) = waiting.next_if(|waiting| waiting.mail.user <= user.id) {
            mails.push(mail);
        }
        listed.push(Invited {
            user: user.id,
            user_name: user.user_name().to_owned(),
            status: user.status,
            invite_status: Invitation::status(invitee.invitation.as_ref(), user.status, now),
            invitation: invitee.invitation,
            mails,
        });
    }
    Ok(listed)
}

/// How the invitation of a user stands.
pub fn status_of(work: &mut Work, org: OrgId, user: &User) -> Result<InviteStatus, Error> {
    let invitation = work.tx.org(org).invitation(user.id)?;
    Ok(Invitation::status(invitation.as_ref(), user.status, work.now))
}

/// What a link is good for. Nothing, where it names nobody.
pub fn visit(work: &mut Work, link: &PresentedLink) -> Result<Option<Visit>, Error> {
    let of_org = work.tx.org(link.org);
    let (Some(user), Some(invitation)) = (of_org.user(link.user)?, of_org.invitation(link.user)?) else {
        return Ok(None);
    };
    let user = user.try_map(Document::read)?;
    seen(work, link, &user, &invitation).map(Some)
}

/// Accepts by a link. Whatever the link is good for instead, nothing is done.
pub fn accept(
    work: &mut Work,
    link: &PresentedLink,
    names: Option<&GivenNames>,
) -> Result<Option<(Visit, Acceptance)>, Error> {
    let of_org = work.tx.org(link.org);
    let Some(user) = of_org.user_for_update(link.user)? else { return Ok(None) };
    let Some(invitation) = of_org.invitation(link.user)? else { return Ok(None) };
    let visit = seen(work, link, &user, &invitation)?;
    if visit.standing != Standing::Open {
        let nothing = Acceptance::Nothing(visit.standing);
        return Ok(Some((visit, nothing)));
    }
    if visit.asks_names && names.is_none() {
        return Ok(Some((visit, Acceptance::NamesMissing)));
    }
    let policy = policy_of(work, user.source)?;
    let actor = Actor::User(user.id);
    let terms = users::terms(work, link.org, &policy, &actor)?;
    let names = names.filter(|_| visit.asks_names);
    let decision = user.accept(&terms, Some(&invitation), names, &mut work.ids)?;
    users::store(work, &decision)?;
    let acceptance = match decision.user.status.stage() {
        Stage::Confirmed => Acceptance::Joined,
        _ => Acceptance::ToBeConfirmed,
    };
    Ok(Some((visit, acceptance)))
}

/// The organization's own words.
pub fn texts(work: &mut Work, org: OrgId) -> Result<Vec<InvitationText>, Error> {
    Ok(work.tx.org(org).texts()?)
}

/// Whether these words can be said.
pub fn check_text(work: &mut Work, org: OrgId, name: TextName, text: &str) -> Result<(), Error> {
    if !name.takes(text) {
        return Err(Refusal::BadText.into());
    }
    let variables = text_variables(work, org)?;
    Ok(Template::parse(text, &variables).map(drop).map_err(Refusal::TextMistake)?)
}

/// The variables that the organization's words may use.
pub fn text_variables(work: &mut Work, org: OrgId) -> Result<Variables, Error> {
    Ok(configurations::variables(work, org)?.and([ORGANIZATION_NAME]))
}

/// Says all that an organization says in mails of that language anew; [`Error::Stale`] where it says something else by now
/// than what has this [fingerprint](InvitationText::fingerprint).
pub fn set_texts<'a>(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    (language, known): (&str, &str),
    text: impl Fn(TextName) -> Option<&'a str>,
) -> Result<(), Error> {
    // Held, so that nobody saves between the look and the change.
    work.tx.hold(org)?;
    if InvitationText::fingerprint(&texts(work, org)?, language) != known {
        return Err(Error::Stale);
    }
    TextName::ALL.into_iter().try_for_each(|name| set_text(work, actor, org, (name, language), text(name)))
}

/// Says something else than our words in mails of that language; without a text, our words again.
pub fn set_text(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    (name, language): (TextName, &str),
    text: Option<&str>,
) -> Result<(), Error> {
    let texts = work.tx.org(org).texts()?;
    let before = texts.into_iter().find(|text| text.name == name && text.language == language);
    if before.as_ref().map(|before| before.text.as_str()) == text {
        return Ok(());
    }
    if let Some(text) = text {
        check_text(work, org, name, text)?;
    }
    let said = |text: Option<&str>| json!({ "text": name.as_str(), "language": language, "words": text });
    let target = org.to_string();
    let audit = AuditEntry::new(&mut work.ids, work.now, actor, Action::OrganizationUpdated, target)
        .before(said(before.as_ref().map(|before| before.text.as_str())))
        .after(said(text));
    let language = language.to_owned();
    let row = match text {
        Some(text) => Row::TextSaved(InvitationText { name, language, text: text.to_owned() }),
        None => Row::TextDeleted(name, language),
    };
    Ok(work.tx.save(&Change::new(org, audit).row(row))?)
}

fn seen(work: &mut Work, link: &PresentedLink, user: &User, invitation: &Invitation) -> Result<Visit, Error> {
    let organization = work.tx.organization(link.org)?.ok_or(Error::NotFound)?.name;
    let policy = policy_of(work, user.source)?;
    let text = |name: &str| user.resource.get(name).and_then(Value::as_str).map(str::to_owned);
    let resource = policy.without_placeholders(user.resource.clone());
    let name = |part: &str| {
        let known = resource.get("name").and_then(|name| name.get(part)).and_then(Value::as_str);
        known.unwrap_or_default().to_owned()
    };
    Ok(Visit {
        organization,
        standing: invitation.standing(link, user.status, work.now),
        expires: invitation.expires,
        preferred_language: text("preferredLanguage"),
        locale: text("locale"),
        asks_names: asks_names(&policy),
        names: [name("givenName"), name("familyName")],
    })
}
