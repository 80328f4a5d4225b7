//! How fast requests follow one another.

use std::thread;
use std::time::{Duration, Instant};

/// Keeps requests apart, so that there are no more in a second than wanted.
pub(crate) struct Pace {
    gap: Duration,
    /// Before this, nothing is sent.
    next: Instant,
}

impl Pace {
    /// So many requests a second at most.
    pub(crate) fn new(rate: Option<f64>) -> Self {
        let gap = rate.map_or(Duration::ZERO, |rate| Duration::from_secs_f64(rate.recip()));
        Self { gap, next: Instant::now() }
    }

    /// Sleeps until the next request may be sent.
    pub(crate) fn wait(&mut self) {
        if self.gap.is_zero() {
            return;
        }
        let now = Instant::now();
        thread::sleep(self.next.saturating_duration_since(now));
        // Time that was lost to slow answers is not made up for: the rate is a limit, not a mean.
        self.next = self.next.max(now) + self.gap;
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;
    use std::time::{Duration, Instant};

    #[test]
    fn requests_keep_their_distance() {
        let mut pace = Pace::new(Some(100.0));
        let begun = Instant::now();
        (0..6).for_each(|_| pace.wait());
        assert!(begun.elapsed() >= Duration::from_millis(50), "{:?}", begun.elapsed());
        let mut none = Pace::new(None);
        let begun = Instant::now();
        (0..1_000).for_each(|_| none.wait());
        assert!(begun.elapsed() < Duration::from_millis(50), "{:?}", begun.elapsed());
    }
}
