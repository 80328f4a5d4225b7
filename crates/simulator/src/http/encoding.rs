//! Undoes what a client's Accept-Encoding allowed (RFC 9110 §8.4).

use super::{ANSWER_LIMIT, Error};
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use std::io::Read;

pub(super) fn decode(encoding: Option<&str>, body: Vec<u8>) -> Result<Vec<u8>, Error> {
    match encoding.unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "identity" => Ok(body),
        _ if body.is_empty() => Ok(body),
        "gzip" | "x-gzip" => inflate(MultiGzDecoder::new(body.as_slice())),
        "deflate" => inflate(ZlibDecoder::new(body.as_slice())),
        other => Err(Error::Malformed(format!("it is encoded as {other:?}, which was not asked for"))),
    }
}

fn inflate(reader: impl Read) -> Result<Vec<u8>, Error> {
    let limit = u64::try_from(ANSWER_LIMIT).expect("the limit is small") + 1;
    let mut body = Vec::new();
    reader
        .take(limit)
        .read_to_end(&mut body)
        .map_err(|error| Error::Malformed(format!("its body cannot be decompressed ({error})")))?;
    if body.len() > ANSWER_LIMIT {
        return Err(Error::TooLarge { what: "a body", limit: ANSWER_LIMIT });
    }
    Ok(body)
}
