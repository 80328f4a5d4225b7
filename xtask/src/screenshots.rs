//! `cargo xtask screenshots`: pictures of the portal's pages, taken in Chromium from sample data.

use std::path::Path;

use anyhow::{Context, Result};

use crate::install;
use crate::run::{program, show};
use crate::test::target_folder;

/// Takes them into this folder, or into one in the target folder.
pub(crate) fn run(folder: Option<&Path>) -> Result<()> {
    let target = target_folder()?;
    let axe = install::browser(&target)?;
    install::fonts()?;
    let folder = folder.map_or_else(|| target.join("screenshots"), Path::to_owned);
    std::fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    // Where this was started and where tests run are two places.
    let folder = folder.canonicalize()?;
    let mut command = program("cargo", &["test", "--locked", "--package", "web", "--test", "browser"]);
    command.args(["--", "screenshots"]);
    command.env("ROLLBOOK_TEST_AXE", axe).env("ROLLBOOK_TEST_SCREENSHOTS", &folder);
    show(command)?;
    println!("The pictures are in {}.", folder.display());
    Ok(())
}
