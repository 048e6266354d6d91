"""`vouch doctor`: which store, every fault at once with the line that mends it, and facts that are not whole."""

from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from domain.store.opening import open_store
from tests.api.command.calling import call, with_case
from tests.store.deliveries import delivery
from tests.support.damage import damage_state, execute


def _wrong(store: str, *options: str, settings: dict[str, str] | None = None) -> dict[str, dict[str, Any]]:
    done = call("doctor", "--json", *options, store=store, settings=settings or {})
    found = {each["check"]: each for each in done.json if not each["ok"]}
    assert done.code == (1 if found else 0)
    return found


def test_it_names_store_version_and_counts(store_url: str, tmp_path: Path) -> None:
    call("migrate", store=store_url)
    _push(store_url, tmp_path)
    says = {each["check"]: each["says"] for each in call("doctor", "--json", store=store_url).json}
    assert f"Vouch {version('vouch')}" in says["installation"]
    assert says["store"].startswith(("SQLite, /", "PostgreSQL, database "))
    assert " events; its time zone is " in says["store"]
    assert " facts of the feed" in says["facts"]
    assert _wrong(store_url, "--full") == {}


def test_it_shows_no_password() -> None:
    done = call("doctor", store="postgresql://somebody:canary@127.0.0.1:1/vouch")
    assert "PostgreSQL, database vouch at 127.0.0.1" in done.out
    assert "canary" not in done.out + done.err


def test_it_tells_every_setting_that_is_wrong_in_words_and_goes_on_to_the_store(told: str) -> None:
    settings = {
        "VOUCH_PORT": "many",
        "VOUCH_CLOCK_SECONDS": "0",
        "VOUCH_LOG_LEVEL": "loud",
        "VOUCH_HEALTH_PORT": "70000",
        "VOUCH_MAX_EVENT_BYTES": "1",
        "VOUCH_TIMEZONE": "Asia/Tokyo",
    }
    found = [each for each in call("doctor", "--json", store=told, settings=settings).json if not each["ok"]]
    says = " ".join(each["says"] for each in found)
    for words in (
        "VOUCH_PORT is not understood: it must be a whole number from 0 to 65535.",
        "VOUCH_CLOCK_SECONDS is not understood: it must be a number above 0.",
        "VOUCH_LOG_LEVEL is not understood: it must be one of debug, info, warning, error.",
        "VOUCH_HEALTH_PORT is not understood: it must be a whole number from 0 to 65535.",
        "VOUCH_MAX_EVENT_BYTES is not understood: it must be a whole number of at least 1024.",
        "VOUCH_TIMEZONE=UTC",
    ):
        assert words in says
    assert "Expected" not in says
    assert [each["mend"] for each in found if "VOUCH_PORT" in each["says"]] == [
        "Set it right, or leave it out: unset VOUCH_PORT (then it is 8000)"
    ]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("VOUCH_TIMEZNE", "VOUCH_TIMEZNE is no setting; VOUCH_TIMEZONE is."),
        ("VOUCH_KAFKA_BOOTSTRAPS", "VOUCH_KAFKA_BOOTSTRAPS is no setting; VOUCH_KAFKA_BOOTSTRAP is."),
        ("VOUCH_WEATHER", "VOUCH_WEATHER is no setting."),
    ],
)
def test_it_finds_misspelt_settings(told: str, name: str, says: str) -> None:
    wrong = _wrong(told, settings={name: "UTC"})
    assert wrong["settings"]["says"] == says
    assert wrong["settings"]["mend"]


@pytest.mark.parametrize("days", [1, 36_500])
def test_it_tells_of_a_recording_ahead_of_the_clock(store_url: str, days: int) -> None:
    store = open_store(store_url, create=True)
    store.record([delivery(1)], places=[""], recorded_at=datetime.now(UTC) + timedelta(days=days))
    store.close()
    assert "A clock that was wrong" in _wrong(store_url)["clock"]["says"]


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DELETE FROM stored_events WHERE originator_id = 'referral/R-1'", "facts were delivered, but"),
        ("UPDATE stored_events SET originator_version = 7 WHERE originator_id = 'referral/R-1'", "in referral/R-1"),
    ],
    ids=["deleted", "a version missing"],
)
def test_it_finds_that_rows_were_tampered_with(store_url: str, tmp_path: Path, statement: str, says: str) -> None:
    call("migrate", store=store_url)
    _push(store_url, tmp_path)
    execute(store_url, statement)
    assert says in _wrong(store_url)["facts"]["says"]


def test_a_state_that_cannot_be_decoded_stops_neither_rebuild_nor_report(store_url: str, tmp_path: Path) -> None:
    call("migrate", store=store_url)
    _push(store_url, tmp_path)
    damage_state(store_url, "referral/R-1")
    assert call("projections", "rebuild", store=store_url).code == 0
    assert call("report", "bonuses", store=store_url).code == 0
    found = _wrong(store_url, "--full")
    assert "referral/R-1 version 1" in found["facts"]["says"]
    assert "a state that cannot be decoded" in found["parked subjects"]["says"]
    assert any(lag["parked"] for lag in call("projections", "lag", "--json", store=store_url).json)


def test_a_damaged_page_is_found(told: str) -> None:
    path = Path(told.removeprefix("sqlite:///"))
    content = bytearray(path.read_bytes())
    page = next(start for start in range(4_096 * 2, len(content), 4_096) if content[start] in (10, 13))
    content[page + 3 : page + 9] = b"\xff" * 6
    path.write_bytes(content)
    done = call("doctor", store=told)
    assert done.code == 1
    assert "damage" in done.out + done.err


def _push(store: str, folder: Path) -> None:
    with_case(store, folder)
