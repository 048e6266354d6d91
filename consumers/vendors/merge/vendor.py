"""Merge as a vendor: its signature, which names a delivery too, and who reads which model."""

import base64
import hmac
from collections.abc import Callable, Iterable, Sequence

from consumers.vendors.hr_records import walk_record
from consumers.vendors.merge import applications, employees, offers
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored
from consumers.vendors.raw import RawDelivery
from consumers.vendors.signatures import require_signature
from consumers.vendors.statements import Opened, Statement
from consumers.vendors.vendor import Vendor, hash_body

_SIGNATURE = "X-Merge-Webhook-Signature"

MODELS: dict[str, Callable[[Opened, Node, str], Iterable[Statement]]] = {
    "Application": applications.read_application,
    "Candidate": applications.read_candidate,
    "Offer": offers.read_offer,
    "Employee": employees.read_employee,
}
"""The models that Vouch needs; events are named Model.verb."""


def check(raw: RawDelivery, secrets: Sequence[str], window: int) -> None:
    """Check `X-Merge-Webhook-Signature`: base64 for URLs of the HMAC-SHA256 of the body."""

    def sign(secret: bytes) -> str:
        return base64.urlsafe_b64encode(hmac.digest(secret, raw.body, "sha256")).decode()

    require_signature([raw.header(_SIGNATURE)], secrets, sign)


def key(raw: RawDelivery, body: Node) -> str:
    """Name a delivery by its signature: `hook.id` is the hook's, not the delivery's."""
    return raw.header(_SIGNATURE) or hash_body(raw, body)


def read(opened: Opened) -> Iterable[Statement]:
    """Read a delivery by its model."""
    model, _, verb = opened.body["hook"]["event"].text().partition(".")
    if model not in MODELS:
        raise Ignored("not_needed")
    return MODELS[model](opened, opened.body["data"], verb)


MERGE = Vendor(name="merge", evidence="D", check=check, read=read, key=key, walk=walk_record)
