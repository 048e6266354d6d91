"""The worked cases of vendors: folders of signed deliveries with the facts that they mean."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from consumers.vendors.catalogue import VENDORS
from consumers.vendors.connection import Connection, read_connections
from consumers.vendors.files import read_delivery
from consumers.vendors.pages import Verdict
from consumers.vendors.raw import RawDelivery
from consumers.vendors.translating import list_events, translate
from consumers.vendors.writing import to_envelope

FOLDER = Path(__file__).parent.parent / "vectors-vendors"


class VendorCase(NamedTuple):
    """A case: its deliveries, and what is to become of each."""

    connection: Connection
    deliveries: list[RawDelivery]
    expected: list[dict[str, Any]]
    facts: list[dict[str, Any]]

    def translate(self, deliveries: Sequence[RawDelivery] | None = None) -> list[Verdict]:
        """Translate its deliveries, or others in their place."""
        given = self.deliveries if deliveries is None else deliveries
        return translate(given, VENDORS[self.connection.vendor], self.connection, self.connection.secrets)


def list_cases() -> list[str]:
    """List the cases of the vendors that Vouch knows."""
    return sorted(
        f"{path.parent.parent.name}/{path.parent.name}"
        for path in FOLDER.glob("*/*/expected.json")
        if path.parent.parent.name in VENDORS
    )


def read_case(name: str) -> VendorCase:
    """Read a case."""
    folder = FOLDER / name
    expected = msgspec.json.decode((folder / "expected.json").read_bytes())["deliveries"]
    facts = [msgspec.json.decode(line) for line in (folder / "expected.jsonl").read_bytes().splitlines() if line]
    deliveries = [read_delivery(folder / each["file"]) for each in expected]
    return VendorCase(read_connections(folder / "connections.json", ZoneInfo("UTC"))["c1"], deliveries, expected, facts)


def tell(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """List the facts of verdicts as the cases write them: without ids."""
    envelopes = [to_envelope(event) for event in list_events(verdicts)]
    return [
        {name: each for name, each in envelope.items() if name not in ("specversion", "id")} for envelope in envelopes
    ]
