"""Test support: Kafka's archives, fetched once by Maven into a folder that Git does not see."""

import fcntl
import hashlib
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
POM = HERE / "pom.xml"
TARGET = HERE / "target"
FETCH_SECONDS = 300


class KafkaMissingError(Exception):
    """No broker can be started on this machine; the message says what to install."""


def archives() -> Path:
    """The folder of the archives; fetched if they are not there. KafkaMissingError where there is no Java or Maven."""
    if shutil.which("java") is None:
        raise KafkaMissingError("no java on PATH: install a Java runtime (17 or newer) to start a Kafka broker")
    TARGET.mkdir(exist_ok=True)
    with (TARGET / "fetching").open("a") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        stamp, wanted = TARGET / "fetched", hashlib.sha256(POM.read_bytes()).hexdigest()
        if not stamp.exists() or stamp.read_text() != wanted:
            _fetch()
            stamp.write_text(wanted)
    return TARGET / "archives"


def _fetch() -> None:
    if shutil.which("mvn") is None:
        raise KafkaMissingError("no mvn on PATH: install Maven, which fetches the archives of Apache Kafka")
    shutil.rmtree(TARGET / "archives", ignore_errors=True)
    command = ["mvn", "--quiet", "--batch-mode", "--file", str(POM), "package"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=FETCH_SECONDS)
    except subprocess.TimeoutExpired:
        raise KafkaMissingError(f"Maven has not fetched Kafka's archives within {FETCH_SECONDS} s") from None
    if done.returncode:
        raise KafkaMissingError(f"Maven cannot fetch Kafka's archives: {done.stdout[-1_000:]}{done.stderr[-500:]}")


if __name__ == "__main__":
    archives()
