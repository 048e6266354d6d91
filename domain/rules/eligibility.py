"""Judging the cases together: each one's bars, its rivals, and who among them shares the bonus."""

from domain.rules.bars import AFTER_DUPLICATES, BEFORE_DUPLICATES
from domain.rules.bars.ownership import no_programme
from domain.rules.case import Case
from domain.rules.duplicates import duplicate_referral, governing
from domain.rules.finding import Finding
from domain.rules.rivals import Docket
from domain.state.organisation import Organisation


class Judged:
    """Every case of an organisation, with the findings of all bars."""

    def __init__(self, cases: list[Case]) -> None:
        self.cases = cases
        self.docket = Docket(cases)
        self.rivals: dict[str, list[Case]] = {}
        self.findings: dict[str, list[Finding]] = {}
        self.otherwise_barred: set[str] = set()
        self.barred: set[str] = set()

    def bars_of(self, case: Case) -> list[str]:
        """The reasons that make the case ineligible, in the order of spec/bonus.md §2."""
        return [finding.rule for finding in self.findings[case.referral.referral] if finding.verdict == "bars"]

    def split(self, case: Case) -> tuple[int, int]:
        """(j, k): the case is the j-th of k that share; (1, 1) unless the governing referral's terms split."""
        rivals = self.rivals[case.referral.referral]
        first = governing(rivals, self.otherwise_barred)
        if first is None or first.terms.ownership.duplicates != "split":
            return (1, 1)
        sharing = [rival.referral.referral for rival in rivals if rival.referral.referral not in self.barred]
        return (sharing.index(case.referral.referral) + 1, len(sharing))


def judge(organisation: Organisation) -> Judged:
    """All cases, judged. Bars but duplicates first, since whoever has one governs nothing."""
    judged = Judged([Case(referral, organisation) for referral in organisation.referrals.values()])
    before, after = {}, {}
    for case in judged.cases:
        name = case.referral.referral
        judged.findings[name] = [no_programme(case)]
        if case.version is None:
            judged.barred.add(name)
            continue
        judged.rivals[name] = judged.docket.rivals(case)
        before[name] = [rule(case) for rule in BEFORE_DUPLICATES]
        after[name] = [rule(case) for rule in AFTER_DUPLICATES]
        if any(finding.verdict == "bars" for finding in (*before[name], *after[name])):
            judged.otherwise_barred.add(name)
    for case in judged.cases:
        name = case.referral.referral
        if name in before:
            duplicate = duplicate_referral(case, judged.rivals[name], judged.otherwise_barred)
            judged.findings[name] += [*before[name], duplicate, *after[name]]
            if judged.bars_of(case):
                judged.barred.add(name)
    return judged
