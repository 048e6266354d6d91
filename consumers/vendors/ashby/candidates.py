"""Ashby's candidates: merged and deleted."""

from collections.abc import Iterator

from consumers.vendors.node import Node
from consumers.vendors.statements import Opened, Told
from domain.facts.candidate import CandidateErased, CandidateMerged


def read_merge(opened: Opened, data: Node) -> Iterator[Told]:
    """Two records are one person: the deleted one loses."""
    winning = data["candidate"] or data["mergedCandidate"]
    merged = CandidateMerged(
        losing=opened.named(data["deletedCandidate"]["id"].id()), winning=opened.named(winning["id"].id())
    )
    yield Told(merged, opened.receipt())


def read_deletion(opened: Opened, data: Node) -> Iterator[Told]:
    """A candidate is deleted."""
    yield Told(CandidateErased(candidate=opened.named(data["candidate"]["id"].id())), opened.receipt())
