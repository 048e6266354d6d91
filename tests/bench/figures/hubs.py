"""Hubs: what doubling one busy thing costs the decision. Where it is not near twice, a rule goes over pairs."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from time import process_time

from domain.rules.decide import decide
from tests.bench.outcome import Outcome, Target
from tests.support.story import Event, applied, fact, opened, programme, recorded, referred
from tests.support.told import all_told

SIZE = 2_000
TARGET = Target(2.4, at_most=True)
FIRST = date(2020, 1, 1)
ASKED = date(2027, 1, 1)
TERMS = programme(
    effective_from="2019-01-01",
    day="2018-12-01",
    ownership={"grace_hours": 48, "duplicates": "split"},
    candidate={"not_applied_within_days": 30, "not_employed_within_days": 90},
    referrer={"management_chain": "all"},
    unpaid_leave_pauses=True,
)


def measure_hubs(rounds: int) -> Iterator[Outcome]:
    """Decide a hub of one size and of twice that, in turn; the ratio is what counts."""
    for make in (both, rivals, merged, updated_post, chain, spells):
        one, twice = all_told(make(SIZE)), all_told(make(2 * SIZE))
        pairs = [(_take(lambda: decide(one, ASKED)), _take(lambda: decide(twice, ASKED))) for _ in range(rounds)]  # noqa: B023 - called at once
        yield Outcome(f"hub doubled: {make.__name__.replace('_', ' ')}", "no store", "s", pairs, TARGET)


def _take(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def both(size: int) -> list[Event]:
    """Referrals by others and applications of one candidate, so many of each."""
    made = [referred(each, f"E-{each}", _day(each % 900), candidate="C-1") for each in range(size)]
    sent = [applied(each, _day(each % 900), candidate="C-1", requisition=f"Q-{each % 7}") for each in range(size)]
    return [TERMS, *made, *sent]


def rivals(size: int) -> list[Event]:
    """Referrals for one application."""
    made = [referred(each, f"E-{each}", _day(each % 90), candidate="C-1") for each in range(size)]
    return [TERMS, *made, applied(1, _day(100))]


def merged(size: int) -> list[Event]:
    """Candidates, each referred, merged into one by a chain."""
    made = [referred(each, f"E-{each}", _day(each % 90)) for each in range(size)]
    pairs = [(f"C-{each}", f"C-{each + 1}") for each in range(size - 1)]
    return [TERMS, *made, *(fact("candidate.merged", _day(100), losing=one, winning=two) for one, two in pairs)]


def updated_post(size: int) -> list[Event]:
    """Referrals for a post that changes as often."""
    changes = [
        fact("requisition.updated", _day(each % 500), requisition="Q-1", effective_on=_day(each % 500),
             hiring_manager=f"M-{each % 50}")
        for each in range(size)
    ]  # fmt: skip
    claims = [event for each in range(size) for event in (referred(each, f"E-{each}"), applied(each))]
    return [TERMS, opened("Q-1", _day(0)), *changes, *claims]


def chain(size: int) -> list[Event]:
    """Everybody hired by referral, and everybody the manager of the next."""
    return [TERMS, *(event for each in range(size) for event in _link(each, size))]


def _link(each: int, size: int) -> list[Event]:
    start, who = _day(30 + each % 300), f"H-{each}"
    return [
        recorded(who, _day(0), manager=f"H-{each + 1}"),
        referred(each, f"H-{(each * 7 + 3) % size}", _day(10)),
        applied(each, _day(20)),
        fact("employment.started", start, employment=f"EM-{each}", employee=who, start_date=start,
             application=f"A-{each}"),
    ]  # fmt: skip


def spells(size: int) -> list[Event]:
    """Spells of a day each, of one employee."""
    told = [TERMS, referred(1, "E-1", _day(0)), applied(1, _day(5))]
    for each in range(size):
        day, name = _day(30 + each), f"EM-{each:06}"
        said = {"employee": "H-1", "start_date": day, "candidate": "C-1"}
        told.append(fact("employment.started", day, employment=name, **said))
        told.append(fact("employment.ended", day, employment=name, last_day=day))
    return told


def _day(number: int) -> str:
    return (FIRST + timedelta(number)).isoformat()
