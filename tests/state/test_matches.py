"""Matches: what a number and an address tell of who an account is, and the facts that they rest on."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.facts.account import AccountRecorded
from domain.state.entry import Entry
from domain.state.identity.match import Naming, found, found_by_both, name_by
from domain.state.organisation import Organisation
from tests.support.story import Event, employed, fact, recorded
from tests.support.told import all_told

ANY_DAY = date(2026, 12, 31)


def entry(name: str) -> Entry[Any]:
    return Entry((datetime(2026, 1, 1, tzinfo=UTC), "", "", name), date(2026, 1, 1), AccountRecorded(account=name))


def naming(*workers: str, told: str = "U-1") -> Naming:
    return Naming({worker: entry(worker) for worker in workers}, (entry(told),))


def names(facts: Iterable[Entry[Any]]) -> list[str]:
    return [each.data.account for each in facts]


@pytest.mark.parametrize(
    ("workers", "state", "worker", "by"),
    [
        ([], "unidentified", None, None),
        (["E-1"], "linked", "E-1", "number"),
        (["E-2", "E-1"], "several", None, "number"),
    ],
)
def test_one_key(workers: list[str], state: str, worker: str | None, by: str | None) -> None:
    match = found(naming(*workers), "number")
    assert (match.state, match.worker, match.by) == (state, worker, by)
    assert match.named == tuple(sorted(workers))
    assert names(match.facts) == ["U-1", *sorted(workers)]


@pytest.mark.parametrize(
    ("number", "address", "expected", "named", "facts"),
    [
        ([], [], ("unidentified", None, None), "", "A"),
        (["E-1"], [], ("linked", "E-1", "number"), "E-1", "N E-1"),
        ([], ["E-1"], ("linked", "E-1", "address"), "E-1", "A E-1"),
        (["E-1", "E-2"], [], ("several", None, "number"), "E-1 E-2", "N E-1 E-2"),
        (["E-1"], ["E-1"], ("linked", "E-1", "number_and_address"), "E-1", "N E-1 A E-1"),
        (["E-1", "E-2"], ["E-2"], ("linked", "E-2", "number_and_address"), "E-2", "N E-2 A E-2"),
        (["E-1"], ["E-2"], ("conflict", None, "number_and_address"), "E-1 E-2", "N E-1 A E-2"),
        (["E-1", "E-2"], ["E-2", "E-1"], ("several", None, "number_and_address"), "E-1 E-2",
         "N E-1 E-2 A E-1 E-2"),
    ],
)  # fmt: skip
def test_two_keys(number: list[str], address: list[str], expected: tuple[Any, ...], named: str, facts: str) -> None:
    match = found_by_both(naming(*number, told="N"), naming(*address, told="A"))
    assert (match.state, match.worker, match.by) == expected
    assert (" ".join(match.named), " ".join(names(match.facts))) == (named, facts)


def test_whoever_is_denied_is_not_named_and_an_empty_key_names_nobody() -> None:
    evidence = {"11": {"E-1": entry("E-1"), "E-2": entry("E-2")}, "": {"E-3": entry("E-3")}}
    assert list(name_by(evidence, "11", (), {"E-1"}).workers) == ["E-2"]
    assert not name_by(evidence, "", (), set()).workers
    assert not name_by(evidence, "12", (), set()).workers


def account(day: str, **said: str) -> Event:
    return fact("account.recorded", day, account="U-1", **said)


def organisation(*events: Event) -> Organisation:
    return Organisation(all_told(events), ANY_DAY)


@pytest.mark.parametrize(
    ("said", "rests_on"),
    [([{}, {}, {}], 2), ([{"email": "who@firm.example"}, {}], 0), ([{"email": "who@firm.example"}, {"email": ""}], 1)],
    ids=["the latest record", "the one that gives the address", "the one that clears it"],
)
def test_what_is_not_found_rests_on_what_the_account_last_said(said: list[dict[str, str]], rests_on: int) -> None:
    told = [account(f"2026-01-0{number}", **each) for number, each in enumerate(said, 1)]
    match = organisation(*told, employed("E-1")).identities.match_of_account("U-1")
    assert match is not None
    assert [each.ref for each in match.facts] == [f"/test#{told[rests_on]['id']}"]


def test_an_account_that_has_an_employees_id_is_that_employee() -> None:
    told = [account("2026-01-02", number="11"), recorded("E-1", "2026-01-01", number="11")]
    assert organisation(*told).identities.match_of_account("U-1") is not None
    assert organisation(*told, employed("U-1")).identities.match_of_account("U-1") is None
    assert organisation().identities.match_of_account("U-1") is None


ANNA = recorded("E-1", "2026-01-01", email="anna@firm.example")


@pytest.mark.parametrize(
    ("email", "folded"),
    [(None, False), ("", False), ("else@firm.example", False), ("Anna@firm.example", True)],
)
def test_nobody_is_looked_for_where_nobody_could_be_somebody_else(email: str | None, folded: bool) -> None:
    told = fact("candidate.identified", "2026-01-02", candidate="C-1", email=email)
    assert bool(organisation(ANNA, told).identities) == folded
    assert not organisation(recorded("E-1", "2026-01-01"), fact("candidate.identified", "2026-01-02", candidate="C-1")
                            ).identities  # fmt: skip
