//! The portal, as a browser without scripts uses it.

mod administrators;
mod doors;
mod settings;
