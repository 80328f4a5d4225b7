//! The repository as the checks see it: texts, paths, and what Cargo knows of each package.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use serde_json::Value;

use crate::run::{ask, program};

/// Hidden folders that are part of the project; all others belong to somebody's tools.
const HIDDEN_FOLDERS: &[&str] = &[".cargo", ".ci"];

#[derive(Default)]
pub(super) struct Repository {
    /// Every file that is text, in the order of its path.
    pub(super) files: Vec<SourceFile>,
    /// Every file and folder, as `crates/scim/src`.
    pub(super) paths: BTreeSet<String>,
    pub(super) packages: Vec<Package>,
}

pub(super) struct SourceFile {
    /// From the root, with `/`.
    pub(super) path: String,
    pub(super) text: String,
}

/// A package of the workspace and what it says it needs.
#[derive(Clone, Debug)]
pub(super) struct Package {
    pub(super) name: String,
    /// Of its `Cargo.toml`, from the root.
    pub(super) manifest: String,
    pub(super) dependencies: Vec<Dependency>,
}

#[derive(Clone, Debug)]
pub(super) struct Dependency {
    pub(super) name: String,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Needed to build or to run.
    Normal,
    /// Needed by tests.
    Dev,
}

impl Repository {
    pub(super) fn read(root: &Path) -> Result<Self> {
        let mut repository = Self { packages: packages(root)?, ..Self::default() };
        repository.walk(root, "")?;
        repository.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(repository)
    }

    /// The files whose path starts with one of `folders` and ends with `extension`.
    pub(super) fn under<'a>(
        &'a self,
        folders: &'a [&str],
        extension: &'a str,
    ) -> impl Iterator<Item = &'a SourceFile> {
        self.files.iter().filter(move |file| {
            file.path.ends_with(extension) && folders.iter().any(|folder| file.path.starts_with(folder))
        })
    }

    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).map(|file| file.text.as_str())
    }

    fn walk(&mut self, root: &Path, folder: &str) -> Result<()> {
        let entries =
            std::fs::read_dir(root.join(folder)).with_context(|| format!("could not list {folder}"))?;
        for entry in entries {
            let entry = entry?;
            let name =
                entry.file_name().into_string().map_err(|name| anyhow!("{name:?} is no UTF-8 file name"))?;
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            // `.git` is a file in a second work tree.
            if name == ".git" {
                continue;
            }
            if entry.file_type()?.is_dir() {
                let is_foreign = name.starts_with('.') && !HIDDEN_FOLDERS.contains(&name.as_str());
                if is_foreign || name == "target" {
                    continue;
                }
                self.walk(root, &path)?;
            } else if let Ok(text) = std::fs::read_to_string(entry.path()) {
                self.files.push(SourceFile { path: path.clone(), text });
            }
            self.paths.insert(path);
        }
        Ok(())
    }
}

fn packages(root: &Path) -> Result<Vec<Package>> {
    let arguments = ["metadata", "--format-version", "1", "--no-deps", "--locked"];
    let metadata: Value = serde_json::from_str(&ask(program("cargo", &arguments))?)?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let dependency = |value: &Value| Dependency {
        name: text(&value["name"]),
        kind: if value["kind"] == "dev" { Kind::Dev } else { Kind::Normal },
    };
    list(&metadata["packages"])
        .iter()
        .map(|package| {
            let manifest = text(&package["manifest_path"]);
            let manifest = Path::new(&manifest)
                .strip_prefix(root)
                .with_context(|| format!("the package {manifest} is outside the repository"))?;
            Ok(Package {
                name: text(&package["name"]),
                manifest: manifest.to_string_lossy().replace('\\', "/"),
                dependencies: list(&package["dependencies"]).iter().map(dependency).collect(),
            })
        })
        .collect()
}

#[cfg(test)]
impl Repository {
    /// A repository that exists in a test only.
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let mut repository = Self::default();
        for (path, text) in files {
            repository.files.push(SourceFile { path: (*path).to_owned(), text: (*text).to_owned() });
            let folders = path.match_indices('/').map(|(at, _)| path[..at].to_owned());
            repository.paths.extend(folders);
            repository.paths.insert((*path).to_owned());
        }
        repository
    }
}
