"""Commands about the bonus programme: preview a version, publish it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, tzinfo
from decimal import Decimal
from hashlib import sha256
from itertools import groupby
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from domain.commands.checks import things
from domain.commands.command import Body, Command, Decision, settle
from domain.commands.reasons import Reason, reason, warning
from domain.commands.scene import Scene
from domain.facts.base import Fact, Recorded
from domain.facts.bonus_programme import BonusProgrammePublished
from domain.facts.fields import Text
from domain.facts.terms import Terms
from domain.rules.decide import decide
from domain.rules.row import Row

LISTED = 1_000
"""Rows that a preview lists at most; all are counted."""
STREAM = f"{BonusProgrammePublished.KIND}/{BonusProgrammePublished.THING}"

Version = Annotated[int, Meta(ge=1, le=2**53 - 1)]


class PreviewProgramme(Body, frozen=True, kw_only=True):
    """Shows what a version of the programme would change today."""

    version: Version
    effective_from: date
    terms: Terms


class PublishProgramme(PreviewProgramme, frozen=True, kw_only=True):
    """Publishes a version of the programme whose effect has been looked at: `preview` is what that answered."""

    preview: Text


class Difference(Struct, frozen=True):
    """A row that would read differently: before and after; None where there is none."""

    before: Row | None
    after: Row | None


class Total(Struct, frozen=True):
    """What the rows of a currency add up to, in its minor unit, before and after."""

    currency: str
    earned_before: str
    earned_after: str
    waiting_before: str
    waiting_after: str


class Preview(Struct, frozen=True):
    """What a version would change today: the first rows that differ, how many do, totals, and a digest of all of it."""

    rows: list[Difference]
    differ: int
    totals: list[Total]
    preview: str


def as_fact(body: PreviewProgramme) -> BonusProgrammePublished:
    """Make the fact that the version is published."""
    return BonusProgrammePublished(version=body.version, effective_from=body.effective_from, terms=body.terms)


def make_preview(scene: Scene, body: PreviewProgramme) -> Preview:
    """Compare today's rows without and with a version; `scene` holds every fact."""
    facts: list[Recorded[Any]] = [each for stream in scene.streams.values() for each in stream]
    said: Recorded[Any] = Recorded("/vouch", "considered", scene.instant, scene.instant, as_fact(body))
    before = _rows(facts, scene.today, scene.zone)
    after = _rows([*facts, said], scene.today, scene.zone)
    differ = [
        Difference(before.get(key), after.get(key))
        for key in sorted({**before, **after})
        if before.get(key) != after.get(key)
    ]
    digest = f"{_digest(body_of(body))}-{_digest(differ)}"
    return Preview(differ[:LISTED], len(differ), list(_add_up(before.values(), after.values())), digest)


def body_of(body: PreviewProgramme) -> object:
    """Give what a preview is of: version, day and terms."""
    return [body.version, body.effective_from, body.terms]


def _rows(facts: Sequence[Recorded[Fact]], today: date, zone: tzinfo) -> dict[tuple[str, str], Row]:
    return {(row.referral, row.instalment or ""): row for row in decide(facts, today, zone=zone)}


def _digest(value: object) -> str:
    return sha256(msgspec.json.encode(value)).hexdigest()[:32]


def _add_up(before: Iterable[Row], after: Iterable[Row]) -> Iterator[Total]:
    was, becomes = _sums(before), _sums(after)
    for currency, keys in groupby(sorted({*was, *becomes}), key=lambda key: key[0]):
        list(keys)
        sums = [str(each.get((currency, name), 0)) for name in ("earned", "waiting") for each in (was, becomes)]
        yield Total(currency, *sums)


def _sums(rows: Iterable[Row]) -> dict[tuple[str, str], Decimal]:
    found: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        if row.currency and row.entitlement in ("earned", "waiting"):
            key = (row.currency, row.entitlement)
            found[key] = found.get(key, Decimal(0)) + Decimal(row.amount)
    return found


def version_not_next(scene: Scene, version: int) -> Iterator[Reason]:
    """Check that the version is the one after the greatest that was ever published."""
    published = scene.of_kind(BonusProgrammePublished, STREAM)
    greatest = max((entry.data.version for entry in published), default=0)
    if version != greatest + 1:
        yield reason("version_not_next", n=greatest + 1)


def preview(scene: Scene, command: Command[PreviewProgramme]) -> Decision:
    """Decide whether a version can be previewed; it records nothing."""
    return settle(command, _cannot_preview(scene, command.body), [])


def _cannot_preview(scene: Scene, body: PreviewProgramme) -> Iterator[Reason]:
    yield from things.clock_ahead(scene, STREAM)
    yield from version_not_next(scene, body.version)


def publish(scene: Scene, command: Command[PublishProgramme]) -> Decision:
    """Decide whether a version is published: as it was previewed, and while the rows are those of the preview."""
    return settle(command, _cannot_publish(scene, command.body), [as_fact(command.body)])


def _cannot_publish(scene: Scene, body: PublishProgramme) -> Iterator[Reason]:
    yield from _cannot_preview(scene, body)
    of_body, _, of_rows = body.preview.partition("-")
    if of_body != _digest(body_of(body)):
        yield reason("preview_other")
        return
    now = make_preview(scene, body)
    if now.preview.partition("-")[2] != of_rows:
        yield reason("preview_old")
    if body.effective_from < scene.today:
        yield warning("reaches_back", n=now.differ)
