"""Checks of money: payout lines that a change of people would correct, and those under way."""

from collections.abc import Collection, Iterator

from domain.commands.scene import Scene
from domain.facts.base import Fact, Recorded
from domain.facts.payout import PAYOUTS
from domain.facts.payroll import PayrollLineSettled
from domain.payouts.ledger import Booked, Ledger, fold
from domain.payouts.line import Line
from domain.rules.decide import decide
from domain.rules.row import Row


def count_moved(scene: Scene, fact: Fact) -> int:
    """Count the payout lines, sent or under way, whose row reads differently once the fact is recorded."""
    lines = [line for line in _ledger(scene).lines.values() if line.is_exported or line.is_pending]
    if not lines:
        return 0
    facts = [each for stream in scene.streams.values() for each in stream]
    said = Recorded("/vouch", "considered", scene.instant, scene.instant, fact)
    before = _rows(decide(facts, scene.today, zone=scene.zone))
    after = _rows(decide([*facts, said], scene.today, zone=scene.zone))
    return sum(before.get(_key(line)) != after.get(_key(line)) for line in lines)


def count_under_way(scene: Scene, referrals: Collection[str], referrers: Collection[str]) -> int:
    """Count the lines of these referrals or referrers that are approved and not settled."""
    ledger = _ledger(scene)
    theirs = (line for line in ledger.lines.values() if line.referral in referrals or line.referrer in referrers)
    return sum(_is_under_way(ledger, line) for line in theirs)


def _is_under_way(ledger: Ledger, line: Line) -> bool:
    if line.is_exported:
        return not ledger.said_of(line.line)
    return line.is_pending and ledger.runs[line.run].state == "approved"


def _ledger(scene: Scene) -> Ledger:
    """Fold the acts and settlements; the order of the streams stands for positions that nobody asks for here."""
    return fold(_book(scene))


def _book(scene: Scene) -> Iterator[Booked]:
    settled = [each for facts in scene.streams.values() for each in facts if isinstance(each.data, PayrollLineSettled)]
    for position, each in enumerate([*scene.streams.get(PAYOUTS, ()), *settled], 1):
        yield Booked(position, scene.day_of(each.time), each)


def _key(line: Line) -> tuple[str, str | None]:
    return (line.referral, line.instalment)


def _rows(rows: list[Row]) -> dict[tuple[str, str | None], Row]:
    return {(row.referral, row.instalment): row for row in rows}
