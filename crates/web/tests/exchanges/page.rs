//! `docs/pain-points.md` names each recording of a pain point, and each pain point has one.

use crate::{files, folder};
use libtest_mimic::{Failed, Trial};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const PAGE: &str = include_str!("../../../../docs/pain-points.md");
const ROWS: std::ops::RangeInclusive<u32> = 1..=30;

/// The tests of each row, by the row's number.
type Rows = BTreeMap<u32, BTreeSet<String>>;

pub(crate) fn trials() -> [Trial; 1] {
    [Trial::test("page::every pain point has a test and every test its line", every_row)]
}

fn every_row() -> Result<(), Failed> {
    let (page, tests) = (on_page()?, on_disk()?);
    if !page.keys().copied().eq(ROWS) {
        return Err(format!("The page has the rows {:?}.", page.keys().collect::<Vec<_>>()).into());
    }
    if let Some(stray) = tests.keys().find(|row| !ROWS.contains(row)) {
        return Err(format!(
            "There are tests of row {stray}, which the page does not have: {:?}.",
            tests[stray]
        )
        .into());
    }
    match ROWS.map(|row| (row, page.get(&row), tests.get(&row))).find(|(_, named, there)| named != there) {
        Some((row, named, there)) => {
            Err(format!("Row {row}: the page names {named:?}, and there are {there:?}.").into())
        }
        None => Ok(()),
    }
}

/// What the last column of each row names between backticks.
fn on_page() -> Result<Rows, String> {
    let rows = PAGE.lines().filter(|line| line.starts_with("| ") && line.as_bytes()[2].is_ascii_digit());
    let rows = rows.map(|line| {
        let cells: Vec<&str> =
            line.trim_matches('|').split(" | ").map(|cell| cell.trim().trim_matches('|')).collect();
        let number = cells[0].trim().parse().map_err(|_| format!("No number of a row: {line}"))?;
        let names = cells.last().copied().unwrap_or_default().split('`').skip(1).step_by(2);
        Ok((number, names.map(|name| name.trim_end_matches(".json").to_owned()).collect()))
    });
    rows.collect()
}

/// The recordings whose names begin with the number of a row, and the functions called after one.
fn on_disk() -> Result<Rows, String> {
    let mut rows = Rows::new();
    for file in files(&folder().join("pain-points")) {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let number = name.get(..2).and_then(|digits| digits.parse().ok());
        let number = number.ok_or(format!("{name} does not begin with the number of a row"))?;
        rows.entry(number).or_default().insert(format!("pain-points/{name}"));
    }
    let written = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/server/pain_points.rs");
    let written = fs::read_to_string(written).map_err(|error| error.to_string())?;
    for name in written.lines().filter_map(|line| line.strip_prefix("fn row_")?.strip_suffix("() {")) {
        let number = name.get(..2).and_then(|digits| digits.parse().ok());
        let number = number.ok_or(format!("row_{name} does not say of which row it is"))?;
        rows.entry(number).or_default().insert(format!("row_{name}"));
    }
    Ok(rows)
}
