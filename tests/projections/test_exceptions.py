"""What needs a person: every code with its border below, at and above; it comes by itself and leaves by itself."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest

from projections.exceptions.queries import ExceptionView, Question, exception_report
from tests.support.houses import Event, House, Houses, an_instant
from tests.support.story import (
    accepted,
    applied,
    employed,
    fact,
    hired,
    offered,
    opened,
    programme,
    recorded,
    referred,
    started,
)
from tests.support.turning import every_day, turning

SOUND = [programme(), employed("E-1"), employed("E-9"), opened()]


def ask(
    house: House, day: str, known_at: datetime | None = None, muted: Iterable[str] = (), today: str = "2026-03-01"
) -> list[ExceptionView]:
    engine = house.engine(date.fromisoformat(today))
    engine.catch_up()
    up_to = None if known_at is None else house.store.position_at(known_at)
    with engine.reader() as reader:
        asked = Question(date.fromisoformat(day), up_to, known_at, tuple(muted))
        return exception_report(reader, house.names, asked)


def told(house: House, day: str, code: str) -> list[tuple[str, str, str, int]]:
    return [(v.kind, v.id, str(v.since), v.days) for v in ask(house, day) if v.code == code]


def one(house: House, day: str, code: str) -> ExceptionView:
    (found,) = [view for view in ask(house, day) if view.code == code]
    return found


@pytest.fixture
def vouch(houses_on_sqlite: Houses) -> House:
    return houses_on_sqlite("UTC")


ACCEPTED = [*SOUND, referred(), applied(), accepted()]


@pytest.mark.parametrize(("day", "is_told"), [("2026-03-01", False), ("2026-03-02", False), ("2026-03-03", True)])
def test_a_start_is_overdue_from_the_day_after_it(house: House, day: str, is_told: bool) -> None:
    house.push([*ACCEPTED, offered(start_date="2026-03-02")])
    assert told(house, day, "start_overdue") == ([("application", "A-1", "2026-03-02", 1)] if is_told else [])


@pytest.mark.parametrize(("day", "days"), [("2026-04-05", None), ("2026-04-06", None), ("2026-04-07", 61)])
def test_a_start_without_a_date_is_overdue_more_than_sixty_days_after_the_acceptance(
    vouch: House, day: str, days: int | None
) -> None:
    vouch.push([*ACCEPTED, offered()])
    assert told(vouch, day, "start_overdue") == ([("application", "A-1", "2026-02-05", days)] if days else [])


def test_a_start_that_comes_ends_its_exception(house: House) -> None:
    house.push([*ACCEPTED, offered(start_date="2026-03-02")], an_instant("2026-03-01T00:00:00"))
    before = one(house, "2026-03-09", "start_overdue")
    assert before.requisition == "Q-1"
    assert len(before.facts) == 3
    house.push([started()], an_instant("2026-03-10T00:00:00"))
    assert told(house, "2026-03-09", "start_overdue") == []
    known = ask(house, "2026-03-09", an_instant("2026-03-05T00:00:00"))
    assert [view for view in known if view.code == "start_overdue"] == [before]


def test_a_cancelled_spell_is_no_start(vouch: House) -> None:
    vouch.push([*ACCEPTED, offered(start_date="2026-03-02"), started()])
    vouch.push([fact("employment.cancelled", "2026-03-04", employment="EM-1")])
    assert told(vouch, "2026-03-09", "start_overdue") == [("application", "A-1", "2026-03-02", 7)]


def nobodys(employee: str, day: str, **more: str) -> Event:
    return fact(
        "employment.started", "2026-02-10", employment=f"EM-{employee}", employee=employee, start_date=day, **more
    )


@pytest.mark.parametrize(
    ("day", "apart"),
    [("2026-05-01", 60), ("2026-05-02", None), ("2026-01-01", 60), ("2025-12-31", None), ("2026-03-02", 0)],
)
def test_a_start_is_compared_with_hires_at_most_sixty_days_away(house: House, day: str, apart: int | None) -> None:
    house.push([*ACCEPTED, offered(start_date="2026-03-02"), nobodys("N-1", day)])
    found = [view for view in ask(house, "2026-02-20") if view.code == "start_unlinked"]
    assert [(view.id, view.requisition) for view in found] == ([("EM-N-1", "Q-1")] if apart is not None else [])
    assert all("by the dates only" in view.says and "A-1 of C-1" in view.says for view in found)
    assert all(f"{apart} days apart" in view.says or apart == 0 for view in found)


def test_of_several_hires_the_one_with_the_same_name_is_named(house: House) -> None:
    second = [applied(2, day="2026-01-21"), offered(2, start_date="2026-03-02"), accepted(2)]
    names = [
        fact("candidate.identified", "2026-01-20", candidate="C-1", name="José García"),
        fact("candidate.identified", "2026-01-20", candidate="C-2", name="Ada Byron"),
        recorded("N-1", "2026-02-10", name="GARCIA, Jose"),
    ]
    house.push([*ACCEPTED, offered(start_date="2026-03-20"), *second, *names, nobodys("N-1", "2026-03-02")])
    found = one(house, "2026-02-20", "start_unlinked")
    assert "A-1 of C-1" in found.says
    assert "18 days apart, with the same name" in found.says
    assert found.since == date(2026, 2, 10)
    assert "Jos" not in found.says
    assert "vouch identities link candidate C-1 N-1" in found.mend


def test_an_employee_with_an_earlier_spell_or_of_a_person_is_nobody_new(vouch: House) -> None:
    before = fact("employment.started", "2019-01-07", employment="EM-0", employee="N-1", start_date="2019-01-07")
    vouch.push([*ACCEPTED, offered(start_date="2026-03-02"), before, nobodys("N-1", "2026-03-02")])
    vouch.push([nobodys("N-2", "2026-03-02", candidate="C-7")])
    assert told(vouch, "2026-02-20", "start_unlinked") == []


def test_a_referrer_whom_nothing_verifies_is_told_while_something_hangs_on_it(house: House) -> None:
    house.push([*SOUND, *hired(referrer="E-77")])
    assert told(house, "2026-03-05", "referrer_unverified") == [("referral", "R-1", "2026-01-12", 52)]
    house.push([fact("employment.ended", "2026-03-10", employment="EM-1", last_day="2026-03-10")])
    assert told(house, "2026-03-11", "referrer_unverified") == []


def test_a_bonus_that_the_cap_takes_needs_nobody(vouch: House) -> None:
    capped = programme(cap={"bonuses": 1, "per": "calendar_year"})
    vouch.push([capped, employed("E-9"), opened(), *hired(1, "E-77"), *hired(2, "E-77", day="2026-03-03")])
    assert told(vouch, "2026-07-01", "referrer_unverified") == [("referral", "R-1", "2026-01-12", 170)]


WAITING = {
    "application": fact("application.stage_changed", "2026-02-01", application="A-8", stage="screen"),
    "offer": fact("offer.accepted", "2026-02-01", offer="O-8"),
    "employment": fact("employment.ended", "2026-02-01", employment="EM-8", last_day="2026-02-01"),
    "referral": fact("referral.withdrawn", "2026-02-01", referral="R-8"),
    "requisition": fact("requisition.closed", "2026-02-01", requisition="Q-8", closed_on="2026-02-01"),
}


@pytest.mark.parametrize("kind", WAITING)
def test_a_fact_may_wait_for_its_thing_for_seven_days(vouch: House, kind: str) -> None:
    vouch.push([WAITING[kind]])
    found = {day: told(vouch, day, "waiting_for_its_thing") for day in ("2026-02-07", "2026-02-08", "2026-02-09")}
    id_ = next(iter(value for name, value in WAITING[kind]["data"].items() if name == kind))
    assert list(found.values()) == [[], [], [(kind, id_, "2026-02-01", 8)]]


def test_an_offer_waits_for_its_application(house: House) -> None:
    house.push([offered(), accepted(), started(application="A-1", candidate="C-9")])
    assert told(house, "2026-03-20", "waiting_for_its_thing") == [("application", "A-1", "2026-02-02", 46)]
    house.push([applied(), opened()])
    assert told(house, "2026-03-20", "waiting_for_its_thing") == []


def test_a_post_that_applications_name_waits_to_be_announced(house: House) -> None:
    house.push([applied(), applied(7, "2026-01-15")])
    found = {day: told(house, day, "waiting_for_its_thing") for day in ("2026-01-22", "2026-01-23")}
    assert list(found.values()) == [[], [("requisition", "Q-1", "2026-01-15", 8)]]
    assert len(one(house, "2026-03-20", "waiting_for_its_thing").facts) == 2
    before = datetime.now(UTC)
    house.push([opened(day="2026-02-01")])
    assert told(house, "2026-03-20", "waiting_for_its_thing") == []
    assert told(house, "2026-01-31", "waiting_for_its_thing") == [("requisition", "Q-1", "2026-01-15", 16)]
    codes = [view.code for view in ask(house, "2026-03-20", before)]
    assert codes == ["waiting_for_its_thing"]
    assert ask(house, "2026-03-20", before, muted=["waiting_for_its_thing"]) == []


def spell(start: str, last_day: str | None = None) -> list[Event]:
    events = [fact("employment.started", "2024-02-29", employment="EM-5", employee="E-5", start_date=start)]
    return [
        *events,
        *([fact("employment.ended", "2026-02-01", employment="EM-5", last_day=last_day)] if last_day else []),
    ]


@pytest.mark.parametrize(
    ("events", "found"),
    [
        (spell("2026-01-12", "2026-01-11"), [("employment", "EM-5")]),
        (spell("2026-01-12", "2026-01-12"), []),
        (spell("2028-02-03"), []),
        (spell("2028-02-04"), [("employment", "EM-5")]),
        (spell("2028-02-02"), []),
    ],
    ids=["last day before the start", "last day on the start", "two years", "more than two years", "less"],
)
def test_impossible_dates_of_a_spell(vouch: House, events: list[Event], found: list[tuple[str, str]]) -> None:
    vouch.push(events)
    assert [each[:2] for each in told(vouch, "2026-02-03", "impossible_dates")] == found


def test_a_start_far_ahead_comes_near_by_itself(vouch: House) -> None:
    vouch.push(spell("2028-02-29"))
    days = ("2026-02-27", "2026-02-28", "2026-03-01")
    assert [bool(told(vouch, day, "impossible_dates")) for day in days] == [True, True, False]


@pytest.mark.parametrize(("last_day", "is_told"), [("2026-02-09", True), ("2026-02-10", False), ("2026-02-11", False)])
def test_a_leave_that_ends_before_it_begins(vouch: House, last_day: str, is_told: bool) -> None:
    leave = {"leave": "L-1", "employment": "EM-E-1", "first_day": "2026-02-10", "paid": True}
    vouch.push([*SOUND, fact("leave.recorded", "2026-02-01", last_day=last_day, **leave)])
    found = told(vouch, "2026-02-20", "impossible_dates")
    assert [each[:2] for each in found] == ([("leave", "EM-E-1/L-1")] if is_told else [])


@pytest.mark.parametrize(("closed", "is_told"), [("2026-01-04", True), ("2026-01-05", False), ("2026-01-06", False)])
def test_a_post_closed_before_it_opened(vouch: House, closed: str, is_told: bool) -> None:
    vouch.push([*SOUND, fact("requisition.closed", "2026-02-01", requisition="Q-1", closed_on=closed)])
    found = told(vouch, "2026-02-20", "impossible_dates")
    assert [each[:2] for each in found] == ([("requisition", "Q-1")] if is_told else [])


def test_a_start_date_of_an_offer_far_ahead(vouch: House) -> None:
    vouch.push([*ACCEPTED, offered(start_date="2206-03-02")])
    assert told(vouch, "2026-02-20", "impossible_dates") == [("offer", "O-1", "2026-02-02", 18)]


def test_a_hiring_manager_on_record_in_either_way_is_known(house: House) -> None:
    house.push([opened()])
    assert told(house, "2026-02-20", "manager_unknown") == [("requisition", "Q-1", "2026-01-05", 46)]
    house.push([recorded("E-9", "2026-02-15")])
    assert told(house, "2026-02-14", "manager_unknown") == [("requisition", "Q-1", "2026-01-05", 40)]
    assert told(house, "2026-02-20", "manager_unknown") == []


def test_only_the_manager_of_an_open_post_matters(vouch: House) -> None:
    other = fact(
        "requisition.updated", "2026-02-01", requisition="Q-1", effective_on="2026-02-10", hiring_manager="E-8"
    )
    closed = fact("requisition.closed", "2026-02-01", requisition="Q-1", closed_on="2026-02-15")
    vouch.push([*SOUND, other, closed])
    found = [told(vouch, day, "manager_unknown") for day in ("2026-02-09", "2026-02-10", "2026-02-14", "2026-02-15")]
    assert found == [[], [("requisition", "Q-1", "2026-02-10", 0)], [("requisition", "Q-1", "2026-02-10", 4)], []]


def merged(number: int) -> list[Event]:
    return [
        fact("candidate.merged", f"2026-02-{each:02}", losing=f"C-{each}", winning="C-0") for each in range(1, number)
    ]


def many_applications(number: int) -> list[Event]:
    return [
        {**applied(each, day="2026-01-20"), "data": {**applied(each)["data"], "candidate": "C-0"}}
        for each in range(number)
    ]


def many_spells(number: int) -> list[Event]:
    return [
        fact(
            "employment.started", "2026-01-05", employment=f"EM-{each}", employee="E-0", start_date=f"2026-01-{each:02}"
        )
        for each in range(1, number + 1)
    ]


@pytest.mark.parametrize(
    ("events", "found"),
    [
        (merged(20), []),
        (merged(21), [("candidate", "C-0", "2026-02-20", 8)]),
        (many_applications(100), []),
        (many_applications(101), [("candidate", "C-0", "2026-01-20", 39)]),
        (many_spells(20), []),
        (many_spells(21), [("employee", "E-0", "2026-01-05", 54)]),
    ],
    ids=["20 candidates", "21 candidates", "100 applications", "101 applications", "20 spells", "21 spells"],
)
def test_an_id_that_stands_for_too_many(vouch: House, events: list[Event], found: list[object]) -> None:
    vouch.push([*SOUND, *events])
    assert told(vouch, "2026-02-28", "suspiciously_many") == found


def test_referrals_that_no_programme_governs_are_told_by_day(house: House) -> None:
    house.push([employed("E-1"), employed("E-9"), opened(), referred(1), referred(2), referred(3, day="2026-01-13")])
    found = [view for view in ask(house, "2026-02-20") if view.code == "no_programme"]
    assert [(v.kind, v.id, len(v.facts)) for v in found] == [("day", "2026-01-12", 2), ("day", "2026-01-13", 1)]
    house.push([programme(effective_from="2026-01-13", day="2026-02-01")])
    assert [each[1] for each in told(house, "2026-02-20", "no_programme")] == ["2026-01-12"]


def test_open_dead_letters_are_told_by_reason_as_known(house: House) -> None:
    bad = [{**referred(each), "data": {}} for each in (1, 2)]
    house.push(bad[:1], an_instant("2026-02-01T12:00:00"))
    house.push([*bad[1:], {**referred(3), "type": "hr.unheard.of.v1"}], an_instant("2026-02-03T12:00:00"))
    found = [view for view in ask(house, "2999-01-01") if view.code == "parked"]
    assert [(view.kind, view.id) for view in found] == [
        ("dead_letter", "missing_field"),
        ("dead_letter", "unknown_type"),
    ]
    assert found[0].says.endswith(": 2.")
    assert [v for v in ask(house, "2999-01-01", datetime(2020, 1, 1, tzinfo=UTC)) if v.code == "parked"] == []
    house.store.drop([letter.letter for letter in house.store.list_dead_letters("open", after=0, limit=9)])
    assert told(house, "2999-01-01", "parked") == []


def test_codes_can_be_muted_and_rows_are_sorted(house: House) -> None:
    house.push([opened("Q-2"), opened("Q-1"), opened("Q-3", day="2026-01-02"), applied(), offered(), accepted()])
    found = [(view.code, str(view.since), view.id) for view in ask(house, "2026-06-01")]
    assert found == sorted(found)
    assert len(found) == 4
    assert [view.code for view in ask(house, "2026-06-01", muted=["manager_unknown"])] == ["start_overdue"]


STORIES = {
    "the day after an announced start": ([*ACCEPTED, offered(start_date="2026-03-02")], "2026-03-03"),
    "sixty days after an acceptance": ([*ACCEPTED, offered()], "2026-04-07"),
    "eight days after a fact without its thing": ([WAITING["offer"]], "2026-02-09"),
    "two years before a far start": (spell("2028-03-04"), "2026-03-04"),
}


@pytest.mark.parametrize(("story", "day"), STORIES.values(), ids=STORIES.keys())
def test_the_day_on_which_an_exception_begins_or_ends_is_foreseen(vouch: House, story: list[Event], day: str) -> None:
    vouch.push(story)
    vouch.engine().catch_up()
    found = turning(vouch, every_day(date(2026, 1, 1), date(2026, 5, 1)))
    assert date.fromisoformat(day) in found.days
    assert found.unforeseen == set()


def account(**more: str) -> Event:
    return fact("account.recorded", "2026-01-06", account="U-1", **more)


def test_an_account_is_told_of_until_somebody_is_found(house: House) -> None:
    house.push([account(number="700")])
    assert told(house, "2026-01-05", "account_unidentified") == []
    assert told(house, "2026-01-16", "account_unidentified") == [("account", "U-1", "2026-01-06", 10)]
    house.push([recorded("E-7", "2026-01-10", number="700")])
    assert told(house, "2026-01-16", "account_unidentified") == []


def test_an_account_of_two_minds_is_a_conflict(house: House) -> None:
    house.push([recorded("E-7", "2026-01-05", number="700"), recorded("E-8", "2026-01-05", email="e8@example.org")])
    house.push([account(number="700", email="e8@example.org")])
    found = one(house, "2026-01-16", "account_conflict")
    assert "E-7, E-8" in found.says
    assert "example.org" not in found.says
    assert told(house, "2026-01-16", "account_unidentified") == []


def test_a_manager_s_account_that_is_linked_is_known(house: House) -> None:
    house.push([account(number="700"), opened(hiring_manager="U-1")])
    assert [each[1] for each in told(house, "2026-01-16", "manager_unknown")] == ["Q-1"]
    house.push([recorded("E-7", "2026-01-10", number="700")])
    assert told(house, "2026-01-16", "manager_unknown") == []


@pytest.mark.parametrize("candidates", [20, 21])
def test_an_address_that_too_many_share_with_an_employee_is_told(house: House, candidates: int) -> None:
    given = [
        fact("candidate.identified", f"2026-01-{day:02}", candidate=f"C-{day}", email="None@post.example")
        for day in range(1, candidates + 1)
    ]
    house.push([*SOUND, *given, recorded("E-9", "2026-01-02", personal_email="none@post.example")])
    found = told(house, "2026-03-20", "suspiciously_many")
    assert found == ([("employee", "E-9", "2026-01-21", 58)] if candidates == 21 else [])
    assert told(house, "2026-01-20", "suspiciously_many") == []
    if found:
        assert "post.example" not in one(house, "2026-03-20", "suspiciously_many").says
