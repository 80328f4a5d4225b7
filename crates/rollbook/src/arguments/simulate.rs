//! The arguments of `rollbook simulate`.

use super::one_of;
use clap::{ArgAction, Args};
use simulator::{Fault, RATE_MAX, RATE_MIN, Scenario};

/// What to play.
#[derive(Args)]
#[command(after_help = scenarios())]
pub(crate) struct Simulate {
    /// Which identity provider, or which scenario of it, such as `entra` or `entra:account-discovery`.
    #[arg(value_name = "PROVIDER[:SCENARIO]", value_parser = scenario)]
    pub(crate) scenario: &'static Scenario,
    /// The SCIM address, as an administrator would paste it into the provider.
    #[arg(long)]
    pub(crate) url: String,
    /// The bearer token.
    #[arg(long, env = "ROLLBOOK_SIMULATE_TOKEN", hide_env_values = true)]
    pub(crate) token: String,
    /// People at the provider; 40, unless the scenario is about more.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) users: Option<u32>,
    /// Groups at the provider.
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) groups: u32,
    /// How often the cycle runs; after the first nothing has changed at the provider.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) cycles: u32,
    /// Requests a second at most; as fast as the server answers without it.
    #[arg(long, value_parser = rate)]
    pub(crate) rate: Option<f64>,
    /// What shall go wrong in the first cycle; may be given several times, and `all` means all of them.
    #[arg(long = "fault", value_name = "FAULT", ignore_case = true, action = ArgAction::Append)]
    #[arg(value_parser = one_of(faults(), |(name, _)| name))]
    pub(crate) faults: Vec<(&'static str, &'static [Fault])>,
    /// The same seed makes the same people.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Every scenario with what it plays.
fn scenarios() -> String {
    let scenarios = Scenario::all().map(|scenario| {
        let name = if scenario.is_default() { scenario.provider.to_string() } else { scenario.to_string() };
        format!("\n  {name}\n      {}", scenario.about)
    });
    let faults = Fault::ALL.map(|fault| format!("\n  {fault}\n      {}", fault.about()));
    format!("Scenarios:{}\n\nFaults:{}", scenarios.collect::<String>(), faults.concat())
}

/// Each fault by its name, and all of them.
fn faults() -> impl Iterator<Item = (&'static str, &'static [Fault])> {
    Fault::ALL
        .iter()
        .map(|fault| (fault.name(), std::slice::from_ref(fault)))
        .chain([("all", &Fault::ALL[..])])
}

fn scenario(text: &str) -> Result<&'static Scenario, String> {
    Scenario::parse(text).ok_or_else(|| {
        let names: Vec<String> = Scenario::all().map(ToString::to_string).collect();
        format!("there is no such scenario; possible values: {}", names.join(", "))
    })
}

fn rate(text: &str) -> Result<f64, String> {
    let rate = text.parse().ok().filter(|rate| (RATE_MIN..=RATE_MAX).contains(rate));
    rate.ok_or_else(|| format!("give a number from {RATE_MIN} to {RATE_MAX}"))
}
