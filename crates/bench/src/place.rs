//! Where the server keeps its data: the engine, and a temporary folder.

use crate::arguments::{Arguments, Engine};
use anyhow::{Context as _, anyhow};
use cluster::{Cluster, Durability};
use std::path::{Path, PathBuf};
use std::time::Instant;
use tempfile::TempDir;
use tokio_postgres::NoTls;

/// An installation that is gone when it is dropped.
pub(crate) struct Place {
    folder: TempDir,
    database: Option<String>,
    /// Dropped last: nobody else ends it.
    _cluster: Option<Cluster>,
}

impl Place {
    pub(crate) fn new(arguments: &Arguments) -> anyhow::Result<Self> {
        let folder =
            tempfile::Builder::new().prefix("rollbook-bench-").tempdir().context("no temporary folder")?;
        let cluster = match (&arguments.database, arguments.engine()) {
            (None, Engine::Postgres) => {
                Some(Cluster::start_with(Durability::Synced).map_err(|why| anyhow!("{why}"))?)
            }
            _ => None,
        };
        let database = arguments.database.clone().or_else(|| cluster.as_ref().map(Cluster::url));
        Ok(Self { folder, database, _cluster: cluster })
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The data folder of the server.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Has PostgreSQL do what it does by itself within minutes after it was filled: note which rows everybody sees, so that
    /// an index alone answers, count what there is of each, and write everything to the disk.
    pub(crate) fn settle(&self) -> anyhow::Result<()> {
        let Some(url) = self.database() else { return Ok(()) };
        let since = Instant::now();
        tokio::runtime::Runtime::new()?.block_on(async {
            let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
            let connection = tokio::spawn(connection);
            client.batch_execute("VACUUM (ANALYZE)").await?;
            client.batch_execute("CHECKPOINT").await?;
            drop(client);
            connection.await.context("the connection panicked")?.context("the connection ended")
        })?;
        eprintln!("  vacuumed the database ({:.1} s)", since.elapsed().as_secs_f64());
        Ok(())
    }

    /// The URL of a PostgreSQL database; none where the data is in the folder.
    pub(crate) fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }
}
