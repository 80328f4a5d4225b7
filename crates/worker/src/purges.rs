//! Goes on removing values of deleted attributes where a command or a server has stopped half-way.

use app::App;
use std::time::Duration;

/// How often somebody looks whether there is something to remove. Whoever deletes an attribute removes its values, too, so
/// that there rarely is.
pub const EVERY: Duration = Duration::from_secs(10);

/// Removes, step by step, until `stop` resolves.
pub async fn run(app: App, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    let mut pause = Duration::ZERO;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = &mut stop => return,
        }
        pause = match app.purge().await {
            Ok(true) => Duration::ZERO,
            Ok(false) => EVERY,
            Err(error) => {
                tracing::warn!(%error, "values of deleted attributes could not be removed; it is tried again");
                EVERY
            }
        };
    }
}
