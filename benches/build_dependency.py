#!/usr/bin/env python3
"""Weighs the generator as a build-dependency: how long a clean debug build of it takes, with everything that it stands on, how
many crates that are, and how long it then takes, not optimised, to generate FSx.

    python3 benches/build_dependency.py

Everything is put under target/bench.
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "target" / "bench" / "build_dependency"
BUILDS = 3
RUNS = 10
ENVIRONMENT = {**os.environ, "CARGO_INCREMENTAL": "0"}

SCRIPT = """//! Generates FSx and says how long it took.

fn main() {
    let start = std::time::Instant::now();
    let service = shapesmith::Service::load("MODEL").expect("a model");
    let length = service.to_source().expect("a service").len();
    println!("{} {length}", start.elapsed().as_secs_f64());
}
"""


def cargo(*arguments, capture=False):
    done = subprocess.run(["cargo", *arguments], cwd=FOLDER, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE if capture else None)
    return done.stdout.decode() if capture else None


def clean_build():
    shutil.rmtree(FOLDER / "target", ignore_errors=True)
    start = time.monotonic()
    cargo("build", "--quiet")
    return time.monotonic() - start


def main():
    (FOLDER / "src").mkdir(parents=True, exist_ok=True)
    (FOLDER / "src" / "lib.rs").write_text("")
    (FOLDER / "build.rs").write_text(SCRIPT.replace("MODEL", str(ROOT / "models" / "fsx" / "2018-03-01")))
    (FOLDER / "Cargo.toml").write_text(
        '[package]\nname = "build-dependency"\nversion = "0.0.0"\nedition = "2024"\n\n[build-dependencies]\n'
        f'shapesmith = {{ path = "{ROOT / "codegen"}", default-features = false }}\n\n[workspace]\n'
    )
    shutil.copy(ROOT / "Cargo.lock", FOLDER / "Cargo.lock")
    cargo("fetch", "--quiet")
    builds = [clean_build() for _ in range(BUILDS)]
    tree = cargo("tree", "--edges", "normal,build", "--prefix", "none", "--no-dedupe", "--format", "{p}", capture=True)
    crates = {line for line in tree.splitlines() if line and not line.startswith("build-dependency")}
    script = next((FOLDER / "target" / "debug" / "build").glob("build-dependency-*/build-script-build"))
    runs = [float(subprocess.check_output([script]).split()[0]) * 1000 for _ in range(RUNS)]
    print(f"clean build, best of {BUILDS}: {min(builds):.1f} s; crates: {len(crates)}; FSx, median of {RUNS} runs: {statistics.median(runs):.0f} ms")


if __name__ == "__main__":
    main()
