//! What the guides of all providers have in common.

use super::{About, Calls, GuideValues, Own, Section, Step, step, url_step};
use crate::Language;
use directory::policy::knob::{
    Deactivate, Emails, ExistingGroup, ExistingUser, Invite, Names, OnChange, Onboarding, UserName,
};

/// Where the token comes from.
pub(super) fn token(language: Language, values: &GuideValues<'_>) -> Section {
    let todo = [
        step(&language.guide_token_enable()).about(About::Enabled),
        step(&language.guide_token_generate()).about(About::Token),
        step(&language.guide_token_copy()),
        url_step(language, values, &language.guide_token_url()),
    ];
    Section::of(language.guide_token_title(), todo)
}

/// What the policy asks of each user; none where it asks nothing.
pub(super) fn rules(language: Language, values: &GuideValues<'_>) -> Option<Section> {
    let policy = &values.connection.policy;
    let user_name = match policy.user_name {
        UserName::Any => None,
        UserName::EmailForm => Some(language.guide_rules_user_name_email_form()),
        UserName::EqualsEmail => Some(language.guide_rules_user_name_email()),
    };
    let fixed = match policy.user_name_change {
        OnChange::Allow => None,
        OnChange::Ignore | OnChange::Refuse => Some(language.guide_rules_user_name_fixed()),
    };
    let emails = match policy.emails {
        Emails::Any => None,
        Emails::Required => Some(language.guide_rules_emails_required()),
        Emails::OneKept => Some(language.guide_rules_emails_one_kept()),
        Emails::ExactlyOne => Some(language.guide_rules_emails_exactly_one()),
    };
    let names = match policy.names {
        Names::AsGiven | Names::Placeholders => None,
        Names::Required => Some(language.guide_rules_names_required()),
    };
    let notes: Vec<String> = [user_name, fixed, emails, names].into_iter().flatten().collect();
    (!notes.is_empty()).then(|| Section::of(language.guide_rules_title(), []).noted(notes))
}

/// How the declared attributes are sent; none where none is declared.
pub(super) fn attributes(
    language: Language,
    values: &GuideValues<'_>,
    own: Option<&[Step]>,
) -> Option<Section> {
    let first = values.connection.attributes.first()?;
    let mut todo = match own {
        Some(own) => own.to_vec(),
        None => vec![with_paths(language, values, step(&language.guide_attributes_any()))],
    };
    todo.push(step(&language.guide_attributes_check(format!("${{{first}}}"))));
    let names = values.connection.attributes.join(", ");
    Some(Section::of(language.guide_attributes_title(), todo).noted([language.guide_attributes_intro(names)]))
}

/// The step with the full name of each declared attribute.
pub(super) fn with_paths(language: Language, values: &GuideValues<'_>, step: Step) -> Step {
    let Some(urn) = values.connection.policy.custom_extension.urn() else { return step };
    let names = values.connection.attributes.iter();
    names.fold(step, |step, name| step.with(language.guide_value_path(), format!("{urn}:{name}")))
}

/// The step with the namespace and the name of each declared attribute.
pub(super) fn with_names(language: Language, values: &GuideValues<'_>, step: Step) -> Step {
    let Some(urn) = values.connection.policy.custom_extension.urn() else { return step };
    let step = step.with(language.guide_value_urn(), urn);
    let names = values.connection.attributes.iter();
    names.fold(step, |step, name| step.with(language.guide_value_attribute(), name.as_str()))
}

/// What an application of a catalogue may ask for.
pub(super) fn catalogue(language: Language, values: &GuideValues<'_>) -> Section {
    let address =
        step(&language.guide_catalogue_url()).with(language.guide_value_common_url(), values.common_url);
    let organization = step(&language.guide_catalogue_organization())
        .with(language.guide_value_organization(), values.connection.org.to_string());
    Section::of(language.guide_catalogue_title(), [address, organization])
}

/// How to see that it has worked.
pub(super) fn check(language: Language, values: &GuideValues<'_>) -> Section {
    let provider = values.connection.provider;
    let todo = [
        step(&language.guide_check_call(language.the_provider(provider))).about(About::Call),
        step(&language.guide_check_users(language.source(Some(provider)))).about(About::Users),
        step(&language.guide_check_groups()).about(About::Groups),
    ];
    Section::of(language.guide_check_title(), todo)
}

/// What happens from then on.
pub(super) fn next(language: Language, values: &GuideValues<'_>, own: &Own) -> Section {
    let (policy, provider) = (&values.connection.policy, language.the_provider(values.connection.provider));
    let mut notes = vec![own.pace.clone().unwrap_or_else(|| language.guide_next_soon(&provider))];
    notes.push(match (policy.onboarding, policy.invite) {
        (Onboarding::None, _) => language.guide_next_direct(),
        (_, Invite::Automatic) => language.guide_next_invited(policy.invitation_days.get()),
        (_, Invite::Manual) => language.guide_next_staged(),
    });
    if policy.onboarding == Onboarding::Confirm {
        notes.push(language.guide_next_confirm());
    }
    match (policy.existing_user, policy.existing_group) {
        (ExistingUser::Refuse, _) => (),
        (_, ExistingGroup::Adopt) => notes.push(language.guide_next_existing()),
        _ => notes.push(language.guide_next_existing_users()),
    }
    notes.push(match policy.deactivate {
        Deactivate::Disable => language.guide_next_disable(provider),
        Deactivate::Revoke => language.guide_next_revoke(provider),
        Deactivate::Remove => language.guide_next_remove(provider),
    });
    notes.extend(own.next.iter().cloned());
    notes.push(language.guide_next_expiry());
    Section::of(language.guide_next_title(), []).noted(notes)
}

/// What to do where it does not work.
pub(super) fn trouble(language: Language, values: &GuideValues<'_>, own: &Own) -> Section {
    let provider = language.the_provider(values.connection.provider);
    let mut todo = vec![
        step(&match values.connection.enabled {
            true => language.guide_trouble_enabled(),
            false => language.guide_trouble_disabled(),
        })
        .about(About::Enabled),
        url_step(language, values, &language.guide_trouble_url(&provider)),
        step(&language.guide_trouble_renew()).about(About::Tokens),
        step(&match &own.button {
            Some(button) => language.guide_trouble_test_with(&provider, button),
            None => language.guide_trouble_test(&provider),
        }),
        last_call(language, values.calls, &provider),
    ];
    todo.extend(own.trouble.iter().map(|note| step(note)));
    Section::of(language.guide_trouble_title(), todo)
}

fn last_call(language: Language, calls: Calls<'_>, provider: &str) -> Step {
    match calls {
        Calls::Never => step(&language.guide_trouble_never(provider)),
        Calls::Answered => step(&language.guide_trouble_none()),
        Calls::Refused { at, call, status, advice } => {
            let mut said = step(&language.guide_trouble_refused(at, status.to_string()));
            if let Some(advice) = advice {
                said.text = said.text.followed_by(advice);
            }
            said.with(language.guide_value_call(), call)
        }
    }
}
