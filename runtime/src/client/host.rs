//! Whether a text can be a host's name, and what is wrong with it if it can't.
//!
//! Looks at names alone; where they come from, and what a request does with them, is not known here.

/// What a name of the DNS and its labels may have.
const LONGEST_NAME: usize = 253;
const LONGEST_LABEL: usize = 63;

/// What is wrong with a name that is put together here.
pub(super) fn unfit(name: &str) -> Option<String> {
    problem(name, "")
}

/// What is wrong with a name that a program gives: one of its own network may have a `_`, and a dot at its end.
pub(super) fn unfit_given(name: &str) -> Option<String> {
    problem(name.strip_suffix('.').unwrap_or(name), "_")
}

fn problem(name: &str, further: &str) -> Option<String> {
    if name.is_empty() {
        return Some("it is empty".to_owned());
    }
    if name.len() > LONGEST_NAME {
        let length = name.len();
        return Some(format!(
            "it has {length} characters, and may have {LONGEST_NAME}"
        ));
    }
    let mut labels = name.split('.');
    labels.find_map(|label| problem_of_label(label, further))
}

fn problem_of_label(label: &str, further: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || further.contains(c);
    let shown = label.escape_debug();
    if label.is_empty() {
        Some("nothing stands between two of its dots, or beside one".to_owned())
    } else if !label.chars().all(fits) {
        Some(format!(
            "`{shown}` in it takes letters, digits and `-` alone"
        ))
    } else if label.len() > LONGEST_LABEL {
        Some(format!(
            "`{shown}` in it has {} characters, and may have {LONGEST_LABEL}",
            label.len()
        ))
    } else if label.starts_with('-') || label.ends_with('-') {
        Some(format!("`{shown}` in it begins or ends with `-`"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{unfit, unfit_given};

    #[test]
    fn a_name_has_labels_of_letters_digits_and_hyphens() {
        let longest = "a".repeat(63);
        for name in ["a", "fsx.us-east-1.amazonaws.com", "1a.b-c", &longest] {
            assert_eq!(unfit(name), None, "{name}");
        }
        let too_long = format!("{longest}a");
        let endless = format!("{longest}.").repeat(4) + "a";
        for (name, why) in [
            ("", "empty"),
            (".", "dots"),
            ("a.", "dots"),
            ("a..b", "dots"),
            ("a_b", "letters, digits and `-` alone"),
            ("a/b", "letters, digits and `-` alone"),
            ("a\u{0}b", "`a\\0b`"),
            ("-a", "`-a` in it begins or ends"),
            ("x.a-", "`a-` in it begins or ends"),
            (&too_long, "has 64 characters, and may have 63"),
            (&endless, "has 257 characters, and may have 253"),
        ] {
            let found = unfit(name).unwrap();
            assert!(found.contains(why), "{name}: {found}");
        }
        assert_eq!(unfit_given("my_host."), None);
        assert!(unfit_given("a b").is_some());
    }
}
