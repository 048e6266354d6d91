"""What is true of things today, with all that is recorded: rights are those of now, whatever day is asked about."""

from collections.abc import Collection, Iterable
from datetime import date

import msgspec

from domain.access.relating import Post, Referred
from projections.bonuses.fold import Bonuses
from projections.bonuses.tables import BonusRow, bonus_rows
from projections.engine.asking.reader import Reader
from projections.engine.asking.scope import Scope
from projections.engine.asking.subject_lookup import find_subject, find_subjects
from projections.pipeline.fold import Pipeline
from projections.pipeline.tables import ApplicationRow, application_rows
from projections.referrals.fold import Referrals
from projections.referrals.tables import ReferralRow, referral_rows
from projections.requisitions.fold import Requisitions
from projections.requisitions.tables import RequisitionRow, requisition_rows
from projections.sealing import Names
from projections.timeline.fold import Timeline
from projections.timeline.tables import MergedCandidate, merged_candidates

NOT_STARTED = frozenset({"application", "offer", "acceptance", "start"})
"""What the rows of a referral wait for until its hire has started."""


def find_posts(reader: Reader, today: date, requisitions: Collection[str]) -> dict[str, Post]:
    """Find who manages the posts, who recruits for them, and whether they are open; unknown ones are left out."""
    if not requisitions:
        return {}
    names = frozenset(requisitions)
    homes = find_subjects(reader.database, reader.connection, [f"requisition/{name}" for name in names])
    rows = reader.rows(Requisitions(), requisition_rows, today, scope=Scope(homes), having={"requisition": names})
    return {stored.requisition: _make_post(stored) for stored in map(RequisitionRow._make, rows)}


def _make_post(stored: RequisitionRow) -> Post:
    recruiters = msgspec.json.decode(stored.recruiters, type=list[str])
    return Post(stored.hiring_manager, recruiters, stored.status == "open")


def find_referrals(reader: Reader, today: date, referrals: Collection[str]) -> dict[str, Referred]:
    """Find who made the referrals, whose posts they are of, and if money hangs on them; unknown ones are left out."""
    names = frozenset(referrals)
    homes = find_subjects(reader.database, reader.connection, [f"referral/{name}" for name in names])
    return _find_referred(reader, today, homes, {"referral": names})


def find_candidate_referrals(reader: Reader, today: date, subject: int, person: frozenset[str]) -> list[Referred]:
    """Find the referrals of a person, whom the candidates' ids name, likewise."""
    return list(_find_referred(reader, today, {subject}, {"candidate": person}).values())


def _find_referred(
    reader: Reader, today: date, homes: Collection[int], having: dict[str, frozenset[str]]
) -> dict[str, Referred]:
    if not homes:
        return {}
    rows = reader.rows(Referrals(), referral_rows, today, scope=Scope(homes), having=having)
    stored = list(map(ReferralRow._make, rows))
    posts = find_posts(reader, today, {each.requisition for each in stored if each.requisition is not None})
    paying = _find_hired(reader, today, homes)
    return {
        each.referral: Referred(each.referrer, _post_of(each.requisition, posts), each.referral in paying)
        for each in stored
    }


def _post_of(requisition: str | None, posts: dict[str, Post]) -> Post | None:
    if requisition is None:
        return None
    # A post that is named and not known has nobody: it is in nobody's relation.
    return posts.get(requisition, NOBODYS)


NOBODYS = Post(None, ("",), is_open=False)


def _find_hired(reader: Reader, today: date, homes: Collection[int]) -> set[str]:
    rows = reader.rows(Bonuses(), bonus_rows, today, scope=Scope(homes))
    return {
        row.referral
        for row in map(BonusRow._make, rows)
        if row.employment is not None and row.waiting_for not in NOT_STARTED
    }


def find_person(reader: Reader, today: date, candidate: str) -> tuple[int, frozenset[str]] | None:
    """Find the subject of a candidate, and all ids of the person today; None where it was never seen or named."""
    subject = find_subject(reader.connection, f"candidate/{candidate}")
    if subject is None:
        return None
    rows = reader.rows(Timeline(), merged_candidates, today, scope=Scope({subject}))
    person_of = {stored.candidate: stored.person for stored in map(MergedCandidate._make, rows)}
    same = {name for name, whose in person_of.items() if whose == person_of.get(candidate)}
    return subject, frozenset({candidate, *same})


def find_applied(reader: Reader, names: Names, today: date, subject: int, person: frozenset[str]) -> dict[str, str]:
    """Find the applications of a person, each with its requisition."""
    rows = reader.rows(Pipeline(names), application_rows, today, scope=Scope({subject}))
    return {
        stored.application: stored.requisition
        for stored in map(ApplicationRow._make, rows)
        if stored.candidate in person
    }


def find_application_posts(
    reader: Reader, names: Names, today: date, applications: Iterable[str]
) -> dict[str, Post | None]:
    """Find the post of each application (None: it is not known); unknown applications are left out."""
    wanted = frozenset(applications)
    homes = find_subjects(reader.database, reader.connection, [f"application/{each}" for each in wanted])
    rows = reader.rows(Pipeline(names), application_rows, today, scope=Scope(homes), having={"application": wanted})
    stored = list(map(ApplicationRow._make, rows))
    posts = find_posts(reader, today, {each.requisition for each in stored})
    return {each.application: posts.get(each.requisition) for each in stored}
