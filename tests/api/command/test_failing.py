"""How the command fails: one plain sentence on standard error, an exit code, never a traceback."""

from pathlib import Path

import pytest
import typer

from api.command.exit_codes import explain, guard
from api.settings import read_settings
from domain.store.errors import StoreFull
from tests.api.command.calling import call

SOMEBODY = "neighbour@example.org"


@pytest.mark.parametrize(
    ("store", "says"),
    [
        ("sqlite:////nowhere/at/all/vouch.db", "There is no store in vouch.db yet"),
        ("sqlite:///", "the name of a file"),
        ("mysql://somewhere", "Set VOUCH_STORE"),
    ],
)
def test_a_store_that_cannot_be(store: str, says: str) -> None:
    done = call("report", "bonuses", store=store)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("vouch: ")
    assert says in done.err
    assert len(done.err.splitlines()) == 1


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    other = tmp_path / "letter.db"
    other.write_text("Dear neighbour, " * 100)
    done = call("report", "bonuses", store=f"sqlite:///{other}")
    assert (done.code, done.out) == (1, "")
    assert "no SQLite database" in done.err


def test_a_setting_that_is_not_understood(sqlite_url: str) -> None:
    done = call("report", "bonuses", store=sqlite_url, settings={"VOUCH_PORT": "many"})
    assert done.code == 1
    assert "VOUCH_PORT is not understood" in done.err


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("VOUCH_LOG_LEVEL", "loud", "must be one of debug, info, warning, error."),
        ("VOUCH_KAFKA_PROTOCOL", "HTTP", "must be one of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL."),
    ],
)
def test_a_setting_that_there_is_not(sqlite_url: str, name: str, value: str, says: str) -> None:
    done = call("report", "bonuses", store=sqlite_url, settings={name: value})
    assert (done.code, done.err) == (1, f"vouch: {name} is not understood: it {says}\n")


def test_a_log_level_in_capitals() -> None:
    assert read_settings({"VOUCH_LOG_LEVEL": "WARNING"}).log_level == "warning"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("report", "bonuses", "--format", "pdf"), "'--format': give one of table, json, csv, xlsx."),
        (("report", "bonuses", "--entitlement", "x"), "give one of earned, waiting, forfeited, ineligible."),
        (("feed", "drop", "abc"), "'ID': give a whole number from 1 to"),
        (("serve", "--port", "70000"), "'--port': give a whole number from 0 to 65535."),
    ],
)
def test_a_value_that_cannot_be_is_told_plainly(wrong: tuple[str, ...], says: str) -> None:
    done = call(*wrong)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


@pytest.mark.parametrize("ask", [("why", "R\x1b[31m"), ("report", "pipeline", "--requisition", "Q\x1b[31m\n")])
def test_an_id_that_would_steer_the_terminal_is_told_without_that(told: str, ask: tuple[str, ...]) -> None:
    done = call(*ask, store=told)
    assert done.code == 1
    assert "\ufffd[31m" in done.err
    assert done.err.removesuffix("\n").isprintable()


@pytest.mark.parametrize("wrong", [("nonsense",), ("--nonsense",), ("report", "nonsense"), ("why",), ("feed", "push")])
def test_what_there_is_not_is_wrong_use(wrong: tuple[str, ...]) -> None:
    done = call(*wrong)
    assert (done.code, done.out) == (2, "")
    assert "Usage: vouch" in done.err


def test_the_store_may_be_named_before_or_behind_the_command(told: str) -> None:
    ask = ("report", "bonuses", "--as-of", "2026-02-24", "--json")
    before, behind = call("--store", told, *ask), call(*ask, "--store", told)
    assert before.json == behind.json != []


def test_a_store_named_goes_over_the_one_of_the_environment(told: str, new_sqlite_url: object) -> None:
    assert callable(new_sqlite_url)
    other = new_sqlite_url()
    assert call("migrate", store=other).code == 0
    ask = ("report", "bonuses", "--as-of", "2026-02-24", "--json")
    assert call("--store", other, *ask, store=told).json == []
    assert call("--store", other, *ask, "--store", told, store=other).json != []


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (StoreFull("There is no room."), "There is no room."),
        (OSError(28, "No space left on device"), "No space left on device."),
        (KeyError("canary@example.org"), "a fault of Vouch's own, please report it (KeyError"),
    ],
)
def test_any_error_becomes_a_sentence(error: Exception, says: str) -> None:
    assert explain(error).startswith(says)
    assert "canary" not in explain(error)


def test_where_a_fault_lies_is_told_on_request(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @guard
    def stumble() -> None:
        raise KeyError(SOMEBODY)

    monkeypatch.setenv("VOUCH_LOG_LEVEL", "debug")
    with pytest.raises(typer.Exit):
        stumble()
    said = capsys.readouterr().err
    assert "in stumble" in said
    assert SOMEBODY not in said
