"""Sight: what one principal may see or do with one operation, at the position of a reader."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property

from msgspec.structs import replace

from domain.access.principal import Principal
from domain.access.relating import (
    Post,
    Referred,
    relate_to_candidate,
    relate_to_employee,
    relate_to_post,
    relate_to_referral,
)
from domain.access.scope import scope
from domain.access.words import EXISTS, MISSING, Answer, Relation, Relations, Role
from projections.access.standing import Standing, Standings
from projections.access.things import (
    find_applied,
    find_candidate_referrals,
    find_person,
    find_posts,
    find_referrals,
)
from projections.engine.asking.reader import Reader
from projections.sealing import Names

EVERY_RELATION: Relations = frozenset(Relation) - {Relation.BENEFITS_ME, Relation.PROPOSED_BY_ME}


class Sight:
    """What the principal may see with the operation. Things are looked up as of `today`, with all that is recorded."""

    def __init__(
        self,
        principal: Principal,
        operation: str,
        reader: Reader,
        today: date,
        names: Names,
        standings: Standings,
    ) -> None:
        self.principal = principal
        self.operation = operation
        self._reader = reader
        self.today = today
        self._names = names
        self._standings = standings

    @cached_property
    def standing(self) -> Standing:
        """All numbers of the principal's employee, and whether they have left."""
        if self.principal.employee is None:
            return Standing((), has_left=False)
        return self._standings.find(self._reader, self.principal.employee, self.today)

    @cached_property
    def best(self) -> Answer:
        """The best answer for any thing; FORBIDDEN where no role has the operation, also since they have left."""
        return self.judge(EVERY_RELATION)

    @property
    def sees_all(self) -> bool:
        """Tell whether the answer is the same for every thing that exists, so that nothing need be looked up."""
        return self.judge(EXISTS) is self.best

    def judge(self, relations: Relations) -> Answer:
        """Answer for a thing to which the principal stands so."""
        return scope(self._as_of_now, self.operation, relations)

    @cached_property
    def _as_of_now(self) -> Principal:
        return replace(self.principal, has_left=True) if self.standing.has_left else self.principal

    def of_post(self, requisition: str) -> Answer:
        """Answer for a requisition."""
        return self.of_posts([requisition]).get(requisition, Answer.HIDDEN)

    def of_posts(self, requisitions: Collection[str]) -> Mapping[str, Answer]:
        """Answer for requisitions; those that are not known today may be left out."""
        if self.sees_all:
            return dict.fromkeys(requisitions, self.best)
        return {name: self.judge(found) for name, found in self.relate_posts(requisitions).items()}

    def relate_posts(self, requisitions: Collection[str]) -> Mapping[str, Relations]:
        """Tell how the principal stands to requisitions."""
        posts = find_posts(self._reader, self.today, requisitions)
        return {name: self._relate_post(post) for name, post in posts.items()}

    def of_referral(self, referral: str) -> Answer:
        """Answer for a referral."""
        return self.judge(self.relate_referrals([referral]).get(referral, MISSING)) if not self.sees_all else self.best

    def relate_referrals(self, referrals: Collection[str]) -> Mapping[str, Relations]:
        """Tell how the principal stands to referrals; those that are not known today are left out."""
        found = find_referrals(self._reader, self.today, referrals)
        return {name: self._relate_referral(referral) for name, referral in found.items()}

    @property
    def sees_rows(self) -> bool:
        """Tell whether a coarse answer means rows without names, as for auditors and keys, not one's own referral."""
        return self.principal.kind == "key" or Role.AUDITOR in self.principal.roles

    @property
    def sees_own_only(self) -> bool:
        """Tell whether nothing is seen of the operation's things but what is the principal's own."""
        return self.judge(EVERY_RELATION - {Relation.MINE}) <= Answer.HIDDEN

    def of_candidate(self, candidate: str) -> Answer:
        """Answer for a candidate: the person, whichever of its ids is asked for."""
        return self.best if self.sees_all else self.judge(self.relate_candidate(candidate))

    def relate_candidate(self, candidate: str) -> Relations:
        """Tell how the principal stands to a candidate."""
        found = find_person(self._reader, self.today, candidate)
        if found is None:
            return MISSING
        applied = find_applied(self._reader, self._names, self.today, *found)
        posts = find_posts(self._reader, self.today, applied)
        referrals = find_candidate_referrals(self._reader, self.today, *found)
        return relate_to_candidate(self.standing.numbers, posts.values(), referrals)

    def relate_employee(self, employee: str) -> Relations:
        """Tell how the principal stands to an employee who exists."""
        return relate_to_employee(self.standing.numbers, employee)

    def visible_posts(self, requisitions: Collection[str]) -> set[str]:
        """Pick the requisitions that are managed or recruited: an auditor, or whoever may do everything, has all."""
        if self.sees_all:
            return set(requisitions)
        return {name for name, answer in self.of_posts(requisitions).items() if answer > Answer.HIDDEN}

    def visible_referrals(self, referrals: Collection[str]) -> set[str]:
        """Pick the referrals whose post is managed or recruited, or which are every recruiter's."""
        found = find_referrals(self._reader, self.today, referrals)
        return {
            name
            for name, each in found.items()
            if self.judge(self._relate_referral(each)) > Answer.HIDDEN
            or (each.post is not None and Relation.MANAGED in self._relate_post(each.post))
        }

    def _relate_post(self, post: Post) -> Relations:
        return relate_to_post(self.standing.numbers, post)

    def _relate_referral(self, referral: Referred) -> Relations:
        return relate_to_referral(self.standing.numbers, referral)
