//! A configuration as somebody is writing it.

use super::super::Form;
use directory::configuration::{FIELDS_MAX, Refused};
use directory::variables::{Template, Variables};
use directory::{Configuration, Refusal};
use i18n::Language;

/// What stands in the form.
#[derive(Clone, Default)]
pub(super) struct Draft {
    pub(super) name: String,
    /// Names and texts.
    pub(super) fields: Vec<(String, String)>,
    /// Which version it was made of; 0 for what was not saved yet.
    pub(super) version: u64,
    /// For whom to look, to show it for somebody.
    pub(super) find: String,
    /// For whom it is shown.
    pub(super) user: String,
    /// Whether it is to be shown for somebody, be it anybody.
    pub(super) shown: bool,
}

/// What a button of the form does with what stands in it.
enum Step {
    Add,
    Remove(usize),
    Up(usize),
    Down(usize),
}

impl Draft {
    /// One without anything.
    pub(super) fn blank() -> Self {
        Self { fields: vec![Default::default()], ..Self::default() }
    }

    /// What is stored.
    pub(super) fn of(stored: &Configuration) -> Self {
        let field = |field: &directory::configuration::Field| {
            (field.name.clone(), field.template.as_str().to_owned())
        };
        Self {
            name: stored.name.clone(),
            fields: stored.fields.iter().map(field).collect(),
            version: stored.version,
            ..Self::default()
        }
    }

    /// What was typed.
    pub(super) fn typed(form: &Form) -> Self {
        // Browsers end lines with both characters; everybody else ends them with one.
        let texts = form.all("field_text").map(|text| text.replace("\r\n", "\n"));
        // The button of somebody who was found stands behind whoever was chosen before.
        let user = form.all("user").last().unwrap_or_default().to_owned();
        Self {
            name: form.text("name").to_owned(),
            fields: form.all("field_name").map(|name| name.trim().to_owned()).zip(texts).collect(),
            version: form.text("version").parse().unwrap_or_default(),
            find: form.text("find").to_owned(),
            user,
            shown: form.text("do") == "preview",
        }
    }

    /// What is to be saved: fields without a name and a text are none.
    pub(super) fn written(&self) -> Vec<(String, String)> {
        let is_written = |(name, text): &&(String, String)| !name.is_empty() || !text.trim().is_empty();
        self.fields.iter().filter(is_written).cloned().collect()
    }

    /// Does what the button of that word asks for; other words do nothing.
    pub(super) fn act(&mut self, word: &str) {
        let last = self.fields.len().saturating_sub(1);
        match Step::parse(word) {
            Some(Step::Add) if self.fields.len() < FIELDS_MAX => self.fields.push(Default::default()),
            Some(Step::Remove(place)) if place <= last => {
                self.fields.remove(place);
            }
            Some(Step::Up(place)) if (1..=last).contains(&place) => self.fields.swap(place - 1, place),
            Some(Step::Down(place)) if place < last => self.fields.swap(place, place + 1),
            _ => {}
        }
        if self.fields.is_empty() {
            self.fields.push(Default::default());
        }
    }

    /// What is wrong with the text of each field, if anything.
    pub(super) fn mistakes(&self, language: Language, variables: &Variables) -> Vec<Option<String>> {
        let mistake = |(name, text): &(String, String)| {
            let mistake = Template::parse(text, variables).err()?;
            let refusal = Refusal::from(Refused::Mistake { field: name.clone(), mistake });
            Some(language.refusal(&refusal))
        };
        self.fields.iter().map(mistake).collect()
    }
}

impl Step {
    fn parse(word: &str) -> Option<Self> {
        let place = |rest: &str| rest.parse().ok();
        match word.split_once('-') {
            None if word == "add" => Some(Self::Add),
            Some(("remove", rest)) => place(rest).map(Self::Remove),
            Some(("up", rest)) => place(rest).map(Self::Up),
            Some(("down", rest)) => place(rest).map(Self::Down),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(draft: &Draft) -> Vec<&str> {
        draft.fields.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn buttons_add_move_and_remove_fields_and_never_leave_none() {
        let fields = ["a", "b", "c"].map(|name| (name.to_owned(), "x".to_owned())).to_vec();
        let mut draft = Draft { fields, ..Draft::default() };
        for (word, expected) in [
            ("up-2", &["a", "c", "b"][..]),
            ("down-0", &["c", "a", "b"]),
            ("up-0", &["c", "a", "b"]),
            ("down-2", &["c", "a", "b"]),
            ("remove-1", &["c", "b"]),
            ("remove-7", &["c", "b"]),
            ("add", &["c", "b", ""]),
            ("preview", &["c", "b", ""]),
            ("remove-2", &["c", "b"]),
            ("remove-0", &["b"]),
            ("remove-0", &[""]),
        ] {
            draft.act(word);
            assert_eq!(names(&draft), expected, "{word}");
        }
        for _ in 0..FIELDS_MAX + 3 {
            draft.act("add");
        }
        assert_eq!(draft.fields.len(), FIELDS_MAX);
        assert_eq!(draft.written(), []);
    }
}
