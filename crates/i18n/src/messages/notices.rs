//! What mails to administrators say.

messages! { Mail:
    notices_reset_subject();
    notices_reset_text();
    notices_reset_ignore();
    notices_appointment_subject(organization);
    notices_by(who);
    notices_appointment_text(organization, role);
    notices_appointment_about(organization);
    notices_installation_subject();
    notices_installation_text(role);
    notices_installation_about();
    notices_appointment_ignore();
    notices_choose_how();
    notices_choose_button();
    notices_sign_in_how();
    notices_sign_in_button();
    notices_test_subject();
    notices_test_text();
    notices_test_how();
    notices_test_button();
    notices_test_ignore();
    notices_held_subject(organization);
    notices_held_text(organization);
    notices_held_about();
    notices_held_how();
    notices_held_button();
    notices_held_ignore();
}
