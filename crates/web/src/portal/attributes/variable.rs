//! What can stand between `${` and `}`.

use directory::variables::BuiltIn;
use i18n::Language;

/// A variable, as administrators look it up.
#[derive(Clone)]
pub(crate) struct Variable {
    /// Its name.
    pub(crate) name: String,
    /// As it is written into a text.
    pub(crate) written: String,
    /// What it stands for.
    pub(crate) meaning: String,
}

/// All that a text of an organization can use, which declares these.
pub(crate) fn variables(language: Language, declared: &[String]) -> Vec<Variable> {
    let mut all = built_in(language);
    let custom = |name: &String| Variable {
        written: written(name),
        meaning: language.attributes_variable_custom(),
        name: name.clone(),
    };
    all.extend(declared.iter().map(custom));
    all
}

/// Those that every user has.
pub(super) fn built_in(language: Language) -> Vec<Variable> {
    let variable = |variable: BuiltIn| Variable {
        name: variable.as_str().to_owned(),
        written: written(variable.as_str()),
        meaning: meaning(language, variable),
    };
    BuiltIn::ALL.into_iter().map(variable).collect()
}

/// The variable of that name as it is written into a text.
pub(super) fn written(name: &str) -> String {
    format!("${{{name}}}")
}

fn meaning(language: Language, variable: BuiltIn) -> String {
    match variable {
        BuiltIn::UserUid => language.attributes_variable_uid(),
        BuiltIn::UserUidLocalPart => language.attributes_variable_uid_local_part(),
        BuiltIn::UserUidDomain => language.attributes_variable_uid_domain(),
        BuiltIn::UserEmailAddress => language.attributes_variable_email(),
        BuiltIn::UserEmailAddressLocalPart => language.attributes_variable_email_local_part(),
        BuiltIn::UserEmailAddressDomain => language.attributes_variable_email_domain(),
        BuiltIn::UserFirstName => language.attributes_variable_first_name(),
        BuiltIn::UserLastName => language.attributes_variable_last_name(),
        BuiltIn::UserDisplayName => language.attributes_variable_display_name(),
        BuiltIn::UserLocale => language.attributes_variable_locale(),
        BuiltIn::UserUpn => language.attributes_variable_upn(),
        BuiltIn::Department => language.attributes_variable_department(),
    }
}
