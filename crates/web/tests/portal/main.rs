//! The portal, as a browser without scripts uses it.

mod administrators;
mod connection_settings;
mod connections;
mod doors;
mod requests;
mod settings;
mod support;
mod tokens;
