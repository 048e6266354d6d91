"""Announcing which bonuses were earned or lost: each once, and again only if something else is true by then."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from domain.facts.bonus import BonusEarned, BonusFact, BonusLost, bonus_stream
from domain.rules.row import Row
from domain.store.values import Addition
from projections.clock_book import BonusEntry

NOT_EARNED = ("not_earned",)
"""The reason if the rows give none: the bonus waits again, or its instalment does not exist any more."""


def announce(rows: Iterable[Row], book: Mapping[str, BonusEntry], on: date) -> Iterator[Addition]:
    """Find what to append to the streams of the instalments, so that they agree with `rows`, those of the day `on`.

    `book` has what was announced last. An instalment with an announcement for a later day gets none; nor does a
    referral without any row, since it cannot be decided now.
    """
    seen: set[str] = set()
    decided: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row.instalment is None:
            decided[row.referral] = row.reasons
            continue
        decided[row.referral] = NOT_EARNED
        stream = bonus_stream(row.referral, row.instalment)
        seen.add(stream)
        last = book.get(stream)
        fact = _find_news(row, row.instalment, last, on)
        if fact is not None:
            yield Addition(stream, [fact], last.version if last else 0)
    for stream, last in book.items():
        if stream not in seen and last.referral in decided and last.earned_on is not None and last.as_of <= on:
            yield Addition(stream, [_take_back(last, decided[last.referral], on)], last.version)


def take_back_early(rows: Iterable[Row], early: Mapping[str, BonusEntry], on: date) -> Iterator[Addition]:
    """Find which bonuses that were announced for a day to come are not earned so by what is known now.

    `rows` are those of that day, `early` what was announced for it. They are taken back as of the day `on`; what
    becomes of them after all is announced when it is due.
    """
    worth = {
        bonus_stream(row.referral, row.instalment): (row.referrer, row.milestone_on, row.amount, row.currency)
        for row in rows
        if row.entitlement == "earned" and row.instalment is not None
    }
    for stream, last in early.items():
        if worth.get(stream) != (last.referrer, last.earned_on, last.amount, last.currency):
            yield Addition(stream, [_take_back(last, NOT_EARNED, on)], last.version)


def _find_news(row: Row, instalment: str, last: BonusEntry | None, on: date) -> BonusFact | None:
    """Find what a row says that was not announced before; None if nothing."""
    if last is not None and last.as_of > on:
        return None
    if row.entitlement == "earned":
        return _announce_earned(row, instalment, last, on)
    if last is not None:
        return None if last.earned_on is None else _take_back(last, row.reasons or NOT_EARNED, on)
    if row.entitlement != "forfeited":
        return None
    return BonusLost(referral=row.referral, instalment=instalment, referrer=row.referrer, as_of=on, reasons=row.reasons)


def _announce_earned(row: Row, instalment: str, last: BonusEntry | None, on: date) -> BonusEarned | None:
    assert row.milestone_on is not None
    assert row.currency is not None
    worth = (row.referrer, row.milestone_on, row.amount, row.currency)
    if last is not None and worth == (last.referrer, last.earned_on, last.amount, last.currency):
        return None
    return BonusEarned(
        referral=row.referral,
        instalment=instalment,
        referrer=row.referrer,
        as_of=on,
        earned_on=row.milestone_on,
        amount=row.amount,
        currency=row.currency,
    )


def _take_back(last: BonusEntry, reasons: tuple[str, ...], on: date) -> BonusLost:
    return BonusLost(
        referral=last.referral, instalment=last.instalment, referrer=last.referrer, as_of=on, reasons=reasons
    )
