//! The version that a verdict asks for.

use semver::{BuildMetadata, Prerelease, Version};

use super::finding::Verdict;
use super::level::Level;

/// The next version. Below 1.0 a breaking change counts the second number up, anything else the third. Before a release of
/// its own a version counts its last number up, as nothing was promised yet.
pub(crate) fn next(current: &Version, verdict: Verdict) -> Version {
    let Some(level) = verdict else {
        return current.clone();
    };
    let mut next = current.clone();
    next.build = BuildMetadata::EMPTY;
    if !current.pre.is_empty() {
        next.pre = counted_up(&current.pre);
        return next;
    }
    let below_one = current.major == 0;
    let step = match level {
        Level::Major if below_one => Level::Minor,
        Level::Minor if below_one => Level::Patch,
        other => other,
    };
    match step {
        Level::Major => (next.major, next.minor, next.patch) = (current.major + 1, 0, 0),
        Level::Minor => (next.minor, next.patch) = (current.minor + 1, 0),
        Level::Patch => next.patch = current.patch + 1,
    }
    next
}

/// `rc.1` is followed by `rc.2`, `rc` by `rc.1`.
fn counted_up(pre: &Prerelease) -> Prerelease {
    let text = pre.as_str();
    let (before, last) = text.rsplit_once('.').unwrap_or(("", text));
    let next = match last.parse::<u64>() {
        Ok(number) if before.is_empty() => (number + 1).to_string(),
        Ok(number) => format!("{before}.{}", number + 1),
        Err(_) => format!("{text}.1"),
    };
    Prerelease::new(&next).unwrap_or_else(|_| pre.clone())
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::{Level, next};

    #[test]
    fn a_version_says_what_the_verdict_is() {
        use Level::{Major, Minor, Patch};
        for (current, verdict, expected) in [
            ("0.1.3", Some(Major), "0.2.0"),
            ("0.1.3", Some(Minor), "0.1.4"),
            ("0.1.3", Some(Patch), "0.1.4"),
            ("1.2.3", Some(Major), "2.0.0"),
            ("1.2.3", Some(Minor), "1.3.0"),
            ("1.2.3+x", Some(Patch), "1.2.4"),
            ("1.2.3+x", None, "1.2.3+x"),
            ("1.0.0-rc.9", Some(Major), "1.0.0-rc.10"),
            ("1.0.0-rc", Some(Patch), "1.0.0-rc.1"),
            ("1.0.0-3", Some(Patch), "1.0.0-4"),
        ] {
            let current = Version::parse(current).unwrap();
            assert_eq!(next(&current, verdict).to_string(), expected, "{current}");
        }
    }
}
