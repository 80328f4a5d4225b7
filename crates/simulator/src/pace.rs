//! How fast requests follow one another.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Keeps requests apart, so that there are no more in a second than wanted. All clones share one pace.
#[derive(Clone)]
pub(crate) struct Pace {
    gap: Duration,
    /// Before this, nothing is sent.
    next: Arc<Mutex<Instant>>,
}

impl Pace {
    /// So many requests a second at most.
    pub(crate) fn new(rate: Option<f64>) -> Self {
        let gap = rate.map_or(Duration::ZERO, |rate| Duration::from_secs_f64(rate.recip()));
        Self { gap, next: Arc::new(Mutex::new(Instant::now())) }
    }

    /// Sleeps until the next request may be sent.
    pub(crate) fn wait(&self) {
        if self.gap.is_zero() {
            return;
        }
        let now = Instant::now();
        let at = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            // Time that was lost to slow answers is not made up for: the rate is a limit, not a mean.
            let at = (*next).max(now);
            *next = at + self.gap;
            at
        };
        thread::sleep(at.saturating_duration_since(now));
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;
    use std::time::{Duration, Instant};

    #[test]
    fn requests_keep_their_distance() {
        let pace = Pace::new(Some(100.0));
        let begun = Instant::now();
        (0..6).for_each(|_| pace.wait());
        assert!(begun.elapsed() >= Duration::from_millis(50), "{:?}", begun.elapsed());
        let none = Pace::new(None);
        let begun = Instant::now();
        (0..1_000).for_each(|_| none.wait());
        assert!(begun.elapsed() < Duration::from_millis(50), "{:?}", begun.elapsed());
    }
}
