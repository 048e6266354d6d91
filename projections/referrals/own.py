"""A referral as whoever made it sees it: nobody else's stage, offer, date or rival can be told (spec/access.md §4)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from domain.rules.amount import find_base, value_instalment
from domain.rules.case import Case
from domain.rules.entitlement import without_started_hire
from domain.rules.row import Row
from domain.state.days import plus
from domain.state.organisation import Organisation
from domain.state.referral import Referral
from projections.bonuses.queries import bonuses_of
from projections.engine.asking.listing import Window
from projections.engine.asking.reader import Moment, Reader
from projections.engine.slice import Slice
from projections.pipeline.candidate_names import CandidateNames

KNOWN_BEFORE = frozenset(
    {
        "referral_after_application", "duplicate_referral", "candidate_recent_applicant", "candidate_is_employee",
        "candidate_former_employee", "agency_sourced",
    }
)  # fmt: skip
NOT_HIRED = frozenset(
    {
        "application_rejected", "application_withdrawn", "offer_declined", "offer_withdrawn", "offer_expired",
        "acceptance_withdrawn", "never_started",
    }
)  # fmt: skip
STATES = {"waiting": "waiting", "earned": "earned", "forfeited": "lost", "ineligible": "not_eligible"}


class OwnInstalment(Struct, frozen=True):
    """One instalment: its state, and only once somebody is hired its day and its real amount."""

    instalment: str | None
    amount: str
    currency: str | None
    state: str
    due_on: date | None
    condition: str | None
    reason: str | None


class OwnReferral(Struct, frozen=True):
    """Where one's own referral stands. `requisition` is the one that it named; `since`: from when it stands so."""

    referral: str
    candidate: str
    name: str | None
    requisition: str | None
    title: str | None
    referred_on: date
    withdrawn_on: date | None
    status: str
    since: date
    next: str | None
    instalments: list[OwnInstalment]
    version: int


class Status(NamedTuple):
    """A coarse status, as if nothing barred the referral, and from when it stands."""

    status: str
    since: date


def own_referrals(reader: Reader, moment: Moment, window: Window) -> list[OwnReferral]:
    """Show the referrals that the window names to whoever made them, as known at the moment."""
    referrals, subjects = window
    rows = _group(bonuses_of(reader, moment, subjects, referrals))
    found: list[OwnReferral] = []
    for slice_ in reader.slices(sorted(subjects), moment.as_of, moment.position):
        known = [each for name, each in slice_.organisation.referrals.items() if name in referrals]
        mine = [each for each in known if slice_.find_subject("referral", each.referral) in slice_.subjects]
        versions = _count_facts(reader, moment, mine)
        found += [_view(slice_, each, rows.get(each.referral, []), versions[each.referral]) for each in mine]
    return sorted(found, key=lambda view: view.referral)


def _group(rows: Sequence[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.referral, []).append(row)
    return found


def _count_facts(reader: Reader, moment: Moment, referrals: Sequence[Referral]) -> dict[str, int]:
    """Count the facts recorded about each referral itself, which are those of whoever made it."""
    found = {each.referral: 0 for each in referrals}
    for row in reader.store.read_streams([f"referral/{name}" for name in found], moment.position):
        found[row.stream.partition("/")[2]] += 1
    return found


def _view(slice_: Slice, referral: Referral, rows: list[Row], version: int) -> OwnReferral:
    organisation = slice_.organisation
    case = slice_.judged.cases.get(referral.referral)
    status = find_status(referral, case)
    instalments = show_instalments(case, status, rows)
    return OwnReferral(
        referral=referral.referral,
        candidate=referral.candidate,
        name=CandidateNames(organisation).find(referral.candidate),
        requisition=referral.requisition,
        title=_find_title(organisation, referral.requisition),
        referred_on=referral.day,
        withdrawn_on=referral.withdrawn.day if referral.withdrawn else None,
        status=status.status,
        since=status.since,
        next=_find_next(status, instalments),
        instalments=instalments,
        version=version,
    )


def _find_title(organisation: Organisation, requisition: str | None) -> str | None:
    return organisation.requisition(requisition).on(organisation.as_of, lambda fact: fact.title)


def find_status(referral: Referral, case: Case | None) -> Status:
    """Find the coarse status; a referral that no version of the programme governs has no case."""
    if case is not None and case.hire is not None and case.hired:
        return Status("hired", case.hire.start_date)
    if case is None or case.counted is None:
        return _find_uncovered(referral, case)
    outcome = without_started_hire(case)
    if outcome.entitlement == "waiting":
        return Status("in_process", max(referral.day, _first_open_day(case)))
    return Status("closed", _closing_day(case))


def _find_uncovered(referral: Referral, case: Case | None) -> Status:
    if referral.withdrawn is not None:
        return Status("withdrawn", referral.withdrawn.day)
    if case is not None and case.window_ends_on is not None and case.expired:
        return Status("closed", plus(case.window_ends_on, 1))
    return Status("received", referral.day)


def _first_open_day(case: Case) -> date:
    """Find the first day of the applications covered: which of several counts may hang on offers."""
    assert case.counted is not None
    applied = [each.submitted_on for each in case.covered if each.walk.state != "closed"]
    return min([*applied, case.counted.submitted_on])


def _closing_day(case: Case) -> date:
    assert case.counted is not None
    if case.counted.walk.closed_by is not None:
        return case.counted.walk.closed_by.day
    return max(spell.told.day for spell in case.organisation.spells_for(case.counted))


def show_instalments(case: Case | None, status: Status, rows: Sequence[Row]) -> list[OwnInstalment]:
    """Show the instalments: once hired as they are, before as if nothing were counted."""
    hired = status.status == "hired"
    return [_show(case, status, index, row, hired) for index, row in enumerate(rows)]


def _show(case: Case | None, status: Status, index: int, row: Row, hired: bool) -> OwnInstalment:
    amount, currency = (row.amount, row.currency) if hired or case is None else _promise(case, index, row)
    return OwnInstalment(
        instalment=row.instalment,
        amount=amount,
        currency=currency,
        state=STATES[row.entitlement],
        due_on=row.milestone_on if hired else None,
        condition=_condition(case, status, index, row) if row.entitlement == "waiting" else None,
        reason=word_reason(row.reasons),
    )


def _promise(case: Case, index: int, row: Row) -> tuple[str, str]:
    """Value an instalment as if nothing were counted: by the post that the referral named, undivided."""
    uncounted = _Uncounted(case.referral, case.version, case.organisation)
    base = find_base(uncounted)
    worth = value_instalment(uncounted, base, None, index, (1, 1))
    amount = worth.amount if row.entitlement == "waiting" else worth.amount * 0
    return str(amount), base.currency


class _Uncounted(Case):
    """The case of a referral as if it covered nothing."""

    counted = None
    hire = None


def _condition(case: Case | None, status: Status, index: int, row: Row) -> str:
    days = case.terms.instalments[index].tenure_days if case is not None else 0
    if status.status == "hired":
        return f"employed through {row.milestone_on}" if row.milestone_on else f"{days} days of tenure served"
    if status.status == "received":
        by = f" by {case.window_ends_on}" if case is not None and case.window_ends_on else ""
        return f"an application{by}, a hire from it, and employed for {days} days"
    return f"a hire, and employed for {days} days"


def word_reason(reasons: Sequence[str]) -> str | None:
    """Word the first reason so that nobody else's doings can be told from it; None where there is none."""
    if not reasons:
        return None
    reason = reasons[0]
    if reason in KNOWN_BEFORE:
        return "known_before"
    return "not_hired" if reason in NOT_HIRED else reason


def _find_next(status: Status, instalments: Sequence[OwnInstalment]) -> str | None:
    match status.status:
        case "received":
            return "an application"
        case "in_process":
            return "a decision on the application"
        case "hired":
            return next((each.condition for each in instalments if each.state == "waiting"), None)
        case _:
            return None
