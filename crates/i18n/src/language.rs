//! The languages that people are spoken to in, and the choice between them.

/// Most characters of a list of languages that are looked at; what comes behind is nobody's preference.
const LIST_CHARS_MAX: usize = 1_024;

/// A language with a catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, also for whoever prefers none of these.
    #[default]
    En,
    /// Japanese.
    Ja,
    /// French.
    Fr,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::En, Self::Ja, Self::Fr];

    /// A number of tenths, with one digit behind the decimal mark.
    #[must_use]
    pub fn tenths(self, tenths: u64) -> String {
        let mark = match self {
            Self::En | Self::Ja => '.',
            Self::Fr => ',',
        };
        format!("{}{mark}{}", tenths / 10, tenths % 10)
    }

    /// The tag in HTML, in headers and in the database (RFC 5646).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
            Self::Fr => "fr",
        }
    }

    /// What its speakers call it.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ja => "日本語",
            Self::Fr => "Français",
        }
    }

    /// The language of that tag.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The language of a user: what they prefer, else that of where they are, if there is a catalogue of either.
    ///
    /// RFC 7643 §4.1.1: `preferredLanguage` has "the same format as the HTTP Accept-Language header field"; `locale` is
    /// "used to indicate the User's default location for purposes of localizing items such as currency, date time
    /// format", a language tag such as `fr-CA`, which says less of the language than a preference does.
    #[must_use]
    pub fn of_user(preferred_language: Option<&str>, locale: Option<&str>) -> Option<Self> {
        preferred_language.and_then(Self::preferred).or_else(|| locale.and_then(Self::preferred))
    }

    /// The most preferred of a list as in the header `Accept-Language` (RFC 9110 §12.5.4), if there is a catalogue of any.
    #[must_use]
    pub fn preferred(list: &str) -> Option<Self> {
        let cut = list.char_indices().nth(LIST_CHARS_MAX).map_or(list.len(), |(end, _)| end);
        let mut best: Option<(Self, u32)> = None;
        for range in list[..cut].split(',') {
            let (tag, weight) = range.split_once(';').unwrap_or((range, ""));
            let Some(language) = Self::of_range(tag.trim()) else { continue };
            let weight = weight_of(weight);
            // Of equals the first one: that is how people write a list.
            if weight > 0 && best.is_none_or(|(_, most)| weight > most) {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }

    /// `fr-CA` is French here. Providers also write it as `fr_CA`. `*` prefers nothing.
    fn of_range(range: &str) -> Option<Self> {
        let primary = range.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

/// RFC 9110 §12.4.2: `q=0.5`, in thousandths; without one it is 1, and what cannot be read asks for nothing.
fn weight_of(parameters: &str) -> u32 {
    let named = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| value.trim())
    });
    let Some(value) = named else { return 1_000 };
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let digits = part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    match whole {
        "1" if part.bytes().all(|byte| byte == b'0') => 1_000,
        "0" if digits => format!("{part:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{self, En, Fr, Ja};

    #[test]
    fn the_most_preferred_language_that_there_is_wins() {
        for (list, expected) in [
            ("fr", Some(Fr)),
            ("fr-CA, en;q=0.8", Some(Fr)),
            ("en;q=0.5, ja;q=0.9", Some(Ja)),
            ("de, ja;q=0.2, en;q=0.1", Some(Ja)),
            ("EN-us", Some(En)),
            ("ja_JP", Some(Ja)),
            ("fr, ja", Some(Fr)),
            ("fr;q=0, en;q=0.001", Some(En)),
            ("fr;q=0.000", None),
            ("fr;q=1.5, ja;q=0.1", Some(Ja)),
            ("fr ; Q=1.000", Some(Fr)),
            ("de", None),
            ("*", None),
            ("", None),
            ("french", None),
            ("\r\nfr", Some(Fr)),
        ] {
            assert_eq!(Language::preferred(list), expected, "{list:?}");
        }
        let late = format!("{}, fr", "de, ".repeat(300));
        assert_eq!(Language::preferred(&late), None, "a list has an end");
    }

    #[test]
    fn what_a_user_prefers_says_more_than_where_they_are() {
        assert_eq!(Language::of_user(Some("ja"), Some("fr-FR")), Some(Ja));
        assert_eq!(Language::of_user(Some("de"), Some("fr_FR")), Some(Fr));
        assert_eq!(Language::of_user(None, Some("en-GB")), Some(En));
        assert_eq!(Language::of_user(None, None), None);
    }
}
