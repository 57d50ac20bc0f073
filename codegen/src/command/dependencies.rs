//! The lines for a Cargo.toml: those of a crate that calls a generated one, and those of a program with a build script.
//!
//! What the service needs of the runtime is decided when it is lowered.

use std::path::Path;

use super::runtime;
use crate::ir::Package;
use crate::toml_text::quoted;

/// What a call's futures run on.
const TOKIO: &str =
    r#"tokio = { version = "1", features = ["macros", "rt-multi-thread"] } # for `#[tokio::main]`"#;

/// For whoever calls the crate at `out`.
pub(super) fn on_crate(package: &Package, out: &Path) -> String {
    let path = out.to_string_lossy().replace('\\', "/");
    let mut lines = vec![
        "[dependencies]".to_owned(),
        format!("{} = {{ path = {} }}", package.crate_name, quoted(&path)),
    ];
    lines.extend((!package.types_only).then(|| TOKIO.to_owned()));
    lines.join("\n")
}

/// For a program whose build script generates the service, in the current folder.
pub(super) fn of_program(package: &Package) -> String {
    let place = |name: &str, beside: &str| {
        let path = runtime::seen_from(Path::new("."))
            .and_then(|path| Some(format!("{}{beside}", path.strip_suffix("runtime")?)));
        match path {
            Some(path) => format!("{name} = {{ path = {}", quoted(&path)),
            None => format!("{name} = {{ version = {:?}", env!("CARGO_PKG_VERSION")),
        }
    };
    let runtime = place("shapesmith-runtime", "runtime");
    let generator = place("shapesmith", "codegen");
    let needed = package.needed_features.iter();
    // Every way of sending brings `client`.
    let features: Vec<&str> = needed
        .map(|needed| needed.feature)
        .filter(|feature| *feature != "client")
        .collect();
    let features = if features.is_empty() {
        String::new()
    } else {
        format!(", features = {features:?}")
    };
    format!(
        "[dependencies]\n{runtime}{features} }}\n{TOKIO}\n\n[build-dependencies]\n{generator}, default-features = false }}"
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{of_program, on_crate};
    use crate::ir::NeededFeature;
    use crate::ir::samples::package;

    #[test]
    fn a_caller_needs_the_crate_and_where_it_calls_what_futures_run_on() {
        let mut package = package();
        let lines = on_crate(&package, Path::new("crates/tiny"));
        assert!(
            lines.starts_with("[dependencies]\ntiny = { path = \"crates/tiny\" }\ntokio = "),
            "{lines}"
        );
        package.types_only = true;
        assert!(!on_crate(&package, Path::new("a")).contains("tokio"));
    }

    #[test]
    fn a_program_needs_the_features_that_its_operations_need() {
        let mut package = package();
        let parsed = |lines: &str| toml::from_str::<toml::Table>(lines).unwrap();
        let plain = parsed(&of_program(&package));
        assert!(
            plain["dependencies"]["shapesmith-runtime"]
                .get("features")
                .is_none()
        );
        let generator = &plain["build-dependencies"]["shapesmith"];
        assert_eq!(generator["default-features"].as_bool(), Some(false));
        package.needed_features = ["xml", "checksum"]
            .map(|feature| NeededFeature {
                feature,
                needed_by: "every call".to_owned(),
            })
            .into();
        let all = parsed(&of_program(&package));
        assert_eq!(
            all["dependencies"]["shapesmith-runtime"]["features"],
            toml::Value::from(vec!["xml", "checksum"])
        );
    }
}
