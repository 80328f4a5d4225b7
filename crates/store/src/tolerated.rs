//! The table of what the dialects have let pass.

use crate::engine::{statements, values};
use crate::{Error, OrgTx, Tx};
use directory::tolerated::{OTHER_PLACES, PLACES_MAX};
use directory::{ConnectionId, OrgId, Tolerated};
use scim::dialect::Tolerance;

statements! {
    OF_CONNECTION = "SELECT tolerance, place, times, first_at, last_at, example FROM tolerated
    WHERE org_id = $1 AND connection_id = $2 ORDER BY tolerance, place";

    COUNT = "UPDATE tolerated SET times = times + $5, last_at = $6, example = $7
    WHERE org_id = $1 AND connection_id = $2 AND tolerance = $3 AND place = $4";

    PLACES = "SELECT count(*) FROM tolerated WHERE org_id = $1 AND connection_id = $2";

    INSERT = "INSERT INTO tolerated (org_id, connection_id, tolerance, place, times, first_at, last_at, example)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (org_id, connection_id, tolerance, place) DO NOTHING";
}

impl Tx<'_> {
    /// Adds to what a connection's dialect has let pass. A write without a [`Change`], because it is no change of the
    /// directory.
    ///
    /// [`Change`]: directory::Change
    pub fn count_tolerated(
        &mut self,
        (org, connection): (OrgId, ConnectionId),
        new: &Tolerated,
    ) -> Result<(), Error> {
        if self.count(org, connection, new)? {
            return Ok(());
        }
        let places = self.session.first(PLACES, values![org, connection], |row| row.count(0))?;
        let mut new = new.clone();
        if places.unwrap_or_default() >= PLACES_MAX {
            OTHER_PLACES.clone_into(&mut new.place);
            if self.count(org, connection, &new)? {
                return Ok(());
            }
        }
        let (what, place, example) = (new.tolerance.as_str(), new.place.as_str(), new.example.as_str());
        let values = values![org, connection, what, place, new.times, new.first, new.last, example];
        // Another server may have been faster.
        if self.session.execute(INSERT, values)? == 0 {
            self.count(org, connection, &new)?;
        }
        Ok(())
    }

    fn count(&self, org: OrgId, connection: ConnectionId, new: &Tolerated) -> Result<bool, Error> {
        let (what, place, example) = (new.tolerance.as_str(), new.place.as_str(), new.example.as_str());
        let values = values![org, connection, what, place, new.times, new.last, example];
        Ok(self.session.execute(COUNT, values)? > 0)
    }
}

impl OrgTx<'_> {
    /// What a connection's dialect has let pass so far.
    pub fn tolerated(&self, connection: ConnectionId) -> Result<Vec<Tolerated>, Error> {
        self.session.query(OF_CONNECTION, values![self.org, connection], |row| {
            Ok(Tolerated {
                tolerance: row.parsed(0, Tolerance::parse)?,
                place: row.text(1)?.into_owned(),
                times: row.count(2)?,
                first: row.time(3)?,
                last: row.time(4)?,
                example: row.text(5)?.into_owned(),
            })
        })
    }
}
