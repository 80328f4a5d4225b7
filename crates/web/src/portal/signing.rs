//! Who is signed in, and who gets to be: what waits for the database and for passwords in turn.

use super::Trouble;
use crate::Web;
use app::sessions::{self, SignedIn};
use app::{Comer, Error, Place, passwords};
use directory::administrator::{PasswordHash, Ticket};
use std::time::{Duration, Instant};

/// How long an answer takes at least that tells nobody whether there is an account. What is written for one that exists is
/// written within it.
const ANSWER_TIME_MIN: Duration = Duration::from_millis(500);

/// Who carries this ticket, if their session is good. They are seen by it, unless a page only looks by itself whether there
/// is news.
pub(super) async fn signed_in(web: &Web, ticket: &Ticket, is_seen: bool) -> Result<Option<SignedIn>, Error> {
    let hash = ticket.hash();
    let found = web.app.read("look up session", move |work| sessions::signed_in(work, &hash)).await?;
    if is_seen
        && let Some(found) = &found
        && let Some(seen) = found.session.seen(found.now)
    {
        web.app.write("note session", move |work| Ok(work.tx.note_session(&seen)?)).await?;
    }
    Ok(found)
}

/// Signs somebody in: what their browser is to carry, or nothing where the address or the password is wrong. Which one it
/// is, nobody is told, and it takes the same time.
pub(super) async fn sign_in(web: &Web, email: &str, password: String) -> Result<Option<Ticket>, Trouble> {
    let begun = Instant::now();
    // A server that is too busy to look at a password takes no try for it.
    let place = web.app.place(Comer::Stranger)?;
    web.attempts.take(email)?;
    let ticket = compared(web, place, email, password).await?;
    if ticket.is_none() {
        no_sooner(begun).await;
    }
    Ok(ticket)
}

/// Waits until an answer tells nothing by its time.
pub(super) async fn no_sooner(begun: Instant) {
    tokio::time::sleep_until((begun + ANSWER_TIME_MIN).into()).await;
}

async fn compared(web: &Web, place: Place, email: &str, password: String) -> Result<Option<Ticket>, Error> {
    let asked = email.to_owned();
    let looked = web.app.read("look up administrator", move |work| Ok(work.tx.administrator_of(&asked)?));
    let found = looked.await?;
    let hash = found.as_ref().and_then(|found| found.password.clone());
    let compared = hash.clone();
    let is_right = place.slowly(move || passwords::is(&password, compared.as_ref())).await?;
    let Some(known) = found else { return Ok(None) };
    let begin = move |work: &mut app::Work<'_, '_>| sessions::begin(work, &known, hash.as_ref(), is_right);
    web.app.write("sign in", begin).await
}

/// Lets somebody who is signed in give their password once more; whether it was right.
pub(super) async fn confirm(web: &Web, who: &SignedIn, password: String) -> Result<bool, Trouble> {
    let place = web.app.place(Comer::Known)?;
    web.attempts.take_confirmation(who.administrator.id)?;
    let hash = who.administrator.password.clone();
    let is_right = place.slowly(move || passwords::is(&password, hash.as_ref())).await?;
    let who = who.clone();
    let noted = web.app.write("confirm password", move |work| sessions::confirm(work, &who, is_right));
    Ok(noted.await?)
}

/// The hash of a password that somebody chooses who is signed in or has a link that works. It has to be good enough.
pub(super) async fn hash(web: &Web, password: String) -> Result<PasswordHash, Error> {
    let salt = web.app.ticket();
    web.app.place(Comer::Known)?.slowly(move || passwords::hash(&password, &salt)).await?
}
