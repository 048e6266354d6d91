"""Facts made in code are checked as those of the feed are."""

import pytest

from domain.facts.base import Fact
from domain.facts.catalogue import CATALOGUE, decode
from domain.facts.checking import Fault, check_fact
from domain.facts.fields import Money
from domain.facts.interview import InterviewScheduled
from domain.facts.offer import OfferAccepted, OfferExtended
from domain.facts.requisition import RequisitionUpdated
from tests.facts.frozen import SAMPLES


@pytest.mark.parametrize("topic", CATALOGUE)
def test_the_samples_pass(topic: str) -> None:
    assert check_fact(decode(topic, SAMPLES[topic]).data) is None


@pytest.mark.parametrize(
    ("fact", "field", "reason"),
    [
        (OfferAccepted(offer=""), "data.offer", "bad_id"),
        (OfferAccepted(offer="O-1", reason="a\0b"), "data.reason", "bad_text"),
        (OfferExtended(offer="O-1", application="A-1", schedule="full_time", fte="1.5"), "data.fte", "bad_decimal"),
        (InterviewScheduled(interview="I", application="A", interviewers=("E", "")), "data.interviewers[1]", "bad_id"),
        (InterviewScheduled(interview="I", application="A", at="noon"), "data.at", "bad_time"),
    ],
)
def test_a_fault_names_the_field(fact: Fact, field: str, reason: str) -> None:
    fault = check_fact(fact)
    assert fault is not None
    assert (fault.field, fault.reason) == (field, reason)


def test_it_looks_inside_objects() -> None:
    opened = decode("hr.requisition.updated.v1", SAMPLES["hr.requisition.updated.v1"]).data
    assert isinstance(opened, RequisitionUpdated)
    wrong = RequisitionUpdated(requisition="Q", effective_on=opened.effective_on, bonus=Money("5", "ABC"))
    assert check_fact(wrong) == Fault(
        "data.bonus.currency", "bad_currency", "`data.bonus.currency` must be a currency code of ISO 4217."
    )
