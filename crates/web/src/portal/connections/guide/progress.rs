//! How far the set-up of a connection has come, as far as this server can know it.

use super::super::{Desk, Sentence, Standing, Trouble, address, tokens};
use crate::portal::parts::{Pill, Tone};
use directory::cause::Cause;
use directory::user::Source;
use directory::{ConnectionId, Role};
use i18n::Language;
use i18n::guide::About;

/// What is done of it.
pub(super) struct Progress {
    enabled: bool,
    token: bool,
    call: bool,
    user: bool,
    group: bool,
    /// Why the last call was refused, where none was accepted yet.
    refused: Option<Cause>,
}

/// One stage of it, in the list at the top of the guide.
pub(super) struct Stage {
    pub(super) name: String,
    pub(super) is_done: bool,
    pub(super) pill: Pill,
    /// Where on the page it is told how.
    pub(super) part: &'static str,
}

/// What can be done in place.
pub(super) enum Act {
    /// SCIM can be enabled by a form.
    Enable,
    /// There is a page for it: its address, the words that lead there, and whether it is what comes next.
    Go(String, String, bool),
}

impl Progress {
    pub(super) async fn of(desk: &Desk, standing: &Standing) -> Result<Self, Trouble> {
        let (org, id) = (desk.org(), standing.connection.id);
        let count = desk.read("count what a connection has sent", move |work| {
            Ok(work.tx.org(org).sizes()?.remove(&Source::Connection(id)).unwrap_or_default())
        });
        let size = count.await?;
        let call = standing.accepted || size.users + size.groups > 0;
        Ok(Self {
            enabled: standing.connection.enabled,
            token: standing.has_usable_token(),
            call,
            user: size.users > 0,
            group: size.groups > 0,
            refused: standing.last.as_ref().filter(|_| !call).and_then(Cause::of),
        })
    }

    /// Its stages, in the order in which they are done.
    pub(super) fn stages(&self, language: Language) -> Vec<Stage> {
        [
            (About::Enabled, language.guide_progress_enabled()),
            (About::Token, language.guide_progress_token()),
            (About::Call, language.guide_progress_call()),
            (About::Users, language.guide_progress_user()),
            (About::Groups, language.guide_progress_group()),
        ]
        .into_iter()
        .filter_map(|(about, name)| {
            let is_done = self.is_done(about)?;
            Some(Stage { name, is_done, pill: self.pill(language, about)?, part: part(about) })
        })
        .collect()
    }

    /// That a call came, and why it was refused, where none was accepted yet.
    pub(super) fn refused(&self, language: Language) -> Option<Sentence> {
        let why = language.cause(self.refused.as_ref()?);
        Some(language.guide_progress_refused(why).into())
    }

    /// How many of them are done.
    pub(super) fn done(&self) -> usize {
        [self.enabled, self.token, self.call, self.user, self.group].into_iter().filter(|done| *done).count()
    }

    /// Whether that is done; nothing where nobody can know.
    pub(super) fn is_done(&self, about: About) -> Option<bool> {
        match about {
            About::Enabled => Some(self.enabled),
            About::Token => Some(self.token),
            About::Tokens => None,
            About::Call => Some(self.call),
            About::Users => Some(self.user),
            About::Groups => Some(self.group),
        }
    }

    /// The same as a sign and a word.
    pub(super) fn pill(&self, language: Language, about: About) -> Option<Pill> {
        let pill = match (self.is_done(about)?, about) {
            (true, _) => Pill::new(Tone::Done, language.guide_done()),
            (false, About::Call) if self.refused.is_some() => Pill::new(Tone::Bad, language.guide_refused()),
            (false, About::Call | About::Users | About::Groups) => {
                Pill::new(Tone::Waiting, language.connections_waits())
            }
            (false, _) => Pill::new(Tone::Off, language.guide_to_do()),
        };
        Some(pill)
    }

    /// What can be done about it in place, by whoever looks at the page.
    pub(super) fn act(&self, desk: &Desk, standing: &Standing, about: About) -> Option<Act> {
        let (language, id) = (desk.language(), standing.connection.id);
        let own = address(desk, id);
        let is_done = self.is_done(about) == Some(true);
        let list = |name: &str, words| Act::Go(sent(desk, name, id), words, false);
        match about {
            About::Enabled if !is_done && desk.may(Role::Admin) => Some(Act::Enable),
            About::Token if !is_done && desk.may(Role::Admin) => {
                let (address, words) = tokens::generation(desk, standing);
                Some(Act::Go(address, words, true))
            }
            About::Tokens if desk.may(Role::Admin) => {
                Some(Act::Go(format!("{own}#tokens"), language.tokens_title(), false))
            }
            About::Call if is_done || self.refused.is_some() => {
                Some(Act::Go(format!("{own}/requests"), language.connections_tab_requests(), false))
            }
            About::Users if is_done => Some(list("users", language.frame_users())),
            About::Groups if is_done => Some(list("groups", language.frame_groups())),
            _ => None,
        }
    }
}

/// The list of the users or groups that a connection has sent.
fn sent(desk: &Desk, name: &str, id: ConnectionId) -> String {
    desk.address(&format!("/{name}?source={id}"))
}

/// The part of the guide that tells of it.
pub(super) fn part(about: About) -> &'static str {
    match about {
        About::Enabled | About::Token | About::Tokens => "begin",
        About::Call | About::Users | About::Groups => "check",
    }
}
