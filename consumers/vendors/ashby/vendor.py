"""Ashby as a vendor: its signature, the key of a delivery, and who reads which action."""

from collections.abc import Callable, Iterable, Sequence

from consumers.vendors.ashby import applications, candidates, offers
from consumers.vendors.ashby.versions import walk
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored, Parked
from consumers.vendors.raw import RawDelivery
from consumers.vendors.signatures import require_signature, sign_hex
from consumers.vendors.statements import Opened, Statement
from consumers.vendors.vendor import Vendor, hash_body

ACTIONS: dict[str, Callable[[Opened, Node], Iterable[Statement]]] = {
    "applicationSubmit": applications.read_submission,
    "applicationUpdate": applications.read_update,
    "candidateStageChange": applications.read_stage,
    "candidateHire": offers.read_hire,
    "offerCreate": offers.read_offer,
    "offerUpdate": offers.read_offer,
    "offerDelete": offers.read_deletion,
    "candidateMerge": candidates.read_merge,
    "candidateDelete": candidates.read_deletion,
}

NOT_NEEDED = frozenset(
    {
        "interviewPlanTransition",
        "interviewScheduleCreate",
        "interviewScheduleUpdate",
        "jobCreate",
        "jobUpdate",
        "jobPostingPublish",
        "jobPostingUnpublish",
        "jobPostingUpdate",
        "openingCreate",
        "openingUpdate",
        "pushToHRIS",
        "signatureRequestUpdate",
        "surveySubmit",
    }
)
"""Actions about things that Vouch does not keep, or not from this vendor."""


def check(raw: RawDelivery, secrets: Sequence[str], window: int) -> None:
    """Check `Ashby-Signature: sha256=<HMAC-SHA256 of the body>`."""
    require_signature([raw.header("Ashby-Signature")], secrets, lambda key: f"sha256={sign_hex(key, raw.body)}")


def key(raw: RawDelivery, body: Node) -> str:
    """Name a delivery by its action's id and the action: several deliveries share one id, and some have none."""
    id_, action = body["webhookActionId"].maybe(), body["action"].maybe()
    return f"{id_}/{action}" if id_ and action else hash_body(raw, body)


def read(opened: Opened) -> Iterable[Statement]:
    """Read a delivery by its action."""
    action = opened.body["action"].text()
    if action == "ping":
        raise Ignored("ping")
    if action not in ACTIONS:
        raise Ignored("not_needed") if action in NOT_NEEDED else Parked("unknown_action")
    return ACTIONS[action](opened, opened.body["data"])


ASHBY = Vendor(name="ashby", evidence="D", check=check, read=read, key=key, walk=walk)
