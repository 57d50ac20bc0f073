#!/usr/bin/env python3
"""Builds the runtime, the generator and a generated crate with the oldest of everything that their manifests allow: the lowest
version of each dependency that they name, then the oldest rustc of each.

    python3 benches/oldest.py            # --resolve: only whether there are such versions, with the features asked of them

Takes a few minutes, installs old toolchains with rustup, and puts everything else under target/bench.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "target" / "bench" / "oldest"
CRATES = ["runtime", "codegen", "generated/fsx"]
ENVIRONMENT = {**os.environ, "CARGO_INCREMENTAL": "0", "CARGO_PROFILE_DEV_DEBUG": "0"}
ENVIRONMENT.setdefault("CARGO_TARGET_DIR", str(FOLDER / "target"))
# Features of the runtime, each of which has a dependency, or brings a feature with one, that needs a newer rustc than the runtime itself.
NEWER = {"xml", "profile", "sigv4a", "aws-config"}


def cargo(*arguments, toolchain=None, **environment):
    command = ["cargo", *([f"+{toolchain}"] if toolchain else []), *arguments]
    print("$", *command, flush=True)
    subprocess.run(command, cwd=FOLDER, env={**ENVIRONMENT, **environment}, check=True)


def copy():
    """The three crates in a workspace of their own, without what only their tests and examples need."""
    for crate in CRATES:
        shutil.rmtree(FOLDER / crate, ignore_errors=True)
    listed = subprocess.check_output(["git", "ls-files", *CRATES], cwd=ROOT, text=True).splitlines()
    for name in filter(lambda name: (ROOT / name).is_file(), listed):
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, FOLDER / name)
    for crate in CRATES:
        manifest = FOLDER / crate / "Cargo.toml"
        manifest.write_text(re.sub(r"\[dev-dependencies\]\n(?:[^\[].*\n|\n)*", "", manifest.read_text()))
    whole = (ROOT / "Cargo.toml").read_text()
    (FOLDER / "Cargo.toml").write_text(re.sub(r"members = \[.*?\]", f"members = {json.dumps(CRATES)}", whole, count=1))


def features(package):
    metadata = subprocess.check_output(["cargo", "metadata", "--format-version", "1", "--no-deps"], cwd=ROOT)
    found = next(found for found in json.loads(metadata)["packages"] if found["name"] == package)
    return sorted(found["features"]), found["rust_version"]


def resolve():
    # Cargo takes an unstable option where rustc's bootstrap does; nothing is compiled by this command.
    cargo("-Z", "direct-minimal-versions", "generate-lockfile", "--quiet", RUSTC_BOOTSTRAP="1")


def lowest_versions():
    for package in ["shapesmith-runtime", "shapesmith", "fsx"]:
        cargo("check", "--quiet", "--package", package, "--all-features")
    for feature in features("shapesmith-runtime")[0]:
        cargo("check", "--quiet", "--package", "shapesmith-runtime", "--no-default-features", "--features", feature)
    cargo("check", "--quiet", "--package", "shapesmith", "--no-default-features")


def oldest_rustc():
    shutil.copy(ROOT / "Cargo.lock", FOLDER / "Cargo.lock")
    for package in ["shapesmith-runtime", "fsx", "shapesmith"]:
        offered, rust = features(package)
        toolchain = rust if rust.count(".") == 2 else f"{rust}.0"
        subprocess.run(["rustup", "toolchain", "install", "--profile", "minimal", toolchain], check=True)
        chosen = ",".join(feature for feature in offered if feature not in NEWER)
        command = ["check", "--quiet", "--package", package, "--no-default-features"]
        cargo(*command, toolchain=toolchain)
        cargo(*command, "--features", chosen, toolchain=toolchain)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    copy()
    resolve()
    if "--resolve" in sys.argv[1:]:
        return
    lowest_versions()
    oldest_rustc()
    print("everything builds with the oldest that its manifest allows")


if __name__ == "__main__":
    main()
