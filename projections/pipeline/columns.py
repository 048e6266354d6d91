"""Which column of the pipeline an application stands in, and since when (spec/interfaces.md, "The pipeline")."""

from datetime import date
from typing import NamedTuple

from domain.facts.application import ApplicationStageChanged
from domain.state.application import Application
from domain.state.entry import Entry, of_kind
from domain.state.spell import Spell

FIXED = ("applied", "offer", "accepted", "hired", "closed")
"""The columns that every pipeline has; stages stand between the first two."""


class Standing(NamedTuple):
    """A column and the day of the fact that brought the application there."""

    column: str
    entered_on: date


def find_standing(application: Application, spells: list[Spell], as_of: date) -> Standing:
    """Find where the application stands: hired, whatever else, once a spell of it, not cancelled, has started."""
    begun = [spell.start_date for spell in spells if not spell.cancelled and spell.start_date <= as_of]
    if begun:
        return Standing("hired", min(begun))
    walk = application.walk
    return Standing(walk.column, walk.entered.day if walk.entered else application.submitted_on)


def list_stages_seen(application: Application) -> list[tuple[str, Entry[ApplicationStageChanged]]]:
    """List the stages that the application was in, each with the first fact that says so."""
    seen: dict[str, Entry[ApplicationStageChanged]] = {}
    for entry in of_kind(application.entries, ApplicationStageChanged):
        seen.setdefault(entry.data.stage, entry)
    return list(seen.items())
