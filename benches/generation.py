#!/usr/bin/env python3
"""Times the generator against what it aims at: FSx alone, and every model of botocore with the peak of memory.

    python3 benches/generation.py

Everything is put under target/bench.
"""

import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCH = ROOT / "target" / "bench"
RUNS = 20
BOTOCORE = "botocore==1.44.5"


def generate(tool, model, out):
    """Seconds of one run from nothing; warnings and notes are not shown."""
    shutil.rmtree(out, ignore_errors=True)
    start = time.monotonic()
    command = [tool, "generate", "--model", model, "--out", out, "--runtime-path", ROOT / "runtime"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - start


def main():
    subprocess.run(["cargo", "build", "--quiet", "--release", "--package", "shapesmith"], cwd=ROOT, check=True)
    packages = BENCH / "botocore"
    if not (packages / "botocore" / "data").is_dir():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", packages, BOTOCORE]
        subprocess.run(pip, check=True)
    tool = ROOT / "target" / "release" / "shapesmith"
    fsx = [generate(tool, ROOT / "models/fsx/2018-03-01", BENCH / "fsx") * 1000 for _ in range(RUNS)]
    whole = generate(tool, packages / "botocore" / "data", BENCH / "all")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    services = len(list((BENCH / "all").iterdir()))
    print(f"{'':32}{'aim':>10}{'measured':>10}")
    print(f"{'FSx, median of ' + str(RUNS) + ' runs, ms':32}{100:10}{statistics.median(fsx):10.0f}")
    print(f"{str(services) + ' services, s':32}{15:10}{whole:10.1f}")
    print(f"{'peak memory, MB':32}{1024:10}{peak:10.0f}")


if __name__ == "__main__":
    main()
