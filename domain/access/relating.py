"""How a principal stands to a thing, from what is true of it now (spec/access.md §2).

Whoever knows the thing, by the read models or inside a write's transaction, says here what is true of it. `mine` are
all numbers of the principal's employee (joined by links they are one), none for a principal that has no employee.
That `recruited` needs the role of a recruiter is seen to where the table is asked.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from domain.access.words import EXISTS, Relation, Relations


class Post(NamedTuple):
    """A requisition today: who manages it, the recruiters listed (none: it is every recruiter's), and if it is open."""

    manager: str | None
    recruiters: Collection[str]
    is_open: bool


class Referred(NamedTuple):
    """A referral: who made it, the post of the application that it counts or else names, and if money hangs on it.

    `payable`: it has a started hire, or a payout line.
    """

    referrer: str
    post: Post | None
    payable: bool


def relate_to_post(mine: Collection[str], post: Post) -> Relations:
    """Tell how the principal stands to a requisition, or to an application or offer of it."""
    found = set(EXISTS)
    if post.manager in mine:
        found.add(Relation.MANAGED)
    if not post.recruiters or any(each in mine for each in post.recruiters):
        found.add(Relation.RECRUITED)
    if post.is_open:
        found.add(Relation.OPEN_POST)
    return frozenset(found)


def relate_to_referral(mine: Collection[str], referral: Referred) -> Relations:
    """Tell how the principal stands to a referral; one that names no post is every recruiter's."""
    found = set(EXISTS)
    if referral.referrer in mine:
        found.add(Relation.MINE)
    if referral.payable:
        found.add(Relation.PAYABLE)
    of_post = {Relation.RECRUITED} if referral.post is None else relate_to_post(mine, referral.post)
    return frozenset(found | (of_post & {Relation.RECRUITED}))


def relate_to_candidate(mine: Collection[str], applied: Iterable[Post], referrals: Iterable[Referred]) -> Relations:
    """Tell how the principal stands to a candidate: `applied` are the posts of any of the person's applications."""
    found = set(EXISTS)
    for post in applied:
        found |= relate_to_post(mine, post) & {Relation.MANAGED, Relation.RECRUITED}
    for referral in referrals:
        of_referral = relate_to_referral(mine, referral)
        found |= of_referral & {Relation.RECRUITED}
        if Relation.MINE in of_referral:
            found.add(Relation.REFERRED)
    return frozenset(found)


def relate_to_people(mine: Collection[str], people: Iterable[str | None]) -> Relations:
    """Tell how the principal stands to an introduction: `people` are its requester, connector and contact."""
    return EXISTS | ({Relation.MINE} if any(each in mine for each in people) else frozenset())


def relate_to_employee(mine: Collection[str], employee: str) -> Relations:
    """Tell how the principal stands to an employee."""
    return EXISTS | ({Relation.SELF} if employee in mine else frozenset())
