//! Where the runtime lies that belongs to this shapesmith, for crates of which nothing says another place.
//!
//! A shapesmith that was built from its sources has the runtime beside it; one from a registry is published with it.

use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use super::real_path::real;

/// Beside the sources of this package.
const BESIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime");

/// The runtime seen from the crate at `out`; `None` where only the published one can be meant.
pub(super) fn seen_from(out: &Path) -> Option<String> {
    // The same for every crate of a run.
    static PLACE: OnceLock<Option<PathBuf>> = OnceLock::new();
    let runtime = PLACE.get_or_init(place).as_ref()?;
    Some(between(&real(out), runtime))
}

fn place() -> Option<PathBuf> {
    let runtime = Path::new(BESIDE).canonicalize().ok()?;
    let manifest = std::fs::read_to_string(runtime.join("Cargo.toml")).ok()?;
    let is_ours = manifest
        .lines()
        .any(|line| line == "name = \"shapesmith-runtime\"");
    is_ours.then_some(runtime)
}

/// The way from one folder to another, with `/` on every system: Cargo.toml is checked in.
fn between(from: &Path, to: &Path) -> String {
    let (steps, goal): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (from.components().collect(), to.components().collect());
    let shared = steps.iter().zip(&goal).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        // On another drive.
        return to.display().to_string();
    }
    let up = steps[shared..].iter().map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(goal[shared..].iter().copied()).collect();
    let steps = way.iter().map(|step| step.to_string_lossy());
    steps.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{between, seen_from};

    #[cfg(unix)]
    #[test]
    fn the_way_goes_up_no_further_than_it_must() {
        let way = |from: &str, to: &str| between(Path::new(from), Path::new(to));
        assert_eq!(way("/a/crates/fsx", "/a/runtime"), "../../runtime");
        assert_eq!(way("/a", "/a/tools/runtime"), "tools/runtime");
        assert_eq!(way("/b/fsx", "/a/runtime"), "../../a/runtime");
    }

    #[test]
    fn a_crate_of_this_workspace_finds_the_runtime_of_this_workspace() {
        let out = concat!(env!("CARGO_MANIFEST_DIR"), "/../generated/not-there-yet");
        assert_eq!(seen_from(Path::new(out)).as_deref(), Some("../../runtime"));
    }
}
