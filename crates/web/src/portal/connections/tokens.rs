//! The tokens of a connection: generated, renewed, switched and deleted, each shown once.

use super::{At, Head, Tab, address, called, change, for_admin, scim_url, standing};
use crate::portal::frame::{self, Frame, Nav, page};
use crate::portal::order::Admin;
use crate::portal::parts::{Copy, Pill, Time, Tone};
use crate::portal::{Answer, Desk, Notice, Order, Trouble};
use app::calls::Standing;
use app::overview::TOKEN_NOTICE_DAYS;
use app::{Error, tokens};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use directory::token::{TOKEN_DAYS_DEFAULT, TOKEN_DAYS_MAX};
use directory::{Refusal, Timestamp, Token, TokenId};
use i18n::Language;

/// A token in the table.
pub(super) struct Row {
    pub(super) id: TokenId,
    pub(super) active: bool,
    pub(super) status: Pill,
    pub(super) created: Time,
    pub(super) expires: Time,
    pub(super) last_used: Option<Time>,
}

#[derive(Template)]
#[template(path = "portal/connections/token_new.html")]
struct NoticePage {
    frame: Frame,
    head: Head,
    /// The token that is renewed; none for a new one.
    renewed: Option<Row>,
    regenerates: bool,
    action: String,
    known: String,
    days: String,
    tokens_max: u32,
    /// Why there can be none, or what is wrong with what was typed.
    refused: Option<String>,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "portal/connections/token_secret.html")]
struct SecretPage {
    frame: Frame,
    head: Head,
    id: TokenId,
    secret: Copy,
    scim_url: Copy,
    expires: Time,
    renewed: bool,
}

#[derive(Template)]
#[template(path = "portal/connections/token_deletion.html")]
struct DeletionPage {
    frame: Frame,
    head: Head,
    token: Row,
    called: String,
}

/// Leads to the connection's page: there is no list of tokens but there, and nothing that shows a secret again.
pub(crate) async fn list(desk: Desk, at: At) -> Answer {
    let standing = standing(&desk, &at).await?;
    Ok(Redirect::to(&address(&desk, standing.connection.id)).into_response())
}

/// The notice before a token is generated.
pub(crate) async fn new(desk: Desk, at: At) -> Answer {
    for_admin(&desk)?;
    let standing = standing(&desk, &at).await?;
    Ok(page(&NoticePage::of(&desk, &standing, None)))
}

/// The notice before a token is renewed.
pub(crate) async fn renewal(desk: Desk, at: At) -> Answer {
    for_admin(&desk)?;
    let standing = standing(&desk, &at).await?;
    let token = token(&standing, &at)?;
    Ok(page(&NoticePage::of(&desk, &standing, Some(token))))
}

/// Generates a token and shows it.
pub(crate) async fn create(at: At, order: Order<Admin>) -> Answer {
    generate(&order, &at, None).await
}

/// Renews a token and shows it.
pub(crate) async fn renew(at: At, order: Order<Admin>) -> Answer {
    let id = TokenId::parse(&at.item).ok_or(Trouble::NotFound)?;
    generate(&order, &at, Some(id)).await
}

/// Sets a token to active or inactive.
pub(crate) async fn switch(at: At, order: Order<Admin>) -> Answer {
    let id = TokenId::parse(&at.item).ok_or(Trouble::NotFound)?;
    let active = match order.form.text("status") {
        "active" => true,
        "inactive" => false,
        _ => return Err(Trouble::NotFound),
    };
    let switched = change(&order, &at, "switch token", move |work, actor, connection| {
        let id = tokens::of(work, connection, &id)?.id;
        tokens::set_active(work, actor, &id, active)
    });
    switched.await??;
    let notice = if active { Notice::TokenActive } else { Notice::TokenInactive };
    Ok(notice.at(&address(&order.desk, at.connection()?)))
}

/// The notice before a token is deleted.
pub(crate) async fn deletion(desk: Desk, at: At) -> Answer {
    for_admin(&desk)?;
    let standing = standing(&desk, &at).await?;
    let token = Row::of(desk.language(), token(&standing, &at)?, standing.now);
    let head = Head::of(&desk, &standing, Tab::Provisioning);
    let called = called(desk.language(), &standing.connection);
    Ok(page(&DeletionPage { frame: desk.frame(Nav::Connections), head, token, called }))
}

/// Deletes a token.
pub(crate) async fn delete(at: At, order: Order<Admin>) -> Answer {
    let id = TokenId::parse(&at.item).ok_or(Trouble::NotFound)?;
    let deleted = change(&order, &at, "delete token", move |work, actor, connection| {
        let id = tokens::of(work, connection, &id)?.id;
        tokens::delete(work, actor, &id)
    });
    deleted.await??;
    Ok(Notice::TokenDeleted.at(&address(&order.desk, at.connection()?)))
}

/// The one token that a connection may have, if it has it: another one takes its place.
pub(super) fn only(standing: &Standing) -> Option<&Token> {
    standing.tokens.first().filter(|_| standing.connection.policy.tokens_max.get() == 1)
}

/// Where somebody comes to a token that lets the provider in, and the words that lead there.
pub(super) fn generation(desk: &Desk, standing: &Standing) -> (String, String) {
    let (language, own) = (desk.language(), address(desk, standing.connection.id));
    match only(standing) {
        Some(token) => (format!("{own}/tokens/{}/renewal", token.id), language.tokens_regenerate()),
        None if is_full(standing) => (format!("{own}#tokens"), language.tokens_title()),
        None => (format!("{own}/tokens/new"), language.tokens_generate()),
    }
}

fn is_full(standing: &Standing) -> bool {
    let most = standing.connection.policy.tokens_max.get();
    standing.tokens.len() >= usize::try_from(most).unwrap_or(usize::MAX)
}

async fn generate(order: &Order<Admin>, at: &At, renewed: Option<TokenId>) -> Answer {
    order.confirmed().await?;
    let desk = &order.desk;
    let days = order.form.text("days").parse().ok().filter(|days| (1..=TOKEN_DAYS_MAX).contains(days));
    let Some(days) = days else {
        let wrong = desk.language().tokens_bad_days(TOKEN_DAYS_MAX);
        return refused(order, at, wrong).await;
    };
    let (known, id) = (order.form.raw("known").to_owned(), renewed.clone());
    let made = change(order, at, "generate token", move |work, actor, connection| {
        let (token, secret) = tokens::generate(work, actor, connection.id, (id.as_ref(), days), &known)?;
        Ok((token, secret.reveal().to_owned()))
    });
    match made.await? {
        Ok((token, secret)) => {
            let (standing, language) = (standing(desk, at).await?, desk.language());
            let url = scim_url(desk, standing.connection.id);
            Ok(page(&SecretPage {
                frame: desk.frame(Nav::Connections),
                head: Head::of(desk, &standing, Tab::Provisioning),
                id: token.id,
                secret: Copy::new(language, "token", language.tokens_token(), secret),
                scim_url: Copy::new(language, "scim-url", language.connections_scim_url(), url),
                expires: token.expires.into(),
                renewed: renewed.is_some(),
            }))
        }
        // Whoever looks at that page again asks for the same again, and is not to get another token.
        Err(Error::Stale) => Ok(Notice::TokensChanged.at(&address(desk, at.connection()?))),
        Err(Error::Refused(refusal)) => refused(order, at, desk.language().refusal(&refusal)).await,
        Err(error) => Err(error.into()),
    }
}

/// The form once more, with what was typed and what is wrong with it.
async fn refused(order: &Order<Admin>, at: &At, wrong: String) -> Answer {
    let standing = standing(&order.desk, at).await?;
    let renewed = if at.item.is_empty() { None } else { Some(token(&standing, at)?) };
    let mut page = NoticePage::of(&order.desk, &standing, renewed);
    page.days = order.form.text("days").to_owned();
    page.wrong = Some(wrong).filter(|_| page.refused.is_none());
    Ok(frame::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// The token that the address names.
fn token<'a>(standing: &'a Standing, at: &At) -> Result<&'a Token, Trouble> {
    standing.tokens.iter().find(|token| token.id.as_str() == at.item).ok_or(Trouble::NotFound)
}

impl NoticePage {
    fn of(desk: &Desk, standing: &Standing, renewed: Option<&Token>) -> Self {
        let (language, connection) = (desk.language(), &standing.connection);
        let tokens_max = connection.policy.tokens_max.get();
        let own = address(desk, connection.id);
        let full = || language.refusal(&Refusal::TooManyTokens { max: tokens_max });
        Self {
            frame: desk.frame(Nav::Connections),
            head: Head::of(desk, standing, Tab::Provisioning),
            action: match renewed {
                Some(token) => format!("{own}/tokens/{}/renewal", token.id),
                None => format!("{own}/tokens"),
            },
            known: tokens::state(&standing.tokens),
            days: TOKEN_DAYS_DEFAULT.to_string(),
            tokens_max,
            regenerates: tokens_max == 1,
            refused: (is_full(standing) && renewed.is_none()).then(full),
            renewed: renewed.map(|token| Row::of(language, token, standing.now)),
            wrong: None,
        }
    }
}

impl Row {
    pub(super) fn of(language: Language, token: &Token, now: Timestamp) -> Self {
        Self {
            id: token.id.clone(),
            active: token.active,
            status: status(language, token, now),
            created: token.created.into(),
            expires: token.expires.into(),
            last_used: token.last_used.map(Time::from),
        }
    }
}

fn status(language: Language, token: &Token, now: Timestamp) -> Pill {
    if token.expires <= now {
        Pill::new(Tone::Bad, language.tokens_expired())
    } else if !token.active {
        Pill::new(Tone::Off, language.tokens_inactive())
    } else if token.expires <= now.plus_days(TOKEN_NOTICE_DAYS) {
        Pill::new(Tone::Waiting, language.tokens_expires_soon())
    } else {
        Pill::new(Tone::Good, language.tokens_active())
    }
}
