//! What has to be done at the providers after a restore.

use crate::output;
use directory::{Connection, Organization, Provider};
use serde_json::{Value, json};

/// Says, for each marked organization and each of its connections, how its provider sends everything again.
pub(super) fn say(marked: &[Organization], connections: &[Connection]) -> anyhow::Result<()> {
    if marked.is_empty() {
        return output::say("There are no organizations in it, so nothing has to be sent again.");
    }
    output::say(
        "A backup is the past. Who was deactivated after it is active again, who was made after it is missing, and tokens \
         that were deleted after it let in again. Each provider has to send everything again:",
    )?;
    for organization in marked {
        output::say(format_args!("\n{}", organization.name))?;
        let mut own = connections.iter().filter(|connection| connection.org == organization.id).peekable();
        if own.peek().is_none() {
            output::say("  It has no connection.")?;
        }
        for connection in own {
            output::say(format_args!(
                "  {} ({})\n    {}",
                connection.name,
                connection.id,
                advice(connection.provider)
            ))?;
        }
        output::say(format_args!("  Then: rollbook organization resynced {}", organization.id))?;
    }
    output::say(
        "\nNo provider sends again whom it has removed already: compare who is active here with who is assigned there, and \
         `rollbook token list` with the tokens that you know.",
    )
}

/// The same for programs.
pub(super) fn json(marked: &[Organization], connections: &[Connection]) -> Value {
    let connection = |connection: &Connection| {
        json!({
            "id": connection.id.to_string(),
            "name": connection.name,
            "provider": connection.provider.as_str(),
            "resync": advice(connection.provider),
        })
    };
    let organization = |organization: &Organization| {
        let own = connections.iter().filter(|connection| connection.org == organization.id);
        json!({
            "id": organization.id.to_string(),
            "name": organization.name,
            "event_sequence": organization.event_sequence,
            "resync_since": organization.resync_since.map(|since| since.to_string()),
            "connections": own.map(connection).collect::<Value>(),
        })
    };
    marked.iter().map(organization).collect()
}

/// How an administrator makes this provider send everything again.
fn advice(provider: Provider) -> String {
    match provider {
        // Okta's own words on Force Sync: only what it takes for changed since its last success is sent.
        Provider::Okta => "In the Okta application, press Force Sync under Provisioning > To App, and Push Now for each \
                           group under Push Groups. Okta sends only those users that it takes for changed: change a \
                           mapped attribute of whoever was made or changed after the backup."
            .to_owned(),
        Provider::Entra => "On the provisioning page of the Entra enterprise application, press Restart provisioning: \
                            Entra forgets what it has sent, and goes through everybody in its scope anew."
            .to_owned(),
        Provider::Authentik => "In authentik, run the synchronization of the SCIM provider, or wait for its next full \
                                one, which comes every hour."
            .to_owned(),
        other => {
            let place = if other == Provider::Generic { "the provider" } else { other.display_name() };
            format!(
                "At {place}, start a full synchronization of all users and groups, not one of what has changed since the \
                 last."
            )
        }
    }
}
