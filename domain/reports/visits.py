"""Visits: which columns an application was in, and from when to when (spec/reports.md, "Columns and visits")."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.facts.application import ApplicationStageChanged
from domain.state.application import Application, Walk
from domain.state.entry import Order, of_kind

FIXED = ("applied", "offer", "accepted", "hired", "closed")
"""The columns that are always there; stages stand between the first two."""


class Visit(NamedTuple):
    """A stay in a column: the day on which it began, and that on which the next one did (None: it goes on)."""

    column: str
    began: date
    ended: date | None


def list_visits(application: Application, hired_on: date | None) -> list[Visit]:
    """List the visits of an application, in order; from the day on which it is hired on nothing moves it."""
    entered = [*_walk(application, hired_on), *([("hired", hired_on)] if hired_on else [])]
    ends = [began for _, began in entered[1:]]
    return [Visit(column, began, ended) for (column, began), ended in zip(entered, [*ends, None], strict=True)]


def _walk(application: Application, hired_on: date | None) -> Iterator[tuple[str, date]]:
    walk, column = Walk(), ""
    for _, entry, offer in application.steps():
        if hired_on is not None and entry.day >= hired_on:
            return
        if walk.step(entry, offer) and walk.column != column:
            column = walk.column
            yield column, entry.day


def list_stages(application: Application) -> list[tuple[Order, str]]:
    """List the stages that facts of an application name, each with the place of the first that does."""
    seen: dict[str, Order] = {}
    for entry in of_kind(application.entries, ApplicationStageChanged):
        seen.setdefault(entry.data.stage, entry.order)
    return [(order, stage) for stage, order in seen.items()]
