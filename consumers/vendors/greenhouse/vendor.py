"""Greenhouse as a vendor: its signature, the key of a delivery, and who reads which action."""

from collections.abc import Callable, Iterable, Sequence

from consumers.vendors.greenhouse import applications, candidates, jobs, offers
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored, Parked
from consumers.vendors.raw import RawDelivery
from consumers.vendors.signatures import require_signature, sign_hex
from consumers.vendors.statements import Opened, Statement
from consumers.vendors.vendor import Vendor, hash_body

ACTIONS: dict[str, Callable[[Opened, Node], Iterable[Statement]]] = {
    "new_candidate_application": applications.read_application,
    "new_prospect_application": applications.read_prospect,
    "application_updated": applications.read_update,
    "candidate_stage_change": applications.read_stage,
    "reject_candidate": applications.read_rejection,
    "unreject_candidate": applications.read_reopening,
    "hire_candidate": offers.read_hire,
    "unhire_candidate": offers.read_unhire,
    "offer_created": offers.read_offer,
    "offer_approved": offers.read_offer,
    "offer_updated": offers.read_offer,
    "offer_deleted": offers.read_deleted_offer,
    "update_candidate": candidates.read_update,
    "merge_candidate": candidates.read_merge,
    "delete_candidate": candidates.read_deletion,
    "candidate_anonymized": candidates.read_anonymisation,
    "delete_application": candidates.read_deleted_application,
    "job_created": jobs.read_job,
    "job_approved": jobs.read_job,
    "job_updated": jobs.read_job,
}


def check(raw: RawDelivery, secrets: Sequence[str], window: int) -> None:
    """Check `Signature: sha256 <HMAC-SHA256 of the body>`."""
    require_signature([raw.header("Signature")], secrets, lambda key: f"sha256 {sign_hex(key, raw.body)}")


def key(raw: RawDelivery, body: Node) -> str:
    """Name a delivery by the id of its event, else by its body."""
    return raw.header("Greenhouse-Event-ID") or hash_body(raw, body)


def read(opened: Opened) -> Iterable[Statement]:
    """Read a delivery by its action."""
    action = opened.body["action"].text()
    if action == "ping":
        raise Ignored("ping")
    if action not in ACTIONS:
        raise Ignored("not_needed") if action in NOT_NEEDED else Parked("unknown_action")
    return ACTIONS[action](opened, opened.body["payload"])


NOT_NEEDED = frozenset(
    {
        "job_deleted",
        "job_interview_stage_deleted",
        "job_post_created",
        "job_post_updated",
        "job_post_deleted",
        "department_deleted",
        "office_deleted",
        "interview_deleted",
        "scorecard_deleted",
    }
)
"""Actions about things that Vouch does not keep."""

GREENHOUSE = Vendor(name="greenhouse", evidence="D", check=check, read=read, key=key, walk=offers.walk)
