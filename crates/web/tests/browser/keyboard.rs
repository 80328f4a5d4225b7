//! People who use the portal without a mouse.

use crate::Stage;
use crate::office::{ADMIN, Office};
use crate::pages::PHONE;
use crate::person::{Key, Person, Way};
use app::people::Entry;
use app::{configurations, groups};
use directory::Actor;
use serde_json::{Value, json};
use testkit::PASSWORD;

/// Whether what has the focus is seen, and under nothing else.
const IS_SEEN: &str = "const box = document.activeElement.getBoundingClientRect(); \
                       const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2); \
                       return document.activeElement === there";
/// The heads of the list that take up room.
const SHOWN_HEADS: &str = "return [...document.querySelectorAll('thead :is(a, th:not(:has(a)))')] \
                           .filter((head) => head.getBoundingClientRect().height > 1) \
                           .map((head) => head.firstChild.textContent.trim())";

/// Signing in, finding somebody and letting them in no more takes nothing but Tab, Enter and what is typed.
pub(crate) fn somebody_is_kept_out_by_keyboard_alone(stage: &Stage) {
    let office = Office::new();
    let [ada, zoe] = office.hires(&["ada", "zoe"], Entry::Confirmed)[..] else { panic!("two") };
    let person = Person::new(stage.driver(), &office.server, Way::ENGLISH);
    let t = person.language;
    person.opens("/session");
    person.tabs_to(&t.session_email());
    person.strikes(ADMIN);
    person.tabs_to(&t.session_password());
    person.strikes(PASSWORD);
    person.presses(Key::Enter);
    person.sees(&t.frame_overview());

    person.tabs_to(&t.frame_users());
    person.presses(Key::Enter);
    person.sees("ada Local");
    person.tabs_to(&t.users_search());
    person.strikes("zoe");
    person.presses(Key::Enter);
    person.sees(&t.lists_clear());
    person.sees_no("ada Local");
    person.tabs_to("zoe Local");
    person.presses(Key::Enter);
    person.sees(&t.user_tab_profile());
    person.tabs_to(&t.user_more_acts());
    person.presses(Key::Enter);
    person.tabs_to(&t.words_act_disable());
    person.presses(Key::Enter);
    person.sees(&t.words_status_disabled());
    assert!(office.is_let_in(ada) && !office.is_let_in(zoe));
    person.had_no_trouble();
}

/// On a phone, where lists are cards, what sorts them stands above them, and whoever gets to it with Tab sees where they are.
pub(crate) fn lists_are_sorted_on_a_phone(stage: &Stage) {
    let office = Office::new();
    office.hires(&["ada", "zoe"], Entry::Confirmed);
    let org = office.org;
    office.server.write(move |work| groups::local::create(work, &Actor::CommandLine, org, "Drivers"));
    let person = office.administrator(stage, Way::ENGLISH);
    let t = person.language;
    person.window().measure(PHONE);
    let by_user_name = [t.users_name(), t.users_user_name(), t.users_created(), t.lists_last_modified()];
    let by_members = [t.user_groups_name(), t.user_groups_member_count(), t.lists_last_modified()];
    for (list, columns, second) in
        [("users", &by_user_name[..], "userName"), ("groups", &by_members[..], "members")]
    {
        person.opens(&format!("/organizations/{org}/{list}"));
        person.tabs_to(&columns[0]);
        person.tabs_to(&columns[1]);
        assert_eq!(person.window().run(IS_SEEN, &[]), json!(true), "{list}");
        let shown = person.window().run(SHOWN_HEADS, &[]);
        let heads: Vec<&str> = shown.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        assert_eq!(heads, columns);
        person.presses(Key::Enter);
        let sorted = || person.is_at().ends_with(&format!("?sort={second}")).then_some(());
        assert!(person.waits(sorted).is_some(), "{}", person.is_at());
    }
    person.had_no_trouble();
}

/// A configuration is written by keyboard: after `$` stands a list of what can be used.
pub(crate) fn a_variable_is_completed_by_keyboard(stage: &Stage) {
    let office = Office::new();
    let person = office.administrator(stage, Way::ENGLISH);
    let t = person.language;
    person.clicks(&t.frame_configurations());
    person.clicks(&t.configurations_new());
    person.types(&t.configurations_name(), "Mail");
    person.types(&t.configurations_field_name(), "Account");
    person.tabs_to(&t.configurations_field_text());

    // Part of a name, the second of those that have it, and what was typed of it is replaced.
    person.strikes("smtp $email");
    person.sees(&t.attributes_variable_email_local_part());
    person.presses(Key::Down);
    person.presses(Key::Enter);
    assert_eq!(person.reads(&t.configurations_field_text()), "smtp ${userEmailAddressLocalPart}");
    // The list is gone: Enter is a new line, and Escape only closes a list.
    person.strikes(" $uid");
    person.presses(Key::Escape);
    person.strikes("x $dep");
    person.presses(Key::Tab);
    let written = "smtp ${userEmailAddressLocalPart} $uidx ${department}";
    assert_eq!(person.reads(&t.configurations_field_text()), written);

    person.tabs_to(&t.configurations_save());
    person.presses(Key::Enter);
    person.sees(&t.configurations_notice_saved());
    let org = office.org;
    let saved = office.server.read(move |work| configurations::list(work, org)).remove(0);
    assert_eq!(saved.fields.len(), 1);
    person.had_no_trouble();
}
