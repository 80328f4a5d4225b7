//! What is sent before anybody waits for its answer.

use super::{DriverError, Session, Value};
use crate::Error;
use std::pin::{Pin, pin};
use std::ptr;
use std::task::{Context, Poll, Waker};
use tokio_postgres::types::ToSql;

type Answer = Pin<Box<dyn Future<Output = Result<u64, DriverError>> + Send>>;

/// A statement that was sent ahead.
pub(super) struct Sent {
    answer: Answer,
    /// How many rows it should affect, and the error where those are fewer.
    least: Option<(u64, Error)>,
}

/// Rows that wait to be inserted together.
pub(super) struct Rows {
    sql: &'static str,
    columns: Vec<Vec<Value<'static>>>,
    none: Option<Error>,
}

impl Session {
    /// Sends a statement whose answer interests only where it is an error; the next [`Session::flush`] tells it. Where no
    /// row is affected, that is the error `none`, if there is one.
    pub(crate) fn execute_later(
        &self,
        sql: &str,
        values: &[Value<'_>],
        none: Option<Error>,
    ) -> Result<(), Error> {
        self.send_rows()?;
        self.send(sql, values.iter().map(Value::to_static).collect(), none.map(|none| (1, none)))
    }

    /// Keeps a row until it can be sent with others.
    pub(crate) fn insert(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        none: Option<Error>,
    ) -> Result<(), Error> {
        self.changed.set(true);
        let mut all = self.rows.borrow_mut();
        let place = all.iter().position(|rows| ptr::eq(rows.sql, sql)).unwrap_or(all.len());
        if place == all.len() {
            all.push(Rows { sql, columns: vec![Vec::new(); values.len()], none });
        }
        for (column, value) in all[place].columns.iter_mut().zip(values) {
            column.push(value.to_static());
        }
        Ok(())
    }

    /// Sends the rows that wait.
    pub(super) fn send_rows(&self) -> Result<(), Error> {
        for Rows { sql, columns, none } in self.rows.take() {
            let count = columns.first().map_or(0, Vec::len).try_into().unwrap_or(u64::MAX);
            self.send(sql, columns, none.map(|none| (count, none)))?;
        }
        Ok(())
    }

    /// Sends a statement and leaves its answer for later.
    fn send<P>(&self, sql: &str, values: Vec<P>, least: Option<(u64, Error)>) -> Result<(), Error>
    where
        P: ToSql + Send + Sync + 'static,
    {
        self.changed.set(true);
        let (client, statement) = (self.client()?, self.prepare(sql)?);
        let mut answer: Answer = Box::pin(async move { client.execute_raw(&statement, values).await });
        // The first poll sends. It is always too early for the answer, which the thread that would bring it waits for.
        match answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Err(error)) => return Err(self.failed(&error)),
            Poll::Ready(Ok(_)) => {}
            Poll::Pending => self.sent.borrow_mut().push(Sent { answer, least }),
        }
        Ok(())
    }

    /// Waits until everything that was sent is done.
    pub(crate) fn flush(&self) -> Result<(), Error> {
        self.send_rows()?;
        self.finish(std::future::ready(Ok(())))
    }

    /// Sends what this future asks, and waits for the answers to everything that was sent before it, and then to it.
    pub(super) fn finish<T>(&self, asked: impl Future<Output = Result<T, DriverError>>) -> Result<T, Error> {
        let mut asked = pin!(asked);
        let early = asked.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        let sent = self.sent.take();
        self.runtime.block_on(async {
            for Sent { answer, least } in sent {
                match (answer.await, least) {
                    (Ok(rows), Some((least, none))) if rows < least => {
                        self.failed.set(true);
                        return Err(none);
                    }
                    (Ok(_), _) => {}
                    (Err(error), _) => return Err(self.failed(&error)),
                }
            }
            let answer = match early {
                Poll::Ready(answer) => answer,
                Poll::Pending => asked.await,
            };
            answer.map_err(|error| self.failed(&error))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::{Session, test_sessions, values};
    use crate::{Error, Key, migrate};

    const INSERT_ORGANIZATION: &str = "INSERT INTO organizations (id, name, name_key, created)
        {rows $1 TEXT, $2 TEXT, $3 TEXT, $4 BIGINT} ON CONFLICT (name_key) DO NOTHING";
    const INSERT_USER: &str = "INSERT INTO users (org_id, id, source, user_name_key, active, version, created, last_modified,
        display, resource)
        {rows $1 TEXT, $2 TEXT, $3 TEXT, $4 TEXT, $5 BOOLEAN, $6 BIGINT, $7 BIGINT, $8 BIGINT, $9 TEXT, $10 TEXT}";
    const INSERT_EMAIL: &str =
        "INSERT INTO user_emails (org_id, user_id, email_key) {rows $1 TEXT, $2 TEXT, $3 TEXT}";
    const NAMES: &str = "SELECT name FROM organizations ORDER BY name";
    const USERS_READ: &str = "SELECT idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'users'";
    const TAKEN: Error = Error::Conflict(Key::OrganizationName);

    fn organization(session: &Session, name: &'static str) -> Result<(), Error> {
        session.insert(INSERT_ORGANIZATION, values![name, name, name, 0_i64], Some(TAKEN))
    }

    #[test]
    fn rows_are_there_for_the_next_statement_and_a_conflict_is_told_by_then() {
        for (_folder, session) in test_sessions() {
            migrate::run(&session).unwrap();
            session.begin_write().unwrap();
            let names = || session.query(NAMES, &[], |row| Ok(row.text(0)?.into_owned()));
            ["a", "b"].into_iter().for_each(|name| organization(&session, name).unwrap());
            assert_eq!(names().unwrap(), ["a", "b"]);
            session.begin_job();
            assert!(session.is_untouched_by_job());
            let told = ["c", "a", "d"].into_iter().try_for_each(|name| organization(&session, name));
            assert_eq!(told.and_then(|()| session.flush()), Err(TAKEN));
            assert!(!session.is_untouched_by_job());
            session.rollback().unwrap();
            // What was not sent is forgotten with the transaction.
            session.begin_write().unwrap();
            organization(&session, "e").unwrap();
            session.rollback().unwrap();
            session.begin_write().unwrap();
            assert_eq!(names().unwrap(), Vec::<String>::new());
        }
    }

    /// Makes users with an address each, in a transaction of their own, and returns how many rows of users that read.
    fn users_read(session: &Session, transaction: usize) -> u64 {
        session.begin_write().unwrap();
        let read = || session.query(USERS_READ, &[], |row| row.count(0)).unwrap().into_iter().sum::<u64>();
        let before = read();
        for number in 0..8 {
            let id = format!("{transaction:05}-{number}");
            let user = values!["o", id.as_str(), "", id.as_str(), true, 1_i64, 0_i64, 0_i64, "", "{}"];
            session.insert(INSERT_USER, user, None).unwrap();
            session.insert(INSERT_EMAIL, values!["o", id.as_str(), id.as_str()], None).unwrap();
        }
        session.flush().unwrap();
        let read = read() - before;
        session.commit().unwrap();
        read
    }

    #[test]
    fn the_check_of_a_foreign_key_does_not_walk_through_an_organization() {
        for (_folder, session) in test_sessions().into_iter().filter(|(_, session)| session.is_shared()) {
            migrate::run(&session).unwrap();
            let read: Vec<u64> = (0..600).map(|transaction| users_read(&session, transaction)).collect();
            assert!(read[599] <= 16, "8 addresses made it read {} users", read[599]);
        }
    }
}
