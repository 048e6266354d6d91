"""`vouch verify` and `vouch checkpoint`: what they say, and their exit codes."""

from pathlib import Path

import pytest

from domain.store import open_store
from tests.api.command.calling import call
from tests.store.deliveries import delivery, record
from tests.support.damage import execute

FIVE = 5


@pytest.fixture
def recorded(sqlite_url: str) -> str:
    """A store of five recordings of one event."""
    store = open_store(sqlite_url)
    for number in range(FIVE):
        record(store, delivery(number))
    store.close()
    return sqlite_url


def kept(store: str, folder: Path, name: str = "kept.txt") -> str:
    """A file with a checkpoint."""
    done = call("checkpoint", store=store)
    assert done.code == 0, done.err
    file = folder / name
    file.write_bytes(done.raw)
    return str(file)


def test_a_checkpoint_verifies_for_ever(recorded: str, tmp_path: Path) -> None:
    file = kept(recorded, tmp_path)
    lines = Path(file).read_text().splitlines()
    assert (lines[0].startswith("vouch/"), lines[1], lines[3]) == (True, "5", "")
    done = call("verify", "--checkpoint", file, store=recorded)
    says = "Nothing was altered: 5 recordings with 5 events agree with the tree, and with 2 checkpoints.\n"
    assert (done.code, done.out) == (0, says)
    assert call("verify", "--json", store=recorded).json == {
        "recordings": 5,
        "events": 5,
        "checkpoints": 1,
        "given_up": [],
        "forks": [],
        "first_bad": None,
    }


def test_the_first_bad_recording_is_named(recorded: str) -> None:
    execute(recorded, "UPDATE recordings SET recorded_at = 1000000 WHERE number = 2")
    done = call("verify", store=recorded)
    assert done.code == 1
    bad, before = done.out.splitlines()
    assert bad == (
        "ALTERED: recording 2 (positions 3 to 3, recorded at 1970-01-01T00:00:01+00:00): its events, its instant or its"
        " hash were altered."
    )
    assert before == "Before it 2 recordings with 2 events are what they were."
    found = call("verify", "--json", store=recorded)
    assert (found.code, found.json["first_bad"]["recording"]) == (1, 2)
    execute(recorded, "UPDATE recordings SET recorded_at = :far WHERE number = 2", far=2**62)
    beyond = call("verify", store=recorded)
    assert (beyond.code, "ALTERED: recording 2 (positions 3 to 3): " in beyond.out) == (1, True)


def test_a_cut_tail_is_seen_by_the_key_store(recorded: str, tmp_path: Path) -> None:
    file = kept(recorded, tmp_path)
    execute(recorded, "DELETE FROM stored_events WHERE rowid > 3")
    execute(recorded, "DELETE FROM recordings WHERE number > 2")
    for options in ((), ("--checkpoint", file)):
        done = call("verify", *options, store=recorded)
        assert done.code == 1
        assert "ALTERED: recording 3, or one before it from 0 on: the end was cut off" in done.out
    refused = call("checkpoint", store=recorded)
    assert (refused.code, refused.out) == (1, "")
    assert "The history was altered" in refused.err


def test_a_restore_is_recorded(recorded: str, tmp_path: Path) -> None:
    before = kept(recorded, tmp_path, "before.txt")
    store = open_store(recorded)
    record(store, delivery(50))
    store.close()
    lost = kept(recorded, tmp_path, "lost.txt")
    execute(recorded, "DELETE FROM stored_events WHERE rowid > 5")
    execute(recorded, "DELETE FROM recordings WHERE number > 4")
    assert call("verify", store=recorded).code == 1
    done = call("verify", "--restored", before, "--reason", "the disk died", store=recorded)
    assert (done.code, done.out) == (
        0,
        "Recorded: history forked after 5 recordings; 1 recording of before are given up.\n",
    )
    found = call("verify", "--checkpoint", lost, store=recorded)
    assert found.code == 0
    assert "The checkpoint of 6 recordings is of a history that was given up at a restore." in found.out
    again = call("verify", "--restored", before, "--reason", "again", store=recorded)
    assert (again.code, again.out) == (1, "")
    assert "Nothing shows" in again.err


@pytest.mark.parametrize("options", [("--restored",), ("--checkpoint",)])
def test_what_is_no_checkpoint_is_refused(recorded: str, tmp_path: Path, options: tuple[str, ...]) -> None:
    file = tmp_path / "other.txt"
    file.write_bytes(b"\xff\x00 no checkpoint")
    reason = ("--reason", "x") if options == ("--restored",) else ()
    done = call("verify", *options, str(file), *reason, store=recorded)
    assert (done.code, done.out) == (1, "")
    assert "other.txt: it is no checkpoint." in done.err


@pytest.mark.parametrize("options", [("--reason", "x"), ("--checkpoint", "nowhere"), ("--restored", "nowhere")])
def test_wrong_use(recorded: str, options: tuple[str, ...]) -> None:
    assert call("verify", *options, store=recorded).code == 2


def test_the_public_key_is_a_line(recorded: str) -> None:
    done = call("checkpoint", "--public-key", store=recorded)
    assert done.code == 0
    assert done.out.count("\n") == 1
    assert done.out.startswith("vouch/")
