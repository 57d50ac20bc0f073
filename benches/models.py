"""The real models that the benches generate from: those of botocore's wheel, unpacked under target/bench."""

import pathlib
import subprocess
import sys
import zipfile

BOTOCORE = "1.44.5"


def data(bench: pathlib.Path) -> pathlib.Path:
    """The folder with one folder per service; it is fetched the first time."""
    folder = bench / f"botocore-{BOTOCORE}"
    if not (folder / "botocore" / "data").is_dir():
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run([*pip, "--dest", str(bench), f"botocore=={BOTOCORE}"], check=True)
        with zipfile.ZipFile(next(bench.glob(f"botocore-{BOTOCORE}-*.whl"))) as wheel:
            names = [name for name in wheel.namelist() if name.startswith("botocore/data/")]
            wheel.extractall(folder, names)
    return folder / "botocore" / "data"


if __name__ == "__main__":
    print(data(pathlib.Path(sys.argv[1]).resolve()))
