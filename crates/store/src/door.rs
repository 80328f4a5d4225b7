//! The door of a store on a database server: who waits there is looked up together, in one question.

use crate::engine::Session;
use crate::{Counted, Error, tokens};
use directory::{Connection, Token, TokenId};
use std::collections::BTreeSet;
use std::mem;
use std::sync::atomic::Ordering;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How often a question is asked whose connection is lost: the first time finds out, the second has a new one.
const TRIES: u32 = 2;

/// A token and the connection that it opens, if there is such a token.
pub(crate) type Found = Option<(Connection, Token)>;
type Done = Box<dyn FnOnce(Result<Found, Error>) + Send>;

/// Those who wait to be let in.
pub(crate) struct Door {
    waiting: Mutex<Waiting>,
    arrived: Condvar,
    most: usize,
}

#[derive(Default)]
struct Waiting {
    all: Vec<(TokenId, Done)>,
    closed: bool,
}

impl Door {
    pub(crate) fn new(most: usize) -> Self {
        Self { waiting: Mutex::default(), arrived: Condvar::new(), most }
    }

    /// Asks for a token; `done` runs on the thread of the door, or here, if there is no room to wait.
    pub(crate) fn ask(&self, id: TokenId, done: impl FnOnce(Result<Found, Error>) + Send + 'static) {
        let mut waiting = self.lock();
        let refusal = match &*waiting {
            Waiting { closed: true, .. } => Error::closed(),
            Waiting { all, .. } if all.len() >= self.most => Error::Busy,
            _ => {
                waiting.all.push((id, Box::new(done)));
                let first = waiting.all.len() == 1;
                drop(waiting);
                if first {
                    self.arrived.notify_one();
                }
                return;
            }
        };
        drop(waiting);
        done(Err(refusal));
    }

    /// Accepts nobody more. Those who wait still get their answer.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.arrived.notify_all();
    }

    /// All who wait now; waits for one. Nobody once the door is closed.
    fn next(&self) -> Option<Vec<(TokenId, Done)>> {
        let mut waiting = self.lock();
        while waiting.all.is_empty() && !waiting.closed {
            waiting = self.arrived.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
        Some(mem::take(&mut waiting.all)).filter(|all| !all.is_empty())
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // No code of others runs under the lock, so a panic elsewhere leaves it as it should be.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers until the door is closed and nobody waits.
pub(crate) fn run(session: &Session, door: &Door, counted: &Counted) {
    let _end = End(door);
    while let Some(waiting) = door.next() {
        let ids: BTreeSet<&TokenId> = waiting.iter().map(|(id, _)| id).collect();
        // The question is put when all of them have come: what was switched off before is seen by it.
        let found = find(session, &ids);
        for (id, done) in waiting {
            counted.reads.fetch_add(1, Ordering::Relaxed);
            let its_own = |(_, token): &&(Connection, Token)| token.id == id;
            done(found.as_ref().map(|all| all.iter().find(its_own).cloned()).map_err(Error::clone));
        }
    }
}

fn find(session: &Session, ids: &BTreeSet<&TokenId>) -> Result<Vec<(Connection, Token)>, Error> {
    let mut tries = 1;
    loop {
        let found = session.begin_glance().and_then(|()| tokens::among(session, ids));
        let again = found.is_err() && session.is_worth_another_try();
        session.rollback()?;
        if !again || tries == TRIES {
            return found;
        }
        tries += 1;
    }
}

/// Nobody shall wait at a door where nobody is, even if a panic was the end.
struct End<'a>(&'a Door);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.close();
        for (_, done) in mem::take(&mut self.0.lock().all) {
            done(Err(Error::closed()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Batch;
    use crate::{Tx, migrate};
    use directory::{Actor, Ids, Organization, Provider, Timestamp};
    use scim::dialect::Dialect;
    use std::sync::mpsc;

    const NOW: Timestamp = Timestamp::from_millis(0);

    /// A connection with two tokens, and a third one that was never saved.
    fn tokens(session: &Session) -> (Connection, [Token; 3]) {
        let mut ids = Ids::new(NOW, [0; 32]);
        let (organization, made) = Organization::create("Acme", &Actor::CommandLine, &mut ids, NOW).unwrap();
        let described = (Provider::Okta, None, None::<Dialect>);
        let (connection, connected) =
            Connection::create(organization.id, described, &Actor::CommandLine, &mut ids, NOW).unwrap();
        let token =
            |ids: &mut Ids| Token::create(&connection, &[], 30, &Actor::CommandLine, ids, NOW).unwrap();
        let [(one, _, first), (two, _, second), (unknown, ..)] = [(); 3].map(|()| token(&mut ids));
        migrate::run(session).unwrap();
        session.begin_write().unwrap();
        let batch = Batch::default();
        let mut tx = Tx::writing(session, &batch);
        [made, connected, first, second].iter().for_each(|change| tx.save(change).unwrap());
        batch.store(session).unwrap();
        session.commit().unwrap();
        (connection, [one, two, unknown])
    }

    #[test]
    fn everybody_who_waits_gets_the_answer_to_their_own_question() {
        for (_folder, session) in crate::engine::test_sessions() {
            let (connection, [one, two, unknown]) = tokens(&session);
            let (door, counted, (tell, told)) = (Door::new(4), Counted::default(), mpsc::channel());
            let asked = [&one.id, &unknown.id, &two.id, &one.id, &two.id];
            for (number, id) in asked.into_iter().enumerate() {
                let tell = tell.clone();
                door.ask(id.clone(), move |found| tell.send((number, found)).unwrap());
            }
            assert_eq!(told.try_recv().unwrap(), (4, Err(Error::Busy)), "there is room for four");
            door.close();
            run(&session, &door, &counted);
            let found = |token: &Token| Ok(Some((connection.clone(), token.clone())));
            let expected = [(0, found(&one)), (1, Ok(None)), (2, found(&two)), (3, found(&one))];
            assert_eq!(told.try_iter().collect::<Vec<_>>(), expected);
            door.ask(one.id, move |found| tell.send((9, found)).unwrap());
            assert_eq!(told.recv().unwrap(), (9, Err(Error::closed())));
        }
    }
}
