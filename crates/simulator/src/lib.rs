//! Identity providers as black-box HTTP clients, faithful to what the real ones send.
//!
//! A simulated provider keeps a directory of its own, made from a seed, and pushes it to any SCIM server the way the
//! real provider does: the same request lines and headers, the same bodies, the same order, the same memory between
//! requests, and the same demands on the answers. What the simulator demands beyond that is marked as its own check.
//!
//! ```no_run
//! use simulator::{Options, Provider, RATE_MAX, RATE_MIN};
//!
//! let options = Options { users: 50, groups: 5, ..Options::new("http://localhost:8080/scim/v2", "the token") };
//! let report = Provider::Okta.run(&options, &mut |progress| println!("{}", progress.step))?;
//! println!("{report}");
//! assert!(report.clean());
//! # Ok::<(), simulator::Error>(())
//! ```

mod answers;
mod attribute;
mod authentik;
mod behaviour;
mod call;
mod check;
mod dice;
mod directory;
mod entra;
mod fault;
mod faults;
pub mod http;
mod jumpcloud;
mod keycloak;
pub mod load;
mod okta;
mod onelogin;
mod options;
mod pace;
mod ping;
mod rauthy;
mod report;
mod sailpoint;
mod scenario;
mod script;
mod second;
mod sent;
mod session;
mod story;
mod wire;

pub use dice::Dice;
pub use fault::Fault;
pub use options::{CYCLE_LIMIT, DIRECTORY_LIMIT, Error, Options, Provider, RATE_MAX, RATE_MIN};
pub use report::{FAILURE_LIMIT, Failure, Outcome, Progress, Report, Step};
pub use scenario::{Evidence, Scenario};
pub use session::Session;
