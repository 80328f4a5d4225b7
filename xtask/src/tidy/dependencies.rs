//! Who may depend on whom: the direction between our crates, and one owner for each heavy crate of others.

use super::repository::{Dependency, Kind, Package, SourceFile};
use super::{Finding, Repository};

/// Each of our crates with those of ours that it may link: `scim ← directory ← store ← app ← web, worker ← rollbook`;
/// `i18n` stands beside `store`.
const DIRECTION: &[(&str, &[&str])] = &[
    ("scim", &[]),
    ("directory", &["scim"]),
    ("store", &["scim", "directory"]),
    ("app", &["scim", "directory", "store"]),
    ("i18n", &["scim", "directory"]),
    ("web", &["scim", "directory", "store", "app", "i18n"]),
    ("worker", &["scim", "directory", "store", "app", "i18n"]),
    ("simulator", &["scim"]),
    ("rollbook", &["scim", "directory", "store", "app", "i18n", "web", "worker", "simulator"]),
    ("cluster", &[]),
    ("xtask", &["cluster"]),
    ("testkit", &["scim", "directory", "store", "app", "i18n", "web", "worker", "simulator", "rollbook"]),
    ("bench", &["scim", "directory", "store", "app", "simulator", "cluster"]),
    ("xtask", &[]),
];

/// Crates of others that only some of ours may depend on, tests included; `*` stands for the rest of a name.
///
/// `bench` uses some beside their owners: what the server is measured against is the same work done by these crates alone.
const OWNERS: &[(&str, &[&str])] = &[
    ("anyhow", &["rollbook", "xtask", "bench"]),
    ("askama*", &["web", "worker"]),
    ("axum*", &["web", "bench"]),
    ("clap*", &["rollbook", "xtask", "bench"]),
    ("confique", &["rollbook", "xtask"]),
    ("deadpool*", &["store"]),
    ("fluent*", &["i18n"]),
    ("governor", &["web"]),
    ("hyper*", &["web"]),
    ("indicatif", &["rollbook"]),
    ("lettre", &["worker"]),
    ("reqwest", &["worker"]),
    ("rusqlite", &["store", "bench"]),
    ("tokio-postgres", &["store", "bench"]),
    ("tower*", &["web"]),
];

/// All that these crates may link of others: purity is a line in `Cargo.toml`, or it is not there.
const ALLOWED: &[(&str, &[&str])] = &[
    ("scim", &["caseless", "jiff", "serde", "serde_json", "unicode-normalization"]),
    ("directory", &["crc32fast", "jiff", "serde", "serde_json", "sha2", "subtle", "thiserror", "uuid"]),
    ("i18n", &["fluent-bundle", "unic-langid"]),
    (
        "simulator",
        &[
            "flate2",
            "jiff",
            "rand",
            "rustls",
            "rustls-native-certs",
            "serde",
            "serde_json",
            "thiserror",
            "uuid",
        ],
    ),
];

pub(super) fn check(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in &repository.packages {
        findings.extend(name(package));
        for dependency in &package.dependencies {
            let message = direction(package, dependency)
                .or_else(|| owner(package, dependency))
                .or_else(|| allowed(package, dependency));
            let line =
                repository.text(&package.manifest).map_or(0, |text| line_that_names(text, &dependency.name));
            findings.extend(message.map(|message| Finding::new(&package.manifest, line, message)));
        }
    }
    let manifests = repository.under(&["crates/", "xtask/"], "/Cargo.toml");
    findings.extend(manifests.filter(|file| !file.path.contains("/fuzz/")).flat_map(own_versions));
    findings
}

/// A crate is called what its folder is called, and has its place in the direction.
fn name(package: &Package) -> Option<Finding> {
    let folder = package.manifest.strip_suffix("/Cargo.toml")?.rsplit('/').next()?;
    let message = if folder != package.name {
        format!(
            "the package `{}` is in the folder `{folder}`; a folder is called what its crate is",
            package.name
        )
    } else if ours(&package.name).is_none() {
        format!(
            "`{folder}` has no place in the direction of our crates; give it one in xtask/src/tidy/dependencies.rs"
        )
    } else {
        return None;
    };
    Some(Finding::new(&package.manifest, 0, message))
}

fn direction(package: &Package, dependency: &Dependency) -> Option<String> {
    // A test may look at its crate from outside, through whatever starts a server.
    if dependency.kind == Kind::Dev || ours(&dependency.name).is_none() {
        return None;
    }
    if ours(&package.name)?.contains(&dependency.name.as_str()) {
        return None;
    }
    Some(match dependency.name.as_str() {
        "testkit" => format!("`{}` may depend on `testkit` for its tests only", package.name),
        other => format!("`{}` may not depend on `{other}`: it points against the direction", package.name),
    })
}

fn owner(package: &Package, dependency: &Dependency) -> Option<String> {
    let (_, owners) = OWNERS.iter().find(|(pattern, _)| matches(pattern, &dependency.name))?;
    if owners.contains(&package.name.as_str()) {
        return None;
    }
    let owners = owners.join(" and ");
    Some(format!("`{}` may not depend on `{}`: it belongs to {owners}", package.name, dependency.name))
}

fn allowed(package: &Package, dependency: &Dependency) -> Option<String> {
    let (_, list) = ALLOWED.iter().find(|(name, _)| *name == package.name)?;
    let is_fine = dependency.kind == Kind::Dev
        || ours(&dependency.name).is_some()
        || list.contains(&dependency.name.as_str());
    (!is_fine).then(|| {
        format!(
            "`{}` is not on the list of what `{}` may link: {}",
            dependency.name,
            package.name,
            list.join(", ")
        )
    })
}

/// Every version is written once, in the root's `Cargo.toml`.
fn own_versions(manifest: &SourceFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut in_dependencies = false;
    for (index, line) in manifest.text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.starts_with('[') {
            in_dependencies = line.ends_with("dependencies]");
        } else if in_dependencies && !line.is_empty() && !line.contains("workspace = true") {
            let message =
                "a version of its own; write it in the root's Cargo.toml and say `workspace = true` here";
            findings.push(Finding::new(&manifest.path, index + 1, message));
        }
    }
    findings
}

fn ours(name: &str) -> Option<&'static [&'static str]> {
    DIRECTION.iter().find(|(ours, _)| *ours == name).map(|(_, inner)| *inner)
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => {
            name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
        }
        None => pattern == name,
    }
}

fn line_that_names(manifest: &str, dependency: &str) -> usize {
    let is_it = |line: &str| line.split(['.', '=', ' ']).next() == Some(dependency);
    manifest.lines().position(is_it).map_or(0, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::Repository;
    use crate::tidy::repository::{Dependency, Kind, Package};

    fn messages(package: &str, normal: &[&str], dev: &[&str]) -> Vec<String> {
        let dependency = |kind| move |name: &&str| Dependency { name: (*name).to_owned(), kind };
        let dependencies = normal
            .iter()
            .map(dependency(Kind::Normal))
            .chain(dev.iter().map(dependency(Kind::Dev)))
            .collect();
        let manifest = format!("crates/{package}/Cargo.toml");
        let packages = vec![Package { name: package.to_owned(), manifest, dependencies }];
        let repository = Repository { packages, ..Repository::default() };
        check(&repository).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn what_the_design_allows_passes() {
        assert_eq!(messages("scim", &["serde_json"], &["proptest"]), [""; 0]);
        assert_eq!(messages("web", &["app", "axum", "tower-http", "hyper-util"], &["testkit"]), [""; 0]);
        assert_eq!(messages("rollbook", &["web", "worker", "clap", "anyhow"], &["testkit"]), [""; 0]);
    }

    #[test]
    fn what_points_outward_or_belongs_to_another_is_found() {
        assert_eq!(
            messages("directory", &["store", "tokio"], &[]),
            [
                "`directory` may not depend on `store`: it points against the direction",
                "`tokio` is not on the list of what `directory` may link: crc32fast, jiff, serde, serde_json, sha2, \
                 subtle, thiserror, uuid",
            ]
        );
        assert_eq!(messages("app", &["testkit"], &[]), ["`app` may depend on `testkit` for its tests only"]);
        assert_eq!(
            messages("app", &["rusqlite"], &["tower-http"]),
            [
                "`app` may not depend on `rusqlite`: it belongs to store and bench",
                "`app` may not depend on `tower-http`: it belongs to web",
            ]
        );
        assert_eq!(
            messages("simulator", &["directory"], &[]),
            ["`simulator` may not depend on `directory`: it points against the direction"]
        );
    }

    #[test]
    fn an_unknown_crate_must_take_its_place() {
        assert_eq!(
            messages("billing", &[], &[]),
            [
                "`billing` has no place in the direction of our crates; give it one in xtask/src/tidy/dependencies.rs"
            ]
        );
    }

    #[test]
    fn a_version_of_its_own_is_found() {
        let text = "[dependencies]\nserde.workspace = true\nrand = \"0.10\" # new\n[features]\na = []\n";
        let repository = Repository::of(&[("crates/app/Cargo.toml", text)]);
        let found: Vec<_> =
            check(&repository).into_iter().map(|finding| (finding.path, finding.line)).collect();
        assert_eq!(found, [("crates/app/Cargo.toml".to_owned(), 3)]);
    }
}
