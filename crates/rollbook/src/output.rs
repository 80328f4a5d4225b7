//! What the program says to whoever started it. `println!` and `eprintln!` panic where nobody reads; nothing here does.

use std::fmt;
use std::io::{self, ErrorKind, Write as _};

/// Whoever read what the program says has gone, as `head` goes after some lines. That is nobody's mistake.
#[derive(Debug)]
pub(crate) struct ReaderGone;

/// Says something on standard output.
pub(crate) fn say(text: impl fmt::Display) -> anyhow::Result<()> {
    match writeln!(io::stdout(), "{text}") {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(ReaderGone.into()),
        Err(error) => {
            Err(anyhow::Error::new(error)
                .context("what there is to say cannot be written to standard output"))
        }
    }
}

/// Says something on standard error; if that is gone, nobody is left to be told.
pub(crate) fn warn(text: impl fmt::Display) {
    drop(writeln!(io::stderr(), "{text}"));
}

impl fmt::Display for ReaderGone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nobody reads what the program says any more")
    }
}

impl std::error::Error for ReaderGone {}
