//! The table of what organizations say in their mails instead of our words.

use crate::engine::{Session, statements, values};
use crate::{Error, OrgTx};
use directory::OrgId;
use directory::invitation::{InvitationText, TextName};

statements! {
    ALL = "SELECT name, language, text FROM texts WHERE org_id = $1 ORDER BY name, language";

    SAVE = "INSERT INTO texts (org_id, name, language, text) VALUES ($1, $2, $3, $4)
    ON CONFLICT (org_id, name, language) DO UPDATE SET text = excluded.text";

    DELETE = "DELETE FROM texts WHERE org_id = $1 AND name = $2 AND language = $3";
}

impl OrgTx<'_> {
    /// The organization's own words.
    pub fn texts(&self) -> Result<Vec<InvitationText>, Error> {
        self.session.query(ALL, values![self.org], |row| {
            let name = row.parsed(0, TextName::parse)?;
            Ok(InvitationText { name, language: row.text(1)?.into_owned(), text: row.text(2)?.into_owned() })
        })
    }
}

pub(crate) fn save(session: &Session, org: OrgId, now: &InvitationText) -> Result<(), Error> {
    let values = values![org, now.name.as_str(), now.language.as_str(), now.text.as_str()];
    session.execute(SAVE, values).map(drop)
}

pub(crate) fn delete(session: &Session, org: OrgId, name: TextName, language: &str) -> Result<(), Error> {
    session.execute(DELETE, values![org, name.as_str(), language]).map(drop)
}
