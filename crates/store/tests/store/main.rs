//! The store from outside: what it promises to the use cases.

// The attribute tells clippy that helpers in here are tests too, and may unwrap.
#[cfg(test)]
mod activity;
#[cfg(test)]
mod calls;
#[cfg(test)]
mod configurations;
#[cfg(test)]
mod filters;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod people;
#[cfg(test)]
mod races;
#[cfg(test)]
mod reads;
mod rosters;
#[cfg(test)]
mod saves;
mod support;
