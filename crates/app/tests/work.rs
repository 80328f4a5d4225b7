//! The bridge: what happens to work that nobody waits for, and to notes that cannot be written.

use app::{App, Credential, Error, connections, organizations, tokens};
use directory::token::Presented;
use directory::{Actor, ConnectionId, OrgId, Provider, Timestamp};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, mpsc};
use store::{Access, Mode, Page, Search, Store};
use tokio::runtime::Runtime;

fn open(folder: &Path, mode: Mode) -> App {
    App::new(Store::open(folder, mode).expect("a database"))
}

fn connect(runtime: &Runtime, app: &App) -> (ConnectionId, Credential) {
    let work = |work: &mut app::Work<'_, '_>| {
        let org = organizations::create(work, &Actor::CommandLine, "Acme")?.id;
        let connection = connections::create(work, &Actor::CommandLine, org, (Provider::Okta, None, None))?;
        let (_, secret) = tokens::create(work, &Actor::CommandLine, connection.id, 30)?;
        let token = Presented::parse(secret.reveal()).expect("a token");
        Ok((connection.id, Credential { token, raw: false, connection: None }))
    };
    runtime.block_on(app.write("connect", work)).expect("a new connection")
}

fn last_used(runtime: &Runtime, app: &App, connection: ConnectionId) -> Option<Timestamp> {
    let all = runtime.block_on(app.read("tokens", move |work| tokens::list(work, connection)));
    all.expect("the tokens")[0].last_used
}

#[test]
fn a_last_use_that_cannot_be_written_is_written_later() {
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = Runtime::new().expect("a runtime");
    let server = open(folder.path(), Mode::Server);
    let (connection, credential) = connect(&runtime, &server);
    drop(runtime.block_on(server.caller(&credential)).expect("the token is good"));

    // A command that is at work in the same database for longer than anybody waits.
    let command = open(folder.path(), Mode::Command);
    let (tell, told) = mpsc::channel::<()>();
    let (begin, begun) = mpsc::channel();
    let long = runtime.spawn(async move {
        let work = move |_: &mut app::Work<'_, '_>| {
            begin.send(()).expect("the test listens");
            assert!(told.recv().is_err(), "the test lets it go");
            Ok(())
        };
        command.write("long", work).await
    });
    begun.recv().expect("the command is at work");
    let refused = runtime.block_on(server.flush_last_used());
    assert_eq!(refused, Err(Error::Store(store::Error::Busy)));
    assert_eq!(last_used(&runtime, &server, connection), None);

    drop(tell);
    assert_eq!(runtime.block_on(long).expect("no panic"), Ok(()));
    assert_eq!(runtime.block_on(server.flush_last_used()), Ok(()));
    assert!(last_used(&runtime, &server, connection).is_some());
}

/// Something that may take long.
fn list(work: &mut app::Work<'_, '_>) -> Result<(), Error> {
    let page = Page::Index { start: 1, count: 1 };
    let search = Search { source: None, filter: None, sort: None, page };
    let org = OrgId::parse("01900000-0000-7000-8000-000000000000").expect("an id");
    Ok(work.tx.org(org).search_users(&search).map(drop)?)
}

#[test]
fn a_write_that_nobody_waits_for_is_done_and_a_read_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = Runtime::new().expect("a runtime");
    // A command has one thread of each kind. A short read runs where it is asked for; a list is a long one.
    let app = open(folder.path(), Mode::Command);
    for (access, runs) in [(Access::Search, 0), (Access::Write(None), 1)] {
        // The thread is busy until the test says so.
        let ((hold, held), (begin, begun)) = (mpsc::channel::<()>(), mpsc::channel());
        let busy = app.clone();
        runtime.spawn(async move {
            let work = move |work: &mut app::Work<'_, '_>| {
                list(work)?;
                begin.send(()).expect("the test listens");
                assert!(held.recv().is_err(), "the test lets it go");
                Ok(())
            };
            busy.run(access, "hold", work).await
        });
        begun.recv().expect("it is busy");
        let ran = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&ran);
        let abandoned = app.run(access, "abandoned", move |work| {
            list(work)?;
            count.fetch_add(1, Ordering::SeqCst);
            Ok(())
        });
        runtime.block_on(async {
            tokio::select! {
                biased;
                _ = abandoned => panic!("the thread is busy"),
                () = std::future::ready(()) => {}
            }
        });
        drop(hold);
        assert_eq!(runtime.block_on(app.run(access, "after", |_| Ok(()))), Ok(()));
        assert_eq!(ran.load(Ordering::SeqCst), runs, "{access:?}");
    }
}
