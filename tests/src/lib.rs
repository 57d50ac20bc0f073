//! Tests of the workspace as a whole; they are in `tests/`. Here is what several of them need.

pub mod callers;
pub mod judged;
pub mod layout;
pub mod moto;
pub mod older;
pub mod party;
pub mod probe;
pub mod python;
pub mod readme;
pub mod run;
pub mod sample;
pub mod source;
pub mod stories;
pub mod surface;
pub mod tool;
