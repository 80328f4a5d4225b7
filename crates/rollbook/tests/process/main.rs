//! The binary from outside: processes, signals, files, and what comes over HTTP.

mod administrators;
mod backup;
mod command_line;
mod configurations;
mod crowd;
mod data_folder;
mod demo;
mod durability;
mod encryption;
mod graceful;
mod groups;
mod hostile;
mod installation;
mod large_groups;
mod mails;
mod mistakes;
mod policies;
mod process;
mod requests;
mod settings;
mod several_servers;
mod simulate;
mod simulate_encrypted;
mod transfer;
mod unread;
