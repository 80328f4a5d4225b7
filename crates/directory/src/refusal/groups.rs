//! Why the domain says no to what is asked of groups.

use super::Refusal;

/// Most unknown members that are named.
const UNKNOWN_SHOWN: usize = 5;

/// What to say of it; nothing where it is not about groups.
pub(super) fn text(refusal: &Refusal) -> Option<String> {
    Some(match refusal {
        Refusal::UnknownMembers(ids, rule) => {
            let shown: Vec<&str> = ids.iter().take(UNKNOWN_SHOWN).map(String::as_str).collect();
            let more = match ids.len() - shown.len() {
                0 => String::new(),
                more => format!(" (and {more} more)"),
            };
            format!(
                "No user or group of this connection has the id {}{more}. Provision the member first, then add it to the \
                 group. (Policy: unknown_member={})",
                shown.join(", "),
                rule.as_str()
            )
        }
        Refusal::OwnMember => "A group cannot be a member of itself.".to_owned(),
        Refusal::GroupInItself(path) => in_itself(path),
        Refusal::NestedTooDeep(levels) => format!(
            "The groups would be nested in {levels} levels or more, and {} is the most. Add the inner groups' members to a \
             group further out instead.",
            crate::nesting::NESTED_LEVELS_MAX
        ),
        Refusal::NestedGroup => {
            "A group cannot be a member of a group. Leave the group out and add its members, or push \
                                 only the group that has them. (Policy: nested_groups=refuse)"
                .to_owned()
        }
        Refusal::GroupNameElsewhere { connection } => {
            let whose = match connection {
                Some(name) => format!("that came through the connection \"{name}\""),
                None => "of its own, which an administrator made".to_owned(),
            };
            format!(
                "The organization has a group of this displayName {whose}. Choose another name, or remove that group first. \
                 (Policy: existing_group=refuse)"
            )
        }
        Refusal::TooManyInvited(count) => format!(
            "The members named by e-mail address would bring in {count} people, and {} is the most for one request. Send \
             them in several. (Policy: unknown_member=invite)",
            crate::group::INVITED_MAX
        ),
        Refusal::GroupOfConnection { connection } => format!(
            "The group comes from the connection \"{connection}\", and its provider would undo the change. Change it in the \
             provider."
        ),
        Refusal::SeveralGroups => {
            "Several connections have a group of this name. Name it by its id.".to_owned()
        }
        Refusal::NobodyNamed(texts) => format!(
            "The organization has no user of the id or userName, and no group of the id, {}. Nothing was changed.",
            texts.iter().take(UNKNOWN_SHOWN).map(|text| format!("{text:?}")).collect::<Vec<_>>().join(", ")
        ),
        _ => return None,
    })
}

fn in_itself(path: &[String]) -> String {
    let shown: Vec<String> = path.iter().map(|name| format!("\"{name}\"")).collect();
    let [group, .., member] = &shown[..] else { return String::new() };
    format!(
        "The group {member} cannot be a member of {group}, because {group} is in {member} already: {}. Take it out there \
         first, or leave the two as they are.",
        shown.join(" in ")
    )
}
