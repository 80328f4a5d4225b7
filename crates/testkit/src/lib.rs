//! A running server for tests: a real store in a temporary folder, a real listener on a free loopback port, and
//! clients that speak HTTP to it.

mod browser;
mod client;
mod crawl;
pub mod database;
pub mod hostile;
mod moment;
mod portal;
mod routes;
mod sample;
mod server;
mod smtp;
mod staff;

pub use browser::{AXE_VARIABLE, Driver, Element, Look, Window, axe};
pub use client::{Answer, Client};
pub use crawl::{Crawl, pattern};
pub use database::TestDatabase;
pub use moment::{Moment, Moments, Sent};
pub use portal::{Form, PASSWORD, Page, Portal, encoded};
pub use routes::routes;
pub use sample::Sample;
pub use server::{Door, TestServer};
pub use smtp::{Encryption, Fault, Received, SmtpSink};
