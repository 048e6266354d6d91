"""Judging the cases together: each one's bars, its rivals, and who among them shares the bonus."""

from domain.rules.bars import BARS, OWN_BARS, Bar, ProgrammeBar, RivalBar
from domain.rules.case import Case
from domain.rules.docket import Docket
from domain.rules.finding import Finding
from domain.rules.rivals import Barred, Rivals
from domain.state.organisation import Organisation
from domain.state.referral import Referral


class Judged:
    """Every governed referral's case, with the findings of all bars; and the referrals that no version governs."""

    def __init__(self, organisation: Organisation, cases: list[Case], ungoverned: list[Referral]) -> None:
        self.organisation = organisation
        self.cases = {case.referral.referral: case for case in cases}
        self.ungoverned = ungoverned
        self.has_bar = Barred()
        self.docket = Docket(cases, self.has_bar)
        self.rivals: dict[str, Rivals] = {}
        self.findings: dict[str, list[Finding]] = {}
        self.barred.update(referral.referral for referral in ungoverned)

    @property
    def barred(self) -> set[str]:
        """The referrals that are ineligible."""
        return self.has_bar.at_all

    def bars_of(self, case: Case) -> list[str]:
        """List the reasons that make the case ineligible, in the order of spec/bonus.md §2."""
        return [finding.rule for finding in self.findings[case.referral.referral] if finding.verdict == "bars"]

    def find_part(self, case: Case) -> tuple[int, int]:
        """Find (j, k): the case is the j-th of k that share; (1, 1) unless the governing referral's terms split."""
        rivals = self.rivals[case.referral.referral]
        governing = rivals.governing()
        if governing is None or governing.terms.ownership.duplicates != "split":
            return (1, 1)
        return rivals.find_part()


def judge(organisation: Organisation) -> Judged:
    """Judge all cases. Every bar but the rivals' comes first: a referral that has one cannot govern its rivals."""
    judged = _open(organisation)
    own = {name: _judge_alone(judged, case) for name, case in judged.cases.items()}
    for name, case in judged.cases.items():
        judged.findings[name] = _judge_among(judged, case, own[name])
        if judged.bars_of(case):
            judged.barred.add(name)
    return judged


def _open(organisation: Organisation) -> Judged:
    """Open a case for each referral that a version of the programme governs."""
    cases, ungoverned = [], []
    for referral in organisation.referrals.values():
        version = organisation.programme.in_force_on(referral.day)
        if version is None:
            ungoverned.append(referral)
        else:
            cases.append(Case(referral, version, organisation))
    return Judged(organisation, cases, ungoverned)


def _judge_alone(judged: Judged, case: Case) -> dict[str, Finding]:
    name = case.referral.referral
    judged.rivals[name] = judged.docket.rivals(case)
    own = {bar.name: bar.test(case) for bar in OWN_BARS}
    if any(finding.verdict == "bars" for finding in own.values()):
        judged.has_bar.otherwise.add(name)
    return own


def _judge_among(judged: Judged, case: Case, own: dict[str, Finding]) -> list[Finding]:
    return [_test(bar, judged, case, own) for bar in BARS]


def _test(bar: ProgrammeBar | Bar | RivalBar, judged: Judged, case: Case, own: dict[str, Finding]) -> Finding:
    if isinstance(bar, ProgrammeBar):
        return bar.test(case.referral, case.version)
    if isinstance(bar, RivalBar):
        return bar.test(case, judged.rivals[case.referral.referral])
    return own[bar.name]
