//! Which names a file may have, on whatever system a project is checked out.
//!
//! Knows names alone: where a file lies, and whether it is there, is not known here.

/// Files that Windows takes for devices, whatever stands behind a dot.
const DEVICES: [&str; 6] = ["aux", "con", "conin$", "conout$", "nul", "prn"];

/// Whether Windows can't store a file of this name: `aux`, `com1`, `Con.rs`.
pub(crate) fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.trim_end_matches(' ').to_lowercase();
    let port = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"));
    let mut port = port.unwrap_or_default().chars();
    let numbered = matches!(
        (port.next(), port.next()),
        (Some('0'..='9' | '¹' | '²' | '³'), None)
    );
    numbered || DEVICES.contains(&stem.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_device;

    #[test]
    fn devices_have_their_names_in_every_case_and_with_every_extension() {
        for name in [
            "aux",
            "CON",
            "Nul.rs",
            "prn.tar.gz",
            "com0",
            "LPT9",
            "com¹",
            "con .md",
            "CONIN$",
        ] {
            assert!(is_device(name), "{name}");
        }
        for name in [
            "auxiliary",
            "com",
            "com10",
            "lpta",
            "console",
            "",
            "_con",
            "x.con",
        ] {
            assert!(!is_device(name), "{name}");
        }
    }
}
