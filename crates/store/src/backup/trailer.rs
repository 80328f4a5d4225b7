//! The last line of a backup: a SHA-256 of everything before it. The database's own check sees what is wrong with its
//! structure, but not that a letter of a name or a byte of a token's hash has become another one.
//!
//! It stands in the file itself, so that it is not lost on the way. The database does not see it: how many pages it has
//! is written on the first one.

use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

/// What the line begins with. The number is that of the format.
const WORDS: &str = "\nrollbook backup 1, SHA-256 of what is above: ";
/// How long the line is, with its ends.
const BYTES: u64 = WORDS.len() as u64 + 64 + 1;
/// What is read at a time.
const READ_BYTES: usize = 1_024 * 1_024;

/// How far the reading is: bytes, and all of them.
type Watch<'w> = &'w dyn Fn(u64, u64);

/// Reads the whole file and puts the line behind it.
pub(super) fn seal(mut file: &File, watch: Watch<'_>) -> io::Result<()> {
    let length = file.metadata()?.len();
    let digest = digest(file, length, &mut |_| Ok(()), watch)?;
    file.seek(SeekFrom::End(0))?;
    file.write_all(line(&digest).as_bytes())
}

/// Reads the whole file and shows all of it but for the line to `each`; otherwise it is said why this is no backup.
pub(super) fn read_sealed(
    mut file: &File,
    each: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    watch: Watch<'_>,
) -> Result<(), String> {
    let failed = |error: io::Error| format!("{error}.");
    let length = file.metadata().map_err(failed)?.len().checked_sub(BYTES);
    let mut found = Vec::new();
    if let Some(length) = length {
        file.seek(SeekFrom::Start(length)).map_err(failed)?;
        file.take(BYTES).read_to_end(&mut found).map_err(failed)?;
    }
    let (Some(length), true) = (length, found.starts_with(WORDS.as_bytes())) else {
        return Err(
            "it does not end with the line that `rollbook backup` writes last. It was cut short or damaged, \
                    something was put behind its end, or it was not made by `rollbook backup`."
                .to_owned(),
        );
    };
    let digest = digest(file, length, each, watch).map_err(failed)?;
    if line(&digest).as_bytes() == found {
        return Ok(());
    }
    Err("it is damaged. What it holds has another SHA-256 than what was written.".to_owned())
}

fn line(digest: &str) -> String {
    format!("{WORDS}{digest}\n")
}

/// Reads so many bytes from the beginning of the file.
fn digest(
    mut file: &File,
    length: u64,
    each: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    watch: Watch<'_>,
) -> io::Result<String> {
    file.seek(SeekFrom::Start(0))?;
    let mut file = file.take(length);
    let (mut digest, mut buffer, mut done) = (Sha256::new(), vec![0; READ_BYTES], 0);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect());
        }
        digest.update(&buffer[..read]);
        each(&buffer[..read])?;
        done += read as u64;
        watch(done, length);
    }
}
