"""What is true of things today, with all that is recorded: rights are those of now, whatever day is asked about."""

from collections.abc import Collection
from datetime import date

from domain.access.relating import Post, Referred
from projections.bonuses.queries import list_hired
from projections.engine.asking.reader import Reader
from projections.engine.asking.subject_lookup import find_subject, find_subjects
from projections.pipeline.queries import list_applied
from projections.referrals.queries import StoredReferral, list_stored
from projections.requisitions.queries import RequisitionView, requisitions_named
from projections.sealing import Names
from projections.timeline.queries import list_same


def find_posts(reader: Reader, today: date, requisitions: Collection[str]) -> dict[str, Post]:
    """Find who manages the posts, who recruits for them, and whether they are open; unknown ones are left out."""
    if not requisitions:
        return {}
    found = requisitions_named(reader, today, frozenset(requisitions))
    return {view.requisition: _make_post(view) for view in found}


def _make_post(view: RequisitionView) -> Post:
    return Post(view.hiring_manager, view.recruiters, view.status == "open")


def find_referrals(reader: Reader, today: date, referrals: Collection[str]) -> dict[str, Referred]:
    """Find who made the referrals, whose posts they are of, and if money hangs on them; unknown ones are left out."""
    names = frozenset(referrals)
    homes = find_subjects(reader.database, reader.connection, [f"referral/{name}" for name in names])
    return _relate(reader, today, homes, [each for each in list_stored(reader, today, homes) if each.referral in names])


def find_candidate_referrals(reader: Reader, today: date, subject: int, person: frozenset[str]) -> list[Referred]:
    """Find the referrals of a person, whom the candidates' ids name, likewise."""
    stored = [each for each in list_stored(reader, today, {subject}) if each.candidate in person]
    return list(_relate(reader, today, {subject}, stored).values())


def _relate(reader: Reader, today: date, homes: Collection[int], stored: list[StoredReferral]) -> dict[str, Referred]:
    if not stored:
        return {}
    posts = find_posts(reader, today, {each.requisition for each in stored if each.requisition is not None})
    hired = list_hired(reader, today, homes)
    return {
        each.referral: Referred(each.referrer, _post_of(each.requisition, posts), each.referral in hired)
        for each in stored
    }


def _post_of(requisition: str | None, posts: dict[str, Post]) -> Post | None:
    if requisition is None:
        return None
    # A post that is named and not known has nobody: it is in nobody's relation.
    return posts.get(requisition, NOBODYS)


NOBODYS = Post(None, ("",), is_open=False)


def find_person(reader: Reader, today: date, candidate: str) -> tuple[int, frozenset[str]] | None:
    """Find the subject of a candidate, and all ids of the person today; None where it was never seen or named."""
    subject = find_subject(reader.connection, f"candidate/{candidate}")
    return None if subject is None else (subject, list_same(reader, today, subject, candidate))


def find_applied(reader: Reader, names: Names, today: date, subject: int, person: frozenset[str]) -> set[str]:
    """Find the requisitions that a person has applied to."""
    applied = list_applied(reader, names, today, {subject})
    return {each.requisition for each in applied if each.candidate in person}
