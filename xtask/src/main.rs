//! The project's own chores, so that a laptop and continuous integration run the same thing.

mod bench;
mod install;
mod judge;
mod run;
mod screenshots;
mod test;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;

const USAGE: &str = "\
Usage: cargo xtask <chore>

  test           check and test everything; installs what that needs where it is missing, and says so
  test --quick   the part of it that needs nothing installed
  bench …        measure a release build beside what the same work costs at least; `bench --help` says how
  screenshots …  pictures of every page of the portal in each language, into this folder
  pictures       the few of them that README.md shows, into docs/pictures
  tidy           hold the repository to its own rules (ARCHITECTURE.md, STYLE.md)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["test"] => test::run(test::Extent::Everything),
        ["test", "--quick"] => test::run(test::Extent::Quick),
        ["tidy"] => tidy::run(),
        ["screenshots"] => screenshots::run(None),
        ["screenshots", folder] if !folder.starts_with("-") => screenshots::run(Some(Path::new(folder))),
        ["pictures"] => screenshots::readme(),
        ["bench", arguments @ ..] => bench::run(arguments),
        ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The folder that holds the root `Cargo.toml`.
///
/// Asked of `cargo run` and not of the compiler: two checkouts may share one target folder, hence one binary.
#[expect(
    clippy::disallowed_methods,
    reason = "how Cargo tells a program where it runs is an environment variable"
)]
fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let folder = std::env::var_os("CARGO_MANIFEST_DIR").expect("xtask is started by `cargo xtask`");
        Path::new(&folder).parent().expect("xtask is a folder of the repository").to_owned()
    })
}
