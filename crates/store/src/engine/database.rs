//! Where the data is kept.

use super::postgres::Address;
use crate::OpenError;
use std::fmt;
use std::path::{Path, PathBuf};

/// Where the data is kept. It is shown without its password.
#[derive(Clone)]
pub enum Database {
    /// In a folder of this machine, by the embedded database, for one server.
    Folder(PathBuf),
    /// By a database server, for any number of servers.
    Server(DatabaseServer),
}

/// A database server, and how to get in.
#[derive(Clone)]
pub struct DatabaseServer(pub(crate) Box<Address>);

/// What an address begins with, or goes on with, in libpq's notation of words.
const WORDS_OF_ADDRESSES: [&str; 5] = ["host=", "hostaddr=", "dbname=", "user=", "password="];

impl Database {
    /// Reads `postgres://…` as the address of a database server, and anything else as a folder.
    pub fn parse(text: &str) -> Result<Self, OpenError> {
        if ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            return Address::parse(text).map(|address| Self::Server(DatabaseServer(Box::new(address))));
        }
        if let Some((scheme, _)) = text.split_once("://") {
            return Err(OpenError::new(format!(
                "A database of the kind {scheme:?} is not known. Give postgres://user:password@host:port/name, or a \
                 folder for the embedded database."
            )));
        }
        // libpq's other way to write an address, with which a folder of that name, password and all, would be made.
        let is_word = |word: &str| WORDS_OF_ADDRESSES.iter().any(|known| word.starts_with(known));
        if text.is_empty() || text.split_whitespace().any(is_word) {
            return Err(OpenError::new(
                "The database is not usable as it is given. Give the address of a database server as \
                 postgres://user:password@host:port/name, or a folder for the embedded database.",
            ));
        }
        Ok(Self::Folder(PathBuf::from(text)))
    }
}

impl Database {
    /// Whether both are the same, as far as their names tell.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Folder(one), Self::Folder(two)) => real(one) == real(two),
            (Self::Server(_), Self::Server(_)) => self.to_string() == other.to_string(),
            _ => false,
        }
    }

    /// Whether this is a folder in the folder of the other.
    pub(crate) fn is_inside(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Folder(inner), Self::Folder(outer)) => real(inner).starts_with(real(outer)),
            _ => false,
        }
    }
}

/// The folder without links in its path, as far as it is there.
fn real(folder: &Path) -> PathBuf {
    match (folder.canonicalize(), folder.parent(), folder.file_name()) {
        (Ok(real), ..) => real,
        (Err(_), Some(parent), Some(name)) => real(parent).join(name),
        _ => folder.to_owned(),
    }
}

impl From<&Path> for Database {
    fn from(folder: &Path) -> Self {
        Self::Folder(folder.to_owned())
    }
}

impl From<&PathBuf> for Database {
    fn from(folder: &PathBuf) -> Self {
        Self::from(folder.as_path())
    }
}

impl From<&Self> for Database {
    fn from(database: &Self) -> Self {
        database.clone()
    }
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => folder.display().fmt(f),
            Self::Server(DatabaseServer(address)) => address.fmt(f),
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match Database::parse(text) {
            Ok(database) => database.to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_database_is_shown_without_its_password() {
        assert_eq!(shown("some/folder"), "some/folder");
        let url = "postgres://rollbook:geheim@db.example:5433/directory?connect_timeout=3";
        assert_eq!(shown(url), "postgres://rollbook@db.example:5433/directory");
        let database = Database::parse(url).unwrap();
        assert_eq!(format!("{database:?}"), "postgres://rollbook@db.example:5433/directory");
        assert_eq!(shown("postgresql://a,b:5434/x"), "postgres://a:5432,b:5434/x");
        for wrong in [
            "postgres://rollbook:geheim@db.example:port/x",
            "postgres://u:geheim@h/x?colour=geheim",
            "postgres://u:ge@geheim@h/x",
        ] {
            let refusal = shown(wrong);
            assert!(refusal.starts_with("The address of the database server is not usable"), "{refusal}");
            assert!(!refusal.contains("geheim"), "{refusal}");
        }
        for wrong in ["", "host=db.example user=rollbook password=geheim", "dbname=x password=geheim"] {
            let refusal = shown(wrong);
            assert!(refusal.starts_with("The database is not usable as it is given"), "{refusal}");
            assert!(!refusal.contains("geheim"), "{refusal}");
        }
        assert!(shown("mysql://h/x").starts_with("A database of the kind \"mysql\" is not known."));
    }

    #[test]
    fn a_connection_over_the_network_is_encrypted_and_checked() {
        let tls = |text: &str| match Database::parse(text) {
            Ok(Database::Server(DatabaseServer(address))) => Ok(address.is_encrypted()),
            Ok(Database::Folder(_)) => panic!("no folder"),
            Err(error) => Err(error.to_string()),
        };
        assert_eq!(tls("postgres://db.example/x"), Ok(true));
        assert_eq!(tls("postgres://db.example/x?sslmode=verify-full"), Ok(true));
        assert_eq!(tls("postgres://db.example/x?sslmode=require"), Ok(true));
        assert_eq!(tls("postgres://db.example/x?sslmode=disable"), Ok(false));
        for near in ["localhost", "127.0.0.1", "[::1]", "%2Frun%2Fpg"] {
            assert_eq!(tls(&format!("postgres://{near}/x")), Ok(false), "{near}");
        }
        assert_eq!(tls("postgres://localhost,db.example/x"), Ok(true));
        let refusal = tls("postgres://db.example/x?sslmode=prefer").unwrap_err();
        assert!(refusal.contains("verify-full") && refusal.contains("prefer"), "{refusal}");
    }
}
