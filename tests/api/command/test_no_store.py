"""A read never makes a store; what makes one says so."""

from pathlib import Path

import pytest

from tests.api.command.calling import call, event, feed_file
from tests.support.command import run_vouch

READS = [
    ("report", "bonuses"),
    ("report", "pipeline"),
    ("why", "R-1"),
    ("projections", "lag"),
    ("projections", "rebuild"),
    ("projections", "digest"),
    ("feed", "parked"),
    ("feed", "replay", "1"),
    ("feed", "drop", "1"),
    ("clock", "tick"),
    ("doctor",),
    ("verify",),
    ("checkpoint",),
]
KAFKA = {"VOUCH_KAFKA_BOOTSTRAP": "127.0.0.1:1"}


@pytest.mark.parametrize("read", READS, ids=" ".join)
def test_a_read_makes_no_store(sqlite_url: str, read: tuple[str, ...]) -> None:
    done = call(*read, store=sqlite_url)
    assert done.code == 1
    assert "run `vouch migrate`" in done.out + done.err
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    assert not list(folder.glob("*.db*"))


@pytest.mark.parametrize("process", ["consume", "relay"])
def test_a_process_beside_the_server_makes_no_store(sqlite_url: str, process: str) -> None:
    done = run_vouch(process, store=sqlite_url, settings=KAFKA)  # it sets up logs for the whole process
    assert done.returncode == 1
    assert b"run `vouch migrate`" in done.stderr
    assert not Path(sqlite_url.removeprefix("sqlite:///")).exists()


@pytest.mark.parametrize("read", READS[:4], ids=" ".join)
def test_a_read_makes_no_tables_on_a_server(postgres_url: str, read: tuple[str, ...]) -> None:
    done = call(*read, store=postgres_url)
    assert (done.code, done.out) == (1, "")
    assert "There is no store in this database yet" in done.err


def test_a_push_makes_one_and_says_so_once(sqlite_url: str, tmp_path: Path) -> None:
    file = feed_file(tmp_path, [event("candidate.identified", candidate="C-1")])
    first = call("feed", "push", file, "--timezone", "Europe/Berlin", store=sqlite_url)
    assert first.code == 0
    made, sealed = first.err.splitlines()
    assert made == "There was no store yet: a new one was made, with the time zone Europe/Berlin."
    assert "Back up the keyring vouch-1.db.keyring and the key store vouch-1.db.keys, each apart" in sealed
    assert call("feed", "push", file, store=sqlite_url).err == ""


def test_the_demo_says_that_it_makes_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "a new one was made" in call("demo").err
