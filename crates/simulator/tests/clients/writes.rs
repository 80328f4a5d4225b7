//! What each client writes in a whole cycle, byte for byte.

use crate::naive::{Played, play};

/// The first read and the first write as they came, then all searches and writes without their headers.
fn transcript(scenario: &str) -> String {
    // A server without rules fails in many ways; here it is what was sent that matters.
    let Played { requests, address, .. } = play(scenario, |_, _, _| ());
    let whole = |(head, body): &(String, String)| {
        format!("{}\n{body}\n", head.replace(&address, "localhost").replace("\r\n", "\n").trim_end())
    };
    let is_read = |(head, _): &&(String, String)| head.starts_with("GET");
    let mut lines: Vec<String> = Vec::new();
    lines.extend(requests.iter().find(is_read).map(whole));
    lines.extend(requests.iter().find(|request| !is_read(request)).map(whole));
    for (head, body) in &requests {
        let line = head.lines().next().expect("a line").trim_end_matches(" HTTP/1.1").replace("/scim/", "/");
        if !line.starts_with("GET") || line.contains('?') {
            let line = format!("{line} {body}").trim_end().to_owned();
            // What is sent again as it was tells nothing new.
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines.join("\n")
}

#[test]
fn every_client_writes_what_the_real_one_writes() {
    for name in [
        "okta:aiw",
        "okta:raw-token",
        "okta:rehire",
        "okta:whole-life",
        "okta:grouppush-oin",
        "onelogin:template",
        "jumpcloud:test",
        "jumpcloud:value-array",
        "ping:odd-filters",
        "authentik:sync",
        "rauthy:sync",
        "keycloak:libresh",
        "keycloak:string-value",
    ] {
        insta::assert_snapshot!(name.replace(':', "_"), transcript(name));
    }
}
