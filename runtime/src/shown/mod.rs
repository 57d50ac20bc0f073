//! What is shown of a text that isn't ours: a secret not at all, a stranger's escaped.

mod secret;
mod stranger;

pub(crate) use secret::Hidden;
#[cfg(feature = "client")]
pub(crate) use secret::{HiddenUrl, Secret};
pub(crate) use stranger::Shown;
