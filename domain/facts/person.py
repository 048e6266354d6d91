"""Vouch's own event about somebody's data: that they were exported, and by whom."""

from typing import ClassVar, Literal

from domain.facts.base import Fact, escape_id
from domain.facts.fields import Id, Text


class PersonExported(Fact, frozen=True, kw_only=True):
    """All data of one person were handed out. `by` names who exported them: `employee/ID`, or a credential's owner."""

    TOPIC: ClassVar[str] = "vouch.person.exported.v1"
    KIND: ClassVar[str] = "person_export"

    of: Literal["candidate", "employee"]
    id: Id
    by: Text

    @property
    def thing(self) -> str:
        """The person, by kind and id."""
        return export_thing(self.of, self.id)


def export_thing(of: str, id_: str) -> str:
    """Name the exports of one person's data as one thing."""
    return f"{of}/{escape_id(id_)}"


def exports_of(of: str, id_: str) -> str:
    """Name the stream of the exports of one person's data."""
    return f"{PersonExported.KIND}/{export_thing(of, id_)}"
