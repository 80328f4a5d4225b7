//! The tables of administrators and of what they are administrators of.
//!
//! An account belongs to a person and to no organization, so writing it is no [`Change`](directory::Change) of one; what
//! an organization has to know of it is in its audit trail, by a change of its own.

use crate::engine::{Row, Session, statements, values};
use crate::tx::changed;
use crate::{Error, OrgTx, Tx};
use directory::administrator::PasswordHash;
use directory::{Administrator, AdministratorId, Appointment, OrgId, Role, Timestamp};
use scim::fold;

statements! {
    BY_ID = "SELECT id, email, password, language, created, signed_in FROM administrators WHERE id = $1";

    BY_EMAIL = "SELECT id, email, password, language, created, signed_in FROM administrators WHERE email_key = $1";

    INSERT = "INSERT INTO administrators (id, email, email_key, password, language, created, signed_in)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email_key) DO NOTHING";

    SET_PASSWORD = "UPDATE administrators SET password = $2, signed_in = $3 WHERE id = $1";

    SET_LANGUAGE = "UPDATE administrators SET language = $2 WHERE id = $1";

    SET_SIGNED_IN = "UPDATE administrators SET signed_in = $2 WHERE id = $1";

    APPOINTMENTS = "SELECT org_id, administrator_id, name, role, created, entered FROM appointments
    WHERE administrator_id = $1 ORDER BY org_id";

    ONE = "SELECT org_id, administrator_id, name, role, created, entered FROM appointments
    WHERE org_id = $1 AND administrator_id = $2";

    OF_ORGANIZATION = "SELECT p.org_id, p.administrator_id, p.name, p.role, p.created, p.entered,
        a.id, a.email, a.password, a.language, a.created, a.signed_in
    FROM appointments p JOIN administrators a ON a.id = p.administrator_id
    WHERE p.org_id = $1 ORDER BY a.email_key";

    SAVE = "INSERT INTO appointments (org_id, administrator_id, name, role, created) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (org_id, administrator_id) DO UPDATE SET name = excluded.name, role = excluded.role";

    SET_ENTERED = "UPDATE appointments SET entered = $3 WHERE org_id = $1 AND administrator_id = $2";

    END = "DELETE FROM appointments WHERE org_id = $1 AND administrator_id = $2";
}

impl Tx<'_> {
    /// A person.
    pub fn administrator(&self, id: AdministratorId) -> Result<Option<Administrator>, Error> {
        self.session.first(BY_ID, values![id], |row| read_at(row, 0))
    }

    /// The person of that address, without regard to case.
    pub fn administrator_of(&self, email: &str) -> Result<Option<Administrator>, Error> {
        self.session.first(BY_EMAIL, values![fold(email.trim())], |row| read_at(row, 0))
    }

    /// Everything that somebody is administrator of.
    pub fn appointments_of(&self, id: AdministratorId) -> Result<Vec<Appointment>, Error> {
        self.session.query(APPOINTMENTS, values![id], read_appointment)
    }

    /// Makes an account. False where somebody else has just made one for the address.
    pub fn create_administrator(&mut self, new: &Administrator) -> Result<bool, Error> {
        let values = values![
            new.id,
            new.email.as_str(),
            fold(&new.email),
            new.password.as_ref().map(PasswordHash::as_str),
            new.language.as_deref(),
            new.created,
            new.signed_in
        ];
        Ok(self.session.execute(INSERT, values)? > 0)
    }

    /// Gives a person the password that they chose at that time. Each of these writes what it says and nothing else: on a
    /// database server, another one may be writing the rest at the same moment.
    pub fn set_password(
        &mut self,
        id: AdministratorId,
        password: &PasswordHash,
        now: Timestamp,
    ) -> Result<(), Error> {
        changed(self.session.execute(SET_PASSWORD, values![id, password.as_str(), now])?)
    }

    /// Writes down which language a person chose; none to go by the browser.
    pub fn set_language(&mut self, id: AdministratorId, tag: Option<&str>) -> Result<(), Error> {
        changed(self.session.execute(SET_LANGUAGE, values![id, tag])?)
    }

    /// Writes down when a person signed in.
    pub fn set_signed_in(&mut self, id: AdministratorId, now: Timestamp) -> Result<(), Error> {
        changed(self.session.execute(SET_SIGNED_IN, values![id, now])?)
    }
}

impl OrgTx<'_> {
    /// As what somebody is administrator of this organization, if they are.
    pub fn appointment(&self, id: AdministratorId) -> Result<Option<Appointment>, Error> {
        self.session.first(ONE, values![self.org, id], read_appointment)
    }

    /// Writes down when somebody came to this organization.
    pub fn set_entered(&mut self, id: AdministratorId, now: Timestamp) -> Result<(), Error> {
        changed(self.session.execute(SET_ENTERED, values![self.org, id, now])?)
    }

    /// All administrators of this organization, by address.
    pub fn appointments(&self) -> Result<Vec<(Appointment, Administrator)>, Error> {
        self.session
            .query(OF_ORGANIZATION, values![self.org], |row| Ok((read_appointment(row)?, read_at(row, 6)?)))
    }
}

pub(crate) fn appoint(session: &Session, org: OrgId, now: &Appointment) -> Result<(), Error> {
    let values = values![org, now.administrator, now.name.as_str(), now.role.as_str(), now.created];
    session.execute(SAVE, values).map(drop)
}

pub(crate) fn dismiss(session: &Session, org: OrgId, id: AdministratorId) -> Result<(), Error> {
    changed(session.execute(END, values![org, id])?)
}

fn read_at(row: &Row<'_>, first: usize) -> Result<Administrator, Error> {
    Ok(Administrator {
        id: row.parsed(first, AdministratorId::parse)?,
        email: row.text(first + 1)?.into_owned(),
        password: row.maybe_parsed(first + 2, |phc| Some(PasswordHash::new(phc.to_owned())))?,
        language: row.maybe_parsed(first + 3, |tag| Some(tag.to_owned()))?,
        created: row.time(first + 4)?,
        signed_in: row.maybe_time(first + 5)?,
    })
}

fn read_appointment(row: &Row<'_>) -> Result<Appointment, Error> {
    Ok(Appointment {
        org: row.parsed(0, OrgId::parse)?,
        administrator: row.parsed(1, AdministratorId::parse)?,
        name: row.text(2)?.into_owned(),
        role: row.parsed(3, Role::parse)?,
        created: row.time(4)?,
        entered: row.maybe_time(5)?,
    })
}
