//! What the domain says of administrators.

use super::Refusal;
use crate::administrator::{EMAIL_CHARS_MAX, NAME_CHARS_MAX, PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};

pub(super) fn text(refusal: &Refusal) -> String {
    match refusal {
        Refusal::BadEmail => format!(
            "This is no e-mail address, or it has more than {EMAIL_CHARS_MAX} characters. Give one like \
             zoe@example.com."
        ),
        Refusal::BadPersonName => {
            format!("The name must have 1 to {NAME_CHARS_MAX} characters and no control characters.")
        }
        Refusal::BadPassword => format!(
            "The password must have {PASSWORD_CHARS_MIN} to {PASSWORD_CHARS_MAX} characters. A few words that nobody would \
             put together are easy to remember and hard to guess."
        ),
        _ => "This is the last owner, and without one nobody could appoint anybody. Make somebody else owner first."
            .to_owned(),
    }
}
