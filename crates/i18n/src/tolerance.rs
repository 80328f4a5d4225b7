//! How a connection departs from the RFCs, and what lets nobody in, in words.

use crate::Language;
use directory::Denial;
use scim::dialect::{Switch, Tolerance};

impl Language {
    /// What was made of a request that departs from the RFCs.
    #[must_use]
    pub fn tolerance(self, tolerance: Tolerance) -> String {
        match tolerance {
            Tolerance::StringScalar => self.tolerances_string_scalar(),
            Tolerance::DottedKey => self.tolerances_dotted_key(),
            Tolerance::UnqualifiedName => self.tolerances_unqualified_name(),
            Tolerance::OldUrn => self.tolerances_old_urn(),
            Tolerance::MissingElement => self.tolerances_missing_element(),
            Tolerance::RemoveValues => self.tolerances_remove_values(),
            Tolerance::BareValue => self.tolerances_bare_value(),
            Tolerance::BlankClears => self.tolerances_blank_clears(),
            Tolerance::EncodedValue => self.tolerances_encoded_value(),
            Tolerance::UnknownAttribute => self.tolerances_unknown_attribute(),
            Tolerance::UnknownSchema => self.tolerances_unknown_schema(),
            Tolerance::MissingSchema => self.tolerances_missing_schema(),
            Tolerance::MembersReplaceIsAdd => self.tolerances_members_replace_is_add(),
            Tolerance::ReadOnlyEcho => self.tolerances_read_only_echo(),
            Tolerance::StrayMember => self.tolerances_stray_member(),
            Tolerance::RepeatedSchema => self.tolerances_repeated_schema(),
            Tolerance::PutKeepsMembers => self.tolerances_put_keeps_members(),
            Tolerance::UnquotedLiteral => self.tolerances_unquoted_literal(),
            Tolerance::EncodedFilter => self.tolerances_encoded_filter(),
            Tolerance::ElementComparison => self.tolerances_element_comparison(),
            Tolerance::RepeatedValue => self.tolerances_repeated_value(),
            Tolerance::ReplaceDropsMany => self.tolerances_replace_drops_many(),
            Tolerance::RawToken => self.tolerances_raw_token(),
            Tolerance::PostReactivates => self.tolerances_post_reactivates(),
            Tolerance::Policy => self.tolerances_policy(),
        }
    }

    /// What a switch is called.
    #[must_use]
    pub fn switch_name(self, switch: Switch) -> String {
        match switch {
            Switch::RemoveValues => self.switches_remove_values_name(),
            Switch::MissingElement => self.switches_missing_element_name(),
            Switch::StringScalars => self.switches_string_scalars_name(),
            Switch::DottedKeys => self.switches_dotted_keys_name(),
            Switch::UnqualifiedNames => self.switches_unqualified_names_name(),
            Switch::OldUrns => self.switches_old_urns_name(),
            Switch::BareValues => self.switches_bare_values_name(),
            Switch::BlankClears => self.switches_blank_clears_name(),
            Switch::EncodedValue => self.switches_encoded_value_name(),
            Switch::UnknownAttributes => self.switches_unknown_attributes_name(),
            Switch::UnknownSchemas => self.switches_unknown_schemas_name(),
            Switch::ReadOnlyEcho => self.switches_read_only_echo_name(),
            Switch::PutKeepsMembers => self.switches_put_keeps_members_name(),
            Switch::UnquotedLiterals => self.switches_unquoted_literals_name(),
            Switch::EncodedFilters => self.switches_encoded_filters_name(),
            Switch::ElementComparison => self.switches_element_comparison_name(),
            Switch::MembersReplaceIsAdd => self.switches_members_replace_is_add_name(),
            Switch::GroupPatchAnswersBody => self.switches_group_patch_answers_body_name(),
            Switch::RawToken => self.switches_raw_token_name(),
            Switch::PostReactivates => self.switches_post_reactivates_name(),
        }
    }

    /// What a switch does, and what holds without it.
    #[must_use]
    pub fn switch(self, switch: Switch) -> String {
        match switch {
            Switch::RemoveValues => self.switches_remove_values(),
            Switch::MissingElement => self.switches_missing_element(),
            Switch::StringScalars => self.switches_string_scalars(),
            Switch::DottedKeys => self.switches_dotted_keys(),
            Switch::UnqualifiedNames => self.switches_unqualified_names(),
            Switch::OldUrns => self.switches_old_urns(),
            Switch::BareValues => self.switches_bare_values(),
            Switch::BlankClears => self.switches_blank_clears(),
            Switch::EncodedValue => self.switches_encoded_value(),
            Switch::UnknownAttributes => self.switches_unknown_attributes(),
            Switch::UnknownSchemas => self.switches_unknown_schemas(),
            Switch::ReadOnlyEcho => self.switches_read_only_echo(),
            Switch::PutKeepsMembers => self.switches_put_keeps_members(),
            Switch::UnquotedLiterals => self.switches_unquoted_literals(),
            Switch::EncodedFilters => self.switches_encoded_filters(),
            Switch::ElementComparison => self.switches_element_comparison(),
            Switch::MembersReplaceIsAdd => self.switches_members_replace_is_add(),
            Switch::GroupPatchAnswersBody => self.switches_group_patch_answers_body(),
            Switch::RawToken => self.switches_raw_token(),
            Switch::PostReactivates => self.switches_post_reactivates(),
        }
    }

    /// Why a credential let nobody in.
    #[must_use]
    pub fn denial(self, denial: Denial) -> String {
        match denial {
            Denial::NoToken => self.denials_no_token(),
            Denial::ForeignToken => self.denials_foreign_token(),
            Denial::MistypedToken => self.denials_mistyped_token(),
            Denial::UnknownToken => self.denials_unknown_token(),
            Denial::WrongSecret => self.denials_wrong_secret(),
            Denial::InactiveToken => self.denials_inactive_token(),
            Denial::ExpiredToken => self.denials_expired_token(),
            Denial::DisabledConnection => self.denials_disabled_connection(),
            Denial::ProvisioningOff => self.denials_provisioning_off(),
            Denial::WrongAddress => self.denials_wrong_address(),
            Denial::RawToken => self.denials_raw_token(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn english_says_of_a_switch_what_the_command_line_says() {
        for switch in Switch::ALL {
            assert_eq!(Language::En.switch(switch), switch.describe());
        }
    }

    #[test]
    fn each_has_a_sentence_of_its_own_in_each_language() {
        let mut said = BTreeSet::new();
        for language in Language::ALL {
            said.extend(Switch::ALL.map(|switch| language.switch(switch)));
            said.extend(Tolerance::ALL.map(|tolerance| language.tolerance(tolerance)));
            said.extend(Denial::ALL.map(|denial| language.denial(denial)));
        }
        let names: BTreeSet<String> = Language::ALL
            .iter()
            .flat_map(|language| Switch::ALL.map(|switch| language.switch_name(switch)))
            .collect();
        assert_eq!(names.len(), 3 * Switch::ALL.len());
        assert!(names.iter().all(|name| !name.ends_with(['.', '。']) && !name.contains('_')));
        assert_eq!(said.len(), 3 * (Switch::ALL.len() + Tolerance::ALL.len() + Denial::ALL.len()));
        assert!(said.iter().all(|sentence| sentence.ends_with(['.', '。'])));
    }
}
