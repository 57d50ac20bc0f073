"""Fetches botocore's source distribution, whose tests carry AWS's own suites, into the folder that is given."""

import hashlib
import io
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import urllib.parse
import urllib.request

VERSION = "1.44.5"
# What is wanted of it.
WANTED = ("/tests/functional/configured_endpoint_urls/", "/tests/unit/auth/", "/tests/unit/protocols/")


def main():
    target = pathlib.Path(sys.argv[1])
    configured = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    index = subprocess.run(configured, capture_output=True, text=True).stdout.strip()
    index = os.environ.get("PIP_INDEX_URL") or index or "https://pypi.org/simple"
    page = index.rstrip("/") + "/botocore/"
    with urllib.request.urlopen(page) as answer:
        text = answer.read().decode()
    link = re.search(rf'href="([^"]*botocore-{re.escape(VERSION)}\.tar\.gz[^"]*)"', text).group(1)
    url, _, digest = urllib.parse.urljoin(page, link).partition("#sha256=")
    with urllib.request.urlopen(url) as answer:
        archive = answer.read()
    if digest and hashlib.sha256(archive).hexdigest() != digest:
        sys.exit("the source distribution isn't what the index says")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        members = [member for member in tar if member.isfile() and any(part in member.name for part in WANTED)]
        tar.extractall(target, members, filter="data")


main()
