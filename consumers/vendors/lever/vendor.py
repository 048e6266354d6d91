"""Lever as a vendor: the signature in the body, the key of a delivery, and who reads which event."""

from collections.abc import Callable, Iterable, Sequence

from consumers.vendors.lever import applications, endings
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored, Parked, Refused
from consumers.vendors.raw import RawDelivery
from consumers.vendors.signatures import require_signature, sign_hex
from consumers.vendors.statements import Opened, Statement
from consumers.vendors.vendor import Vendor, hash_body, parse_json

EVENTS: dict[str, Callable[[Opened, Node], Iterable[Statement]]] = {
    "applicationCreated": applications.read_application,
    "candidateStageChange": applications.read_stage,
    "candidateArchiveChange": endings.read_archiving,
    "candidateHired": endings.read_hire,
    "candidateDeleted": endings.read_deletion,
}
NOT_NEEDED = frozenset({"contactCreated", "contactUpdated", "interviewCreated", "interviewUpdated", "interviewDeleted"})
"""Events about things that Vouch does not keep."""


def check(raw: RawDelivery, secrets: Sequence[str], window: int) -> None:
    """Check `signature` in the body: HMAC-SHA256 of `token` and `triggeredAt`. The data are not covered."""
    try:
        body = parse_json(raw)
        signed = f"{body['token'].text()}{body['triggeredAt'].whole()}".encode()
        given = body["signature"].text()
    except Parked:
        raise Refused("signature") from None
    require_signature([given], secrets, lambda key: sign_hex(key, signed))


def key(raw: RawDelivery, body: Node) -> str:
    """Name a delivery by event, opportunity and instant."""
    event, opportunity = body["event"].maybe(), body["data"]["opportunityId"].maybe()
    return f"{event}/{opportunity}/{body['triggeredAt'].whole()}" if event and opportunity else hash_body(raw, body)


def read(opened: Opened) -> Iterable[Statement]:
    """Read a delivery by its event. Empty data is the test of a connection."""
    event = opened.body["event"].text()
    if not opened.body["data"]:
        raise Ignored("ping")
    if event not in EVENTS:
        raise Ignored("not_needed") if event in NOT_NEEDED else Parked("unknown_action")
    return EVENTS[event](opened, opened.body["data"])


LEVER = Vendor(name="lever", evidence="C", check=check, read=read, key=key)
