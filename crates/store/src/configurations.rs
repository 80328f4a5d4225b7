//! The table of configurations.

use crate::engine::{Row, Session, statements, values};
use crate::tx::{changed, object};
use crate::{Error, Key, OrgTx, Tx};
use directory::configuration::Field;
use directory::variables::Template;
use directory::{Configuration, ConfigurationId, OrgId};
use scim::fold;
use serde_json::Value;

statements! {
    OF_ORGANIZATION = "SELECT id, name, fields, created, version FROM configurations WHERE org_id = $1
    ORDER BY name_key";

    INSERT = "INSERT INTO configurations (org_id, id, name, name_key, fields, created, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (org_id, name_key) DO NOTHING";

    UPDATE = "UPDATE configurations SET name = $3, name_key = $4, fields = $5, version = $6
    WHERE org_id = $1 AND id = $2 AND version = $7
    AND NOT EXISTS (SELECT 1 FROM configurations c WHERE c.org_id = $1 AND c.name_key = $4 AND c.id <> $2)";

    TAKEN = "SELECT 1 FROM configurations WHERE org_id = $1 AND name_key = $2 AND id <> $3";

    DELETE = "DELETE FROM configurations WHERE org_id = $1 AND id = $2";
}

impl Tx<'_> {
    /// How many configurations an organization has; that stays so until this transaction, which may write, ends.
    pub fn configuration_count(&self, org: OrgId) -> Result<u64, Error> {
        Ok(self.batch()?.numbers(self.session, org)?.configurations)
    }
}

impl OrgTx<'_> {
    /// The organization's configurations, by name.
    pub fn configurations(&self) -> Result<Vec<Configuration>, Error> {
        self.session.query(OF_ORGANIZATION, values![self.org], read)
    }
}

pub(crate) fn create(session: &Session, org: OrgId, new: &Configuration) -> Result<(), Error> {
    let (name, key, fields) = (new.name.as_str(), fold(&new.name), fields(new));
    let inserted =
        session.execute(INSERT, values![org, new.id, name, key, fields, new.created, new.version])?;
    if inserted == 0 { Err(Error::Conflict(Key::ConfigurationName)) } else { Ok(()) }
}

pub(crate) fn update(session: &Session, org: OrgId, now: &Configuration) -> Result<(), Error> {
    let (name, key, fields) = (now.name.as_str(), fold(&now.name), fields(now));
    let values = values![org, now.id, name, key.as_str(), fields, now.version, now.version - 1];
    if session.execute(UPDATE, values)? > 0 {
        return Ok(());
    }
    let taken = session.first(TAKEN, values![org, key.as_str(), now.id], |_| Ok(()))?;
    Err(taken.map_or(Error::Stale, |()| Error::Conflict(Key::ConfigurationName)))
}

pub(crate) fn delete(session: &Session, org: OrgId, id: ConfigurationId) -> Result<(), Error> {
    changed(session.execute(DELETE, values![org, id])?)
}

/// An object, because its members keep their order.
fn fields(configuration: &Configuration) -> String {
    let field = |field: &Field| (field.name.clone(), Value::from(field.template.as_str()));
    Value::Object(configuration.fields.iter().map(field).collect()).to_string()
}

fn read(row: &Row<'_>) -> Result<Configuration, Error> {
    let field = |(name, text): (String, Value)| {
        let template = text.as_str().and_then(Template::from_stored);
        let broken = || Error::Broken("The database holds a configuration that is none.".to_owned());
        Ok(Field { name, template: template.ok_or_else(broken)? })
    };
    Ok(Configuration {
        id: row.parsed(0, ConfigurationId::parse)?,
        name: row.text(1)?.into_owned(),
        fields: object(&row.text(2)?)?.into_iter().map(field).collect::<Result<_, Error>>()?,
        created: row.time(3)?,
        version: row.count(4)?,
    })
}
