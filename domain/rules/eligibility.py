"""Judging the cases together: each one's bars, its rivals, and who among them shares the bonus."""

from domain.rules.bars import BARS, OWN_BARS, Bar
from domain.rules.bars.ownership import no_programme
from domain.rules.case import Case
from domain.rules.duplicates import governing
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
    """Judge all cases. Every bar but the rivals' comes first: a referral that has one cannot govern its rivals."""
    judged = Judged([Case(referral, organisation) for referral in organisation.referrals.values()])
    own = {case.referral.referral: _judge_alone(judged, case) for case in judged.cases if case.version is not None}
    for case in judged.cases:
        name = case.referral.referral
        judged.findings[name] = _judge_among(judged, case, own[name]) if name in own else [no_programme(case)]
        if judged.bars_of(case):
            judged.barred.add(name)
    return judged


def _judge_alone(judged: Judged, case: Case) -> dict[str, Finding]:
    name = case.referral.referral
    judged.rivals[name] = judged.docket.rivals(case)
    own = {bar.name: bar.test(case) for bar in OWN_BARS}
    if any(finding.verdict == "bars" for finding in own.values()):
        judged.otherwise_barred.add(name)
    return own


def _judge_among(judged: Judged, case: Case, own: dict[str, Finding]) -> list[Finding]:
    rivals, others = judged.rivals[case.referral.referral], judged.otherwise_barred
    return [own[bar.name] if isinstance(bar, Bar) else bar.test(case, rivals, others) for bar in BARS]
