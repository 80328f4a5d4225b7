//! A bar on standard error, where that is a terminal.

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

/// A bar for something of which the length is told with the first step.
pub(crate) fn bar() -> anyhow::Result<ProgressBar> {
    let style = ProgressStyle::with_template("{bar:30} {percent}% {msg} ({elapsed}, {eta} left)")?;
    Ok(ProgressBar::new(0).with_style(style))
}

/// A bar for things that can be counted.
pub(crate) fn bar_of_things() -> anyhow::Result<ProgressBar> {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg} ({elapsed})")?;
    Ok(ProgressBar::new(0).with_style(style))
}

/// Shows how many bytes of how many are done.
pub(crate) fn bytes(bar: &ProgressBar, what: &str, done: u64, total: u64) {
    bar.set_message(format!("{what} {} of about {}", HumanBytes(done), HumanBytes(total)));
    bar.set_length(total);
    bar.set_position(done);
}
