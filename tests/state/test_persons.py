"""Persons: candidates joined by merges, and the spells that are theirs."""

from collections.abc import Sequence
from datetime import date

import pytest

from domain.state.organisation import Organisation
from tests.support.borders import after, ago, house, row, spell, standing, table, told_on
from tests.support.story import Event, applied, employed, fact, programme, referred
from tests.support.told import all_told

ASKED = "2026-02-20"
FREE, COVERED = "waiting for application", "waiting for offer"
PROMISE = [*house(), referred()]


def merged(losing: str, winning: str, day: str = "2026-01-25") -> Event:
    return fact("candidate.merged", day, losing=losing, winning=winning)


def unmerged(losing: str, winning: str, day: str = "2026-02-01") -> Event:
    return fact("candidate.unmerged", day, losing=losing, winning=winning)


def linked(candidate: str, employee: str = "H-1") -> Event:
    return fact("identity.linked", "2026-01-26", employee=employee, candidate=candidate)


OTHER = [*PROMISE, applied(2)]


@table(
    ("another candidate's application", OTHER, ASKED, FREE),
    ("merged", [*OTHER, merged("C-2", "C-1")], ASKED, COVERED),
    ("merged the other way round", [*OTHER, merged("C-1", "C-2")], ASKED, COVERED),
    ("merged on D", [*OTHER, merged("C-2", "C-1", ASKED)], ASKED, COVERED),
    ("merged on the day after", [*OTHER, merged("C-2", "C-1", after(1, ASKED))], ASKED, FREE),
    ("unmerged", [*OTHER, merged("C-2", "C-1"), unmerged("C-2", "C-1")], ASKED, FREE),
    ("unmerged on the day after D", [*OTHER, merged("C-2", "C-1"), unmerged("C-2", "C-1", after(1, ASKED))], ASKED,
     COVERED),
    ("unmerged, another pair", [*OTHER, merged("C-2", "C-1"), unmerged("C-1", "C-2")], ASKED, COVERED),
    ("unmerged, and merged again", [*OTHER, merged("C-2", "C-1"), unmerged("C-2", "C-1"), merged("C-2", "C-1",
     "2026-02-02")], ASKED, COVERED),
    ("unmerged first", [*OTHER, unmerged("C-2", "C-1"), merged("C-2", "C-1", "2026-02-02")], ASKED, COVERED),
    ("merged over a third", [*OTHER, merged("C-2", "C-3"), merged("C-3", "C-1")], ASKED, COVERED),
    ("merged two by two", [*OTHER, merged("C-1", "C-3"), merged("C-2", "C-4"), merged("C-4", "C-3")], ASKED, COVERED),
    ("two groups apart", [*OTHER, merged("C-1", "C-3"), merged("C-2", "C-4")], ASKED, FREE),
    ("linked to one worker", [*OTHER, linked("C-1"), linked("C-2")], ASKED, COVERED),
    ("linked to two workers", [*OTHER, linked("C-1"), linked("C-2", "H-2")], ASKED, FREE),
    ("one of them linked", [*OTHER, linked("C-1")], ASKED, FREE),
    ("merged twice over", [*OTHER, merged("C-1", "C-2"), merged("C-2", "C-1"), unmerged("C-1", "C-2")], ASKED,
     COVERED),
)  # fmt: skip
def test_candidates_are_joined(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


STRICT = [programme(candidate={"not_employed_within_days": 90}), *PROMISE[1:]]
BARRED = "candidate_former_employee"


@table(
    ("it names a candidate of the person", [*STRICT, *spell(3, ago(90), ago(30))], ASKED, BARRED),
    ("it names a candidate that is merged",
     [*STRICT, *spell(3, ago(90), ago(30), candidate="C-2"), merged("C-2", "C-1")], ASKED, BARRED),
    ("it names an application of the person",
     [*STRICT, applied(2, ago(500), candidate="C-1"), *spell(3, ago(90), ago(30), candidate=None, application="A-2")],
     ASKED, BARRED),
    ("it names an application that is not known",
     [*STRICT, *spell(3, ago(90), ago(30), candidate=None, application="A-2", employee="H-9")], ASKED, FREE),
    ("it is another spell of such an employee",
     [*STRICT, *spell(3, ago(90), ago(30), candidate=None), *spell(4, ago(900), ago(800))], ASKED, BARRED),
    ("it is of another employee", [*STRICT, *spell(3, ago(90), ago(30), candidate=None, employee="H-9"),
     *spell(4, ago(900), ago(800))], ASKED, FREE),
    ("it names another candidate, its employee this one",
     [*STRICT, *spell(3, ago(90), ago(30), candidate="C-2"), *spell(4, ago(900), ago(800))], ASKED, BARRED),
)  # fmt: skip
def test_a_spell_is_of_a_person(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


@table(
    ("a candidate named anew", [*PROMISE, referred(day="2026-01-15", candidate="C-2"), applied(2)], ASKED, COVERED),
    ("an application named anew", [*PROMISE, applied(2), applied(2, "2026-01-22", candidate="C-1")], ASKED, COVERED),
    ("the first instant of the application stands",
     [*house(ownership={"window_days": 9}), referred(), applied(1, "2026-01-20"), applied(1, "2026-01-30")], ASKED,
     COVERED),
    ("the first instant of the referral stands", [*PROMISE, applied(1, "2026-01-13"), referred(day="2026-01-14")],
     ASKED, COVERED),
    ("told again by an earlier fact, which arrives later", [*house(ownership={"window_days": 9}), referred(),
     told_on(applied(1), "2026-02-01"), told_on(applied(1), "2026-01-19")], ASKED, COVERED),
)  # fmt: skip
def test_announced_again(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


def test_the_referrer_is_whom_the_last_announcement_names() -> None:
    again = [employed("E-2"), referred(referrer="E-2", day="2026-01-14")]
    assert [row([*PROMISE, *more], ASKED).referrer for more in ([], again)] == ["E-1", "E-2"]


def test_a_field_left_out_keeps_its_value_and_an_empty_one_clears_it() -> None:
    keeps = [*PROMISE, referred(day="2026-01-15", requisition=None)]
    clears = [*PROMISE, referred(day="2026-01-15", requisition="")]
    assert (row(keeps, ASKED).requisition, row(clears, ASKED).requisition) == ("Q-1", None)


def test_the_names_of_a_candidate_are_those_told_by_the_day() -> None:
    names = [fact("candidate.identified", day, candidate="C-1", name="N") for day in ("2026-02-18", "2026-02-19",
             "2026-02-20", "2026-02-21")]  # fmt: skip
    organisation = Organisation(all_told([*PROMISE, *names]), date.fromisoformat(ASKED))
    assert [entry.ref for entry in organisation.candidate_names("C-1")] == [f"/test#{each['id']}" for each in names[:3]]


@pytest.mark.parametrize(("first", "second"), [(4, 5), (5, 4)])
def test_an_application_that_a_spell_stands_for_is_there_once_whatever_goes_on_with_it(first: int, second: int) -> None:
    facts = [*PROMISE, *spell(first, "2026-01-20", "2026-02-02"), *spell(second, "2026-02-03")]
    organisation = Organisation(all_told(facts), date.fromisoformat(ASKED))
    assert len(organisation.person("C-1").applications) == 1
