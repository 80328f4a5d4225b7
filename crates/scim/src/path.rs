//! Where an attribute stands: `userName`, `name.givenName`, `emails[type eq "work"].value`,
//! `urn:…:enterprise:2.0:User:manager.value` (RFC 7644 §3.10 and figure 7).

use crate::filter::{self, Filter, Syntax};
use crate::limits::PATH_CHARS_MAX;
use crate::{Error, ResourceType};
use std::fmt;

/// An attribute by name: optional schema URN, attribute, optional sub-attribute (RFC 7644 §3.10 `attrPath`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AttributePath {
    /// The schema's URN as written, if the path is qualified.
    pub schema: Option<String>,
    /// The attribute's name as written.
    pub name: String,
    /// The sub-attribute's name as written.
    pub sub: Option<String>,
}

/// The path of a PATCH operation (RFC 7644 figure 7).
#[derive(Clone, Debug, PartialEq)]
pub enum Path {
    /// A whole extension: the bare URN of its schema.
    Extension(String),
    /// `attrPath`, or `valuePath [subAttr]`.
    Attribute {
        /// The attribute; `sub` stands behind the filter where there is one.
        target: AttributePath,
        /// The elements meant, in brackets.
        filter: Option<Box<Filter>>,
    },
}

impl Path {
    /// Reads the path of a PATCH operation (RFC 7644 §3.5.2 figure 7).
    ///
    /// ```
    /// use scim::ResourceType;
    /// use scim::filter::Syntax;
    /// use scim::path::Path;
    ///
    /// let path = Path::parse(r#"emails[type eq "work"].value"#, &ResourceType::user(), Syntax::STRICT)?;
    /// let Path::Attribute { target, filter } = path else { panic!("an attribute") };
    /// assert_eq!((target.to_string(), filter.is_some()), ("emails.value".to_owned(), true));
    /// # Ok::<(), scim::Error>(())
    /// ```
    ///
    /// Whether the attribute exists is not asked here: see [`ResourceType::find`]. The bare URN of one of the
    /// type's extensions is [`Path::Extension`], with the URN as the schema spells it.
    ///
    /// # Errors
    ///
    /// `invalidPath`, or `invalidFilter` for what stands in the brackets (RFC 7644 §3.12 table 9 lists
    /// "PATCH (Path Filter - Section 3.5.2)" under that keyword).
    pub fn parse(text: &str, ty: &ResourceType, syntax: Syntax) -> Result<Self, Error> {
        Self::parse_telling(text, ty, syntax).map(|(path, _)| path)
    }

    /// The same, with what of the syntax it needed.
    pub(crate) fn parse_telling(
        text: &str,
        ty: &ResourceType,
        syntax: Syntax,
    ) -> Result<(Self, Syntax), Error> {
        let text = text.trim_ascii();
        if let Some(extension) = ty.extension(text) {
            return Ok((Self::Extension(extension.id.clone()), Syntax::STRICT));
        }
        let (target, filter, used) = filter::parse_path(text, syntax)?;
        // Read by the grammar, this is an attribute named after the end of the URN, and no schema has it.
        if let Some(at) = dot_behind_urn(text, ty).filter(|_| ty.find(&target).is_none()) {
            return Err(Error::invalid_path(format!(
                "Between `{}` and the attribute stands a colon, not a dot.",
                filter::excerpt(&text[..at])
            )));
        }
        Ok((Self::Attribute { target, filter: filter.map(Box::new) }, used))
    }
}

impl AttributePath {
    /// Reads `userName`, `name.givenName` or either with a schema's URN and a colon before it (RFC 7644 §3.10).
    ///
    /// # Errors
    ///
    /// `invalidPath`, for what is not an attribute path whatever the schema.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim_ascii();
        if text.chars().nth(PATH_CHARS_MAX).is_some() {
            return Err(Error::invalid_path(format!(
                "The attribute path is longer than {PATH_CHARS_MAX} characters, which is the most that is read."
            )));
        }
        Self::read(text).map_err(Error::invalid_path)
    }

    /// As [`Self::parse`], with only the sentence that says what is wrong.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        // RFC 7644 §3.10: the URN ends at the last colon, for an attribute's name cannot hold one while a URN
        // holds both colons and dots (`…:2.0:User:manager.value`).
        let (schema, rest) = match text.rsplit_once(':') {
            Some((schema, rest)) => (Some(schema), rest),
            None => (None, text),
        };
        if schema == Some("") {
            return Err("An attribute path must not begin with a colon.".into());
        }
        let (name, sub) = match rest.split_once('.') {
            Some((name, sub)) => (name, Some(sub)),
            None => (rest, None),
        };
        check_name(name)?;
        if let Some(sub) = sub {
            // RFC 7643 §2.3.8: a complex attribute "MUST NOT contain sub-attributes that have sub-attributes".
            if sub.contains('.') {
                return Err("An attribute path has one dot at most, as in name.givenName.".into());
            }
            check_name(sub)?;
        }
        Ok(Self { schema: schema.map(str::to_owned), name: name.to_owned(), sub: sub.map(str::to_owned) })
    }
}

/// Where a dot stands behind the URN of one of the type's schemas, where RFC 7644 §3.10 wants a colon.
pub(crate) fn dot_behind_urn(text: &str, ty: &ResourceType) -> Option<usize> {
    let schemas = std::iter::once(&ty.schema).chain(ty.extensions.iter().map(|extension| &extension.schema));
    schemas.map(|schema| schema.id.as_str()).find_map(|urn| {
        let begins = text.get(..urn.len())?.eq_ignore_ascii_case(urn);
        (begins && text[urn.len()..].starts_with('.')).then_some(urn.len())
    })
}

/// RFC 7643 §2.1: `ATTRNAME = ALPHA *(nameChar)`. The grammar has no `$` although the RFC's own `$ref` needs it.
fn check_name(name: &str) -> Result<(), String> {
    let first_fits = name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '$' | '_'));
    let rest_fits = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '$' | '_' | '-'));
    if name.is_empty() {
        Err("An attribute's name is missing.".into())
    } else if first_fits && rest_fits {
        Ok(())
    } else {
        Err(format!(
            "`{}` is not an attribute's name: names begin with a letter and go on with letters, digits, `-` and \
             `_`.",
            filter::excerpt(name)
        ))
    }
}

impl fmt::Display for AttributePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = &self.schema {
            write!(f, "{schema}:")?;
        }
        f.write_str(&self.name)?;
        match &self.sub {
            Some(sub) => write!(f, ".{sub}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Extension(urn) => f.write_str(urn),
            Self::Attribute { target, filter: None } => target.fmt(f),
            Self::Attribute { target, filter: Some(filter) } => {
                if let Some(schema) = &target.schema {
                    write!(f, "{schema}:")?;
                }
                write!(f, "{}[{filter}]", target.name)?;
                match &target.sub {
                    Some(sub) => write!(f, ".{sub}"),
                    None => Ok(()),
                }
            }
        }
    }
}
