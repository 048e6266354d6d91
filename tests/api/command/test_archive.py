"""A store that may only be read: answered with read models elsewhere, and nothing is written to it or beside it."""

from pathlib import Path

import pytest

from domain.store.sqlite import archive
from tests.api.command.calling import call, event, feed_file, with_case

DAY = ("--as-of", "2026-12-31")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An archive of the founding case. What may be written is told apart by its folder: a test may be root."""
    folder = tmp_path / "kept"
    folder.mkdir()
    url = f"sqlite:///{folder}/vouch.db"
    with_case(url, tmp_path)
    monkeypatch.setattr(archive, "may_write", lambda path: path != folder)
    return url


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _files(url: str) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in _path(url).parent.iterdir()}


@pytest.mark.parametrize("where", ["memory", "file"])
def test_it_is_answered_with_read_models_elsewhere(kept: str, tmp_path: Path, where: str) -> None:
    apart = tmp_path / "apart"
    apart.mkdir()
    settings = {"VOUCH_READ_MODELS": "memory" if where == "memory" else f"sqlite:///{apart}/models.db"}
    before = _files(kept)
    for _ in range(2):
        done = call("report", "bonuses", "--json", *DAY, store=kept, settings=settings)
        assert (done.code, done.err) == (0, "")
        assert {row["referral"] for row in done.json} == {"R-1"}
    doctor = call("doctor", store=kept, settings=settings)
    assert (doctor.code, "It may only be read" in doctor.out) == (0, True)
    assert _files(kept) == before
    assert list(apart.iterdir()) == [] if where == "memory" else (apart / "models.db").exists()


def test_without_them_it_says_what_to_set(kept: str) -> None:
    before = _files(kept)
    for command in (("report", "bonuses"), ("doctor",)):
        done = call(*command, store=kept)
        assert done.code == 1
        assert "VOUCH_READ_MODELS=memory" in done.out + done.err
    assert _files(kept) == before


def test_nothing_is_recorded_in_it(kept: str, tmp_path: Path) -> None:
    before = _files(kept)
    feed = feed_file(tmp_path, [event("candidate.identified", candidate="C-new")])
    done = call("feed", "push", feed, store=kept, settings={"VOUCH_READ_MODELS": "memory"})
    assert (done.code, "may not be written to" in done.err) == (1, True)
    assert _files(kept) == before


def test_a_copy_whose_log_holds_a_part_of_it_is_refused(kept: str) -> None:
    Path(f"{_path(kept)}-wal").write_bytes(b"x")
    done = call("report", "bonuses", store=kept, settings={"VOUCH_READ_MODELS": "memory"})
    assert (done.code, ".backup" in done.err) == (1, True)


def test_read_models_of_another_store_are_filled_again(kept: str, tmp_path: Path) -> None:
    settings = {"VOUCH_READ_MODELS": f"sqlite:///{tmp_path}/models.db"}
    assert call("report", "bonuses", "--json", *DAY, store=kept, settings=settings).json
    other = f"sqlite:///{tmp_path}/other.db"
    call("migrate", store=other)
    assert call("report", "bonuses", "--json", *DAY, store=other, settings=settings).json == []


@pytest.mark.parametrize("wrong", ["disk", "sqlite://", "sqlite:////no/such/folder/models.db"])
def test_a_place_that_is_none_is_told(kept: str, wrong: str) -> None:
    done = call("report", "bonuses", store=kept, settings={"VOUCH_READ_MODELS": wrong})
    assert (done.code, done.out) == (1, "")
    assert "VOUCH_READ_MODELS" in done.err
