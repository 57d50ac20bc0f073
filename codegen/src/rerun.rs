//! Which paths a build script tells cargo to look at, and the lines that tell them.
//!
//! A line is an order to cargo: no path may become a second one.

use std::io;
use std::path::{Path, PathBuf};

use crate::characters::shown;

/// What to look at, so that each change of what was read, and each new file that would be read, is seen.
///
/// Cargo looks at all that is in a folder. One with the program's own manifest has its build folder in it too, so that
/// every build would run the script again; a folder of links to the files that may appear stands in for it.
///
/// # Errors
/// The links can't be made.
pub(crate) fn watched(
    inputs: &[PathBuf],
    appearing: &[PathBuf],
    held: &[PathBuf],
    links: &Path,
) -> io::Result<Vec<PathBuf>> {
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let held: Vec<PathBuf> = held.iter().map(|path| whole(path)).collect();
    let holds = |folder: &Path| {
        let folder = whole(folder);
        folder.is_dir() && held.iter().any(|held| held.starts_with(&folder))
    };
    let (left_out, mut watched): (Vec<PathBuf>, Vec<PathBuf>) =
        inputs.iter().cloned().partition(|input| holds(input));
    let missing: Vec<&PathBuf> = appearing
        .iter()
        .filter(|file| {
            let folder = file.parent().unwrap_or(Path::new(""));
            !file.exists() && left_out.iter().any(|out| out == folder)
        })
        .collect();
    if !missing.is_empty() && links_to(&missing, links)? {
        watched.push(links.to_owned());
    }
    Ok(watched)
}

/// The line that tells cargo of a path.
///
/// # Errors
/// Cargo could not read the path from it: what stands behind a line's end would be an order of its own.
pub(crate) fn line(path: &Path) -> io::Result<String> {
    let text = path.to_str().filter(|text| {
        // Cargo takes the spaces off a line's end.
        !text.contains(char::is_control) && !text.ends_with(char::is_whitespace)
    });
    let text = text.ok_or_else(|| {
        let shown = shown(path);
        let why = format!(
            "cargo can't be told to look at `{shown}`: give the folder a name of Unicode without line ends and other \
             control characters, and no space at its end"
        );
        io::Error::new(io::ErrorKind::InvalidInput, why)
    })?;
    Ok(format!("cargo::rerun-if-changed={text}"))
}

/// Makes a folder of links to files that are not there yet; cargo sees such a file through its link. Whether it could.
#[cfg(unix)]
fn links_to(files: &[&PathBuf], folder: &Path) -> io::Result<bool> {
    use std::fs;
    use std::time::SystemTime;
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => fs::create_dir_all(folder)?,
    }
    for (index, file) in files.iter().enumerate() {
        let file = std::path::absolute(file)?;
        std::os::unix::fs::symlink(file, folder.join(index.to_string()))?;
    }
    // Cargo runs the script again for what is newer than its start. A link to nothing has no time for cargo, but the
    // folder has: a folder made just now would make the next build run the script once more.
    fs::File::open(folder)?.set_modified(SystemTime::UNIX_EPOCH)?;
    Ok(true)
}

/// Elsewhere links need rights that a build seldom has; there, a model lies in a folder of its own to be seen whole.
#[cfg(not(unix))]
fn links_to(_: &[&PathBuf], _: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod line_tests {
    use std::path::Path;

    use super::line;

    #[test]
    fn a_path_is_one_line_or_an_error() {
        let told = line(Path::new("models/my service/é")).unwrap();
        assert_eq!(told, "cargo::rerun-if-changed=models/my service/é");
        for path in [
            "a\ncargo::rustc-env=X=Y",
            "a\rb",
            "a\u{1b}[2J",
            "a\u{85}b",
            "a ",
        ] {
            let why = line(Path::new(path)).unwrap_err().to_string();
            assert!(why.contains("cargo can't be told"), "{why}");
            assert!(!why.contains(char::is_control), "{why:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_no_unicode_is_an_error() {
        use std::os::unix::ffi::OsStrExt as _;
        let path = Path::new(std::ffi::OsStr::from_bytes(b"a\xff"));
        assert!(line(path).is_err());
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::watched;
    use crate::load::tests::Folder;

    #[test]
    fn a_folder_with_the_manifest_or_the_build_folder_is_not_named() {
        let folder = Folder::new("rerun");
        folder.write("models/toy/service-2.json", b"");
        folder.write("target/out/x", b"");
        folder.write("other/x", b"");
        let inputs = ["", "models", "models/toy/service-2.json"].map(|path| folder.path(path));
        let told = |held: &str| {
            let held = [folder.path(held)];
            watched(&inputs, &[], &held, &folder.path("links")).unwrap()
        };
        for held in ["", "target/out", "models/../other"] {
            assert_eq!(told(held), inputs[1..], "{held}");
        }
        assert_eq!(told("models"), inputs[2..]);
    }

    #[test]
    fn a_file_that_appears_beside_the_manifest_is_seen_through_a_link() {
        let folder = Folder::new("rerun-links");
        folder.write("service-2.json", b"");
        let inputs = [folder.path(""), folder.path("service-2.json")];
        let overlay = folder.path("overlay.toml");
        let links = folder.path("out/links");
        let told = || {
            let appearing = [overlay.clone(), folder.path("service-2.json")];
            watched(&inputs, &appearing, &[folder.path("")], &links).unwrap()
        };
        let expected = [folder.path("service-2.json"), links.clone()];
        assert_eq!(told(), expected);
        assert_eq!(told(), expected, "again, when the links are there");
        assert_eq!(std::fs::read_dir(&links).unwrap().count(), 1);
        assert!(std::fs::metadata(links.join("0")).is_err());
        let made = std::fs::metadata(&links).unwrap().modified().unwrap();
        assert_eq!(
            made,
            std::time::SystemTime::UNIX_EPOCH,
            "older than the script's start"
        );
        folder.write("overlay.toml", b"");
        assert!(std::fs::metadata(links.join("0")).unwrap().is_file());
    }
}
