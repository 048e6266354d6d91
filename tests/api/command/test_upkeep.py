"""`vouch clock`, `projections`, `migrate`, `doctor`, `schema` and `--version`."""

import socket
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import jsonschema
import pytest

from api.bootstrap import open_vouch
from api.settings import Settings
from domain.facts.catalogue import FACTS
from tests.api.command.calling import FOUNDING, call, event, feed_file, with_case
from tests.support.command import run_vouch
from tests.support.worked_cases import CASES

MODELS = ["pipeline", "bonuses", "referrals", "timeline", "requisitions", "deadlines", "exceptions"]


@pytest.fixture
def hired(sqlite_url: str, tmp_path: Path) -> str:
    """A store in which a tenure is reached, long ago."""
    with_case(sqlite_url, tmp_path, next(case for case in CASES if case.name == "ninety-days"))
    return sqlite_url


def behind(store: str, folder: Path) -> None:
    """Record something without telling the read models, as a push that is killed does."""
    from consumers.feed.files import read_lines  # noqa: PLC0415
    from consumers.feed.push import push  # noqa: PLC0415

    file = feed_file(folder, [event("candidate.identified", candidate="C-99")], "behind.jsonl")
    with open_vouch(Settings(store=store)) as vouch:
        push(vouch.store, read_lines(file))


def test_a_tick_records_once_what_falls_due(hired: str) -> None:
    first = call("clock", "tick", "--on", "2026-10-01", "--json", store=hired)
    assert first.json == {"on": "2026-10-01", "reached": 1, "revoked": 0, "lapsed": 0, "earned": 1, "lost": 0}
    assert call("clock", "tick", "--on", "2026-10-01", "--json", store=hired).json["reached"] == 0


def test_a_tick_tells_people(hired: str) -> None:
    done = call("clock", "tick", "--on", "2026-01-01", store=hired)
    says = "Up to 2026-01-01: 0 tenures reached, 0 revoked, 0 offers lapsed, 0 bonuses earned, 0 lost.\n"
    assert (done.code, done.out) == (0, says)


@pytest.mark.parametrize("day", ["9999-12-31", str(datetime.now(UTC).date() + timedelta(days=1, minutes=6))])
def test_a_tick_of_a_day_to_come_is_refused_unless_it_is_a_test(hired: str, day: str) -> None:
    done = call("clock", "tick", "--on", day, store=hired)
    assert (done.code, done.out) == (1, "")
    assert "still to come" in done.err
    assert call("clock", "tick", "--on", day, "--force", store=hired).code == 0


def test_a_tick_of_today_is_none_of_a_day_to_come(hired: str) -> None:
    assert call("clock", "tick", "--on", str(datetime.now(UTC).date()), store=hired).code == 0


def test_a_tick_of_no_day_is_wrong_use(hired: str) -> None:
    assert call("clock", "tick", "--on", "tomorrow", store=hired).code == 2


def test_lag_is_a_list_of_objects(told: str, tmp_path: Path) -> None:
    behind(told, tmp_path)
    lags = call("projections", "lag", "--json", store=told).json
    assert [lag["model"] for lag in lags] == MODELS
    assert all(lag["events"] == 1 and lag["seconds"] >= 0 and lag["parked"] == 0 for lag in lags)
    assert "Events behind" in call("projections", "lag", store=told).out


def test_a_report_is_never_behind(told: str, tmp_path: Path) -> None:
    behind(told, tmp_path)
    assert call("report", "bonuses", store=told).code == 0
    assert {lag["events"] for lag in call("projections", "lag", "--json", store=told).json} == {0}


def test_digests_are_an_object_by_read_model(told: str) -> None:
    done = call("projections", "digest", "--as-of", "2026-02-24", "--json", store=told)
    assert list(done.json) == MODELS
    assert {len(digest) for digest in done.json.values()} == {64}
    text = call("projections", "digest", "--as-of", "2026-02-24", store=told).out
    assert [line.split() for line in text.splitlines()] == [[name, digest] for name, digest in done.json.items()]


@pytest.mark.parametrize("name", [(), ("bonuses",)], ids=["all", "one"])
def test_a_rebuild_changes_nothing(told: str, name: tuple[str, ...]) -> None:
    before = call("projections", "digest", "--json", store=told).json
    done = call("projections", "rebuild", *name, store=told)
    assert (done.code, done.err) == (0, "")
    assert call("projections", "digest", "--json", store=told).json == before


def test_a_read_model_that_there_is_not_is_wrong_use(told: str) -> None:
    done = call("projections", "rebuild", "bonus", store=told)
    assert (done.code, done.out) == (2, "")
    assert "bonuses" in done.err


def test_migrate_makes_the_tables_and_may_be_repeated(store_url: str) -> None:
    for says in (("There was no store yet: a new one was made, with the time zone Europe/Berlin.", "Back up"), ()):
        done = call("migrate", "--timezone", "Europe/Berlin", store=store_url)
        assert done.code == 0
        assert len(done.err.splitlines()) == len(says)
        assert all(said in done.err for said in says)
        assert "Europe/Berlin" in done.out
    assert call("report", "bonuses", "--json", store=store_url).json == []


def test_another_time_zone_is_refused(sqlite_url: str) -> None:
    assert "a new one was made" in call("migrate", store=sqlite_url).err
    assert call("migrate", "--timezone", "Asia/Tokyo", store=sqlite_url).code == 1
    assert call("report", "bonuses", store=sqlite_url, settings={"VOUCH_TIMEZONE": "Asia/Tokyo"}).code == 1


def test_a_server_without_tables_says_what_to_run(postgres_url: str) -> None:
    done = call("report", "bonuses", store=postgres_url)
    assert (done.code, done.out) == (1, "")
    assert "run `vouch migrate`" in done.err


def test_doctor_finds_a_store_well(told: str) -> None:
    done = call("doctor", "--json", store=told)
    assert (done.code, done.err) == (0, "")
    assert [each["check"] for each in done.json] == [
        "installation",
        "settings",
        "store",
        "clock",
        "facts",
        "keys",
        "dead letters",
        "read models",
        "parked subjects",
        "programme",
        "big subjects",
    ]
    assert all(each["ok"] and each["mend"] is None for each in done.json)


def test_doctor_says_what_is_wrong_and_how_to_mend_it(told: str) -> None:
    call("feed", "push", "-", store=told, given=b"{broken\n")
    done = call("doctor", store=told)
    assert done.code == 1
    assert "WRONG  dead letters: 1 letter could not be recorded." in done.out
    assert "vouch feed parked" in done.out


@pytest.mark.parametrize(
    ("settings", "check", "says"),
    [
        ({"VOUCH_PORT": "many"}, "settings", "VOUCH_PORT"),
        ({"VOUCH_TIMEZONE": "Asia/Tokyo"}, "store", "VOUCH_TIMEZONE=UTC"),
        ({"POSTGRES_ENABLE_DB_FUNCTIONS": "y"}, "store", "Unset POSTGRES_ENABLE_DB_FUNCTIONS"),
    ],
)
def test_doctor_looks_at_settings(told: str, settings: dict[str, str], check: str, says: str) -> None:
    done = call("doctor", "--json", store=told, settings=settings)
    assert done.code == 1
    (wrong,) = [each for each in done.json if not each["ok"]]
    assert wrong["check"] == check
    assert says in wrong["says"]


def test_doctor_makes_no_store(sqlite_url: str) -> None:
    done = call("doctor", store=sqlite_url)
    assert done.code == 1
    assert "run `vouch migrate`" in done.out
    assert not Path(sqlite_url.removeprefix("sqlite:///")).exists()


def test_the_schema_knows_every_fact() -> None:
    schema = call("schema").json
    assert set(schema["properties"]["type"]["enum"]) == set(FACTS)
    valid = jsonschema.Draft202012Validator(schema).is_valid
    assert all(map(valid, FOUNDING.events))
    assert not valid({})


def test_the_version() -> None:
    assert call("--version").out == f"vouch {version('vouch')}\n"


def test_a_server_that_cannot_listen_is_refused(told: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run_vouch("serve", "--port", str(taken.getsockname()[1]), store=told)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"The server could not start" in done.stderr


def test_a_port_that_there_is_not_is_wrong_use(told: str) -> None:
    assert call("serve", "--port", "65536", store=told).code == 2


def test_doctor_says_that_referrals_have_no_programme(sqlite_url: str, tmp_path: Path) -> None:
    referral = event("referral.made", referral="R-1", referrer="E-1", candidate="C-1")
    over = event(
        "bonus_program.published",
        version=1,
        effective_from="2020-01-01",
        terms={"amount": {"currency": "USD", "default": "1"}, "transfer_gap_days": 36_501},
    )
    done = call("feed", "push", feed_file(tmp_path, [referral, over]), store=sqlite_url)
    assert "data.terms.transfer_gap_days: out_of_range" in done.err
    assert "from 0 to 36500" in done.err
    found = {each["check"]: each for each in call("doctor", "--json", store=sqlite_url).json}
    assert not found["programme"]["ok"]
    assert "1 referral" in found["programme"]["says"]
    over["data"]["terms"]["transfer_gap_days"], over["id"] = 3, "mended"
    call("feed", "push", feed_file(tmp_path, [over]), store=sqlite_url)
    assert "ok     programme: every referral has one." in call("doctor", store=sqlite_url).out
