"""Test support: the official JSON Schema of AsyncAPI 3.0, fetched once by npm into a folder that Git does not see."""

import fcntl
import hashlib
import json
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

PACKAGE = "@asyncapi/specs@6.11.1"
SHA256 = "01af8744dc33c0c7eb2e908f6a955319ee58b70ecadc9387d1aeb16c0cd28928"
MEMBER = "package/schemas/3.0.0-without-$id.json"  # with ids, validators would look for the parts on the network
TARGET = Path(__file__).parent / "target"
FETCH_SECONDS = 120


class SchemaMissingError(Exception):
    """The schema cannot be fetched on this machine; the message says why."""


def official_schema() -> dict[str, Any]:
    """The schema; fetched if it is not there. SchemaMissingError where there is no npm, or no registry."""
    TARGET.mkdir(exist_ok=True)
    kept = TARGET / "3.0.0.json"
    with (TARGET / "fetching").open("a") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(_member(_fetched()))
    schema: dict[str, Any] = json.loads(kept.read_bytes())
    return schema


def _fetched() -> Path:
    if shutil.which("npm") is None:
        raise SchemaMissingError("no npm on PATH: install it to fetch the official schema of AsyncAPI")
    command = ["npm", "pack", PACKAGE, "--silent", "--pack-destination", str(TARGET)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=FETCH_SECONDS, cwd=TARGET)
    except subprocess.TimeoutExpired:
        raise SchemaMissingError(f"npm has not fetched {PACKAGE} within {FETCH_SECONDS} s") from None
    if done.returncode:
        raise SchemaMissingError(f"npm cannot fetch {PACKAGE}: {done.stderr[-500:]}")
    return TARGET / done.stdout.split()[-1]


def _member(archive: Path) -> bytes:
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != SHA256:
        raise SchemaMissingError(f"{PACKAGE} is not what it was: its SHA-256 is {found}")
    with tarfile.open(archive) as files:
        member = files.extractfile(MEMBER)
        assert member is not None
        return member.read()
