//! Text with `${…}` in it: parsed once, rendered for one user after the other.
//!
//! `${userFirstName}` stands for a value, `$${` for the text `${`, and everything else for itself. The values are text and
//! are not looked into again. A `$` directly before a variable cannot be written, because `$${` is taken.

use crate::policy::{NO_FAMILY_NAME, NO_GIVEN_NAME};
use scim::schema::ENTERPRISE_USER_URN;
use scim::{Resource, fold};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// Longest template, in characters.
pub const TEMPLATE_CHARS_MAX: usize = 4_096;
/// Most variables in one template, each counted as often as it stands there.
pub const TEMPLATE_VARIABLES_MAX: usize = 50;
/// Longest text that a template renders to, in bytes.
pub const RENDERED_BYTES_MAX: usize = 16 * 1_024;
/// How much of a name an error repeats, in characters.
const EXCERPT_CHARS_MAX: usize = 64;

/// What is known of every user without anybody declaring it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BuiltIn {
    /// `userName`, by which the person signs in.
    UserUid,
    /// What stands before the last `@` of it.
    UserUidLocalPart,
    /// What stands behind the last `@` of it.
    UserUidDomain,
    /// The primary e-mail address, or the first where none is primary.
    UserEmailAddress,
    /// What stands before the last `@` of it.
    UserEmailAddressLocalPart,
    /// What stands behind the last `@` of it.
    UserEmailAddressDomain,
    /// `name.givenName`.
    UserFirstName,
    /// `name.familyName`.
    UserLastName,
    /// `displayName`.
    UserDisplayName,
    /// `locale`.
    UserLocale,
    /// `userName` as well: providers that have user principal names send them as that.
    UserUpn,
    /// `department` of the enterprise extension.
    Department,
}

impl BuiltIn {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::UserUid,
        Self::UserUidLocalPart,
        Self::UserUidDomain,
        Self::UserEmailAddress,
        Self::UserEmailAddressLocalPart,
        Self::UserEmailAddressDomain,
        Self::UserFirstName,
        Self::UserLastName,
        Self::UserDisplayName,
        Self::UserLocale,
        Self::UserUpn,
        Self::Department,
    ];

    /// The name between the braces.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UserUid => "userUID",
            Self::UserUidLocalPart => "userUIDLocalPart",
            Self::UserUidDomain => "userUIDDomain",
            Self::UserEmailAddress => "userEmailAddress",
            Self::UserEmailAddressLocalPart => "userEmailAddressLocalPart",
            Self::UserEmailAddressDomain => "userEmailAddressDomain",
            Self::UserFirstName => "userFirstName",
            Self::UserLastName => "userLastName",
            Self::UserDisplayName => "userDisplayName",
            Self::UserLocale => "userLocale",
            Self::UserUpn => "userUPN",
            Self::Department => "department",
        }
    }

    /// The one of that name, exactly.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|variable| variable.as_str() == name)
    }

    /// The user's value.
    fn value(self, user: &Resource) -> Option<&str> {
        let top = |name| user.get(name).and_then(Value::as_str);
        let name = |part| {
            let name = user.get("name")?.get(part)?.as_str();
            // What stands in for a name is none.
            name.filter(|name| ![NO_GIVEN_NAME, NO_FAMILY_NAME].contains(name))
        };
        match self {
            Self::UserUid | Self::UserUpn => top("userName"),
            Self::UserUidLocalPart => local_part(top("userName")?),
            Self::UserUidDomain => domain(top("userName")?),
            Self::UserEmailAddress => email(user),
            Self::UserEmailAddressLocalPart => local_part(email(user)?),
            Self::UserEmailAddressDomain => domain(email(user)?),
            Self::UserFirstName => name("givenName"),
            Self::UserLastName => name("familyName"),
            Self::UserDisplayName => top("displayName"),
            Self::UserLocale => top("locale"),
            Self::Department => user.extension(ENTERPRISE_USER_URN)?.get("department")?.as_str(),
        }
    }
}

/// The user's value of the variable of that name, built-in or declared; none where there is none, or only blanks.
#[must_use]
pub fn user_value<'a>(user: &'a Resource, name: &str) -> Option<&'a str> {
    let value = match BuiltIn::parse(name) {
        Some(variable) => variable.value(user),
        None => declared(user, name),
    };
    value.filter(|value| !value.trim().is_empty())
}

/// The names that templates may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variables {
    names: Vec<String>,
}

impl Variables {
    /// The built-in ones and these, which an organization's connections declare.
    pub fn of_users<Name: Into<String>>(declared: impl IntoIterator<Item = Name>) -> Self {
        let built_in = BuiltIn::ALL.into_iter().map(|variable| variable.as_str().to_owned());
        Self { names: built_in.chain(declared.into_iter().map(Into::into)).collect() }
    }

    /// The same and these, which only the texts of one kind know.
    #[must_use]
    pub fn and<Name: Into<String>>(mut self, names: impl IntoIterator<Item = Name>) -> Self {
        self.names.extend(names.into_iter().map(Into::into));
        self
    }

    /// All of them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    fn has(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }

    /// What somebody meant who wrote this: the same in another case, or with at most two letters otherwise.
    fn meant(&self, name: &str) -> Option<&str> {
        let asked: Vec<char> = fold(name.trim()).chars().take(EXCERPT_CHARS_MAX).collect();
        let far = |known: &str| {
            let known: Vec<char> = fold(known).chars().collect();
            distance(&asked, &known)
        };
        let nearest = self.names().map(|known| (far(known), known)).min_by_key(|(far, _)| *far);
        nearest.filter(|(far, known)| *far <= 2 && *far < known.len()).map(|(_, known)| known)
    }
}

/// Text with variables in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    text: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Variable(String),
}

/// What becomes of a template for one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rendered {
    /// The text.
    Text(String),
    /// The names without a value, each once; nothing is put in their place.
    Missing(Vec<String>),
    /// The text would have more than [`RENDERED_BYTES_MAX`] bytes.
    TooLong,
}

impl Template {
    /// Reads a template that uses these variables and no others.
    ///
    /// ```
    /// use directory::variables::{Rendered, Template, Variables};
    ///
    /// let variables = Variables::of_users(["badge"]);
    /// let template = Template::parse("${badge} costs $5, $${badge} nothing", &variables)?;
    /// let rendered = template.render(|name| (name == "badge").then(|| "B-7".into()));
    /// assert_eq!(rendered, Rendered::Text("B-7 costs $5, ${badge} nothing".into()));
    /// # Ok::<(), directory::variables::Mistake>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(text: &str, variables: &Variables) -> Result<Self, Mistake> {
        let template = Self::read(text)?;
        let mut position = 1;
        for part in &template.parts {
            match part {
                // What is literal now had one `$` more before each `${`.
                Part::Text(text) => position += text.chars().count() + text.matches("${").count(),
                Part::Variable(name) if variables.has(name) => position += name.chars().count() + "${}".len(),
                Part::Variable(name) => {
                    let meant = variables.meant(name).map(str::to_owned);
                    return Err(Mistake { position, what: What::Unknown { name: excerpt(name), meant } });
                }
            }
        }
        Ok(template)
    }

    /// What was stored before, trusted to use what there was; none for what was never a template.
    #[must_use]
    pub fn from_stored(text: &str) -> Option<Self> {
        Self::read(text).ok()
    }

    /// The names of the variables in it, in the order of the text.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Variable(name) => Some(name.as_str()),
        })
    }

    /// The text with these values in the place of the variables.
    pub fn render<'a>(&self, value: impl Fn(&str) -> Option<Cow<'a, str>>) -> Rendered {
        let mut rendered = String::new();
        let mut missing: Vec<String> = Vec::new();
        let mut is_long = false;
        for part in &self.parts {
            let text = match part {
                Part::Text(text) => Cow::Borrowed(text.as_str()),
                Part::Variable(name) => match value(name) {
                    Some(value) => value,
                    None if missing.contains(name) => continue,
                    None => {
                        missing.push(name.clone());
                        continue;
                    }
                },
            };
            is_long |= rendered.len() + text.len() > RENDERED_BYTES_MAX;
            if !is_long {
                rendered.push_str(&text);
            }
        }
        match (missing.is_empty(), is_long) {
            (false, _) => Rendered::Missing(missing),
            (true, true) => Rendered::TooLong,
            (true, false) => Rendered::Text(rendered),
        }
    }

    /// The same with the values of a user.
    #[must_use]
    pub fn render_for(&self, user: &Resource) -> Rendered {
        self.render(|name| user_value(user, name).map(Cow::Borrowed))
    }

    /// The template as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn read(text: &str) -> Result<Self, Mistake> {
        let mistake = |rest: &str, what| {
            let before = &text[..text.len() - rest.len()];
            Err(Mistake { position: before.chars().count() + 1, what })
        };
        if let Some((at, _)) = text.char_indices().nth(TEMPLATE_CHARS_MAX) {
            return mistake(&text[at..], What::TooLong);
        }
        if let Some(at) = text.find(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            return mistake(&text[at..], What::Control);
        }
        let (mut parts, mut plain, mut rest, mut count) = (Vec::new(), String::new(), text, 0);
        while let Some(at) = rest.find("${") {
            let (before, behind) = (&rest[..at], &rest[at + "${".len()..]);
            if before.ends_with('$') {
                // It was escaped by the `$` that is the last of the text before.
                plain.push_str(before);
                plain.push('{');
                rest = behind;
                continue;
            }
            let here = &rest[at..];
            let name = match behind.find('}') {
                Some(end) if !behind[..end].contains("${") => &behind[..end],
                _ => return mistake(here, What::Unclosed),
            };
            if name.trim().is_empty() {
                return mistake(here, What::Nameless);
            }
            count += 1;
            if count > TEMPLATE_VARIABLES_MAX {
                return mistake(here, What::TooMany);
            }
            plain.push_str(before);
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain)));
            }
            parts.push(Part::Variable(name.to_owned()));
            rest = &behind[name.len() + "}".len()..];
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Ok(Self { text: text.to_owned(), parts })
    }
}

/// Why a text is no template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where, in characters from 1.
    pub position: usize,
    /// What.
    pub what: What,
}

/// What is wrong at that place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// There is no such variable.
    Unknown {
        /// The name that stands there, or its beginning.
        name: String,
        /// The name that was meant, where one is near.
        meant: Option<String>,
    },
    /// `${` has no `}` behind it.
    Unclosed,
    /// No name stands between the braces.
    Nameless,
    /// A control character.
    Control,
    /// The text goes on behind [`TEMPLATE_CHARS_MAX`].
    TooLong,
    /// One more variable than [`TEMPLATE_VARIABLES_MAX`].
    TooMany,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "At character {}: ", self.position)?;
        match &self.what {
            What::Unknown { name, meant: Some(meant) } => {
                write!(f, "there is no variable \"{name}\". Did you mean \"{meant}\"?")
            }
            What::Unknown { name, meant: None } => write!(
                f,
                "there is no variable \"{name}\". Use a built-in one, declare an attribute of that name on a \
                 connection first, or write $${{ for the text ${{."
            ),
            What::Unclosed => {
                f.write_str("${ has no } behind it. Close the name, or write $${ for the text ${.")
            }
            What::Nameless => f.write_str(
                "there is no name between ${ and }. Put a variable's name there, or write $${ for the text ${.",
            ),
            What::Control => f.write_str("a control character stands there. Take it out."),
            What::TooLong => write!(f, "the text goes on, and {TEMPLATE_CHARS_MAX} characters are the most. Shorten it."),
            What::TooMany => write!(
                f,
                "one more variable stands there, and {TEMPLATE_VARIABLES_MAX} are the most. Use fewer, or two fields."
            ),
        }
    }
}

impl std::error::Error for Mistake {}

fn email(user: &Resource) -> Option<&str> {
    let emails = user.get("emails")?.as_array()?;
    let value = |email: &Value| {
        email.get("value").and_then(Value::as_str).is_some_and(|value| !value.trim().is_empty())
    };
    let is_primary = |email: &&Value| email.get("primary") == Some(&Value::Bool(true)) && value(email);
    let chosen = emails.iter().find(is_primary).or_else(|| emails.iter().find(|email| value(email)))?;
    chosen.get("value")?.as_str()
}

/// RFC 5321 §4.1.2 lets an `@` stand in a quoted local part, but in no domain: the last one counts.
fn local_part(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(local_part, _)| local_part)
}

fn domain(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(_, domain)| domain)
}

/// The value of a declared attribute: a text in any extension but the one that the RFC has.
fn declared<'a>(user: &'a Resource, name: &str) -> Option<&'a str> {
    let extensions =
        user.attributes().iter().filter(|(urn, _)| urn.contains(':') && *urn != ENTERPRISE_USER_URN);
    extensions.into_iter().find_map(|(_, attributes)| attributes.get(name)?.as_str())
}

/// How many characters have to be put in, taken out or changed to make the one of the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cheapest = (corner + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = std::mem::replace(&mut row[j + 1], cheapest);
        }
    }
    row[b.len()]
}

fn excerpt(name: &str) -> String {
    if name.chars().nth(EXCERPT_CHARS_MAX).is_none() {
        return name.to_owned();
    }
    name.chars().take(EXCERPT_CHARS_MAX - 1).chain(['…']).collect()
}
