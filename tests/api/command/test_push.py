"""`vouch feed push`."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from domain.store import StoreUnavailable
from domain.store.sqlite.backend import SqliteBackend
from domain.store.sqlite.session import SqliteSession
from domain.store.store import Store
from tests.api.command.calling import FOUNDING, call, event, feed_file, written
from tests.store.test_retrying import busy


def candidates(count: int, first: int = 0) -> list[dict[str, object]]:
    return [event("candidate.identified", number, candidate=f"C-{number}") for number in range(first, first + count)]


def test_json_counts_are_one_line_with_exactly_four_fields(sqlite_url: str, tmp_path: Path) -> None:
    call("migrate", store=sqlite_url)
    done = call("feed", "push", feed_file(tmp_path, candidates(3)), "--json", store=sqlite_url)
    assert (done.code, done.err) == (0, "")
    assert done.out == '{"read":3,"recorded":3,"repeated":0,"parked":0}\n'


def test_people_are_told_in_a_sentence(sqlite_url: str, tmp_path: Path) -> None:
    done = call("feed", "push", feed_file(tmp_path, candidates(3)), store=sqlite_url)
    assert done.out == "Read 3 events: 3 recorded, 0 repeated, 0 parked.\n"


def test_again_is_counted_as_repeated(sqlite_url: str, tmp_path: Path) -> None:
    file = feed_file(tmp_path, candidates(3))
    call("feed", "push", file, store=sqlite_url)
    assert call("feed", "push", file, "--json", store=sqlite_url).json["repeated"] == 3


def test_what_is_parked_is_told_with_place_field_and_reason(sqlite_url: str, tmp_path: Path) -> None:
    bad = [event("referral.made", referral="R-1", candidate="C-1"), event("candidate.identified", candidate="C-2")]
    done = call("feed", "push", feed_file(tmp_path, bad), "--json", store=sqlite_url)
    assert (done.code, done.json["recorded"], done.json["parked"]) == (0, 1, 1)
    assert "feed.jsonl:1" in done.err
    assert "referrer" in done.err


def test_only_the_first_parked_lines_are_told(sqlite_url: str) -> None:
    call("migrate", store=sqlite_url)
    done = call("feed", "push", "-", "--json", store=sqlite_url, given=b"".join(b'{"n": %d}\n' % n for n in range(31)))
    assert done.json["parked"] == 31
    assert len(done.err.splitlines()) == 12  # ten of them, how many more there are, and that nothing is recorded
    assert "21 more are parked" in done.err


@pytest.mark.parametrize("zip_it", [False, True], ids=["plain", "gzipped"])
def test_files_of_either_kind_are_read(sqlite_url: str, tmp_path: Path, zip_it: bool) -> None:
    path = tmp_path / ("feed.jsonl.gz" if zip_it else "feed.jsonl")
    path.write_bytes(gzip.compress(written(candidates(3))) if zip_it else written(candidates(3)))
    assert call("feed", "push", str(path), "--json", store=sqlite_url).json["recorded"] == 3


def test_several_files_are_read_in_the_order_given(sqlite_url: str, tmp_path: Path) -> None:
    # The later of two with the same id and other content is the one that is parked.
    first = feed_file(tmp_path, [event("candidate.identified", 1, candidate="C-1")], "one.jsonl")
    other = feed_file(tmp_path, [event("candidate.identified", 1, candidate="C-2")], "two.jsonl")
    done = call("feed", "push", other, first, store=sqlite_url)
    assert "one.jsonl:1: conflicting_resend" in done.err


def test_standard_input_among_files(sqlite_url: str, tmp_path: Path) -> None:
    file = feed_file(tmp_path, candidates(2))
    done = call("feed", "push", file, "-", "--json", store=sqlite_url, given=written(candidates(2, first=2)))
    assert done.json["recorded"] == 4


def test_standard_input_twice_is_wrong_use(sqlite_url: str) -> None:
    done = call("feed", "push", "-", "-", store=sqlite_url)
    assert (done.code, done.out) == (2, "")


def test_blank_lines_and_empty_files_are_nothing(sqlite_url: str, tmp_path: Path) -> None:
    empty = feed_file(tmp_path, [], "empty.jsonl")
    done = call("feed", "push", empty, "-", "--json", store=sqlite_url, given=b"\n \r\n\t\n")
    assert done.json == {"read": 0, "recorded": 0, "repeated": 0, "parked": 0}


def test_a_missing_file_is_refused_before_anything_is_recorded(sqlite_url: str, tmp_path: Path) -> None:
    done = call("feed", "push", feed_file(tmp_path, candidates(2)), "nowhere.jsonl", store=sqlite_url)
    assert (done.code, done.out, done.err) == (1, "", "vouch: There is no file nowhere.jsonl.\n")
    assert call("feed", "push", feed_file(tmp_path, candidates(2)), "--json", store=sqlite_url).json["recorded"] == 2


def test_a_folder_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    done = call("feed", "push", str(tmp_path), store=sqlite_url)
    assert (done.code, done.out) == (1, "")
    assert "is a folder" in done.err


def test_nothing_of_a_packed_file_that_breaks_off_is_recorded(sqlite_url: str, tmp_path: Path) -> None:
    whole = gzip.compress(written(candidates(2_000)))
    path = tmp_path / "broken.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    done = call("feed", "push", feed_file(tmp_path, candidates(3, first=5_000)), str(path), "--json", store=sqlite_url)
    assert (done.code, done.json["recorded"]) == (1, 3)
    assert "broken.jsonl.gz breaks off after line " in done.err
    path.write_bytes(whole)
    assert call("feed", "push", str(path), "--json", store=sqlite_url).json["recorded"] == 2_000


def test_a_table_is_refused_before_anything_is_recorded_or_parked(sqlite_url: str, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_bytes(b"employee,start\nE-1,2026-01-01\n")
    done = call("feed", "push", feed_file(tmp_path, candidates(2)), str(table), store=sqlite_url)
    assert (done.code, done.out) == (1, "")
    assert "people.csv is a table (CSV): nothing of it is recorded." in done.err
    given = call("feed", "push", "-", store=sqlite_url, given=table.read_bytes())
    assert (given.code, given.out) == (1, "Read 0 events: 0 recorded, 0 repeated, 0 parked.\n")
    assert call("feed", "parked", "--json", store=sqlite_url).json == []


def test_where_all_of_it_was_parked_the_push_has_failed(sqlite_url: str, tmp_path: Path) -> None:
    done = call("feed", "push", "-", "--json", store=sqlite_url, given=b"{1}\n{2}\n")
    assert (done.code, done.json["parked"]) == (1, 2)
    assert "nothing is recorded" in done.err
    good = feed_file(tmp_path, candidates(1))
    assert [call("feed", "push", good, "-", store=sqlite_url, given=b"{1}\n").code for _ in range(2)] == [0, 0]


@pytest.mark.parametrize("error", [MemoryError(), KeyboardInterrupt(), StoreUnavailable("It is away.")])
def test_the_counts_are_told_however_it_ends(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    record, calls = Store.record, count()

    def fail(self: Store, *given: Any, **more: Any) -> Any:
        if next(calls):
            raise error
        return record(self, *given, **more)

    monkeypatch.setattr("consumers.feed.push.BATCH_EVENTS", 3)
    monkeypatch.setattr(Store, "record", fail)
    done = call("feed", "push", feed_file(tmp_path, candidates(9)), "--json", store=sqlite_url)
    assert done.json == {"read": 3, "recorded": 3, "repeated": 0, "parked": 0}
    assert done.code == (130 if isinstance(error, KeyboardInterrupt) else 1)
    assert "fault of Vouch's own" not in done.err


def test_a_push_waits_for_the_database_as_long_as_the_setting_says(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = feed_file(tmp_path, candidates(2))
    call("migrate", store=sqlite_url)
    begin, failures = SqliteBackend.writing, iter([busy()] * 2)

    @contextmanager
    def away(self: SqliteBackend) -> Iterator[SqliteSession]:
        if (error := next(failures, None)) is not None:
            raise error
        with begin(self) as session:
            yield session

    monkeypatch.setattr(SqliteBackend, "writing", away)
    done = call("feed", "push", file, "--json", store=sqlite_url, settings={"VOUCH_PATIENCE_SECONDS": "20"})
    assert (done.code, done.json["recorded"]) == (0, 2)
    assert done.err.startswith("Waiting, for up to 20 seconds (VOUCH_PATIENCE_SECONDS): ")
    failures = iter([busy()] * 1_000)
    done = call("feed", "push", file, "--json", store=sqlite_url, settings={"VOUCH_PATIENCE_SECONDS": "0.2"})
    assert (done.code, done.json["read"]) == (1, 0)


def test_recorded_at_says_when_it_counts_as_recorded(sqlite_url: str, tmp_path: Path) -> None:
    file = feed_file(tmp_path, FOUNDING.events)
    call("feed", "push", file, "--recorded-at", "2026-03-01T00:00:00Z", store=sqlite_url)
    ask = ("report", "bonuses", "--as-of", "2026-02-24", "--format", "json", "--known-at")
    assert call(*ask, "2026-02-28T23:59:59Z", store=sqlite_url).json == []
    assert len(call(*ask, "2026-03-01T00:00:00Z", store=sqlite_url).json) == 1


def test_recorded_at_before_what_is_recorded_is_refused(told: str, tmp_path: Path) -> None:
    file = feed_file(tmp_path, candidates(1))
    done = call("feed", "push", file, "--recorded-at", "2020-01-01T00:00:00Z", store=told)
    assert (done.code, done.out) == (1, "")
    assert "instants of recording never fall" in done.err


def test_recorded_at_in_the_future_is_refused_unless_forced(sqlite_url: str, tmp_path: Path) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    asked = ("feed", "push", feed_file(tmp_path, candidates(1)), "--recorded-at", tomorrow)
    refused = call(*asked, store=sqlite_url)
    assert (refused.code, refused.out) == (1, "")
    assert "still to come" in refused.err
    assert call(*asked, "--json", "--force", store=sqlite_url).json["recorded"] == 1


@pytest.mark.parametrize("instant", ["2026-01-01", "2026-01-01T00:00:00", "yesterday", ""])
def test_recorded_at_that_is_no_instant_is_wrong_use(sqlite_url: str, tmp_path: Path, instant: str) -> None:
    file = feed_file(tmp_path, candidates(1))
    assert call("feed", "push", file, "--recorded-at", instant, store=sqlite_url).code == 2


def test_the_read_models_have_caught_up(told: str) -> None:
    assert {lag["events"] for lag in call("projections", "lag", "--json", store=told).json} == {0}


def test_the_time_zone_of_a_store_stays(sqlite_url: str, tmp_path: Path) -> None:
    file = feed_file(tmp_path, candidates(1))
    assert call("feed", "push", file, "--timezone", "Asia/Tokyo", store=sqlite_url).code == 0
    done = call("feed", "push", file, "--timezone", "Europe/Berlin", store=sqlite_url)
    assert done.code == 1
    assert "Asia/Tokyo" in done.err


def test_no_answer_echoes_what_could_not_be_read(sqlite_url: str) -> None:
    secret = json.dumps(event("candidate.identified", candidate="C-1", name=["canary@example.org"])).encode()
    done = call("feed", "push", "-", store=sqlite_url, given=secret)
    assert "canary" not in done.out + done.err
