//! The embedded database as a file that is copied, checked and put in another's place.

use super::{Error, OpenError, OpenFlags, Session, check_version, error};
use std::path::Path;

impl Session {
    /// A session on a file that nobody has open, and that stays as it is: nothing is made beside it.
    pub(crate) fn open_copy(file: &Path) -> Result<Self, OpenError> {
        check_version(rusqlite::version_number(), rusqlite::version())?;
        let flags =
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        Self::with_flags(Path::new(&immutable(file)?), flags)
    }

    pub(crate) fn write_copy(&self, file: &Path) -> Result<(), Error> {
        let Some(path) = file.to_str() else {
            return Err(Error::Broken(format!("The name {} is no UTF-8.", file.display())));
        };
        self.connection.execute("VACUUM INTO ?1", [path]).map(drop).map_err(|e| error(&e))
    }

    pub(crate) fn defect(&self) -> Result<Option<String>, Error> {
        let text =
            |sql| self.connection.query_row(sql, [], |row| row.get::<_, String>(0)).map_err(|e| error(&e));
        let found = text("PRAGMA integrity_check(1)")?;
        if found != "ok" {
            return Ok(Some(found));
        }
        let table = "SELECT COALESCE((SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1), '')";
        let table = text(table)?;
        Ok((!table.is_empty()).then(|| format!("a row of {table} refers to one that is not there")))
    }

    pub(crate) fn fold_log(self) -> Result<(), Error> {
        // Refused while anybody else has the database open.
        let mode =
            self.connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0));
        if mode.map_err(|e| error(&e))? == "delete" { Ok(()) } else { Err(Error::Busy) }
    }
}

/// The file as a URI, with the promise that nobody changes it.
fn immutable(file: &Path) -> Result<String, OpenError> {
    let Some(path) = file.to_str() else {
        return Err(OpenError::new(format!("The name {} is no UTF-8.", file.display())));
    };
    let escaped = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    Ok(format!("file:{escaped}?immutable=1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_special_in_a_name_is_escaped() {
        assert_eq!(
            immutable(Path::new("/a b/50%?#.db")),
            Ok("file:/a b/50%25%3f%23.db?immutable=1".to_owned())
        );
    }
}
