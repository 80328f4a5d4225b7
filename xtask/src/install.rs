//! What the tests need besides Rust, installed where it is missing, and never silently.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::root;
use crate::run::{ask, program, show, works};

/// A program that must work, and where it comes from.
struct Need {
    what: &'static str,
    probe: &'static [&'static str],
    packages: &'static [&'static str],
}

/// Needed by `cargo test`: SQLite is compiled from its C source.
const C_COMPILER: Need =
    Need { what: "a C compiler", probe: &["cc", "--version"], packages: &["gcc", "libc6-dev"] };
/// Needed by the outside judge, which is a Python program.
const PYTHON: Need = Need {
    what: "Python 3 with its venv module",
    probe: &["python3", "-c", "import ensurepip, venv"],
    packages: &["python3", "python3-venv"],
};

/// Needed to test on a database server: the server itself, and the programs that ask it.
const POSTGRES: Need = Need {
    what: "PostgreSQL",
    probe: &[
        "sh",
        "-c",
        "(ls /usr/lib/postgresql/*/bin/initdb || test -x \"$(pg_config --bindir)/initdb\") && psql --version && pg_dump --version",
    ],
    packages: &["postgresql"],
};

/// Needed by the tests of the portal: a browser, and the program that moves it.
const BROWSER: Need = Need {
    what: "Chromium with its driver",
    probe: &["chromedriver", "--version"],
    packages: &["chromium", "chromium-driver"],
};
/// Needed to fetch axe-core, which looks for what keeps people out of a page.
const NPM: Need = Need { what: "npm", probe: &["npm", "--version"], packages: &["npm"] };
/// Needed for pictures of pages in Japanese.
const FONTS: Need = Need {
    what: "a font with Japanese letters",
    probe: &["sh", "-c", "fc-list :lang=ja family | grep -q ."],
    packages: &["fontconfig", "fonts-noto-cjk"],
};
/// Its version and its digest, which npm compares with what it gets.
const AXE: [&str; 2] = ["package.json", "package-lock.json"];

const PYTHON_PROBE: &str = "import sys; sys.exit(sys.version_info < (3, 11))";
const REQUIREMENTS: &str = "xtask/judge-requirements.txt";

/// The compiler's companions and the C compiler.
pub(crate) fn toolchain() -> Result<()> {
    for component in ["fmt", "clippy"] {
        if works("cargo", &[component, "--version"]) {
            continue;
        }
        let component = if component == "fmt" { "rustfmt" } else { component };
        println!("    installing the toolchain component {component} with rustup");
        show(program("rustup", &["component", "add", component]))?;
    }
    debian(&C_COMPILER)
}

/// A database server that nobody has to run: a private cluster needs its programs only.
pub(crate) fn postgres() -> Result<()> {
    debian(&POSTGRES)
}

/// A browser, and the place of axe-core's script for it.
pub(crate) fn browser(target: &Path) -> Result<PathBuf> {
    debian(&BROWSER)?;
    let folder = target.join("xtask").join("axe");
    let script = folder.join("node_modules").join("axe-core").join("axe.min.js");
    let wanted = AXE.map(|name| root().join("xtask").join("axe").join(name));
    let is_there = |(from, name): (&PathBuf, &str)| {
        std::fs::read(from)
            .is_ok_and(|wanted| std::fs::read(folder.join(name)).is_ok_and(|held| held == wanted))
    };
    if script.exists() && wanted.iter().zip(AXE).all(is_there) {
        return Ok(script);
    }
    debian(&NPM)?;
    println!("    installing axe-core into {}", folder.display());
    std::fs::create_dir_all(&folder)?;
    for (from, name) in wanted.iter().zip(AXE) {
        std::fs::copy(from, folder.join(name)).with_context(|| format!("could not copy {name}"))?;
    }
    let mut npm =
        program("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]);
    npm.current_dir(&folder);
    show(npm)?;
    Ok(script)
}

/// What pictures need beside a browser.
pub(crate) fn fonts() -> Result<()> {
    debian(&FONTS)
}

/// A private Python with the judge in it; the path of its interpreter.
pub(crate) fn judge(target: &Path) -> Result<PathBuf> {
    debian(&PYTHON)?;
    if !works("python3", &["-c", PYTHON_PROBE]) {
        bail!("python3 is older than 3.11, which the judge needs; put a newer python3 first in PATH");
    }
    let requirements = std::fs::read_to_string(root().join(REQUIREMENTS))
        .with_context(|| format!("could not read {REQUIREMENTS}"))?;
    let environment = target.join("xtask").join("judge-venv");
    let python = environment.join("bin").join("python");
    // The list is written into the environment last: there and equal means that it was installed whole.
    let receipt = environment.join("installed.txt");
    if std::fs::read_to_string(&receipt).is_ok_and(|installed| installed == requirements)
        && works(&python.to_string_lossy(), &["-c", "import scim2_tester, httpx2"])
    {
        return Ok(python);
    }

    println!("    installing Python packages into {}:", environment.display());
    for line in requirements.lines().filter(|line| !line.starts_with('#')) {
        println!("      {line}");
    }
    show(program("python3", &["-m", "venv", "--clear", &environment.to_string_lossy()]))?;
    let mut pip = program(&python.to_string_lossy(), &["-m", "pip", "install"]);
    pip.args(["--quiet", "--disable-pip-version-check", "--no-input", "--requirement", REQUIREMENTS]);
    show(pip)?;
    std::fs::write(&receipt, requirements)?;
    Ok(python)
}

/// Makes a need true with Debian's packages where it is not true yet.
fn debian(need: &Need) -> Result<()> {
    let Need { what, probe, packages } = need;
    if works(probe[0], &probe[1..]) {
        return Ok(());
    }
    let list = packages.join(" ");
    if !works("apt-get", &["--version"]) {
        bail!("{what} is missing and there is no apt-get; install what Debian calls: {list}");
    }
    println!("    installing Debian packages for {what}: {list}");
    apt(&["update"])?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(packages.iter());
    apt(&arguments)?;
    if !works(probe[0], &probe[1..]) {
        bail!(
            "`{}` still fails after installing {list}; is another {} first in PATH?",
            probe.join(" "),
            probe[0]
        );
    }
    Ok(())
}

fn apt(arguments: &[&str]) -> Result<()> {
    let mut words = vec!["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"];
    words.extend(arguments);
    if ask(program("id", &["-u"]))?.trim() != "0" {
        // `-n`: fail rather than wait for a password that nobody is there to type.
        words.splice(0..0, ["sudo", "-n"]);
    }
    show(program(words[0], &words[1..])).with_context(
        || "could not install with apt-get; do it by hand, or run this as root or with passwordless sudo",
    )
}
