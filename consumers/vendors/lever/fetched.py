"""What is fetched from Lever: every answer is an object or a list under `data`."""

from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored
from consumers.vendors.statements import Moment, Opened


def name_opportunity(data: Node) -> str:
    """Name the request for the opportunity that a delivery is about."""
    return f"GET /v1/opportunities/{data['opportunityId'].id()}"


def fetch(opened: Opened, request: str) -> Node:
    """Find what was fetched; a place without a value if the thing is gone. Raises Parked `needs_fetch`."""
    return opened.answer(request)["data"]


def fetch_opportunity(opened: Opened, data: Node) -> Node:
    """Find the opportunity. Raises Ignored `gone`, Parked `needs_fetch`."""
    opportunity = fetch(opened, name_opportunity(data))
    if not opportunity:
        raise Ignored("gone")
    return opportunity


def find_trigger(opened: Opened) -> Moment:
    """Find when it happened, as the delivery says."""
    return Moment(opened.body["triggeredAt"].millis())
