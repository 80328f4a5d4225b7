//! The grammar of RFC 7644 figure 1, and that of PATCH paths in figure 7, by recursive descent.

use super::lex::{self, Lexer, Token};
use super::print::excerpt;
use super::{Filter, Literal, Operator, Syntax};
use crate::Error;
use crate::limits::{FILTER_CHARS_MAX, FILTER_DEPTH_MAX, FILTER_TERMS_MAX, PATH_CHARS_MAX};
use crate::path::AttributePath;
use serde_json::Number;

impl Filter {
    /// Reads a filter (RFC 7644 §3.4.2.2).
    ///
    /// Chains come out flat: `a and (b and c)` is one [`Filter::And`] of three.
    ///
    /// ```
    /// use scim::ResourceType;
    /// use scim::filter::{Filter, Syntax};
    /// use serde_json::json;
    ///
    /// let filter = Filter::parse(r#"USERNAME sw "j" and not (active eq false)"#, Syntax::STRICT)?;
    /// assert_eq!(filter.to_string(), r#"USERNAME sw "j" and not (active eq false)"#);
    ///
    /// let jane = json!({ "userName": "Jane", "active": true });
    /// let bound = filter.bind(&ResourceType::user())?;
    /// assert!(bound.matches(jane.as_object().expect("an object")));
    /// # Ok::<(), scim::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `invalidFilter`, with the place (counted in characters from one), what stands there and what should.
    pub fn parse(text: &str, syntax: Syntax) -> Result<Self, Error> {
        Self::parse_telling(text, syntax).map(|(filter, _)| filter)
    }

    /// The same, with what of the syntax it needed.
    pub(crate) fn parse_telling(text: &str, syntax: Syntax) -> Result<(Self, Syntax), Error> {
        lex::check_limits(text, FILTER_CHARS_MAX)
            .map_err(|reason| Error::invalid_filter(format!("The filter {reason}.")))?;
        let mut parser = Parser::new(text, syntax);
        if parser.token == Token::End {
            return Err(Error::invalid_filter(
                "The filter is empty. Leave the parameter out, or write one such as userName eq \"x\".",
            ));
        }
        let filter = parser.or()?;
        match parser.token {
            Token::End => Ok((filter, parser.used)),
            _ => Err(parser.unexpected("`and`, `or` or the end of the filter")),
        }
    }
}

/// Reads `attrPath / valuePath [subAttr]` (RFC 7644 figure 7), and tells what of the syntax it needed.
pub(crate) fn parse_path(
    text: &str,
    syntax: Syntax,
) -> Result<(AttributePath, Option<Filter>, Syntax), Error> {
    lex::check_limits(text, PATH_CHARS_MAX)
        .map_err(|reason| Error::invalid_path(format!("The path {reason}.")))?;
    let mut parser = Parser::new(text, syntax);
    let invalid =
        |parser: &Parser<'_>, expected: &str| Error::invalid_path(parser.sentence("path", expected));
    let Token::Word(word) = parser.token else {
        return Err(invalid(&parser, "an attribute such as displayName or emails[type eq \"work\"].value"));
    };
    let mut target = AttributePath::read(word)
        .map_err(|reason| Error::invalid_path(format!("The path is not valid: {reason}")))?;
    parser.advance();
    let mut filter = None;
    if parser.token == Token::OpenBracket {
        if target.sub.is_some() {
            return Err(invalid(
                &parser,
                "the end of the path, for a filter follows an attribute without a dot",
            ));
        }
        filter = Some(parser.brackets()?);
        if let Token::Word(word) = parser.token {
            let sub = word.strip_prefix('.').and_then(|sub| AttributePath::read(sub).ok());
            match sub {
                Some(AttributePath { schema: None, name, sub: None }) => target.sub = Some(name),
                _ => return Err(invalid(&parser, "a dot and a sub-attribute, or the end of the path")),
            }
            parser.advance();
        }
    }
    match parser.token {
        Token::End => Ok((target, filter, parser.used)),
        _ => Err(invalid(&parser, "the end of the path")),
    }
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    /// The token that is looked at, and the byte where it begins.
    token: Token<'a>,
    start: usize,
    syntax: Syntax,
    /// What of it was needed.
    used: Syntax,
    depth: usize,
    terms: usize,
    in_brackets: bool,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, syntax: Syntax) -> Self {
        let mut lexer = Lexer::new(text);
        let (token, start) = lexer.next();
        Self { lexer, token, start, syntax, used: Syntax::STRICT, depth: 0, terms: 0, in_brackets: false }
    }

    /// Lowest precedence (RFC 7644 §3.4.2.2: grouping, then `not`, then `and`, then `or`).
    fn or(&mut self) -> Result<Filter, Error> {
        let mut any = Vec::new();
        loop {
            match self.and()? {
                Filter::Or(inner) => any.extend(inner),
                term => any.push(term),
            }
            if !self.eat("or") {
                return Ok(one_or(any, Filter::Or));
            }
        }
    }

    fn and(&mut self) -> Result<Filter, Error> {
        let mut all = Vec::new();
        loop {
            match self.term()? {
                Filter::And(inner) => all.extend(inner),
                term => all.push(term),
            }
            if !self.eat("and") {
                return Ok(one_or(all, Filter::And));
            }
        }
    }

    fn term(&mut self) -> Result<Filter, Error> {
        match self.token {
            Token::Open => self.parentheses(1),
            Token::Word(word) if word.eq_ignore_ascii_case("not") => {
                self.advance();
                match self.token {
                    Token::Open => Ok(Filter::Not(Box::new(self.parentheses(2)?))),
                    _ => Err(self.unexpected("`(`, for `not` stands before parentheses")),
                }
            }
            Token::Word(word) => self.expression(word),
            _ => Err(self.unexpected("an attribute, `not` or `(`")),
        }
    }

    /// `( FILTER )`, which counts as that many levels.
    fn parentheses(&mut self, levels: usize) -> Result<Filter, Error> {
        self.advance();
        self.descend(levels)?;
        let filter = self.or()?;
        self.depth -= levels;
        match self.token {
            Token::Close => self.advance(),
            _ => return Err(self.unexpected("`)`, `and` or `or`")),
        }
        Ok(filter)
    }

    /// `[ valFilter ]`
    fn brackets(&mut self) -> Result<Filter, Error> {
        self.advance();
        self.descend(1)?;
        self.in_brackets = true;
        let filter = self.or()?;
        self.in_brackets = false;
        self.depth -= 1;
        match self.token {
            Token::CloseBracket => self.advance(),
            _ => return Err(self.unexpected("`]`, `and` or `or`")),
        }
        Ok(filter)
    }

    /// `attrExp` or `valuePath`, of which `word` is the attribute.
    fn expression(&mut self, word: &str) -> Result<Filter, Error> {
        let path = AttributePath::read(word).map_err(|reason| {
            let at = self.lexer.position(self.start);
            Error::invalid_filter(format!("The filter is not valid at character {at}: {reason}"))
        })?;
        self.advance();
        if self.token != Token::OpenBracket {
            return self.comparison(path);
        }
        // RFC 7644 figure 1: a `valFilter` consists of attribute expressions, not of further value paths.
        if self.in_brackets {
            return Err(self.unexpected("an operator, for brackets do not stand inside brackets"));
        }
        if path.sub.is_some() {
            return Err(self.unexpected("an operator, for brackets follow an attribute without a dot"));
        }
        let filter = self.brackets()?;
        match self.token {
            Token::Word(word) if word.starts_with('.') => self.element_comparison(path, filter, &word[1..]),
            _ => Ok(Filter::Element(path, Box::new(filter))),
        }
    }

    /// `emails[type eq "work"].value eq "x"`: the comparison joins the others about the same element.
    fn element_comparison(
        &mut self,
        path: AttributePath,
        filter: Filter,
        sub: &str,
    ) -> Result<Filter, Error> {
        let sub = AttributePath::read(sub).ok().filter(|sub| sub.schema.is_none() && sub.sub.is_none());
        let Some(sub) = sub.filter(|_| self.syntax.element_comparison) else {
            return Err(self.unexpected(
                "`and`, `or` or the end; compare the element inside the brackets, as in \
                 emails[type eq \"work\" and value eq \"x\"]",
            ));
        };
        self.used.element_comparison = true;
        self.advance();
        let comparison = self.comparison(sub)?;
        let mut all = match filter {
            Filter::And(all) => all,
            other => vec![other],
        };
        all.push(comparison);
        Ok(Filter::Element(path, Box::new(Filter::And(all))))
    }

    /// `attrPath SP "pr"` or `attrPath SP compareOp SP compValue`, from the operator on.
    fn comparison(&mut self, path: AttributePath) -> Result<Filter, Error> {
        const OPERATORS: &str = "one of the operators eq, ne, co, sw, ew, gt, ge, lt, le and pr";
        self.terms += 1;
        if self.terms > FILTER_TERMS_MAX {
            return Err(Error::invalid_filter(format!("The filter {}.", lex::too_many_terms())));
        }
        let Token::Word(word) = self.token else { return Err(self.unexpected(OPERATORS)) };
        if self.eat("pr") {
            return Ok(Filter::Present(path));
        }
        let Some(operator) = Operator::named(word) else { return Err(self.unexpected(OPERATORS)) };
        self.advance();
        let literal = self.literal()?;
        Ok(Filter::Compare(path, operator, literal))
    }

    fn literal(&mut self) -> Result<Literal, Error> {
        let literal = match self.token {
            Token::Quoted(json) => Literal::String(self.decode(json)?),
            Token::Word("true") => Literal::Boolean(true),
            Token::Word("false") => Literal::Boolean(false),
            Token::Word("null") => Literal::Null,
            Token::Word(word) => match number(word) {
                Some(number) if !self.syntax.unquoted_literals || number.to_string() == word => {
                    Literal::Number(number)
                }
                // Whoever leaves the quotes out may mean the text `007` or `1.50`: what a number would not
                // print alike is kept as text.
                _ if self.syntax.unquoted_literals && fits_unquoted(word) => {
                    self.used.unquoted_literals = true;
                    Literal::String(word.to_owned())
                }
                _ => return Err(self.not_a_literal()),
            },
            _ => return Err(self.not_a_literal()),
        };
        self.advance();
        Ok(literal)
    }

    fn decode(&self, json: &str) -> Result<String, Error> {
        let invalid = |what: &str| {
            let at = self.lexer.position(self.start);
            Error::invalid_filter(format!(
                "The filter is not valid at character {at}: the text there {what}."
            ))
        };
        // RFC 7644 figure 1: the `string` of `compValue` is the one of JSON, escapes and surrogate pairs included.
        let text: String = serde_json::from_str(json)
            .map_err(|_| invalid("is not a JSON string; check its backslashes and control characters"))?;
        if text.contains('\0') {
            return Err(invalid("contains U+0000, which no attribute can hold"));
        }
        Ok(text)
    }

    fn not_a_literal(&self) -> Error {
        let at = self.lexer.position(self.start);
        // What stands here is a value, perhaps somebody's name: an error does not repeat it.
        let found = match self.token {
            Token::Word(_) => "a value without quotes".to_owned(),
            _ => self.found(),
        };
        Error::invalid_filter(format!(
            "The filter is not valid at character {at}: found {found}, expected a text in double quotes, a number, \
             true, false or null."
        ))
    }

    fn descend(&mut self, levels: usize) -> Result<(), Error> {
        self.depth += levels;
        if self.depth > FILTER_DEPTH_MAX {
            return Err(Error::invalid_filter(format!("The filter {}.", lex::too_deep())));
        }
        Ok(())
    }

    fn eat(&mut self, keyword: &str) -> bool {
        let found = matches!(self.token, Token::Word(word) if word.eq_ignore_ascii_case(keyword));
        if found {
            self.advance();
        }
        found
    }

    fn advance(&mut self) {
        (self.token, self.start) = self.lexer.next();
    }

    fn unexpected(&self, expected: &str) -> Error {
        Error::invalid_filter(self.sentence("filter", expected))
    }

    fn sentence(&self, what: &str, expected: &str) -> String {
        let at = self.lexer.position(self.start);
        format!("The {what} is not valid at character {at}: found {}, expected {expected}.", self.found())
    }

    fn found(&self) -> String {
        match self.token {
            Token::Open => "`(`".into(),
            Token::Close => "`)`".into(),
            Token::OpenBracket => "`[`".into(),
            Token::CloseBracket => "`]`".into(),
            Token::Quoted(_) => "a text in quotes".into(),
            Token::Unterminated => "a text whose closing quote is missing".into(),
            Token::Word(word) => format!("`{}`", excerpt(word)),
            Token::End => "the end".into(),
        }
    }
}

fn one_or(mut terms: Vec<Filter>, many: fn(Vec<Filter>) -> Filter) -> Filter {
    match terms.len() {
        1 => terms.remove(0),
        _ => many(terms),
    }
}

/// A JSON number that can be kept as it is. An integer beyond 64 bits would silently become another one.
fn number(word: &str) -> Option<Number> {
    let number: Number = serde_json::from_str(word).ok()?;
    let is_integer = word.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    (!is_integer || number.is_i64() || number.is_u64()).then_some(number)
}

/// A single quote in front means that the client took it for a quote; it is no part of the value. A brace begins a
/// JSON object, which is no literal.
fn fits_unquoted(word: &str) -> bool {
    !word.starts_with(['\'', '{']) && !word.contains(char::is_control)
}
