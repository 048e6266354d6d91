"""Collecting what reports are made of: applications and introductions as of a day, folded slice by slice."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from domain.facts.fields import Money
from domain.facts.introduction import IntroductionAnswered, IntroductionFact, IntroductionRequested
from domain.facts.requisition import RequisitionOpened, RequisitionUpdated
from domain.reports.hiring import Application
from domain.reports.introductions import Introduction, Named
from domain.reports.visits import list_stages, list_visits
from domain.rules.eligibility import Judged
from domain.state import application as state
from domain.state.entry import of_kind
from domain.state.implied_application import ImpliedApplication
from domain.state.organisation import Organisation
from projections.engine.asking.reader import Reader
from projections.engine.asking.scope import EVERYBODY
from projections.engine.asking.subject_lookup import find_subjects_of_kinds
from projections.engine.slice import Slice
from projections.pipeline.owners import find_owners


class Collected(NamedTuple):
    """The applications, those that spells stand for included, and the referrals that name introductions."""

    applications: list[Application]
    named: list[Named]


def collect(reader: Reader, as_of: date, up_to: int | None = None) -> Collected:
    """Collect all applications and referrals as of a day, by what was recorded up to a position."""
    collected = Collected([], [])
    for slice_ in reader.slices(reader.find_subjects(EVERYBODY), as_of, up_to):
        sound = slice_.sound()
        collected.applications.extend(_applications(sound))
        collected.named.extend(_named(sound))
    return collected


def collect_introductions(reader: Reader, as_of: date, up_to: int | None = None) -> dict[str, Introduction]:
    """Collect the introductions requested by a day, each as last said by then."""
    wanted = sorted(find_subjects_of_kinds(reader.connection, ("introduction",)))
    by_id: dict[str, list[IntroductionFact]] = {}
    for slice_ in reader.slices(wanted, as_of, up_to):
        for entry in of_kind(slice_.sound().organisation.facts.entries, IntroductionFact):
            if entry.day <= as_of:
                by_id.setdefault(entry.data.introduction, []).append(entry.data)
    found = {name: _make_introduction(facts) for name, facts in by_id.items()}
    return {name: each for name, each in found.items() if each is not None}


def _make_introduction(facts: Sequence[IntroductionFact]) -> Introduction | None:
    """Make an introduction of its facts, in order; None while it was not requested."""
    requested = [fact for fact in facts if isinstance(fact, IntroductionRequested)]
    answers = [fact for fact in facts if isinstance(fact, IntroductionAnswered)]
    if not requested:
        return None
    return Introduction(requested[-1].closeness, requested[-1].ask, answers[-1].outcome if answers else None)


def _applications(slice_: Slice) -> Iterator[Application]:
    organisation, judged = slice_.organisation, slice_.judged
    owners = find_owners(judged)
    counted_by: dict[int, list[str]] = {}
    for case in judged.cases.values():
        if case.counted is not None:
            counted_by.setdefault(id(case.counted), []).append(case.referral.referral)
    for application in _own(slice_):
        owner = owners.get(id(application))
        yield _make(application, organisation, owner.referral if owner else None, counted_by.get(id(application), []))


def _own(slice_: Slice) -> Iterator[state.Application]:
    """Go through the applications of the slice's own subjects, then those that spells of theirs stand for."""
    subject_of, own = slice_.loaded.subject_of, slice_.subjects
    for name, application in slice_.organisation.applications.items():
        if subject_of.get(f"application/{name}") in own:
            yield application
    for employment, implied in slice_.organisation.belonging.items():
        is_its_own = isinstance(implied, ImpliedApplication) and implied.spell.employment == employment
        if is_its_own and subject_of.get(f"employment/{employment}") in own:
            assert implied is not None
            yield implied


def _make(
    application: state.Application, organisation: Organisation, owner: str | None, counted_by: list[str]
) -> Application:
    hired_on = _find_hired_on(application, organisation)
    said = application.source
    fee = None
    if hired_on is not None:
        fee = organisation.requisition(application.requisition).on(hired_on, _read_fee)
    return Application(
        application.application,
        application.requisition,
        application.submitted_on,
        "referral" if owner else "referral_claimed" if said == "referral" else said or "unknown",
        list_visits(application, hired_on),
        list_stages(application),
        hired_on,
        owner,
        counted_by,
        (fee.amount, fee.currency) if fee is not None else None,
    )


def _find_hired_on(application: state.Application, organisation: Organisation) -> date | None:
    """Find the first start date, by the day, of its spells that are not cancelled."""
    begun = (
        spell.start_date
        for spell in organisation.spells_for(application)
        if not spell.cancelled and spell.start_date <= organisation.as_of
    )
    return min(begun, default=None)


def _read_fee(fact: RequisitionOpened | RequisitionUpdated) -> Money | None:
    return fact.agency_fee


def _named(slice_: Slice) -> Iterator[Named]:
    judged: Judged = slice_.judged
    for referral in slice_.organisation.referrals.values():
        if referral.introduction is not None:
            case = judged.cases.get(referral.referral)
            yield Named(referral.introduction, case is not None and case.hired)
