//! Use cases over a real database: the one that the environment names, or else the embedded one.

mod attributes;
mod audit;
mod crowd;
mod failures;
mod model;
mod nested;
mod notices;
mod overview;
mod races;
mod stage;
