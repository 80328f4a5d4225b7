//! The table with the URL at which the servers of this database are reached.

use crate::engine::{statements, values};
use crate::{Error, Tx};

statements! {
    NOTED = "SELECT url FROM public_url WHERE number = 1";

    NOTE = "INSERT INTO public_url (number, url) VALUES (1, $1) ON CONFLICT (number) DO UPDATE SET url = $1";

    FORGET = "DELETE FROM public_url";
}

impl Tx<'_> {
    /// The public URL of the server that was started last, as it said itself.
    pub fn public_url(&self) -> Result<Option<String>, Error> {
        self.session.first(NOTED, &[], |row| Ok(row.text(0)?.into_owned()))
    }

    /// Notes the public URL of a server, so that commands know it, wherever they run.
    pub fn note_public_url(&mut self, url: &str) -> Result<(), Error> {
        self.session.execute(NOTE, values![url]).map(drop)
    }

    /// Forgets it, where nobody knows which server will be the next.
    pub fn forget_public_url(&mut self) -> Result<(), Error> {
        self.session.execute(FORGET, &[]).map(drop)
    }
}
