//! Why something is not done, in words for the administrator who asked for it.

use crate::Language;
use crate::messages::Said;
use directory::administrator::{self, EMAIL_CHARS_MAX, PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};
use directory::attribute::{self, ATTRIBUTES_MAX};
use directory::configuration::{self, CONFIGURATIONS_MAX, FIELD_NAME_CHARS_MAX, FIELDS_MAX};
use directory::group::INVITED_MAX;
use directory::invitation::{SUBJECT_CHARS_MAX, TEXT_CHARS_MAX, TextName};
use directory::life::{Act, Stage};
use directory::nesting::NESTED_LEVELS_MAX;
use directory::organization::NAME_CHARS_MAX;
use directory::policy::EXTERNAL_ID_CHARS_MAX;
use directory::size::{KEY_BYTES_MAX, RESOURCE_BYTES_MAX};
use directory::variables::{Mistake, TEMPLATE_CHARS_MAX, TEMPLATE_VARIABLES_MAX, What};
use directory::{Refusal, Status};
use scim::dialect::Switch;

/// Most names that a sentence has; behind them stands an ellipsis.
const NAMES_SHOWN: usize = 5;

impl Language {
    /// Why it is not done, and what to do instead.
    ///
    /// What a provider is told of it stays English: that is [`Refusal`]'s own text.
    #[must_use]
    pub fn refusal(self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::Illegible => self.refusals_illegible(),
            Refusal::BadName => self.refusals_bad_name(NAME_CHARS_MAX),
            Refusal::OrganizationNameTaken => self.refusals_organization_name_taken(),
            Refusal::ConnectionNameTaken => self.refusals_connection_name_taken(),
            Refusal::UserNameTaken => self.refusals_user_name_taken(),
            Refusal::GroupNameTaken => self.refusals_group_name_taken(),
            Refusal::TooManyTokens { max } => self.refusals_too_many_tokens(max),
            Refusal::NestedGroup
            | Refusal::GroupNameElsewhere { .. }
            | Refusal::GroupOfConnection { .. }
            | Refusal::SeveralGroups
            | Refusal::NobodyNamed(_)
            | Refusal::TooManyInvited(_)
            | Refusal::UnknownMembers(..)
            | Refusal::OwnMember
            | Refusal::GroupInItself(_)
            | Refusal::NestedTooDeep(_) => self.refusal_of_group(refusal),
            Refusal::OktaReplaces => self.refusals_okta_replaces(Switch::MembersReplaceIsAdd.as_str()),
            Refusal::BadText => self.refusals_bad_text(SUBJECT_CHARS_MAX, TEXT_CHARS_MAX),
            Refusal::TextMistake(mistake) => self.refusals_text_mistake(Said(self.mistake(mistake))),
            Refusal::TooLarge => self.refusals_too_large(RESOURCE_BYTES_MAX),
            Refusal::TooLong(attribute) => self.refusals_too_long(attribute, KEY_BYTES_MAX),
            Refusal::UserNameNoEmail(_) => self.refusals_user_name_no_email(),
            Refusal::UserNameNotTheEmail => self.refusals_user_name_not_the_email(),
            Refusal::UserNameFixed => self.refusals_user_name_fixed(),
            Refusal::EmailRequired(_) => self.refusals_email_required(),
            Refusal::EmailTaken => self.refusals_email_taken(),
            Refusal::UserIsLocal(_) => self.refusals_user_is_local(),
            Refusal::TooManyEmails => self.refusals_too_many_emails(),
            Refusal::EmailFixed => self.refusals_email_fixed(),
            Refusal::CreatedInactive => self.refusals_created_inactive(),
            Refusal::NamesRequired => self.refusals_names_required(),
            Refusal::ExternalIdTaken => self.refusals_external_id_taken(),
            Refusal::ExternalIdTooLong => self.refusals_external_id_too_long(EXTERNAL_ID_CHARS_MAX),
            Refusal::NoSeat { max } => self.refusals_no_seat(max),
            Refusal::Protected => self.refusals_protected(),
            Refusal::InviteAgain => self.refusals_invite_again(),
            Refusal::NoInvitations => self.refusals_no_invitations(),
            Refusal::NotInThisState { status, act } => self.not_in_this_state(*status, *act),
            Refusal::NotAdopted => self.refusals_not_adopted(),
            Refusal::BadEmail => self.refusals_bad_email(EMAIL_CHARS_MAX),
            Refusal::BadPersonName => self.refusals_bad_name(administrator::NAME_CHARS_MAX),
            Refusal::BadPassword => self.refusals_bad_password(PASSWORD_CHARS_MIN, PASSWORD_CHARS_MAX),
            Refusal::LastOwner => self.refusals_last_owner(),
            Refusal::Attribute(refused) => self.refusal_of_attribute(refused),
            Refusal::Configuration(refused) => self.refusal_of_configuration(refused),
        }
    }

    /// What is wrong with a text that has variables in it, and what to do about it.
    #[must_use]
    pub fn mistake(self, mistake: &Mistake) -> String {
        let position = mistake.position;
        match &mistake.what {
            What::Unknown { name, meant: Some(meant) } => {
                self.refusals_variable_meant(position, self.quoted(name), self.quoted(meant))
            }
            What::Unknown { name, meant: None } => {
                self.refusals_variable_unknown(position, self.quoted(name))
            }
            What::Unclosed => self.refusals_variable_unclosed(position),
            What::Nameless => self.refusals_variable_nameless(position),
            What::Control => self.refusals_variable_control(position),
            What::TooLong => self.refusals_variable_too_long(TEMPLATE_CHARS_MAX),
            What::TooMany => self.refusals_variable_too_many(TEMPLATE_VARIABLES_MAX),
        }
    }

    fn refusal_of_group(self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::GroupNameElsewhere { connection: Some(name) } => {
                self.refusals_group_name_elsewhere(self.quoted(name))
            }
            Refusal::GroupNameElsewhere { connection: None } => self.refusals_group_name_local(),
            Refusal::GroupOfConnection { connection } => {
                self.refusals_group_of_connection(self.quoted(connection))
            }
            Refusal::SeveralGroups => self.refusals_several_groups(),
            Refusal::NobodyNamed(texts) => self.refusals_nobody_named(self.all_quoted(texts)),
            Refusal::TooManyInvited(count) => self.refusals_too_many_invited(count, INVITED_MAX),
            Refusal::UnknownMembers(ids, _) => self.refusals_unknown_members(self.all_quoted(ids)),
            Refusal::OwnMember => self.refusals_own_member(),
            Refusal::GroupInItself(path) => self.in_itself(path),
            Refusal::NestedTooDeep(levels) => self.refusals_nested_too_deep(levels, NESTED_LEVELS_MAX),
            _ => self.refusals_nested_group(),
        }
    }

    fn in_itself(self, path: &[String]) -> String {
        let shown: Vec<String> = path.iter().map(|name| self.quoted(name).0).collect();
        let [group, .., member] = &shown[..] else { return self.refusals_own_member() };
        let said = |text: &String| Said(text.clone());
        self.refusals_group_in_itself(said(member), said(group), Said(shown.join(" → ")))
    }

    fn not_in_this_state(self, status: Status, act: Act) -> String {
        match (status, act) {
            (Status::Disabled(_), _) => self.refusals_disabled(),
            (Status::Revoked(_), _) => self.refusals_revoked(),
            (Status::On(Stage::Staged), _) => self.refusals_not_invited(),
            (Status::On(Stage::Invited), Act::Invite) => self.refusals_invited_before(),
            (Status::On(Stage::Invited), _) => self.refusals_not_accepted(),
            (Status::On(Stage::Accepted), _) => self.refusals_accepted_before(),
            (Status::On(Stage::Confirmed), _) => self.refusals_has_access(),
        }
    }

    fn refusal_of_attribute(self, refused: &attribute::Refused) -> String {
        use attribute::Refused;
        match refused {
            Refused::BadName(name) => {
                self.refusals_attribute_bad_name(self.quoted(name), attribute::NAME_CHARS_MAX)
            }
            Refused::BuiltIn(variable) => self.refusals_attribute_built_in(self.quoted(variable.as_str())),
            Refused::Declared(name) => self.refusals_attribute_declared(self.quoted(name)),
            Refused::SpeltAs(name) => self.refusals_attribute_spelt(self.quoted(name)),
            Refused::NoExtension => self.refusals_attribute_no_extension(),
            Refused::TooMany => self.refusals_attribute_too_many(ATTRIBUTES_MAX),
            Refused::BeingRemoved(name) => self.refusals_attribute_being_removed(self.quoted(name)),
            Refused::Used { attribute, configurations, texts } => {
                let texts = texts.iter().map(|(text, language)| self.named(*text, language));
                let users: Vec<String> =
                    configurations.iter().map(|name| self.quoted(name).0).chain(texts).collect();
                self.refusals_attribute_used(self.quoted(attribute), Said(self.list(&users)))
            }
            Refused::UrnInUse(name) => self.refusals_attribute_urn_in_use(self.quoted(name)),
        }
    }

    fn refusal_of_configuration(self, refused: &configuration::Refused) -> String {
        use configuration::Refused;
        match refused {
            Refused::NameTaken => self.refusals_configuration_name_taken(),
            Refused::TooMany => self.refusals_configuration_too_many(CONFIGURATIONS_MAX),
            Refused::FieldCount => self.refusals_configuration_fields(FIELDS_MAX),
            Refused::BadFieldName => self.refusals_configuration_field_name(FIELD_NAME_CHARS_MAX),
            Refused::FieldTwice(name) => self.refusals_configuration_field_twice(self.quoted(name)),
            Refused::Mistake { field, mistake } => {
                self.refusals_configuration_mistake(self.quoted(field), Said(self.mistake(mistake)))
            }
        }
    }

    fn named(self, text: TextName, language: &str) -> String {
        match text {
            TextName::InvitationSubject => self.refusals_invitation_subject(language),
            TextName::InvitationText => self.refusals_invitation_text(language),
            TextName::ReminderSubject => self.refusals_reminder_subject(language),
            TextName::ReminderText => self.refusals_reminder_text(language),
        }
    }

    /// A name as it stands in a sentence.
    pub(crate) fn quoted(self, text: &str) -> Said {
        Said(self.refusals_quoted(text))
    }

    fn all_quoted(self, texts: &[String]) -> Said {
        let mut shown: Vec<String> = texts.iter().take(NAMES_SHOWN).map(|text| self.quoted(text).0).collect();
        if texts.len() > NAMES_SHOWN {
            shown.push("…".to_owned());
        }
        Said(self.list(&shown))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language::{En, Fr, Ja};
    use directory::policy::Policy;
    use directory::policy::knob::UnknownMember;
    use directory::variables::{Template, Variables};

    #[test]
    fn an_administrator_reads_why_in_each_language() {
        let unknown: Vec<String> = (1..=7).map(|id| id.to_string()).collect();
        let in_itself = ["Ops", "EU", "All"].map(str::to_owned).to_vec();
        for (refusal, en, ja, fr) in [
            (
                Refusal::TooManyTokens { max: 2 },
                "You can generate up to 2 tokens at a time. Delete one first.",
                "保持できるトークンは最大2個です。先に1個削除してください。",
                "Vous pouvez générer 2 jetons maximum à la fois. Supprimez-en d’abord un.",
            ),
            (
                Refusal::UnknownMembers(unknown, UnknownMember::Refuse),
                "No user or group has the ID “1”, “2”, “3”, “4”, “5”, …. Add the user or group first, then add it as a member.",
                "IDが「1」、「2」、「3」、「4」、「5」、…のユーザまたはグループはありません。先にユーザまたはグループを追加して\
                 から、メンバーにしてください。",
                "Aucun utilisateur ni groupe n’a l’ID «\u{a0}1\u{a0}», «\u{a0}2\u{a0}», «\u{a0}3\u{a0}», \
                 «\u{a0}4\u{a0}», «\u{a0}5\u{a0}», …. Ajoutez d’abord l’utilisateur ou le groupe, puis le membre.",
            ),
            (
                Refusal::GroupInItself(in_itself),
                "“All” cannot be a member of “Ops”, because “Ops” is already in “All” (“Ops” → “EU” → “All”). Remove it there \
                 first.",
                "「Ops」はすでに「All」に含まれているため（「Ops」 → 「EU」 → 「All」）、「All」を「Ops」のメンバーにする\
                 ことはできません。先にそこから外してください。",
                "«\u{a0}All\u{a0}» ne peut pas être membre de «\u{a0}Ops\u{a0}», car «\u{a0}Ops\u{a0}» fait déjà partie de \
                 «\u{a0}All\u{a0}» («\u{a0}Ops\u{a0}» → «\u{a0}EU\u{a0}» → «\u{a0}All\u{a0}»). Retirez-le d’abord de là.",
            ),
            (
                attribute::Refused::Used {
                    attribute: "badge".into(),
                    configurations: vec!["VPN".into()],
                    texts: vec![(TextName::ReminderText, "fr".into())],
                }
                .into(),
                "The attribute “badge” is used by “VPN”, the text of reminders (fr). Remove the variable there first.",
                "属性「badge」は「VPN」、リマインダーの本文（fr）で使用されています。先にそこから変数を外してください。",
                "L’attribut «\u{a0}badge\u{a0}» est utilisé par «\u{a0}VPN\u{a0}», le texte des rappels (fr). Retirez-en \
                 d’abord la variable.",
            ),
        ] {
            assert_eq!([En, Ja, Fr].map(|language| language.refusal(&refusal)), [en, ja, fr]);
        }
    }

    #[test]
    fn a_mistake_in_a_text_says_where_it_is_and_what_was_meant() {
        let variables = Variables::of_users(["badge"]);
        let said = |text: &str| En.mistake(&Template::parse(text, &variables).expect_err("a mistake"));
        assert_eq!(
            said("Hello ${userfirstname}"),
            "At character 7: there is no variable “userfirstname”. Did you mean “userFirstName”?"
        );
        assert!(said("${").starts_with("The variable at character 1 has no closing brace."));
    }

    #[test]
    fn a_policy_that_cannot_be_read_says_what_can_stand_there() {
        let said = |text: &str| Ja.bad_knob(&Policy::parse(text).expect_err("no policy"));
        assert_eq!(
            said("standard invitation_days=0"),
            "invitation_daysに設定できる値は次のとおりです: 1–90。"
        );
        assert!(said("nothing").contains("standard、managed-devices、vault、workspace"));
    }

    #[test]
    fn each_state_in_which_something_cannot_be_done_has_a_way_out() {
        for status in Status::ALL {
            for act in Act::ALL {
                for language in Language::ALL {
                    let said = language.refusal(&Refusal::NotInThisState { status, act });
                    assert!(said.matches(['.', '。']).count() == 2, "{said}");
                }
            }
        }
    }
}
