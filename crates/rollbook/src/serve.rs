//! `rollbook serve`: one process, one database, until it is told to stop.

use crate::home;
use crate::output::{say, warn};
use crate::settings::{MailPlace, Settings, reachable};
use anyhow::Context as _;
use app::App;
use std::io::{self, IsTerminal as _};
use std::thread;
use store::{Database, Mode, Store};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{oneshot, watch};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use web::limits::CONNECTIONS_MAX;
use web::{Installed, PublicUrl, Web};
use worker::outbox::Outbox;
use worker::post::Post;

/// File handles kept for the database, its log and whatever the process itself needs.
const HANDLES_RESERVED: usize = 128;

/// Runs the server.
pub(crate) fn run(settings: &Settings) -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(levels(&settings.log)?)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
    let runtime = tokio::runtime::Runtime::new().context("the runtime cannot start")?;
    runtime.block_on(serve(settings))
}

/// What to log. A lone word that is no level would name a module, and silence all others: that is a typing error.
fn levels(text: &str) -> anyhow::Result<EnvFilter> {
    let known = |part: &str| part.contains('=') || part.trim().parse::<LevelFilter>().is_ok();
    EnvFilter::try_new(text).ok().filter(|_| text.split(',').all(known)).with_context(|| {
        format!(
            "--log does not understand {text:?}: give off, error, warn, info, debug or trace, also per module, such \
             as info,store=debug"
        )
    })
}

async fn serve(settings: &Settings) -> anyhow::Result<()> {
    // What is wrong in the settings is said before anything is made.
    let given_url = settings.public_url.as_deref().map(PublicUrl::parse).transpose()?;
    // Signals first: one that arrives while the database is being opened must not be lost.
    let stop = told_to_stop()?;
    let database = home::absolute(settings.place()?);
    let (post, mail_place) = settings.post(&database)?;
    let store = Store::open(&database, Mode::Server)?;
    let listener = web::server::listen(settings.listen).with_context(|| {
        format!("{} cannot be listened on; choose another address with --listen", settings.listen)
    })?;
    let address = listener.local_addr()?;
    let public_url = match given_url {
        Some(url) => url,
        None => PublicUrl::parse(&format!("http://{}", reachable(address)))?,
    };
    let app = App::new(store);
    app.switch_provisioning(settings.provisioning);
    if !settings.provisioning {
        tracing::warn!("provisioning is off (--provisioning): every call of an identity provider is refused");
    }
    let guesses = settings.public_url.is_none() && matches!(database, Database::Server(_));
    if let Err(error) = home::note_public_url(&app, &public_url, guesses).await {
        // A disk that is full for this is full for no reader.
        tracing::warn!(
            "commands have to be told --public-url, because the database does not take it: {error}"
        );
    }
    let (place, begin) = match &database {
        Database::Folder(folder) => {
            (format!("data folder  {database}"), format!("--data-dir {}", folder.display()))
        }
        Database::Server(_) => {
            (format!("database     {database}"), "(with the same ROLLBOOK_DATABASE)".to_owned())
        }
    };
    let portal = greeting(&app, &public_url).await;
    // A server outlives whoever reads its greeting.
    drop(say(format_args!(
        "Rollbook listens on http://{address}\n  {place}\n  public URL   {public_url}\n  mail         {mail_place}\n  \
         portal       {portal}\n  commands     rollbook connect NAME --provider okta {begin}"
    )));
    let installed = Installed {
        data_folder: match &database {
            Database::Folder(folder) => Some(folder.display().to_string()),
            Database::Server(_) => None,
        },
        mail_folder: match &mail_place {
            MailPlace::Folder(folder) => Some(folder.display().to_string()),
            MailPlace::Server => None,
        },
    };
    until(app, listener, (public_url, installed), post, stop).await;
    drop(say("Rollbook has stopped."));
    Ok(())
}

/// Where the portal is, and where it begins as long as nobody has an account.
async fn greeting(app: &App, public_url: &PublicUrl) -> String {
    match app.write("make first link", app::sessions::first_link).await {
        Ok(None) => format!("{public_url}/"),
        Ok(Some(ticket)) => format!(
            "{public_url}/setup/{}\n               (this link makes the first account; it works once, and for three days)",
            ticket.reveal()
        ),
        Err(error) => {
            tracing::warn!(
                "nobody can make the first account, because the database does not take its link: {error}"
            );
            format!("{public_url}/")
        }
    }
}

/// Serves until `stop` says so; then every request that was under way has its answer.
pub(crate) async fn until(
    app: App,
    listener: TcpListener,
    (public_url, installed): (PublicUrl, Installed),
    post: Post,
    stop: watch::Receiver<bool>,
) {
    let outbox = Outbox::new(app.clone(), post, &public_url.to_string());
    let web = Web::new(app.clone(), public_url).telling(installed);
    let (serving, served) = watch::channel(true);
    let ended =
        |mut served: watch::Receiver<bool>| async move { drop(served.wait_for(|serving| !serving).await) };
    let workers = [
        tokio::spawn(worker::last_used::run(app.clone(), ended(served.clone()))),
        tokio::spawn(worker::calls::run(app.clone(), ended(served.clone()))),
        tokio::spawn(worker::purges::run(app.clone(), ended(served.clone()))),
    ];
    let mailing = mail_aside(outbox, ended(served.clone()));
    web::server::serve(listener, web::routes(web), connections_max(), stopped(stop)).await;
    // Only now: the workers are to see what the last requests leave to them.
    drop(serving);
    for worker in workers {
        drop(worker.await);
    }
    // It is over when nobody can say so any more.
    drop(mailing.await);
    let counters = app.counters();
    tracing::info!(writes = counters.writes, commits = counters.commits, "the server has stopped");
}

/// Sends mails on a thread of its own: what a mail server answers may take long to read, and no request shall wait for it.
fn mail_aside(outbox: Outbox, stop: impl Future<Output = ()> + Send + 'static) -> oneshot::Receiver<()> {
    let (running, ended) = oneshot::channel::<()>();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let send = move |runtime: tokio::runtime::Runtime| {
        runtime.block_on(outbox.run(stop));
        drop(running);
    };
    let started = runtime
        .and_then(|runtime| thread::Builder::new().name("mail".to_owned()).spawn(move || send(runtime)));
    if let Err(error) = started {
        tracing::error!(%error, "no mails are sent: their thread could not be started");
    }
    ended
}

/// How many connections the operating system lets us have, with enough file handles left for the database.
fn connections_max() -> usize {
    let wanted = CONNECTIONS_MAX + HANDLES_RESERVED;
    // Where it cannot be asked, as many as are common can be had.
    let handles = rlimit::increase_nofile_limit(wanted as u64).unwrap_or(1_024);
    let handles = usize::try_from(handles).unwrap_or(usize::MAX).min(wanted);
    let connections = handles.saturating_sub(HANDLES_RESERVED).max(1);
    if connections < CONNECTIONS_MAX {
        tracing::warn!(handles, connections, "the limit of file handles (ulimit -n) bounds the connections");
    }
    connections
}

/// Resolves once the channel says stop, or is gone.
async fn stopped(mut stop: watch::Receiver<bool>) {
    drop(stop.wait_for(|stop| *stop).await);
}

/// A channel that says stop at the first SIGINT or SIGTERM; the second ends the process at once.
pub(crate) fn told_to_stop() -> anyhow::Result<watch::Receiver<bool>> {
    let mut interrupt = signal(SignalKind::interrupt()).context("SIGINT cannot be handled")?;
    let mut terminate = signal(SignalKind::terminate()).context("SIGTERM cannot be handled")?;
    let (sender, receiver) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        warn("Stopping: requests under way are finished first. Again to stop at once.");
        sender.send_replace(true);
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        end_at_once();
    });
    Ok(receiver)
}

#[expect(clippy::disallowed_methods, reason = "somebody asked twice for the process to end")]
fn end_at_once() -> ! {
    std::process::exit(130)
}
