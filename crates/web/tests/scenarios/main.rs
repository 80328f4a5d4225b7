//! Simulated identity providers against a running server: every scenario that there is.

mod each;
mod faults;
mod support;
