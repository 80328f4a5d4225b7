//! The tables of what administrators carry: sessions, and links to choose a password.

use crate::engine::{Row, statements, values};
use crate::{Error, Tx};
use directory::administrator::{PasswordLink, SESSION_MILLIS, Session, TicketHash};
use directory::{AdministratorId, Timestamp};

statements! {
    BY_TICKET = "SELECT ticket, administrator_id, created, seen, confirmed FROM sessions WHERE ticket = $1";

    OF_ADMINISTRATOR = "SELECT ticket, administrator_id, created, seen, confirmed FROM sessions
    WHERE administrator_id = $1 ORDER BY seen DESC, ticket";

    INSERT = "INSERT INTO sessions (ticket, administrator_id, created, seen, confirmed) VALUES ($1, $2, $3, $4, $5)";

    UPDATE = "UPDATE sessions SET seen = $2, confirmed = $3 WHERE ticket = $1";

    DELETE = "DELETE FROM sessions WHERE ticket = $1";

    DELETE_OTHERS = "DELETE FROM sessions WHERE administrator_id = $1 AND ticket <> $2";

    DELETE_OLD = "DELETE FROM sessions WHERE administrator_id = $1 AND created <= $2";

    LINK = "SELECT ticket, administrator_id, created, expires FROM password_links WHERE ticket = $1";

    INSERT_LINK = "INSERT INTO password_links (ticket, administrator_id, created, expires) VALUES ($1, $2, $3, $4)";

    DELETE_OLD_LINKS = "DELETE FROM password_links WHERE administrator_id = $1 AND expires <= $2";

    DELETE_LINK = "DELETE FROM password_links WHERE ticket = $1";

    DELETE_LINKS = "DELETE FROM password_links WHERE administrator_id = $1";
}

/// What stands for nobody, where a link is for whoever is the first owner.
const NOBODY: &str = "";

impl Tx<'_> {
    /// The session of that ticket, be it good or not.
    pub fn session(&self, ticket: &TicketHash) -> Result<Option<Session>, Error> {
        self.session.first(BY_TICKET, values![ticket.as_str()], read)
    }

    /// The sessions of somebody, the one that was seen last first.
    pub fn sessions_of(&self, id: AdministratorId) -> Result<Vec<Session>, Error> {
        self.session.query(OF_ADMINISTRATOR, values![id], read)
    }

    /// Begins a session, and forgets those of the same person that are over anyway.
    pub fn begin_session(&mut self, new: &Session) -> Result<(), Error> {
        let over = Timestamp::from_millis(new.created.as_millis() - SESSION_MILLIS);
        self.session.execute(DELETE_OLD, values![new.administrator, over])?;
        let values = values![new.ticket.as_str(), new.administrator, new.created, new.seen, new.confirmed];
        self.session.execute(INSERT, values).map(drop)
    }

    /// Writes down when somebody was seen, and gave their password. Nothing is written of a session that has ended.
    pub fn note_session(&mut self, now: &Session) -> Result<(), Error> {
        let values = values![now.ticket.as_str(), now.seen, now.confirmed];
        self.session.execute(UPDATE, values).map(drop)
    }

    /// Ends a session.
    pub fn end_session(&mut self, ticket: &TicketHash) -> Result<(), Error> {
        self.session.execute(DELETE, values![ticket.as_str()]).map(drop)
    }

    /// Ends all sessions of somebody but one, or all of them.
    pub fn end_sessions(&mut self, id: AdministratorId, but: Option<&TicketHash>) -> Result<(), Error> {
        let but = but.map_or(NOBODY, TicketHash::as_str);
        self.session.execute(DELETE_OTHERS, values![id, but]).map(drop)
    }

    /// A link to choose a password.
    pub fn password_link(&self, ticket: &TicketHash) -> Result<Option<PasswordLink>, Error> {
        self.session.first(LINK, values![ticket.as_str()], |row| {
            Ok(PasswordLink {
                ticket: row.parsed(0, TicketHash::parse)?,
                administrator: AdministratorId::parse(&row.text(1)?),
                created: row.time(2)?,
                expires: row.time(3)?,
            })
        })
    }

    /// Adds a link to choose a password, and forgets those of the same person that work no more.
    pub fn add_password_link(&mut self, new: &PasswordLink) -> Result<(), Error> {
        self.session.execute(DELETE_OLD_LINKS, values![carrier(new.administrator), new.created])?;
        let values = values![new.ticket.as_str(), carrier(new.administrator), new.created, new.expires];
        self.session.execute(INSERT_LINK, values).map(drop)
    }

    /// Takes a link away.
    pub fn end_password_link(&mut self, ticket: &TicketHash) -> Result<(), Error> {
        self.session.execute(DELETE_LINK, values![ticket.as_str()]).map(drop)
    }

    /// Takes the links of somebody away, or, of nobody, those that make the first owner.
    pub fn end_password_links(&mut self, id: Option<AdministratorId>) -> Result<(), Error> {
        self.session.execute(DELETE_LINKS, values![carrier(id)]).map(drop)
    }
}

fn carrier(id: Option<AdministratorId>) -> String {
    id.map_or(NOBODY.to_owned(), |id| id.to_string())
}

fn read(row: &Row<'_>) -> Result<Session, Error> {
    Ok(Session {
        ticket: row.parsed(0, TicketHash::parse)?,
        administrator: row.parsed(1, AdministratorId::parse)?,
        created: row.time(2)?,
        seen: row.time(3)?,
        confirmed: row.time(4)?,
    })
}
