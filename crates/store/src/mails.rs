//! The table of mails that wait to be sent.

use crate::Error;
use crate::engine::{Session, statements, values};
use directory::{Mail, OrgId, UserId};

statements! {
    INSERT = "INSERT INTO mails (org_id, id, user_id, kind, created, due, claimed_until, attempts, error)
    VALUES ($1, $2, $3, $4, $5, $6, NULL, $7, $8)";

    DELETE_OF_USER = "DELETE FROM mails WHERE org_id = $1 AND user_id = $2";
}

pub(crate) fn create(session: &Session, org: OrgId, new: &Mail) -> Result<(), Error> {
    let values = values![
        org,
        new.id,
        new.user,
        new.kind.as_str(),
        new.created,
        new.due,
        u64::from(new.attempts),
        new.error.as_deref()
    ];
    session.execute(INSERT, values).map(drop)
}

pub(crate) fn delete_of_user(session: &Session, org: OrgId, user: UserId) -> Result<(), Error> {
    session.execute_later(DELETE_OF_USER, values![org, user])
}
