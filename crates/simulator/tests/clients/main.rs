//! All clients against a server that has hardly any rules.

mod demands;
mod naive;
mod writes;
