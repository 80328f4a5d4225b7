use super::*;
use directory::policy::{Policy, Preset};
use directory::{Actor, Ids, Timestamp};

const URL: &str = "https://scim.example/scim/v2/0190c0de";
const COMMON: &str = "https://scim.example/scim/v2";

fn connection(provider: Provider, preset: Preset, attributes: &[&str]) -> Connection {
    let now = Timestamp::from_millis(0);
    let mut ids = Ids::new(now, [2; 32]);
    let described = (provider, None, None);
    let made = Connection::create(ids.id(), described, &Actor::CommandLine, &mut ids, now).expect("a name");
    let attributes = attributes.iter().map(|name| (*name).to_owned()).collect();
    Connection { policy: preset.policy(), attributes, ..made.0 }
}

fn values(connection: &Connection) -> GuideValues<'_> {
    GuideValues { connection, scim_url: URL, common_url: COMMON, calls: Calls::Never }
}

/// Everything that a guide says, a line each.
fn lines(guide: &Guide) -> Vec<String> {
    let mut lines = vec![guide.title.clone()];
    lines.extend(guide.intro.iter().map(Text::to_string));
    for section in &guide.sections {
        lines.push(section.title.clone());
        lines.extend(section.notes.iter().map(Text::to_string));
        lines.extend(section.steps.iter().map(|step| step.text.to_string()));
    }
    lines
}

fn labels(guide: &Guide) -> Vec<&str> {
    let steps = guide.sections.iter().flat_map(|section| &section.steps);
    let phrases = steps.flat_map(|step| &step.text.phrases);
    phrases.filter(|phrase| phrase.is_label).map(|phrase| phrase.text.as_str()).collect()
}

fn copied(guide: &Guide) -> Vec<(&str, &str)> {
    let steps = guide.sections.iter().flat_map(|section| &section.steps);
    steps.flat_map(|step| &step.values).map(|value| (value.label.as_str(), value.text.as_str())).collect()
}

/// Whether these stand in the list, in this order, whatever stands between.
fn stand_in_order(list: &[&str], expected: &[&str]) {
    let mut rest = list.iter();
    for one in expected {
        assert!(
            rest.any(|label| label == one),
            "{one} is not there, or not behind what stands before it: {list:?}"
        );
    }
}

#[test]
fn every_provider_has_a_guide_in_every_language_under_every_policy() {
    for (provider, preset) in
        Provider::ALL.into_iter().flat_map(|provider| Preset::ALL.map(|preset| (provider, preset)))
    {
        let has_attributes = preset.policy().custom_extension.urn().is_some();
        let attributes: &[&str] = if has_attributes { &["costCentre", "badge"] } else { &[] };
        let connection = connection(provider, preset, attributes);
        let guides = Language::ALL.map(|language| language.guide(&values(&connection)));
        let shape = |guide: &Guide| -> Vec<_> {
            let sections = guide.sections.iter();
            sections.map(|section| (section.notes.len(), section.steps.len())).collect()
        };
        assert!(guides.iter().all(|guide| shape(guide) == shape(&guides[0])), "{provider:?} {preset:?}");
        for guide in &guides {
            for line in lines(guide) {
                let is_whole = !line.trim().is_empty() && !line.contains(['‹', '›', '\u{2068}']);
                assert!(is_whole, "{provider:?}: {line}");
            }
            let copied = copied(guide);
            assert!(copied.iter().filter(|(_, text)| *text == URL).count() >= 3, "{provider:?}: {copied:?}");
            assert!(copied.iter().any(|(_, text)| *text == COMMON), "{provider:?}");
            assert!(copied.iter().any(|(_, text)| *text == connection.org.to_string()), "{provider:?}");
            assert!(copied.iter().all(|(label, text)| !label.is_empty() && !text.is_empty()));
            assert!(guide.sections.iter().all(|s| s.notes.len() + s.steps.len() > 0), "{provider:?}");
        }
        let [en, ja, fr] = guides.map(|guide| lines(&guide));
        assert!(en.iter().all(|line| !ja.contains(line) && !fr.contains(line)), "{provider:?}");
    }
}

#[test]
fn the_guide_for_okta_walks_through_its_console_in_the_vendors_words() {
    let connection = connection(Provider::Okta, Preset::ManagedDevices, &[]);
    let guide = |language: Language| language.guide(&values(&connection));
    assert_eq!(guide(Language::Ja).title, "Oktaとの接続");
    stand_in_order(
        &labels(&guide(Language::Ja)),
        &[
            "[SCIMを有効にする]",
            "[生成]",
            "[コピー]",
            "[SCIM 2.0テストアプリ（OAuthベアラトークン）]",
            "[プロビジョニング] > [統合]",
            "[SCIM 2.0ベースURL]",
            "[OAuthベアラトークン]",
            "[API認証情報のテスト]",
            "[保存]",
            "[プロビジョニング] > [アプリへ]",
            "[有効化]",
            "[ディレクトリ] > [ピープル]",
            "[割り当てる] > [人への割り当て]",
            "[割り当てる] > [グループへの割り当て]",
            "[グループのプッシュ] > [名前によるグループの検索]",
            "[今すぐグループメンバーシップをプッシュ]",
            "[アクティブ]",
            "[ユーザ] > [ユーザ]",
            "[ユーザ] > [ユーザグループ]",
        ],
    );
    stand_in_order(
        &labels(&guide(Language::Fr)),
        &[
            "Activer SCIM",
            "Générer",
            "Copier",
            "Parcourir le catalogue d’applis",
            "Appli SCIM 2.0 Test App (jeton OAuth Bearer)",
            "Provisionnement > Intégration",
            "URL de base SCIM 2.0",
            "Jeton OAuth Bearer",
            "Tester les identifiants API",
            "Enregistrer",
            "Activer",
            "Annuaire > Personnes",
            "Affecter > Affecter à des personnes",
            "Transférer (Push) des groupes > Rechercher des groupes par nom",
            "Transférer (Push) immédiatement l’appartenance aux groupes",
            "Utilisateurs > Utilisateurs",
            "Utilisateurs > Groupes d’utilisateurs",
        ],
    );
    stand_in_order(
        &labels(&guide(Language::En)),
        &[
            "Enable SCIM",
            "Generate",
            "SCIM 2.0 Test App (OAuth Bearer Token)",
            "Provisioning > Integration",
            "OAuth Bearer Token",
            "Test API Credentials",
            "Provisioning > To App",
            "Assign > Assign to People",
            "Push Groups > Find groups by name",
            "Push group memberships immediately",
            "Users > User Groups",
        ],
    );
    let says = |language, sentence: &str| lines(&guide(language)).iter().any(|line| line.contains(sentence));
    assert!(says(Language::Ja, "ソースは「SCIM Okta」と示されます"));
    assert!(says(Language::Ja, "最大1時間かかる場合があります"));
}

#[test]
fn declared_attributes_are_mapped_under_their_namespace_as_each_provider_wants_it() {
    let urn = "urn:ietf:params:scim:schemas:extension:ivanti:2.0:User";
    let copied_for = |provider| {
        let connection = connection(provider, Preset::ManagedDevices, &["costCentre"]);
        let guide = Language::En.guide(&values(&connection));
        copied(&guide).iter().map(|(label, text)| format!("{label}: {text}")).collect::<Vec<_>>()
    };
    let okta = copied_for(Provider::Okta);
    assert!(okta.contains(&format!("Namespace (URN): {urn}")), "{okta:?}");
    assert!(okta.contains(&"Attribute name: costCentre".to_owned()), "{okta:?}");
    for provider in [Provider::Entra, Provider::Ping] {
        let copied = copied_for(provider);
        assert!(copied.contains(&format!("Full attribute name: {urn}:costCentre")), "{copied:?}");
    }
    let template =
        format!("Line for the template: \"{urn}\": {{ \"costCentre\": \"{{$parameters.costCentre}}\" }}");
    assert!(copied_for(Provider::OneLogin).contains(&template));
    let none = connection(Provider::Okta, Preset::ManagedDevices, &[]);
    let guide = Language::En.guide(&values(&none));
    assert!(!guide.sections.iter().any(|section| section.title == "Send the custom attributes"));
}

#[test]
fn the_policy_decides_what_is_asked_of_users_and_what_becomes_of_them() {
    let said = |policy: &str| {
        let connection = Connection {
            policy: Policy::parse(policy).expect("a policy"),
            ..connection(Provider::Entra, Preset::Standard, &[])
        };
        lines(&Language::En.guide(&values(&connection))).join("\n")
    };
    let standard = said("standard");
    assert!(!standard.contains("What this connection requires for each user"), "{standard}");
    assert!(
        standard.contains("Users have access here as soon as they are sent, with the status “Confirmed”."),
        "{standard}"
    );
    let vault = said("vault invitation_days=1");
    assert!(vault.contains("Send the same address as userName and as the primary email address"), "{vault}");
    assert!(vault.contains("Map mail to userName"), "{vault}");
    assert!(vault.contains("a link that is valid for one day."), "{vault}");
    assert!(vault.contains("an administrator confirms the user"), "{vault}");
    assert!(vault.contains("access is revoked here"), "{vault}");
    let staged = said("workspace invite=manual");
    assert!(staged.contains("have the status “Staged”"), "{staged}");
    assert!(staged.contains("are removed here"), "{staged}");
}

#[test]
fn troubleshooting_says_what_is_known() {
    let on = connection(Provider::Okta, Preset::Standard, &[]);
    let off = Connection { enabled: false, ..on.clone() };
    let steps = |connection, calls| {
        let section = Language::En.troubleshooting(&GuideValues { calls, ..values(connection) });
        section.steps.iter().map(|step| step.text.to_string()).collect::<Vec<_>>()
    };
    let refused = Calls::Refused {
        at: "2026-11-21 12:47 UTC",
        call: "GET /Users?count=2",
        status: 401,
        advice: Some("Paste the new token."),
    };
    let said = steps(&on, refused);
    assert_eq!(said[0], "SCIM is enabled for this connection and saved.");
    assert!(said[2].contains("The old token stops working immediately"), "{said:?}");
    assert!(said[3].ends_with("click Test API Credentials again."), "{said:?}");
    assert_eq!(
        said[4],
        "The last refused call was on 2026-11-21 12:47 UTC and was answered with 401. Paste the new token."
    );
    assert!(steps(&off, Calls::Never)[0].contains("every call is refused"));
    assert!(steps(&off, Calls::Never)[4].starts_with("No call has reached this connection yet."));
    assert!(steps(&on, Calls::Answered)[4].starts_with("No refused call is unresolved."));
}
