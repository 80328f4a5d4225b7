//! Tokens, and the one scan that refuses a filter that is too much before any of it is built.

use crate::limits::{FILTER_DEPTH_MAX, FILTER_TERMS_MAX};

/// The smallest meaningful piece of a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    /// A JSON string with its quotes, not yet decoded.
    Quoted(&'a str),
    /// A quote without its counterpart.
    Unterminated,
    /// Everything else up to a blank, a quote, a parenthesis or a bracket.
    Word(&'a str),
    End,
}

/// Cuts a text into tokens, from left to right, without allocation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    /// The byte where the next token is looked for.
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next token and the byte where it begins.
    pub(super) fn next(&mut self) -> (Token<'a>, usize) {
        let rest = &self.text[self.at..];
        let trimmed = rest.trim_ascii_start();
        let start = self.at + (rest.len() - trimmed.len());
        let (token, length) = match trimmed.bytes().next() {
            None => (Token::End, 0),
            Some(b'(') => (Token::Open, 1),
            Some(b')') => (Token::Close, 1),
            Some(b'[') => (Token::OpenBracket, 1),
            Some(b']') => (Token::CloseBracket, 1),
            Some(b'"') => match quoted_length(trimmed) {
                Some(length) => (Token::Quoted(&trimmed[..length]), length),
                None => (Token::Unterminated, trimmed.len()),
            },
            Some(_) => {
                let length = trimmed.find(ends_word).unwrap_or(trimmed.len());
                (Token::Word(&trimmed[..length]), length)
            }
        };
        self.at = start + length;
        (token, start)
    }

    /// The place of a byte as people count: in characters, from one.
    pub(super) fn position(&self, byte: usize) -> usize {
        self.text[..byte].chars().count() + 1
    }
}

/// The words of a text outside its quotes, and where each begins.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut lexer = Lexer::new(text);
    let tokens = std::iter::from_fn(move || match lexer.next() {
        (Token::End, _) => None,
        token => Some(token),
    });
    tokens.filter_map(|(token, at)| match token {
        Token::Word(word) => Some((at, word)),
        _ => None,
    })
}

/// The limits of a filter, checked in one pass over the tokens that the parser will see too.
///
/// Nothing is built, so a filter of ten thousand parentheses costs as much as reading it.
pub(super) fn check_limits(text: &str, chars_max: usize) -> Result<(), String> {
    // No text of that many bytes can be short enough; this spares counting the characters of a huge one.
    if text.len() > chars_max * 4 || text.chars().nth(chars_max).is_some() {
        return Err(format!("is longer than {chars_max} characters; shorten it or split it up"));
    }
    let mut lexer = Lexer::new(text);
    let mut levels: Vec<usize> = Vec::new();
    let (mut depth, mut nots, mut terms) = (0, 0, 1);
    loop {
        match lexer.next().0 {
            Token::End => return Ok(()),
            Token::Open | Token::OpenBracket => {
                levels.push(nots + 1);
                depth += nots + 1;
                nots = 0;
            }
            Token::Close | Token::CloseBracket => {
                depth -= levels.pop().unwrap_or(0);
                nots = 0;
            }
            Token::Word(word) if word.eq_ignore_ascii_case("not") => nots += 1,
            Token::Word(word) => {
                nots = 0;
                terms += usize::from(word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("or"));
            }
            Token::Quoted(_) | Token::Unterminated => nots = 0,
        }
        if depth + nots > FILTER_DEPTH_MAX {
            return Err(too_deep());
        }
        if terms > FILTER_TERMS_MAX {
            return Err(too_many_terms());
        }
    }
}

pub(super) fn too_deep() -> String {
    format!("nests more than {FILTER_DEPTH_MAX} levels of parentheses, `not` and brackets; simplify it")
}

pub(super) fn too_many_terms() -> String {
    format!("has more than {FILTER_TERMS_MAX} terms; split it into several requests")
}

fn ends_word(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '"')
}

/// The length in bytes of the JSON string that `text` begins with, quotes included.
fn quoted_length(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}
