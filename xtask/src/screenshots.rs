//! `cargo xtask screenshots` and `cargo xtask pictures`: the portal's pages, taken in Chromium from sample data.

use std::path::Path;

use anyhow::{Context, Result};

use crate::install;
use crate::run::{program, show};
use crate::test::target_folder;

/// Takes every page in each language, into this folder, or into one in the target folder.
pub(crate) fn run(folder: Option<&Path>) -> Result<()> {
    let folder = match folder {
        Some(folder) => folder.to_owned(),
        None => target_folder()?.join("screenshots"),
    };
    take("ROLLBOOK_TEST_SCREENSHOTS", &folder)
}

/// Takes the few that README.md shows.
pub(crate) fn readme() -> Result<()> {
    take("ROLLBOOK_TEST_PICTURES", &crate::root().join("docs/pictures"))
}

fn take(which: &str, folder: &Path) -> Result<()> {
    let axe = install::browser(&target_folder()?)?;
    install::fonts()?;
    std::fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
    // Where this was started and where tests run are two places.
    let folder = folder.canonicalize()?;
    let mut command = program("cargo", &["test", "--locked", "--package", "web", "--test", "browser"]);
    command.env("ROLLBOOK_TEST_AXE", axe).env(which, &folder);
    show(command)?;
    println!("The pictures are in {}.", folder.display());
    Ok(())
}
