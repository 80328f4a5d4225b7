//! The portal, as a browser without scripts uses it.

mod administrators;
mod attempts;
mod attributes;
mod audit;
mod back;
mod bulk;
mod configurations;
mod connection_settings;
mod connections;
mod crawl;
mod doors;
mod groups;
mod held;
mod mails;
mod markup;
mod organizations;
mod overview;
mod requests;
mod settings;
mod staff;
mod support;
mod sweep;
mod tokens;
mod user;
mod users;
