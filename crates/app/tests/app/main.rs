//! Use cases over a real database: the one that the environment names, or else the embedded one.

mod attributes;
mod crowd;
mod failures;
mod model;
mod nested;
mod races;
mod stage;
