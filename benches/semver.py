#!/usr/bin/env python3
"""Asks cargo-semver-checks about the same updates as `shapesmith diff`: a second judge, where it can see. It looks at items, not at
types of fields and arguments, so it may say less; where it says more than we do, this fails.

    python3 benches/semver.py OLD NEW                   # folders of botocore's models
    python3 benches/semver.py OLD NEW --services fsx,sqs
    python3 benches/semver.py --updates FOLDER          # a folder for each update, with `before` and `after` in it, as
                                                        # `cargo test -p shapesmith --test rows` writes to target/tmp/reports

Builds cargo-semver-checks once, which takes a quarter of an hour, and puts everything under target/bench.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "target" / "bench" / "semver"
TOOLS = ROOT / "target" / "tools"
# It reads rustdoc's JSON, whose form goes with rustc's version: count it up with the toolchain.
VERSION = "0.51.0"
ENVIRONMENT = {**os.environ, "CARGO_INCREMENTAL": "0", "CARGO_TARGET_DIR": str(FOLDER / "target")}
LEVELS = ["none", "patch", "minor", "major"]


def run(*command, **more):
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, text=True, capture_output=True, **more)


def tool():
    built = TOOLS / "bin" / "cargo-semver-checks"
    found = run(built, "semver-checks", "--version").stdout if built.exists() else ""
    if VERSION not in found:
        install = ["cargo", "install", "cargo-semver-checks", "--locked", "--version", VERSION, "--root", TOOLS]
        subprocess.run(install, cwd=ROOT, check=True)
    return built


def shapesmith(*arguments):
    command = ["cargo", "run", "--quiet", "--release", "--package", "shapesmith", "--", *arguments]
    done = run(*command)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def ours(old, new):
    """Our verdict; strictly would be another, as the crate's manifest tells the judge too."""
    return json.loads(shapesmith("diff", old, new, "--format", "json", "--fail-on", "never"))["verdict"]


def theirs(judge, service, sides):
    """The version that the judge asks for, and the lints that it names."""
    for side, model in sides.items():
        out = FOLDER / side / service
        shutil.rmtree(out, ignore_errors=True)
        shapesmith("generate", "--model", model, "--out", out, "--crate-name", "judged", "--runtime-path", ROOT / "runtime")
        # It lies within our workspace, and is none of its packages.
        with open(out / "Cargo.toml", "a") as manifest:
            manifest.write("\n[workspace]\n")
    told = run(
        judge, "semver-checks", "--manifest-path", FOLDER / "new" / service / "Cargo.toml",
        "--baseline-root", FOLDER / "old" / service, "--release-type", "patch", "--color", "never",
    )
    text = told.stdout + told.stderr
    if "Checked" not in text:
        sys.exit(f"{service}: {text}")
    lints = re.findall(r"^--- failure (\w+):", text, re.MULTILINE)
    asked = re.search(r"requires new (major|minor) version", text)
    return (asked.group(1) if asked else "none"), lints


def pairs(arguments):
    """The name and both models of each update."""
    if arguments.updates:
        for folder in sorted(arguments.updates.resolve().iterdir()):
            yield folder.name, {"old": folder / "before", "new": folder / "after"}
        return
    for service in arguments.services.split(","):
        yield service, {"old": (arguments.old / service).resolve(), "new": (arguments.new / service).resolve()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("old", type=pathlib.Path, nargs="?")
    parser.add_argument("new", type=pathlib.Path, nargs="?")
    parser.add_argument("--services", default="fsx,sqs,sns,kms")
    parser.add_argument("--updates", type=pathlib.Path)
    arguments = parser.parse_args()
    if not arguments.updates and not arguments.new:
        parser.error("give two folders of models, or `--updates`")
    judge = tool()
    wrong, counts = [], {}
    for name, sides in pairs(arguments):
        said, (asked, lints) = ours(*sides.values()), theirs(judge, name, sides)
        print(f"{name}: shapesmith {said}, cargo-semver-checks {asked} {' '.join(lints)}", flush=True)
        counts[said, asked] = counts.get((said, asked), 0) + 1
        if LEVELS.index(asked) > LEVELS.index(said):
            wrong.append(name)
    for (said, asked), count in sorted(counts.items()):
        print(f"{count} where shapesmith says {said} and cargo-semver-checks {asked}")
    sys.exit(f"says more than we do: {', '.join(wrong)}" if wrong else 0)


main()
