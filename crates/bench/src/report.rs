//! What is printed at the end, for people.

use crate::bars::{Bar, Limit};
use crate::bench::mib;
use crate::figures::{Figures, Results};
use std::time::Duration;

/// A table of all workloads, and then the bars.
pub(crate) fn print(results: &Results, bars: &[Bar]) {
    println!();
    println!(
        "{:<28} {:>9} {:>10} {:>10} {:>10} {:>12} {:>9}  besides",
        "workload", "requests", "per s", "p50 ms", "p99 ms", "CPU s/1000", "peak MiB"
    );
    results.all.iter().for_each(|figures| println!("{}", row(figures)));
    println!();
    bars.iter().for_each(|bar| println!("{}", verdict(bar)));
}

fn row(figures: &Figures) -> String {
    // Not everything sends requests, and not everybody who does measures each.
    let known = |shown: String, is_known: bool| if is_known { shown } else { "-".to_owned() };
    let millis = |time: Duration| known(format!("{:.3}", time.as_secs_f64() * 1_000.0), !time.is_zero());
    let sent = figures.requests > 0;
    let facts: Vec<String> =
        figures.facts.iter().map(|(name, value)| format!("{name} {}", short(*value))).collect();
    format!(
        "{:<28} {:>9} {:>10} {:>10} {:>10} {:>12} {:>9.1}  {}",
        figures.name,
        known(figures.requests.to_string(), sent),
        known(format!("{:.0}", figures.per_second), sent),
        millis(figures.p50),
        millis(figures.p99),
        known(format!("{:.4}", figures.cpu_per_1000()), sent),
        mib(figures.peak_kib),
        facts.join(", ")
    )
}

fn verdict(bar: &Bar) -> String {
    let limit = match bar.limit {
        Limit::AtMost(limit) => format!("≤ {}", short(limit)),
        Limit::Below(limit) => format!("< {}", short(limit)),
        Limit::AtLeast(limit) => format!("≥ {}", short(limit)),
    };
    let (word, measured) = match bar.met() {
        Some(true) => ("met", bar.measured.map(short)),
        Some(false) => ("MISSED", bar.measured.map(short)),
        None => ("not measured", None),
    };
    format!("{word:<12} {:>9}  {limit:<8} {}", measured.unwrap_or_default(), bar.what)
}

/// As many decimals as a number of that size is good for.
fn short(number: f64) -> String {
    match number.abs() {
        size if size >= 100.0 || number.fract() == 0.0 => format!("{number:.0}"),
        size if size >= 1.0 => format!("{number:.2}"),
        _ => format!("{number:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_not_shown_as_nothing() {
        let start = Figures { peak_kib: 10_240, ..Figures::named("start") }.fact("ready_ms", 9.5);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ");
        assert_eq!(words(&row(&start)), "start - - - - - 10.0 ready_ms 9.50");
        let cpu = Duration::from_millis(200);
        let get = Figures { requests: 1_000, per_second: 5_000.4, cpu, ..Figures::named("get") };
        assert_eq!(words(&row(&get)), "get 1000 5000 - - 0.2000 0.0");
    }

    #[test]
    fn a_verdict_says_how_far_it_is() {
        let bar = |limit, measured| verdict(&Bar { what: "GET".into(), limit, measured });
        assert_eq!(bar(Limit::AtMost(2.5), Some(2.5)), "met               2.50  ≤ 2.50   GET");
        assert_eq!(bar(Limit::Below(0.25), Some(0.25)), "MISSED           0.250  < 0.250  GET");
        assert_eq!(bar(Limit::AtLeast(40.0), Some(41.26)), "met              41.26  ≥ 40     GET");
        assert_eq!(bar(Limit::AtLeast(40.0), None), "not measured            ≥ 40     GET");
    }
}
