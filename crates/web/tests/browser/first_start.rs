//! From the link of the first start to an organization.

use crate::Stage;
use crate::person::{Person, Way};
use testkit::{PASSWORD, TestServer};

pub(crate) fn the_first_owner_makes_an_organization(stage: &Stage, way: Way) {
    let server = TestServer::start();
    let link = server.write(app::sessions::first_link).expect("nobody is owner yet");
    let person = Person::new(stage.driver(), &server, way);
    let t = way.language;

    person.opens(&format!("/setup/{}", link.reveal()));
    person.sees(&t.setup_title());
    person.types(&t.setup_name(), "Zoë Ōno");
    person.types(&t.session_email(), "zoe@example.test");
    person.types(&t.session_password(), PASSWORD);
    person.clicks(&t.setup_button());

    person.sees(&t.organizations_empty_title());
    person.types(&t.organizations_name(), "Acme");
    person.clicks(&t.organizations_create());
    person.sees(&t.organizations_notice_created());
    person.clicks(&t.frame_switch());
    person.types(&t.organizations_name(), "ACME");
    person.clicks(&t.organizations_create());
    assert_eq!(person.is_at(), "/organizations");
    person.sees_row(&["Acme"]);

    person.clicks("zoe@example.test");
    person.clicks(&t.frame_sign_out());
    person.sees(&t.frame_notice_signed_out());
    person.types(&t.session_email(), "zoe@example.test");
    person.types(&t.session_password(), "not the password at all");
    person.clicks(&t.session_button());
    person.sees(&t.session_wrong());
    person.types(&t.session_password(), PASSWORD);
    person.clicks(&t.session_button());
    person.clicks("Acme");
    person.sees(&t.frame_overview());
    person.had_no_trouble();
}
