"""Who else vouched for the same hire, in order of who came first (spec/bonus.md, "Rivals")."""

from collections.abc import Iterable

from domain.rules.case import Case


class Docket:
    """All the cases at hand, found by person and by hire. A referral without a programme is nobody's rival."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self.cases = list(cases)
        self._by_person: dict[int, list[Case]] = {}
        self._by_hire: dict[str, list[Case]] = {}
        for case in self.cases:
            self._by_person.setdefault(id(case.person), []).append(case)
            if case.hire is not None:
                self._by_hire.setdefault(case.hire.employment, []).append(case)

    def rivals(self, case: Case) -> list[Case]:
        """List the referral's rivals, itself included, in order of (first instant, order, referral id)."""
        others = self._for_nothing_yet(case) if case.counted is None else self._for_the_counted(case)
        found = {other.referral.referral: other for other in [case, *others]}
        return sorted(found.values(), key=lambda rival: rival.referral.place)

    def _others_of_the_person(self, case: Case) -> list[Case]:
        return [other for other in self._by_person.get(id(case.person), ()) if other is not case]

    def _for_the_counted(self, case: Case) -> list[Case]:
        claiming = [other for other in self._others_of_the_person(case) if _claims_the_same(case, other)]
        in_stretch = case.stretch.spells if case.stretch is not None else ()
        return claiming + [other for spell in in_stretch for other in self._by_hire.get(spell.employment, ())]

    def _for_nothing_yet(self, case: Case) -> list[Case]:
        own_requisition_only = case.terms.ownership.scope == "requisition"
        return [
            other
            for other in self._others_of_the_person(case)
            if other.counted is None
            and other.referral.withdrawn is None
            and not other.expired
            and (not own_requisition_only or other.referral.requisition == case.referral.requisition)
        ]


def _claims_the_same(case: Case, other: Case) -> bool:
    covers_it = any(application is case.counted for application in other.covered)
    return covers_it and (other.hire is None or other.counted is case.counted)
