//! What an operator does with organizations.

use crate::{Error, Work};
use directory::{Actor, OrgId, Organization};

/// Makes an organization.
pub fn create(work: &mut Work, actor: &Actor, name: &str) -> Result<Organization, Error> {
    let (organization, change) = Organization::create(name, actor, &mut work.ids, work.now)?;
    work.tx.save(&change)?;
    Ok(organization)
}

/// Marks an organization whose data came back from a backup: its providers have to send everything again.
pub fn restored(work: &mut Work, actor: &Actor, organization: &Organization) -> Result<Organization, Error> {
    let change = organization.restored(actor, &mut work.ids, work.now);
    work.tx.save(&change)?;
    // With the number that it has come to.
    work.tx.organization(organization.id)?.ok_or(Error::NotFound)
}

/// Takes the mark away again.
pub fn resynced(work: &mut Work, actor: &Actor, organization: &Organization) -> Result<Organization, Error> {
    let Some((resynced, change)) = organization.resynced(actor, &mut work.ids, work.now) else {
        return Ok(organization.clone());
    };
    work.tx.save(&change)?;
    Ok(resynced)
}

/// Says how many seats an organization has, or that there is no cap.
pub fn cap_seats(work: &mut Work, actor: &Actor, id: OrgId, max: Option<u64>) -> Result<Organization, Error> {
    // Held, so that nobody takes a seat meanwhile.
    let seats = work.tx.seats(id)?;
    let organization = work.tx.organization(id)?.ok_or(Error::NotFound)?;
    let organization = Organization { seats, ..organization };
    let Some((capped, change)) = organization.cap_seats(max, actor, &mut work.ids, work.now) else {
        return Ok(organization);
    };
    work.tx.save(&change)?;
    Ok(capped)
}

/// Calls an organization something else.
pub fn rename(work: &mut Work, actor: &Actor, id: OrgId, name: &str) -> Result<Organization, Error> {
    // Held, so that nothing else about it changes meanwhile.
    work.tx.hold(id)?;
    let organization = work.tx.organization(id)?.ok_or(Error::NotFound)?;
    let Some((renamed, change)) = organization.rename(name, actor, &mut work.ids, work.now)? else {
        return Ok(organization);
    };
    work.tx.save(&change)?;
    Ok(renamed)
}

/// All organizations, by name.
pub fn list(work: &mut Work) -> Result<Vec<Organization>, Error> {
    Ok(work.tx.organizations()?)
}

/// The organization of that id or that name.
pub fn find(work: &mut Work, id_or_name: &str) -> Result<Organization, Error> {
    if let Some(id) = OrgId::parse(id_or_name)
        && let Some(organization) = work.tx.organization(id)?
    {
        return Ok(organization);
    }
    work.tx.organization_named(id_or_name)?.ok_or(Error::NotFound)
}
