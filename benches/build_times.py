#!/usr/bin/env python3
"""Times a debug build of one generated crate alone, beside the official SDK's crate for the same service.

    python3 benches/build_times.py            # fsx and ec2
    python3 benches/build_times.py fsx        # the quick one

Dependencies are built first and not counted; nothing is incremental. Everything is put under target/bench.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import time

import models

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCH = ROOT / "target" / "bench"
# The versions that are compared against.
OFFICIAL = {"fsx": "=1.133.0", "ec2": "=1.274.0"}
RUNS = {"fsx": 5, "ec2": 2}
ENVIRONMENT = {**os.environ, "CARGO_INCREMENTAL": "0"}


def run(*command, cwd=ROOT):
    subprocess.run(command, cwd=cwd, env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)


def ours(service):
    """A workspace with the generated crate."""
    folder = BENCH / "ours" / service
    shutil.rmtree(folder / "crate", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    runtime = os.path.relpath(ROOT / "runtime", folder / "crate")
    generate = ["generate", "--model", str(models.data(BENCH) / service), "--out", str(folder / "crate"), "--runtime-path", runtime]
    run("cargo", "run", "--release", "--quiet", "--", *generate)
    manifest = (ROOT / "Cargo.toml").read_text().split("[workspace.dependencies]")[1].split("[workspace.lints")[0]
    manifest = manifest.replace('path = "', f'path = "{ROOT}/')
    (folder / "Cargo.toml").write_text(
        '[workspace]\nresolver = "3"\nmembers = ["crate"]\n'
        '[workspace.package]\nversion = "0.1.0"\nedition = "2024"\nlicense = "Apache-2.0"\nrust-version = "1.94"\n'
        f"[workspace.dependencies]{manifest}"
    )
    return folder, service


def official(service):
    """A package that depends on the official crate."""
    folder = BENCH / "official" / service
    (folder / "src").mkdir(parents=True, exist_ok=True)
    (folder / "src" / "lib.rs").write_text("")
    (folder / "Cargo.toml").write_text(
        f'[package]\nname = "official-{service}"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n'
        f'[dependencies]\naws-sdk-{service} = "{OFFICIAL[service]}"\n'
    )
    return folder, f"aws-sdk-{service}"


def seconds(folder, package, runs):
    """The best of several builds of the package, its dependencies being built."""
    build = ["cargo", "build", "--quiet", "--package", package]
    run(*build, cwd=folder)
    best = float("inf")
    for _ in range(runs):
        run("cargo", "clean", "--quiet", "--package", package, cwd=folder)
        start = time.monotonic()
        run(*build, cwd=folder)
        best = min(best, time.monotonic() - start)
    return best


def main():
    services = sys.argv[1:] or list(OFFICIAL)
    print(subprocess.check_output(["rustc", "--version"], text=True).strip(), f"on {os.cpu_count()} cores")
    print(f"{'crate':8}{'official':>12}{'shapesmith':>12}{'ratio':>8}")
    for service in services:
        mine = seconds(*ours(service), RUNS[service])
        theirs = seconds(*official(service), 1)
        print(f"{service:8}{theirs:10.1f} s{mine:10.2f} s{theirs / mine:7.1f}x", flush=True)


if __name__ == "__main__":
    main()
