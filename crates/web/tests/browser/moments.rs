//! Pages that no link leads to, in a browser.

use crate::Stage;
use crate::person::{Person, Way};
use i18n::Language;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use testkit::{Moment, Moments, PASSWORD, Sample, TestServer};

/// Where the forms of the page go that change something.
const ACTIONS: &str = "return [...document.forms].map((form) => form.method === 'post' ? form.getAttribute('action') ?? '' : null)";
/// Fills one in and sends it, whatever its fields would rather have.
const SEND: &str = "const [place, to, typed] = arguments; const form = document.forms[place]; \
                    for (const [name, text] of typed) { \
                      [...form.elements].filter((field) => field.name === name).forEach((field) => { field.disabled = true; }); \
                      const field = document.createElement('textarea'); \
                      field.name = name; field.value = text; field.hidden = true; form.append(field); \
                    } \
                    if (to) form.action = to; \
                    document.documentElement.dataset.left = 'yes'; \
                    HTMLFormElement.prototype.submit.call(form)";
const HAS_COME: &str = "return document.readyState === 'complete' && !document.documentElement.dataset.left";
/// What a page asks for by itself never comes, so that it stays as it is.
const STAY: &str = "window.fetch = () => new Promise(() => {})";
const STATUS: &str = "return performance.getEntriesByType('navigation')[0].responseStatus";

/// Browsers, in which the moments of a server come one after another.
pub(crate) struct Theatre<'s> {
    stage: &'s Stage,
    server: TestServer,
    language: Language,
    pub(crate) moments: Vec<Moment>,
    people: BTreeMap<Option<String>, Person>,
}

impl<'s> Theatre<'s> {
    pub(crate) fn new(stage: &'s Stage, language: Language, make: fn(&TestServer, &str) -> Sample) -> Self {
        let server = TestServer::start();
        let moments = Moments::new(&server, make).all;
        Self { stage, server, language, moments, people: BTreeMap::new() }
    }

    /// Somebody comes there.
    #[track_caller]
    pub(crate) fn comes(&mut self, moment: &Moment) -> &Person {
        moment.begin(&self.server);
        let person = self.people.entry(moment.who.clone()).or_insert_with(|| {
            let person = Person::new(self.stage.driver(), &self.server, Way::in_language(self.language));
            moment.who.iter().for_each(|email| person.signs_in(email, PASSWORD));
            person
        });
        person.opens(&moment.from);
        if let Some(sent) = &moment.sent {
            let window = person.window();
            let stay = moment
                .is_passing
                .then(|| window.tool("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": STAY })));
            let actions: Vec<Option<String>> =
                serde_json::from_value(window.run(ACTIONS, &[])).expect("a list of texts");
            let arguments = [json!(sent.place(&actions)), json!(sent.to), json!(sent.typed)];
            window.run(SEND, &arguments);
            let has_come = || (window.try_run(HAS_COME, &[]) == Ok(Value::Bool(true))).then_some(());
            assert!(person.waits(has_come).is_some(), "{} does not come", moment.name);
            stay.iter().for_each(|stay| drop(window.tool("Page.removeScriptToEvaluateOnNewDocument", stay)));
        }
        let status = person.window().run(STATUS, &[]);
        assert_eq!(status, json!(moment.status), "{} at {}", moment.name, person.is_at());
        person
    }

    /// Nobody had any trouble. Called at the end.
    #[track_caller]
    pub(crate) fn end(self) {
        self.people.values().for_each(Person::had_no_trouble);
    }
}
