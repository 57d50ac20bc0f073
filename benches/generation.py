#!/usr/bin/env python3
"""Times the generator against what it aims at: FSx alone, and every model of botocore, old versions too, with the peak of
memory.

    python3 benches/generation.py

Everything is put under target/bench.
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

import models

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCH = ROOT / "target" / "bench"
RUNS = 20


def generate(tool, model, out, *options):
    """Seconds and megabytes of one run from nothing; warnings and notes are not shown."""
    shutil.rmtree(out, ignore_errors=True)
    start = time.monotonic()
    command = [tool, "generate", "--model", model, "--out", out, "--runtime-path", ROOT / "runtime", *options]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        sys.exit(f"{command} returned {running.returncode}")
    return time.monotonic() - start, usage.ru_maxrss / 1024


def main():
    subprocess.run(["cargo", "build", "--quiet", "--release", "--package", "shapesmith"], cwd=ROOT, check=True)
    tool = ROOT / "target" / "release" / "shapesmith"
    fsx = [generate(tool, ROOT / "models/fsx/2018-03-01", BENCH / "fsx")[0] * 1000 for _ in range(RUNS)]
    whole, peak = generate(tool, models.data(BENCH), BENCH / "all", "--all-versions")
    services = len(list((BENCH / "all").iterdir()))
    print(f"{'':32}{'aim':>10}{'measured':>10}")
    print(f"{'FSx, median of ' + str(RUNS) + ' runs, ms':32}{100:10}{statistics.median(fsx):10.0f}")
    print(f"{str(services) + ' services, s':32}{15:10}{whole:10.1f}")
    print(f"{'peak memory, MB':32}{1024:10}{peak:10.0f}")


if __name__ == "__main__":
    main()
