//! The whole server, asked over HTTP: one module per topic.

mod attributes;
mod bad_input;
mod bulk;
mod configurations;
mod discovery;
mod doors;
mod entra_groups;
mod entra_validator;
mod half_closed;
mod invitations;
mod large_groups;
mod lists;
mod member_filters;
mod okta_spec_test;
mod pages;
mod pain_points;
mod races;
mod request_log;
mod same_bytes;
mod shown;
mod shutdown;
mod strict;
mod support;
mod tenants;
mod tokens;
mod versions;
