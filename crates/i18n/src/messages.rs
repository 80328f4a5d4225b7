//! Every message, as a function of the language and of what it says.

use crate::Language;
use crate::catalogue::say;

/// Makes of each line a function of [`Language`], and of all of them the list that the catalogues are checked against.
macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident($($value:ident),*) = $key:literal;)*) => {
        impl Language {
            $($(#[$doc])*
            #[must_use]
            pub fn $name(self, $($value: &str),*) -> String {
                say(self, $key, &[$((stringify!($value), $value)),*])
            })*
        }

        /// The keys, with their functions and the values that they take.
        #[cfg(test)]
        pub(crate) const MESSAGES: &[(&str, &str, &[&str])] =
            &[$(($key, stringify!($name), &[$(stringify!($value)),*])),*];
    };
}

messages! {
    /// The subject of an invitation.
    mail_invitation_subject(organization) = "mail-invitation-subject";
    /// What an invitation is about.
    mail_invitation_opening(organization) = "mail-invitation-opening";
    /// The subject of a reminder.
    mail_reminder_subject(organization) = "mail-reminder-subject";
    /// What a reminder is about.
    mail_reminder_opening(organization) = "mail-reminder-opening";
    /// The first line of a mail.
    mail_greeting(name) = "mail-greeting";
    /// The first line of a mail to somebody without a name.
    mail_greeting_nobody() = "mail-greeting-nobody";
    /// What to do with the link.
    mail_how() = "mail-how";
    /// What the link is called where it can be clicked.
    mail_button() = "mail-button";
    /// How long the link works.
    mail_until(until) = "mail-until";
    /// What to do with a mail that was not expected.
    mail_ignore() = "mail-ignore";

    /// The title of the page that a link leads to.
    join_title(organization) = "join-title";
    /// What that page is about.
    join_opening(organization) = "join-opening";
    /// Why it asks for names.
    join_names() = "join-names";
    /// The first of them.
    join_given_name() = "join-given-name";
    /// The second of them.
    join_family_name() = "join-family-name";
    /// What is wrong with the names that were filled in.
    join_names_missing(most) = "join-names-missing";
    /// The button that accepts.
    join_button() = "join-button";
    /// How long it can be pressed.
    join_until(until) = "join-until";

    /// The title once somebody has joined.
    joined_title() = "joined-title";
    /// What that means.
    joined_text(organization) = "joined-text";
    /// The title once somebody has accepted and waits for an administrator.
    accepted_title() = "accepted-title";
    /// What that means.
    accepted_text(organization) = "accepted-text";

    /// The title where the invitation was accepted before.
    used_title() = "used-title";
    /// What that means.
    used_text(organization) = "used-text";
    /// The title where it is too late.
    expired_title() = "expired-title";
    /// What that means.
    expired_text(organization, until) = "expired-text";
    /// The title where the account is disabled or revoked.
    disabled_title() = "disabled-title";
    /// What that means.
    disabled_text(organization) = "disabled-text";
    /// The title where the link is nobody's.
    gone_title() = "gone-title";
    /// What that means.
    gone_text() = "gone-text";
    /// The title where the server fails.
    later_title() = "later-title";
    /// What that means.
    later_text() = "later-text";
}
