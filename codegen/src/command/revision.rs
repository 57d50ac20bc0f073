//! What a repository held at a revision, in a folder of its own for as long as it is looked at.
//!
//! git does the reading; nothing of the repository is changed.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Some files of a revision.
pub(super) struct Checkout {
    folder: TempDir,
    root: PathBuf,
    commit: String,
}

impl Checkout {
    /// Of the repository that the current folder is in.
    ///
    /// # Errors
    /// There is no git, no repository, or no such revision.
    pub(super) fn new(revision: &str) -> Result<Self, String> {
        let root = said(git(Path::new(".")).args(["rev-parse", "--show-toplevel"]))
            .map_err(|why| format!("`{revision}` can't be looked up: {why}"))?;
        let root = PathBuf::from(root);
        let commit = format!("{revision}^{{commit}}");
        let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
        let commit = said(git(&root).args(verify).arg(commit)).map_err(|_| {
            format!("git knows no revision `{revision}`; in a shallow clone, fetch the older commits first")
        })?;
        let folder = tempfile::tempdir().map_err(|error| no_room(&error))?;
        let checkout = Self {
            folder,
            root,
            commit,
        };
        let index = git(&checkout.root)
            .env("GIT_INDEX_FILE", checkout.index())
            .args(["read-tree", &checkout.commit])
            .output();
        output(index)?;
        Ok(checkout)
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    /// A path of the repository, seen from its root; a path that begins with a dot is seen from the current folder.
    ///
    /// # Errors
    /// There is nothing git can say of it.
    pub(super) fn inside(path: &str) -> Result<String, String> {
        if !path.starts_with('.') {
            return Ok(path.trim_end_matches('/').to_owned());
        }
        let here = said(git(Path::new(".")).args(["rev-parse", "--show-prefix"]))?;
        let mut steps: Vec<&str> = here.split('/').filter(|step| !step.is_empty()).collect();
        for step in path.split(['/', '\\']) {
            match step {
                "" | "." => {}
                ".." => _ = steps.pop(),
                step => steps.push(step),
            }
        }
        Ok(steps.join("/"))
    }

    /// Puts a file or folder where it can be read, with the overlays above it; `None` where the revision hasn't got it.
    ///
    /// # Errors
    /// git fails.
    pub(super) fn read(&self, inside: &str) -> Result<Option<PathBuf>, String> {
        let wanted = if inside.is_empty() { "." } else { inside };
        let listed = |paths: &[String]| {
            let list = ["ls-tree", "-r", "-z", "--name-only", "--full-tree"];
            let listed = git(&self.root)
                .args(list)
                .arg(&self.commit)
                .arg("--")
                .args(paths)
                .output();
            output(listed).map(|found| found.stdout)
        };
        let files = listed(&[wanted.to_owned()])?;
        if files.is_empty() {
            return Ok(None);
        }
        let above = Path::new(inside).ancestors().skip(1);
        let overlays = above.map(|folder| folder.join("overlay.toml"));
        let overlays: Vec<String> = overlays
            .map(|path| path.to_string_lossy().replace('\\', "/"))
            .collect();
        let overlays = listed(&overlays)?;
        let tree = self.folder.path().join("tree");
        let mut prefix = tree.clone().into_os_string();
        prefix.push("/");
        let mut argument = std::ffi::OsString::from("--prefix=");
        argument.push(prefix);
        let mut child = git(&self.root)
            .env("GIT_INDEX_FILE", self.index())
            .args(["checkout-index", "--force", "-z", "--stdin"])
            .arg(argument)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| not_there(&error))?;
        if let Some(mut stdin) = child.stdin.take() {
            // A git that has ended says why.
            let _ = stdin.write_all(&[files, overlays].concat());
        }
        output(child.wait_with_output())?;
        Ok(Some(tree.join(inside)))
    }
}

fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).stdin(Stdio::null());
    command
}

/// What git answers on one line.
fn said(command: &mut Command) -> Result<String, String> {
    let answer = output(command.output())?.stdout;
    Ok(String::from_utf8_lossy(&answer).trim_end().to_owned())
}

fn output(outcome: std::io::Result<Output>) -> Result<Output, String> {
    let output = outcome.map_err(|error| not_there(&error))?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.trim().lines().last().unwrap_or("it doesn't say why");
    Err(format!("git can't do it: {last}"))
}

fn not_there(error: &std::io::Error) -> String {
    if error.kind() == ErrorKind::NotFound {
        "there is no `git` here, which reads older versions; install it, or put the older model into a folder and give that"
            .to_owned()
    } else {
        format!("`git` can't be run: {error}")
    }
}

fn no_room(error: &std::io::Error) -> String {
    format!("no folder can be made for the older version: {error}")
}
