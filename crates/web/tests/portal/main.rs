//! The portal, as a browser without scripts uses it.

mod doors;
