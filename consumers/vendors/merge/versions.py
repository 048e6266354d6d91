"""Versions of Merge's objects: `modified_at` is Merge's time; an object is gone if either side says so."""

from consumers.vendors.node import Node
from consumers.vendors.statements import Moment, Opened

REMOVED = "removed"


def find_version(opened: Opened, data: Node) -> Moment:
    """Find the version of an object; the receipt where none is given."""
    return opened.moment(data["modified_at"])


def is_gone(data: Node, verb: str) -> bool:
    """Tell whether the object is gone, in Merge or in the system behind it."""
    return verb == REMOVED or data["remote_was_deleted"].value is True
