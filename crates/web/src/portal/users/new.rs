//! One more of the organization's own people, invited or not.

use crate::portal::order::Admin;
use crate::portal::{Answer, Desk, Frame, Nav, Notice, Order, Trouble, frame, page};
use app::Error;
use app::people::{self, Entry};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use scim::schema::USER_URN;
use serde_json::{Map, Value, json};

#[derive(Template)]
#[template(path = "portal/users/new.html")]
struct Page {
    frame: Frame,
    here: String,
    typed: Typed,
    wrong: Option<String>,
}

/// What stands in the form.
#[derive(Clone, Default)]
struct Typed {
    user_name: String,
    email: String,
    given: String,
    family: String,
    entry: &'static str,
}

/// What is chosen where nobody has chosen yet.
const INVITED: &str = "invited";
/// The choices, by the words of the form.
const ENTRIES: [(&str, Entry); 3] =
    [(INVITED, Entry::Invited), ("staged", Entry::Staged), ("confirmed", Entry::Confirmed)];

/// The blank form.
pub(crate) async fn show(desk: Desk) -> Answer {
    let role = directory::Role::Admin;
    if !desk.may(role) {
        return Err(Trouble::Forbidden(role));
    }
    let typed = Typed { entry: INVITED, ..Typed::default() };
    Ok(page(&Page { frame: desk.frame(Nav::Users), here: desk.address("/users"), typed, wrong: None }))
}

/// Makes them.
pub(crate) async fn create(order: Order<Admin>) -> Answer {
    let (desk, form) = (&order.desk, &order.form);
    let chosen = form.text("entry");
    let (word, entry) = ENTRIES.into_iter().find(|(word, _)| *word == chosen).ok_or(Trouble::NotFound)?;
    let typed = Typed {
        user_name: form.text("user_name").to_owned(),
        email: form.text("email").to_owned(),
        given: form.text("given").to_owned(),
        family: form.text("family").to_owned(),
        entry: word,
    };
    if typed.user_name.is_empty() && typed.email.is_empty() {
        return Ok(wrong(desk, typed, desk.language().users_user_name_missing()));
    }
    let (org, said) = (desk.org(), typed.said());
    let made = order.write("create user", move |work, actor| people::create(work, actor, org, &said, entry));
    match made.await {
        Ok(user) => {
            let notice = match entry {
                Entry::Invited => Notice::UserInvited,
                Entry::Staged | Entry::Confirmed => Notice::UserAdded,
            };
            Ok(notice.at(&desk.address(&format!("/users/{}", user.id))))
        }
        Err(Error::Refused(why)) => Ok(wrong(desk, typed, desk.language().refusal(&why))),
        Err(error) => Err(error.into()),
    }
}

/// The form as it was sent, and what is wrong with it.
fn wrong(desk: &Desk, typed: Typed, why: String) -> Response {
    let here = desk.address("/users");
    let shown = Page { frame: desk.frame(Nav::Users), here, typed, wrong: Some(why) };
    frame::page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

impl Typed {
    /// The same as a SCIM User. Who has no login name of their own signs in with their address.
    fn said(&self) -> Value {
        let or = |text: &str, other: &str| if text.is_empty() { other.to_owned() } else { text.to_owned() };
        let mut said = json!({ "schemas": [USER_URN], "userName": or(&self.user_name, &self.email) });
        if !self.email.is_empty() {
            said["emails"] = json!([{ "value": self.email, "primary": true }]);
        }
        let parts = [("givenName", &self.given), ("familyName", &self.family)];
        let parts = parts.into_iter().filter(|(_, part)| !part.is_empty());
        let name: Map<String, Value> =
            parts.map(|(name, part)| (name.to_owned(), part.as_str().into())).collect();
        if !name.is_empty() {
            let both = [self.given.as_str(), self.family.as_str()].join(" ");
            said["displayName"] = both.trim().into();
            said["name"] = Value::Object(name);
        }
        said
    }
}
