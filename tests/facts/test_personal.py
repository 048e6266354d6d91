"""Personal data: exactly the fields that spec/feed.md names, and only where they hold somebody's data."""

import pytest

from domain.facts.catalogue import CATALOGUE, decode
from domain.facts.employment import LEAVING_REASONS, EmploymentEnded
from domain.facts.offer import OfferDeclined
from domain.facts.personal import personal_values, with_values
from tests.facts.frozen import SAMPLES

PERSONAL = {
    "hr.employee.recorded.v1": {"name", "email", "personal_email"},
    "hr.account.recorded.v1": {"name", "email"},
    "hr.identity.linked.v1": {"reason"},
    "hr.identity.unlinked.v1": {"reason"},
    "hr.fact.retracted.v1": {"reason"},
    "hr.fact.restored.v1": {"reason"},
    "hr.candidate.identified.v1": {"name", "email", "phone"},
    "hr.referral.made.v1": {"note"},
    "hr.referral.withdrawn.v1": {"reason"},
    "hr.application.rejected.v1": {"reason"},
    "hr.application.withdrawn.v1": {"reason"},
    "hr.offer.accepted.v1": {"reason"},
    "hr.offer.declined.v1": {"reason"},
    "hr.offer.withdrawn.v1": {"reason"},
    "hr.offer.acceptance_withdrawn.v1": {"reason"},
    "hr.offer.expired.v1": {"reason"},
    "hr.employment.cancelled.v1": {"reason"},
    "hr.employment.ended.v1": {"reason"},
    "hr.payroll.line_settled.v1": {"reason"},
    "hr.requisition.closed.v1": {"reason"},
    "hr.introduction.requested.v1": {"purpose"},
    "vouch.history.forked.v1": {"reason"},
    "vouch.payout.exported.v1": {"names"},
    "vouch.payout.cancelled.v1": {"reason"},
    "vouch.payout.line_released.v1": {"reason"},
    "vouch.payout.line_dropped.v1": {"reason"},
    "vouch.payout.line_waived.v1": {"reason"},
    "vouch.payout.amount_accepted.v1": {"reason"},
}


@pytest.mark.parametrize("topic", CATALOGUE)
def test_the_marked_fields_are_those_of_the_feed(topic: str) -> None:
    assert PERSONAL.get(topic, frozenset()) == CATALOGUE[topic].PERSONAL


@pytest.mark.parametrize("reason", sorted(LEAVING_REASONS))
def test_a_listed_reason_of_leaving_is_nobodys_data(reason: str) -> None:
    ended = decode("hr.employment.ended.v1", SAMPLES["hr.employment.ended.v1"]).data
    assert personal_values(with_values(ended, {"reason": reason})) == {}


def test_the_listed_reasons_of_leaving_are_those_of_the_feed() -> None:
    assert sorted(LEAVING_REASONS) == ["contract_end", "deceased", "dismissed", "redundant", "resigned"]


def test_other_words_about_a_leaving_are() -> None:
    ended = decode("hr.employment.ended.v1", SAMPLES["hr.employment.ended.v1"]).data
    changed = with_values(ended, {"reason": "quarrelled"})
    assert isinstance(changed, EmploymentEnded)
    assert personal_values(changed) == {"reason": "quarrelled"}


@pytest.mark.parametrize("reason", [None, ""])
def test_nothing_said_is_nothing_personal(reason: str | None) -> None:
    assert personal_values(OfferDeclined(offer="O-1", reason=reason)) == {}


@pytest.mark.parametrize("topic", PERSONAL)
def test_values_can_be_taken_out_and_put_back(topic: str) -> None:
    fact = decode(topic, SAMPLES[topic]).data
    values = personal_values(fact)
    sealed = with_values(fact, {name: f"sealed:{text[::-1]}" for name, text in values.items()})
    assert (sealed != fact) == bool(values)
    assert with_values(sealed, values) == fact
