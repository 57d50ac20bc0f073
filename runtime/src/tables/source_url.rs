//! What a copy from another region needs: a URL by which the service asks there for what is to be copied.
//!
//! Signs nothing: it only points to what does, so that a program without such an operation doesn't hold it.

#[cfg(feature = "client")]
use crate::client::presign::{Complete, complete};

/// How an operation wants to be given a URL that is signed for the region that something is copied from.
#[derive(Debug, Clone, Copy)]
pub struct SourceUrl {
    /// The parameter that takes it.
    pub(crate) parameter: &'static str,
    /// Both regions are sent along.
    pub(crate) tells_regions: bool,
    #[cfg(feature = "client")]
    pub(crate) complete: Complete,
}

impl SourceUrl {
    /// The URL goes into this parameter; whether both regions are sent along with it.
    pub const fn new(parameter: &'static str, tells_regions: bool) -> Self {
        Self {
            parameter,
            tells_regions,
            #[cfg(feature = "client")]
            complete,
        }
    }
}

impl PartialEq for SourceUrl {
    fn eq(&self, other: &Self) -> bool {
        self.parameter == other.parameter && self.tells_regions == other.tells_regions
    }
}
