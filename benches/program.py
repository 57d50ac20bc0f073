#!/usr/bin/env python3
"""Times clean builds of a program that only calls CreateBackup, with all dependencies, beside the same with the official
SDK, and weighs the binaries.

    python3 benches/program.py            # debug and release
    python3 benches/program.py debug      # the quicker half

Everything is put under target/bench.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCH = ROOT / "target" / "bench" / "program"
ENVIRONMENT = {**os.environ, "CARGO_INCREMENTAL": "0"}

OURS = (
    'fsx = { path = "ROOT/generated/fsx" }\ntokio = { version = "1", features = ["macros", "rt"] }',
    """use fsx::types::CreateBackupRequest;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = fsx::Client::builder().build()?;
    let request = CreateBackupRequest::new().file_system_id("fs-0498eed5fe91001ec");
    println!("{:?}", client.create_backup(request).await?.backup);
    Ok(())
}
""",
)
OFFICIAL = (
    'aws-config = "1"\naws-sdk-fsx = "=1.133.0"\ntokio = { version = "1", features = ["macros", "rt"] }',
    """#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    let client = aws_sdk_fsx::Client::new(&config);
    let call = client.create_backup().file_system_id("fs-0498eed5fe91001ec");
    println!("{:?}", call.send().await?.backup);
    Ok(())
}
""",
)


def run(*command, cwd):
    done = subprocess.run(command, cwd=cwd, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def package(name, dependencies, main):
    folder = BENCH / name
    (folder / "src").mkdir(parents=True, exist_ok=True)
    (folder / "src" / "main.rs").write_text(main)
    (folder / "Cargo.toml").write_text(
        f'[package]\nname = "{name}"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n'
        f"[profile.release]\nstrip = true\n[dependencies]\n" + dependencies.replace("ROOT", str(ROOT)) + "\n"
    )
    run("cargo", "fetch", "--quiet", cwd=folder)
    return folder


def measure(folder, profile):
    """Seconds of a clean build, and the size of the binary in MB."""
    shutil.rmtree(folder / "target", ignore_errors=True)
    arguments = ["--release"] if profile == "release" else []
    start = time.monotonic()
    run("cargo", "build", "--quiet", *arguments, cwd=folder)
    seconds = time.monotonic() - start
    return seconds, (folder / "target" / profile / folder.name).stat().st_size / 1e6


def dependencies(folder):
    tree = run("cargo", "tree", "--edges", "normal", "--prefix", "none", cwd=folder)
    return len({line.removesuffix(" (*)") for line in tree.splitlines()}) - 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("profile", nargs="?", choices=["debug", "release"], help="only this profile")
    chosen = parser.parse_args().profile
    profiles = [chosen] if chosen else ["debug", "release"]
    sides = [package("official", *OFFICIAL), package("shapesmith", *OURS)]
    print(subprocess.check_output(["rustc", "--version"], text=True).strip(), f"on {os.cpu_count()} cores")
    print(f"{'a program that calls CreateBackup':36}{'official':>12}{'shapesmith':>12}")
    print(f"{'dependencies':36}" + "".join(f"{dependencies(side):12}" for side in sides))
    for profile in profiles:
        results = [measure(side, profile) for side in sides]
        print(f"{'clean ' + profile + ' build, s':36}" + "".join(f"{seconds:12.1f}" for seconds, _ in results))
        if profile == "release":
            print(f"{'stripped binary, MB':36}" + "".join(f"{size:12.1f}" for _, size in results), flush=True)


if __name__ == "__main__":
    main()
