//! JSON on its way out. What may be long, the members of a group, becomes text only when the client takes it: until then
//! a million members are 17 MB of ids, and no database waits for whoever reads slowly.

use axum::body::{Body, Bytes, HttpBody};
use directory::change::Member;
use directory::id::ID_BYTES;
use hyper::body::Frame;
use serde_json::Value;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use store::Roster;

/// An answer whose text is longer is sent in chunks of about this length, in bytes.
const CHUNK_BYTES: usize = 64 * 1024;
/// Most resources are shorter, in bytes.
const RESOURCE_BYTES: usize = 1024;
/// Elements that become text at once: so few take less room as text than as what is needed to write them later.
const FEW: usize = 16;
/// Why writing JSON cannot fail.
const WRITTEN: &str = "memory takes what is written, and JSON with text keys has a text";

/// JSON of which some is not text yet.
#[derive(Default)]
pub(crate) struct Json {
    pieces: VecDeque<Piece>,
    /// What comes after them.
    text: Vec<u8>,
}

enum Piece {
    Text(Vec<u8>),
    /// The elements of a list from that place on, with commas between them.
    Elements(Roster, Element, usize),
}

impl Json {
    /// Makes room for a resource of the usual size.
    pub(crate) fn make_room(&mut self) {
        self.text.reserve(RESOURCE_BYTES);
    }

    /// Goes on with text that is part of JSON.
    pub(crate) fn text(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    /// Goes on with a value.
    pub(crate) fn value(&mut self, value: &Value) {
        serde_json::to_writer(&mut self.text, value).expect(WRITTEN);
    }

    /// Goes on with a text in quotes.
    pub(crate) fn string(&mut self, text: &str) {
        serde_json::to_writer(&mut self.text, text).expect(WRITTEN);
    }

    /// Goes on with a name and the colon behind it.
    pub(crate) fn name(&mut self, name: &str) {
        self.string(name);
        self.text.push(b':');
    }

    /// Goes on with the elements of a list.
    pub(crate) fn elements(&mut self, roster: Roster, element: Element) {
        if roster.len() <= FEW {
            (0..roster.len()).for_each(|place| element.write_at(&mut self.text, &roster, place));
            return;
        }
        self.pieces.push_back(Piece::Text(std::mem::take(&mut self.text)));
        self.pieces.push_back(Piece::Elements(roster, element, 0));
    }

    /// The body of an answer: in one piece if it is short or all text already, otherwise chunk by chunk.
    pub(crate) fn into_body(mut self) -> Body {
        let first = self.chunk();
        if self.pieces.is_empty() && self.text.is_empty() {
            return Body::from(first);
        }
        Body::new(Chunks { first: Some(first), rest: self })
    }

    /// About [`CHUNK_BYTES`] more, or what is left; empty at the end.
    fn chunk(&mut self) -> Vec<u8> {
        let mut chunk = Vec::new();
        while chunk.len() < CHUNK_BYTES {
            let is_done = match self.pieces.front_mut() {
                None => {
                    append(&mut chunk, &mut self.text);
                    return chunk;
                }
                Some(Piece::Text(text)) => {
                    append(&mut chunk, text);
                    true
                }
                Some(Piece::Elements(roster, element, place)) => {
                    element.write_some(&mut chunk, roster, place)
                }
            };
            if is_done {
                self.pieces.pop_front();
            }
        }
        chunk
    }
}

/// Nothing is copied where nothing stands before it.
fn append(chunk: &mut Vec<u8>, text: &mut Vec<u8>) {
    if chunk.is_empty() {
        *chunk = std::mem::take(text);
    } else {
        chunk.append(text);
    }
}

/// A body whose chunks are made when the connection has room for them.
struct Chunks {
    first: Option<Vec<u8>>,
    rest: Json,
}

impl HttpBody for Chunks {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let chunk = self.first.take().unwrap_or_else(|| self.rest.chunk());
        Poll::Ready((!chunk.is_empty()).then(|| Ok(Frame::data(Bytes::from(chunk)))))
    }
}

/// How an element of `members` or `groups` is written: everything that is the same of all is text already.
pub(crate) struct Element {
    of_user: Vec<Part>,
    of_group: Vec<Part>,
}

enum Part {
    Text(String),
    Id,
    Name,
}

impl Element {
    /// An element of `members`, with the sub-attributes that are shown; `base` is the address of the door.
    pub(crate) fn of_members(shown: impl Fn(&str) -> bool, base: &str) -> Self {
        Self {
            of_user: parts(&shown, "User", base, "/Users/"),
            of_group: parts(&shown, "Group", base, "/Groups/"),
        }
    }

    /// An element of `groups`.
    pub(crate) fn of_groups(shown: impl Fn(&str) -> bool, base: &str) -> Self {
        Self { of_user: Vec::new(), of_group: parts(&shown, "direct", base, "/Groups/") }
    }

    /// Writes elements until the chunk is full; true when there are no more.
    fn write_some(&self, to: &mut Vec<u8>, roster: &Roster, place: &mut usize) -> bool {
        while *place < roster.len() {
            if to.len() >= CHUNK_BYTES {
                return false;
            }
            self.write_at(to, roster, *place);
            *place += 1;
        }
        true
    }

    /// Writes the element in this place, with the comma that stands before it.
    fn write_at(&self, to: &mut Vec<u8>, roster: &Roster, place: usize) {
        let Some((member, name)) = roster.get(place) else { return };
        if place > 0 {
            to.push(b',');
        }
        let mut buffer = [0; ID_BYTES];
        let id = member.encode(&mut buffer).as_bytes();
        let parts = match member {
            Member::User(_) => &self.of_user,
            Member::Group(_) => &self.of_group,
        };
        for part in parts {
            match part {
                Part::Text(text) => to.extend_from_slice(text.as_bytes()),
                Part::Id => to.extend_from_slice(id),
                Part::Name => serde_json::to_writer(&mut *to, name.unwrap_or_default()).expect(WRITTEN),
            }
        }
    }
}

/// An element with the sub-attributes that are shown; `base` and `endpoint` stand before the id in its address.
fn parts(shown: &impl Fn(&str) -> bool, kind: &str, base: &str, endpoint: &str) -> Vec<Part> {
    // Most pages have an element for each resource, so that these few texts count.
    let (mut parts, mut text) = (Vec::with_capacity(7), String::from("{"));
    for name in ["value", "display", "type", "$ref"].into_iter().filter(|name| shown(name)) {
        if text != "{" {
            text.push(',');
        }
        text.extend(["\"", name, "\":"]);
        let (part, after) = match name {
            "value" => {
                text.push('"');
                (Part::Id, "\"")
            }
            "display" => (Part::Name, ""),
            "type" => {
                text.extend(["\"", kind, "\""]);
                continue;
            }
            _ => {
                let base = serde_json::to_string(base).expect(WRITTEN);
                text.extend([base.strip_suffix('"').unwrap_or(&base), endpoint]);
                (Part::Id, "\"")
            }
        };
        parts.extend([Part::Text(std::mem::take(&mut text)), part]);
        text.push_str(after);
    }
    text.push('}');
    parts.push(Part::Text(text));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::{GroupId, Ids, Timestamp, UserId};
    use http_body_util::BodyExt as _;
    use serde_json::json;

    const BASE: &str = "http://h/scim/v2/\"odd\"";

    /// So many members, every third of them a group, with names that need care.
    fn roster(count: usize) -> Roster {
        let mut ids = Ids::new(Timestamp::from_millis(1_763_675_425_120), [3; 32]);
        let names = ["Jane", "", "\"Q\" \\ \n", "Zoë 😀", "\u{1}"];
        let member = |number: usize| match number % 3 {
            0 => (Member::Group(ids.id::<GroupId>()), names[number % 5]),
            _ => (Member::User(ids.id::<UserId>()), names[number % 5]),
        };
        (0..count).map(member).collect()
    }

    /// The same as one value.
    fn expected(roster: &Roster, names: &[&str]) -> Value {
        let element = |(member, name): (Member, Option<&str>)| {
            let (id, kind) = (member.id(), member.kind());
            let mut all = json!({
                "value": id, "display": name, "type": kind, "$ref": format!("{BASE}/{kind}s/{id}"),
            });
            all.as_object_mut().expect("an object").retain(|name, _| names.contains(&name.as_str()));
            all
        };
        json!({ "id": "1", "members": roster.iter().map(element).collect::<Value>(), "meta": {} })
    }

    #[tokio::test]
    async fn what_is_written_in_chunks_is_what_a_value_would_be() {
        for shown in [
            &["value", "display", "type", "$ref"][..],
            &["value", "type", "$ref"],
            &["value"],
            &["display"],
            &["type"],
            &["$ref"],
            &["display", "$ref"],
        ] {
            for count in [1, 2, FEW, FEW + 1, 600, 5_000] {
                let roster = roster(count);
                let expected = expected(&roster, shown).to_string();
                let mut json = Json::default();
                json.text("{");
                json.name("id");
                json.value(&json!("1"));
                json.text(",\"members\":[");
                json.elements(roster, Element::of_members(|name| shown.contains(&name), BASE));
                json.text("],\"meta\":{}}");
                let (mut body, mut text, mut longest) = (json.into_body(), Vec::new(), 0);
                let known = body.size_hint().exact();
                while let Some(frame) = body.frame().await {
                    let data = frame.expect("it cannot fail").into_data().expect("data");
                    longest = longest.max(data.len());
                    text.extend_from_slice(&data);
                }
                assert_eq!(String::from_utf8(text).expect("text"), expected, "{count} with {shown:?}");
                assert!(longest < CHUNK_BYTES + 1_024, "a chunk of {longest} bytes");
                let length =
                    (expected.len() < CHUNK_BYTES).then(|| u64::try_from(expected.len()).expect("small"));
                assert_eq!(known, length, "a short answer says how long it is");
            }
        }
    }
}
