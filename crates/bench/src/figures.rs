//! What a workload cost, and what that is beside something else.

use serde_json::{Value, json};
use simulator::load::Summary;
use std::collections::BTreeMap;
use std::time::Duration;

/// What one workload cost.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Figures {
    pub(crate) name: String,
    pub(crate) requests: u64,
    pub(crate) per_second: f64,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
    /// Processor time of the process under test.
    pub(crate) cpu: Duration,
    /// The most memory that it had meanwhile.
    pub(crate) peak_kib: u64,
    /// By how much that is more than it had before.
    pub(crate) rise_kib: u64,
    pub(crate) statuses: BTreeMap<u16, u64>,
    /// What else there is to say, by name.
    pub(crate) facts: BTreeMap<&'static str, f64>,
}

/// All that was measured in this run.
#[derive(Debug, Default)]
pub(crate) struct Results {
    pub(crate) all: Vec<Figures>,
}

impl Figures {
    /// Of something that sends no requests.
    pub(crate) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    pub(crate) fn of(name: &str, summary: &Summary, cpu: Duration, peak_kib: u64, before_kib: u64) -> Self {
        Self {
            name: name.to_owned(),
            requests: summary.answers(),
            per_second: summary.per_second(),
            p50: summary.latency(50).unwrap_or_default(),
            p99: summary.latency(99).unwrap_or_default(),
            cpu,
            peak_kib,
            rise_kib: peak_kib.saturating_sub(before_kib),
            statuses: summary.statuses.clone(),
            facts: BTreeMap::new(),
        }
    }

    /// Processor seconds of 1,000 requests.
    pub(crate) fn cpu_per_1000(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "nobody counts to 2^53 requests")]
        let requests = self.requests.max(1) as f64;
        self.cpu.as_secs_f64() * 1_000.0 / requests
    }

    pub(crate) fn fact(mut self, name: &'static str, value: f64) -> Self {
        self.facts.insert(name, value);
        self
    }

    pub(crate) fn to_json(&self) -> Value {
        let millis = |time: Duration| time.as_secs_f64() * 1_000.0;
        let statuses: BTreeMap<String, u64> =
            self.statuses.iter().map(|(status, count)| (status.to_string(), *count)).collect();
        json!({
            "workload": self.name,
            "requests": self.requests,
            "per_second": rounded(self.per_second),
            "p50_ms": rounded(millis(self.p50)),
            "p99_ms": rounded(millis(self.p99)),
            "cpu_seconds_per_1000": rounded(self.cpu_per_1000()),
            "peak_kib": self.peak_kib,
            "rise_kib": self.rise_kib,
            "statuses": statuses,
            "facts": self.facts.iter().map(|(name, value)| (*name, rounded(*value))).collect::<BTreeMap<_, _>>(),
        })
    }
}

impl Results {
    pub(crate) fn get(&self, name: &str) -> Option<&Figures> {
        self.all.iter().find(|figures| figures.name == name)
    }

    pub(crate) fn fact(&self, name: &str, fact: &str) -> Option<f64> {
        self.get(name)?.facts.get(fact).copied()
    }

    /// The processor time of a request of `one` as a multiple of that of `other`.
    pub(crate) fn cpu_ratio(&self, one: &str, other: &str) -> Option<f64> {
        ratio(self.get(one)?.cpu_per_1000(), self.get(other)?.cpu_per_1000())
    }

    pub(crate) fn p50_ratio(&self, one: &str, other: &str) -> Option<f64> {
        ratio(self.get(one)?.p50.as_secs_f64(), self.get(other)?.p50.as_secs_f64())
    }
}

/// None where there is nothing to compare with: the clock is too coarse for so little.
pub(crate) fn ratio(one: f64, other: f64) -> Option<f64> {
    (other > 0.0).then(|| one / other)
}

/// The repetition with the median processor time, so that a noisy neighbour of one of them decides nothing.
pub(crate) fn median(mut repetitions: Vec<Figures>) -> Option<Figures> {
    repetitions.sort_by(|a, b| a.cpu_per_1000().total_cmp(&b.cpu_per_1000()));
    let middle = repetitions.len() / 2;
    repetitions.into_iter().nth(middle)
}

/// The median of some numbers.
pub(crate) fn median_number(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

/// Four significant decimals are more than any of this is good for.
fn rounded(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(name: &str, requests: u64, cpu_millis: u64) -> Figures {
        Figures { name: name.into(), requests, cpu: Duration::from_millis(cpu_millis), ..Figures::default() }
    }

    #[test]
    fn cost_is_per_request() {
        assert_eq!(figures("a", 4_000, 800).cpu_per_1000(), 0.2);
        let results =
            Results { all: vec![figures("a", 1_000, 500), figures("b", 4_000, 800), figures("c", 9, 0)] };
        assert_eq!(results.cpu_ratio("a", "b"), Some(2.5));
        assert_eq!((results.cpu_ratio("a", "c"), results.cpu_ratio("a", "d")), (None, None));
    }

    #[test]
    fn an_outlier_decides_nothing() {
        let repetitions = [90, 10, 12].map(|cpu| figures("a", 1_000, cpu)).to_vec();
        assert_eq!(median(repetitions).unwrap().cpu, Duration::from_millis(12));
        assert_eq!(median_number(vec![9.0, 1.0, 2.0]), Some(2.0));
        assert_eq!((median(vec![]), median_number(vec![])), (None, None));
    }

    #[test]
    fn percentiles_come_from_the_sorted_latencies() {
        let latencies = (1..=200).map(Duration::from_millis).collect();
        let summary = Summary { latencies, statuses: [(200, 200)].into(), ..Summary::default() };
        let figures = Figures::of("a", &summary, Duration::ZERO, 300, 100);
        assert_eq!((figures.p50, figures.p99), (Duration::from_millis(101), Duration::from_millis(199)));
        assert_eq!((figures.requests, figures.rise_kib), (200, 200));
    }
}
