//! What a malformed fragment looked like, for an administrator: short, and without secrets.

use crate::ResourceType;
use crate::attribute::Attribute;
use serde_json::Value;

/// Longest example, in characters.
const CHARS_MAX: usize = 200;
/// What stands where a secret stood.
const SECRET: &str = "\"…\"";

/// An attribute with its value, as JSON text. `key` is the name or the path that the client gave it.
pub(crate) fn field(key: &str, value: &Value, ty: &ResourceType) -> String {
    excerpt(key, value, Some(ty))
}

/// The same for what belongs to no resource, so that no schema tells a secret.
pub(crate) fn stray(key: &str, value: &Value) -> String {
    excerpt(key, value, None)
}

/// The same for members, which have no secrets.
pub(crate) fn members(value: &Value) -> String {
    excerpt("members", value, None)
}

fn excerpt(key: &str, value: &Value, ty: Option<&ResourceType>) -> String {
    let mut excerpt = Excerpt { text: String::new(), left: CHARS_MAX + 1, ty };
    excerpt.object(std::iter::once((key, value)));
    let mut text = excerpt.text;
    if let Some((end, _)) = text.char_indices().nth(CHARS_MAX) {
        let last = text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
        text.truncate(last);
        text.push('…');
    }
    text
}

/// Words in the name of what is better not shown, in whatever schema.
const SUSPECT: [&str; 3] = ["password", "secret", "credential"];

struct Excerpt<'a> {
    text: String,
    /// How many characters more.
    left: usize,
    /// Whose attributes they are, where some may be secret.
    ty: Option<&'a ResourceType>,
}

impl Excerpt<'_> {
    fn object<'v>(&mut self, fields: impl Iterator<Item = (&'v str, &'v Value)>) {
        self.push("{");
        for (at, (key, value)) in fields.enumerate() {
            if self.left == 0 {
                return;
            }
            if at > 0 {
                self.push(",");
            }
            self.string(key);
            self.push(":");
            if self.is_secret(key) { self.push(SECRET) } else { self.value(value) }
        }
        self.push("}");
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Object(fields) => self.object(fields.iter().map(|(key, value)| (key.as_str(), value))),
            Value::Array(list) => {
                self.push("[");
                for (at, element) in list.iter().enumerate() {
                    if self.left == 0 {
                        return;
                    }
                    if at > 0 {
                        self.push(",");
                    }
                    self.value(element);
                }
                self.push("]");
            }
            Value::String(text) => self.string(text),
            other => self.push(&other.to_string()),
        }
    }

    fn string(&mut self, text: &str) {
        // JSON text in a text is not taken apart; it goes as a whole where it may have a secret in it.
        if text.starts_with(['{', '[']) && sounds_secret(text) {
            return self.push(SECRET);
        }
        let text: String = text.chars().take(self.left).collect();
        self.push(&Value::from(text).to_string());
    }

    fn push(&mut self, text: &str) {
        for c in text.chars().take(self.left) {
            self.text.push(c);
            self.left -= 1;
        }
    }

    /// Whether a name, or the end of a path, is that of a secret, by what the schemas say or by how it sounds.
    fn is_secret(&self, key: &str) -> bool {
        let mut parts = key.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '$' | '_' | '-')));
        sounds_secret(key) || self.ty.is_some_and(|ty| parts.any(|part| is_declared_secret(part, ty)))
    }
}

fn sounds_secret(text: &str) -> bool {
    let folded = text.to_ascii_lowercase();
    SUSPECT.iter().any(|word| folded.contains(word))
}

fn is_declared_secret(name: &str, ty: &ResourceType) -> bool {
    let is_it = |attribute: &Attribute| attribute.is_secret() && attribute.name.eq_ignore_ascii_case(name);
    let extensions = ty.extensions.iter().flat_map(|extension| &extension.schema.attributes);
    ty.attributes()
        .chain(extensions)
        .any(|attribute| is_it(attribute) || attribute.sub_attributes.iter().any(is_it))
}
