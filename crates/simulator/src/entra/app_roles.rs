//! App roles in the three forms that an attribute mapping can give them.

use super::{Entra, PATCHED, calls, setup::Setup};
use crate::attribute::Path;
use crate::behaviour::Job;
use crate::call::Call;
use crate::options::Error;
use serde_json::{Value, json};

/// The app's roles: id, value, name.
const ROLES: [[&str; 3]; 3] = [
    ["06b07648-ecfe-589f-9d2f-6325724a46ee", "admin", "Administrator"],
    ["1bbd5d8e-5b3c-4e0f-a1a3-0a6ef0a3a4b2", "editor", "Editor of pages"],
    ["6f0b9a4c-74c1-4f58-8d4b-6b0a7f0d9c13", "reader", "Reader"],
];
const TYPE: &str = "WindowsAzureActiveDirectoryRole";

/// The mapping function. The people take turns, so that one run has all three.
#[derive(Clone, Copy)]
enum Form {
    /// `SingleAppRoleAssignment`: one role, found by a filter that compares a boolean with text.
    Single,
    /// `AppRoleAssignmentsComplex`: a role is added as JSON text, and the one before stays where it is.
    Complex,
    /// `AssertiveAppRoleAssignmentsComplex`: the whole list each time.
    Assertive,
}

/// Gives everybody a role and then another, and looks in each cycle whether it is still there.
pub(super) fn play(job: &mut Job<'_>) -> Result<(), Error> {
    let users = job.directory.users();
    Entra::new(Setup::DEFAULT, job.seed, job.groups.len()).push_users(job)?;
    let rounds: &[(&'static str, usize)] = match job.wire.cycle() {
        1 => &[("assign app roles", 0), ("assign other app roles", 1)],
        _ => &[("look at the app roles", 1)],
    };
    for (step, round) in rounds {
        job.wire.step(step, users);
        for person in 0..users {
            assign(job, person, *round)?;
            job.wire.done();
        }
    }
    job.object_to_writes();
    Ok(())
}

fn assign(job: &mut Job<'_>, person: usize, round: usize) -> Result<(), Error> {
    let Some(id) = job.users[person].clone() else { return Ok(()) };
    let form = [Form::Single, Form::Complex, Form::Assertive][person % 3];
    let wanted = form.roles(person / 3 + round);
    let Some(answer) = job.wire.ask(&calls::get_user(&id), &[200])? else { return Ok(()) };
    let operations = form.operations(&wanted, &answer.body);
    if operations.is_empty() {
        return Ok(());
    }
    job.wire.ask(&calls::patch_user(&id, &operations), PATCHED)?;
    let call = Call::get(calls::user(&id));
    let Some(answer) = job.wire.look(&call, &[200])? else { return Ok(()) };
    if !form.operations(&wanted, &answer.body).is_empty() {
        job.wire.object(format!("the roles {} as they were sent", Value::from(wanted)));
    }
    Ok(())
}

impl Form {
    /// The roles that someone has now.
    fn roles(self, turn: usize) -> Vec<Value> {
        let role = |at: usize| ROLES[at % ROLES.len()];
        match self {
            Self::Single => {
                let [_, value, name] = role(turn);
                vec![json!({ "primary": true, "value": value, "display": name, "type": TYPE })]
            }
            Self::Complex => vec![json!({ "value": as_text(role(turn)) })],
            Self::Assertive => [turn, turn + 1].map(|at| json!({ "value": as_text(role(at)) })).to_vec(),
        }
    }

    /// What has to be sent so that the user has these roles; none if the user has them.
    fn operations(self, wanted: &[Value], user: &Value) -> Vec<Value> {
        let found: Vec<&Value> = user["roles"].as_array().into_iter().flatten().collect();
        let has = |role: &Value| found.iter().any(|other| other["value"] == role["value"]);
        match self {
            Self::Single => ["display", "value", "type"]
                .into_iter()
                .map(|sub| (Path::Primary("roles", sub), &wanted[0][sub]))
                .filter(|(path, value)| path.read(user) != Some(value))
                .map(|(path, value)| {
                    let op = if path.read(user).is_none() { "Add" } else { "Replace" };
                    json!({ "op": op, "path": path.to_string(), "value": value })
                })
                .collect(),
            Self::Complex if wanted.iter().all(has) => Vec::new(),
            Self::Complex => vec![json!({ "op": "Add", "path": "roles", "value": wanted })],
            Self::Assertive if wanted.iter().all(has) && found.len() == wanted.len() => Vec::new(),
            Self::Assertive => vec![json!({ "op": "replace", "path": "roles", "value": wanted })],
        }
    }
}

/// The whole role as JSON inside of a text.
fn as_text([id, value, name]: [&str; 3]) -> String {
    json!({ "id": id, "value": value, "displayName": name }).to_string()
}

#[cfg(test)]
mod tests {
    use super::Form;
    use serde_json::{Value, json};

    #[test]
    fn the_three_forms() {
        let nobody = json!({});
        let written = |form: Form| Value::from(form.operations(&form.roles(0), &nobody));
        let admin =
            r#"{"id":"06b07648-ecfe-589f-9d2f-6325724a46ee","value":"admin","displayName":"Administrator"}"#;
        let editor = r#"{"id":"1bbd5d8e-5b3c-4e0f-a1a3-0a6ef0a3a4b2","value":"editor","displayName":"Editor of pages"}"#;
        assert_eq!(
            written(Form::Single),
            json!([
                { "op": "Add", "path": "roles[primary eq \"True\"].display", "value": "Administrator" },
                { "op": "Add", "path": "roles[primary eq \"True\"].value", "value": "admin" },
                { "op": "Add", "path": "roles[primary eq \"True\"].type", "value": "WindowsAzureActiveDirectoryRole" },
            ])
        );
        assert_eq!(
            written(Form::Complex),
            json!([{ "op": "Add", "path": "roles", "value": [{ "value": admin }] }])
        );
        assert_eq!(
            written(Form::Assertive),
            json!([{ "op": "replace", "path": "roles", "value": [{ "value": admin }, { "value": editor }] }])
        );
    }

    #[test]
    fn roles_that_are_there_need_no_request() {
        for form in [Form::Single, Form::Complex, Form::Assertive] {
            let roles = form.roles(2);
            assert!(form.operations(&roles, &json!({ "roles": roles })).is_empty());
        }
        let (old, new) = (Form::Complex.roles(0), Form::Complex.roles(1));
        assert!(Form::Complex.operations(&new, &json!({ "roles": [old[0], new[0]] })).is_empty());
        assert_eq!(Form::Assertive.operations(&new, &json!({ "roles": [old[0], new[0]] })).len(), 1);
    }
}
