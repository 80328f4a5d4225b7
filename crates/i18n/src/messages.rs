//! Every message, as a function of the language and of what it says; a file for each part of the catalogues.

use crate::Language;
use crate::catalogue::{say, shown};
use fluent_bundle::FluentValue;

/// A message: its name, which is its key and that of its function, and the values that it takes.
#[cfg(test)]
pub(crate) type Message = (&'static str, &'static [&'static str]);

/// What a message can say: a text, or a number, which also decides between singular and plural.
pub trait Say {
    /// As the catalogues take it.
    #[doc(hidden)]
    fn value(&self, place: Place) -> FluentValue<'static>;
}

/// Where a message is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// By somebody who knows nothing of who wrote what: no value may look like a link ([`plain`](crate::plain)).
    Mail,
    /// By somebody who works with these values, and has to see hosts and addresses as they are.
    Portal,
}

impl Say for str {
    fn value(&self, place: Place) -> FluentValue<'static> {
        FluentValue::from(shown(self, place))
    }
}

impl Say for String {
    fn value(&self, place: Place) -> FluentValue<'static> {
        self.as_str().value(place)
    }
}

impl Say for u64 {
    fn value(&self, _: Place) -> FluentValue<'static> {
        FluentValue::from(*self)
    }
}

impl Say for u32 {
    fn value(&self, _: Place) -> FluentValue<'static> {
        FluentValue::from(*self)
    }
}

impl Say for usize {
    fn value(&self, _: Place) -> FluentValue<'static> {
        FluentValue::from(*self)
    }
}

/// What a catalogue has said before, as a part of a sentence: nobody else wrote it, so that it stays as it is.
pub(crate) struct Said(pub(crate) String);

impl Say for Said {
    fn value(&self, _: Place) -> FluentValue<'static> {
        FluentValue::from(self.0.clone())
    }
}

impl<T: Say + ?Sized> Say for &T {
    fn value(&self, place: Place) -> FluentValue<'static> {
        (**self).value(place)
    }
}

/// Makes of each line a function of [`Language`], and of all of them the list that the catalogues are checked against.
macro_rules! messages {
    ($place:ident: $($name:ident($($value:ident),*);)*) => {
        impl crate::Language {
            $(
            #[doc = concat!("The message `", stringify!($name), "` of the catalogues.")]
            #[must_use]
            pub fn $name(self, $($value: impl crate::messages::Say),*) -> String {
                crate::messages::told(self, crate::messages::Place::$place, stringify!($name), &[$((stringify!($value), &$value)),*])
            })*
        }

        #[cfg(test)]
        pub(crate) const MESSAGES: &[crate::messages::Message] =
            &[$((stringify!($name), &[$(stringify!($value)),*])),*];
    };
}

/// The parts, each a file here and in the folder of each language.
macro_rules! parts {
    ($($part:ident)*) => {
        $(mod $part;)*

        /// The text of a language's catalogues, part by part.
        pub(crate) const SOURCES: &[[&str; 3]] = &[$([
            include_str!(concat!("../catalogues/en/", stringify!($part), ".ftl")),
            include_str!(concat!("../catalogues/ja/", stringify!($part), ".ftl")),
            include_str!(concat!("../catalogues/fr/", stringify!($part), ".ftl")),
        ]),*];

        /// The messages of each part.
        #[cfg(test)]
        pub(crate) const PARTS: &[(&str, &[Message])] = &[$((stringify!($part), $part::MESSAGES)),*];
    };
}

parts! {
    mail
    join
    frame
    trouble
    session
    account
    administrators
    settings
    notices
    organizations
    overview
    audit
    configurations
    attributes
    connections
    tokens
    connection_settings
    requests
    denials
    causes
    outcomes
    tolerances
    switches
    advice
    refusals
    guide
    guide_okta
    guide_entra
    guide_onelogin
    guide_jumpcloud
    guide_ping
    guide_google
    guide_sailpoint
    guide_cyberark
    guide_rippling
    guide_authentik
    guide_rauthy
    guide_keycloak
    guide_generic
    knobs
    words
    lists
    users
    acts
    user
    history
    user_groups
}

fn told(language: Language, place: Place, key: &'static str, values: &[(&'static str, &dyn Say)]) -> String {
    say(language, key, values.iter().map(|(name, value)| (*name, value.value(place))))
}
