//! The least that durable writes cost on PostgreSQL: one row per transaction, from many connections, and nothing else.

use anyhow::Context as _;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio_postgres::NoTls;

const CONNECTIONS: usize = 16;
/// About as long as what is stored of one user.
const ROW_BYTES: usize = 1_000;

/// Commits per second of single-row transactions over 16 connections, measured for this time.
pub(crate) fn per_second(url: &str, time: Duration) -> anyhow::Result<f64> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        let connection = tokio::spawn(connection);
        client
            .batch_execute("CREATE TABLE bench_commits (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL)")
            .await?;
        let begun = Instant::now();
        let mut connections = JoinSet::new();
        for number in 0..CONNECTIONS {
            connections.spawn(commit(url.to_owned(), number, begun, time));
        }
        let mut commits = 0;
        while let Some(done) = connections.join_next().await {
            commits += done??;
        }
        let elapsed = begun.elapsed();
        client.batch_execute("DROP TABLE bench_commits").await?;
        drop(client);
        connection.await??;
        Ok(f64::from(commits) / elapsed.as_secs_f64().max(f64::MIN_POSITIVE))
    })
}

async fn commit(url: String, number: usize, begun: Instant, time: Duration) -> anyhow::Result<u32> {
    let (client, connection) = tokio_postgres::connect(&url, NoTls).await?;
    let connection = tokio::spawn(connection);
    let insert = client.prepare("INSERT INTO bench_commits VALUES ($1, $2)").await?;
    let body = "x".repeat(ROW_BYTES);
    let mut commits = 0;
    while begun.elapsed() < time {
        // Outside a transaction each statement is one.
        client.execute(&insert, &[&format!("{number}-{commits}"), &body]).await?;
        commits += 1;
    }
    drop(client);
    connection.await.context("the connection panicked")??;
    Ok(commits)
}
