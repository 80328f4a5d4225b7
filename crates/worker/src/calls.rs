//! Writes the request log down, and throws away what is too old.

use app::App;
use std::time::Duration;

/// How far behind the log may be.
pub const EVERY: Duration = Duration::from_millis(500);
/// How often old calls are thrown away.
pub const EXPIRE_EVERY: Duration = Duration::from_secs(60 * 60);

/// Writes down, every [`EVERY`] and once more at the end, until `stop` resolves.
pub async fn run(app: App, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    let mut expiry = tokio::time::interval(EXPIRE_EVERY);
    loop {
        let go_on = tokio::select! {
            () = tokio::time::sleep(EVERY) => true,
            _ = expiry.tick() => {
                if let Err(error) = app.expire_calls().await {
                    tracing::warn!(%error, "old calls could not be thrown away");
                }
                true
            }
            () = &mut stop => false,
        };
        if let Err(error) = app.flush_calls().await {
            tracing::warn!(%error, "the request log could not be written down; it is tried again");
        }
        if !go_on {
            return;
        }
    }
}
