//! Whole lives of people, and hostile texts in every field: from what a provider sends to every place where it shows.

mod hostile;
mod okta;
mod scene;
mod told;
