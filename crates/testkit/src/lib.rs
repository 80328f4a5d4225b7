//! A running server for tests: a real store in a temporary folder, a real listener on a free loopback port, and
//! clients that speak HTTP to it.

mod client;
pub mod database;
pub mod hostile;
mod portal;
mod server;
mod smtp;

pub use client::{Answer, Client};
pub use database::TestDatabase;
pub use portal::{Form, PASSWORD, Page, Portal};
pub use server::{Door, TestServer};
pub use smtp::{Encryption, Fault, Received, SmtpSink};
