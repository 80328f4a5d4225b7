//! Writes down when tokens were last used.

use app::App;
use std::time::Duration;

/// How far behind the written time may be.
pub const EVERY: Duration = Duration::from_secs(5);

/// Writes down, every [`EVERY`] and once more at the end, until `stop` resolves.
pub async fn run(app: App, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    loop {
        let go_on = tokio::select! {
            () = tokio::time::sleep(EVERY) => true,
            () = &mut stop => false,
        };
        if let Err(error) = app.flush_last_used().await {
            tracing::warn!(%error, "the last use of tokens could not be written down");
        }
        if !go_on {
            return;
        }
    }
}
