"""Rules judged over indexes of a person say the same as the words of the specification over all pairs."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies

from domain.rules.case import Case
from domain.rules.eligibility import Judged, judge
from domain.state import dated, shelf
from domain.state.organisation import Organisation
from tests.support import plainly
from tests.support.budget import examples
from tests.support.crowds import FIRST, ZONE, random_crowd
from tests.support.told import all_told

DAYS = strategies.sampled_from((31, 32, 45, 200)).map(lambda days: FIRST + timedelta(days))


@pytest.fixture(params=[0, 8], ids=["always searched", "the few gone through"], autouse=True, scope="module")
def few(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        for module in (dated, shelf):
            patched.setattr(module, "FEW", request.param)
        yield


def _judged(seed: int, day: date) -> tuple[Judged, list[Case]]:
    judged = judge(Organisation(all_told(random_crowd(Random(seed))), day, ZoneInfo(ZONE)))
    return judged, list(judged.cases.values())


@given(strategies.integers(0, 2**48), DAYS)
@examples(1)
def test_what_is_covered_and_counts(seed: int, day: date) -> None:
    for case in _judged(seed, day)[1]:
        covered = [each for each in case.person.applications if plainly.covers(case, each)]
        assert {id(each) for each in case.covered} == {id(each) for each in covered}
        assert len(case.covered) == len(covered)
        assert case.counted is plainly.counted_of(case)
        assert case.hire is (plainly.hire_of(case, case.counted) if case.counted is not None else None)


@given(strategies.integers(0, 2**48), DAYS)
@examples(1)
def test_rivals_and_who_governs_and_shares(seed: int, day: date) -> None:
    judged, cases = _judged(seed, day)
    for case in cases:
        expected = plainly.rivals_of(case, cases)
        rivals = judged.rivals[case.referral.referral]
        assert [each.referral.referral for each in rivals] == [each.referral.referral for each in expected]
        unbarred = [each for each in expected if each.referral.referral not in judged.has_bar.otherwise]
        assert rivals.governing() is (unbarred[0] if unbarred else None)
        own = [each for each in unbarred if each.referral.referrer == case.referral.referrer]
        earlier = [each for each in own if each.referral.place < case.referral.place]
        assert rivals.same_referrer_earlier() is (earlier[0] if earlier else None)
        sharing = [each for each in expected if each.referral.referral not in judged.barred]
        before = [each for each in sharing if each.referral.place < case.referral.place]
        assert rivals.find_part() == (len(before) + 1, len(sharing))


@given(strategies.integers(0, 2**48), DAYS)
@examples(1)
def test_bars_on_the_person(seed: int, day: date) -> None:
    judged, cases = _judged(seed, day)
    for case in cases:
        barred, terms = judged.bars_of(case), case.terms.candidate
        applied, employed = terms.not_applied_within_days, terms.not_employed_within_days
        expected = {
            "candidate_recent_applicant": applied is not None and plainly.recent_applicant(case, applied),
            "candidate_former_employee": employed is not None and plainly.former_employee(case, employed),
            "agency_sourced": not terms.agency_allowed and plainly.by_agency(case, terms.agency_within_days),
            "candidate_is_employee": plainly.is_employee(case),
            "referral_after_application": not len(case.covered) and plainly.after_application(case),
        }
        assert {rule: rule in barred for rule in expected} == expected
