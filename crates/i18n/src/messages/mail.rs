//! What mails say.

messages! { Mail:
    mail_invitation_subject(organization);
    mail_invitation_opening(organization);
    mail_reminder_subject(organization);
    mail_reminder_opening(organization);
    mail_greeting(name);
    mail_greeting_nobody();
    mail_how();
    mail_button();
    mail_until(until);
    mail_ignore();
}
