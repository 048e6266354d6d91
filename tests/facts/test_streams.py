"""Which stream a fact belongs to, and which others it says that its own belongs with."""

from typing import Any

import msgspec
import pytest

from domain.facts.catalogue import CATALOGUE, decode
from domain.facts.employment import EmploymentStarted
from domain.facts.identity import IdentityLinked
from domain.facts.retraction import FactRetracted
from domain.facts.tenure import TenureRevoked
from tests.facts.frozen import SAMPLES

STREAMS = {
    "hr.employee.recorded.v1": ("employee/E-7",),
    "hr.employee.erased.v1": ("employee/E-7",),
    "hr.account.recorded.v1": ("account/U-1", "employee/U-1"),
    "hr.identity.linked.v1": ("identity/candidate/C-1", "employee/E-9", "candidate/C-1"),
    "hr.identity.unlinked.v1": ("identity/candidate/C-1", "employee/E-9", "candidate/C-1"),
    "hr.fact.retracted.v1": ("retraction/%2Fhr/e-4%2F1",),
    "hr.fact.restored.v1": ("retraction/%2Fhr/e-4%2F1",),
    "hr.requisition.opened.v1": ("requisition/Q-1",),
    "hr.requisition.updated.v1": ("requisition/Q-1",),
    "hr.requisition.closed.v1": ("requisition/Q-1",),
    "hr.candidate.identified.v1": ("candidate/C-1",),
    "hr.candidate.merged.v1": ("candidate/C-2", "candidate/C-1"),
    "hr.candidate.unmerged.v1": ("candidate/C-2", "candidate/C-1"),
    "hr.candidate.erased.v1": ("candidate/C-1",),
    "hr.referral.made.v1": ("referral/R-1", "candidate/C-1"),
    "hr.referral.withdrawn.v1": ("referral/R-1",),
    "hr.application.submitted.v1": ("application/A-1", "candidate/C-1"),
    "hr.application.stage_changed.v1": ("application/A-1",),
    "hr.application.rejected.v1": ("application/A-1",),
    "hr.application.withdrawn.v1": ("application/A-1",),
    "hr.application.reopened.v1": ("application/A-1",),
    "hr.interview.scheduled.v1": ("interview/I-1", "application/A-1"),
    "hr.interview.completed.v1": ("interview/I-1", "application/A-1"),
    "hr.offer.extended.v1": ("offer/O-1", "application/A-1"),
    "hr.offer.accepted.v1": ("offer/O-1",),
    "hr.offer.declined.v1": ("offer/O-1",),
    "hr.offer.withdrawn.v1": ("offer/O-1",),
    "hr.offer.acceptance_withdrawn.v1": ("offer/O-1",),
    "hr.offer.expired.v1": ("offer/O-1",),
    "hr.employment.started.v1": ("employment/EM-1", "employee/E-9", "candidate/C-1", "application/A-1"),
    "hr.employment.start_corrected.v1": ("employment/EM-1",),
    "hr.employment.changed.v1": ("employment/EM-1",),
    "hr.employment.cancelled.v1": ("employment/EM-1",),
    "hr.employment.ended.v1": ("employment/EM-1",),
    "hr.employment.end_cancelled.v1": ("employment/EM-1",),
    "hr.leave.recorded.v1": ("employment/EM-1",),
    "hr.leave.cancelled.v1": ("employment/EM-1",),
    "hr.bonus_program.published.v1": ("bonus_programme/all",),
    "hr.payroll.line_settled.v1": ("payroll_line/R-1/day-90/1",),
    "hr.introduction.requested.v1": ("introduction/N-1",),
    "hr.introduction.answered.v1": ("introduction/N-1",),
    "hr.introduction.held.v1": ("introduction/N-1",),
    "vouch.tenure.reached.v1": ("tenure/R-1/day-90",),
    "vouch.tenure.revoked.v1": ("tenure/R-1/day-90",),
    "vouch.history.forked.v1": ("history/forks",),
    "vouch.offer.lapsed.v1": ("offer_expiry/O-1",),
    "vouch.bonus.earned.v1": ("bonus/R-1/day-90",),
    "vouch.bonus.lost.v1": ("bonus/R-1/day-90",),
    "vouch.payout.amount_accepted.v1": ("payouts/all",),
    "vouch.payout.approved.v1": ("payouts/all",),
    "vouch.payout.cancelled.v1": ("payouts/all",),
    "vouch.payout.exported.v1": ("payouts/all",),
    "vouch.payout.file_settled.v1": ("payouts/all",),
    "vouch.payout.line_dropped.v1": ("payouts/all",),
    "vouch.payout.line_released.v1": ("payouts/all",),
    "vouch.payout.line_waived.v1": ("payouts/all",),
    "vouch.payout.proposed.v1": ("payouts/all",),
    "vouch.person.exported.v1": ("person_export/candidate/C-1",),
}


@pytest.mark.parametrize("topic", CATALOGUE)
def test_a_fact_names_its_stream_and_its_links(topic: str) -> None:
    recorded = decode(topic, SAMPLES[topic])
    assert (recorded.stream, *recorded.data.links) == STREAMS[topic]


@pytest.mark.parametrize("left_out", ['"candidate":"","application":""', '"candidate":null', '"note":1'])
def test_a_start_that_names_nobody_links_to_its_employee_alone(left_out: str) -> None:
    data = f'{{"employment":"EM-1","employee":"E-9","start_date":"2026-03-02",{left_out}}}'
    assert msgspec.json.decode(data, type=EmploymentStarted).links == ("employee/E-9",)


def test_slashes_and_percent_signs_in_ids_keep_streams_apart() -> None:
    def stream(referral: str, instalment: str) -> str:
        start = msgspec.json.decode(SAMPLES["vouch.tenure.revoked.v1"])["data"]
        return msgspec.convert(start | {"referral": referral, "instalment": instalment}, TenureRevoked).stream

    streams = [stream("R", "a/b"), stream("R/a", "b"), stream("R%2Fa", "b"), stream("R%252Fa", "b")]
    assert streams[:2] == ["tenure/R/a/b", "tenure/R%2Fa/b"]
    assert len(set(streams)) == 4


@pytest.mark.parametrize(
    ("given", "streams"),
    [
        ({"account": "U/1"}, ("identity/account/U/1", "employee/E-9", "account/U/1", "employee/U/1")),
        ({"candidate": "C-1"}, ("identity/candidate/C-1", "employee/E-9", "candidate/C-1")),
        ({"same_as": "E-1"}, ("identity/employee/E-1", "employee/E-9", "employee/E-1")),
    ],
)
def test_an_identity_is_a_thing_of_its_own_for_whatever_is_linked(given: dict[str, str], streams: Any) -> None:
    linked = msgspec.convert({"employee": "E-9", **given}, IdentityLinked)
    assert (linked.stream, *linked.links) == streams
    assert linked.told_in == streams[1:3]


def test_a_retraction_belongs_to_its_source() -> None:
    places = [("/a", "1"), ("/b", "1"), ("/a", "b/1"), ("/a/b", "1"), ("/a%2Fb", "1")]
    assert len({FactRetracted(fact=fact).stream_from(source) for source, fact in places}) == len(places)
    with pytest.raises(NotImplementedError):
        _ = FactRetracted(fact="1").stream
