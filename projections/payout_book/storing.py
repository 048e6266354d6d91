"""Runs, lines and settlements as rows of the book, and back. Days are YYYY-MM-DD, amounts decimal text."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy import Row

from domain.payouts.line import Line, Run
from domain.payouts.settlement import Settlement

Stored = tuple[Any, ...]


def store_run(run: Run) -> Stored:
    """Make the row of a run."""
    return (
        run.run,
        number_of(run.run),
        run.as_of.isoformat(),
        run.currency,
        _text(run.pay_date),
        run.proposed_by,
        run.proposed_at,
        run.knew,
        run.state,
        run.approved_by,
        run.approved_at,
        msgspec.json.encode(run.released_by).decode(),
        run.format,
        run.sent_at,
        run.exported_at.astimezone(UTC).isoformat() if run.exported_at else None,
    )


def restore_run(row: Row[Any]) -> Run:
    """Make the run of a row, without its lines and without the event of its export."""
    return Run(
        run=row.run,
        as_of=date.fromisoformat(row.as_of),
        currency=row.currency,
        pay_date=_day(row.pay_date),
        proposed_by=row.proposed_by,
        lines=[],
        proposed_at=row.proposed_at,
        knew=row.knew,
        state=row.state,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        released_by=tuple(msgspec.json.decode(row.released_by)),
        format=row.format,
        sent_at=row.sent_at,
        exported_at=datetime.fromisoformat(row.exported_at) if row.exported_at else None,
    )


def number_of(run: str) -> int:
    """Read the n of P-n."""
    return int(run.removeprefix("P-"))


def store_line(line: Line, place: int) -> Stored:
    """Make the row of a line that stands at a place in its run."""
    return (
        line.line,
        line.run,
        number_of(line.run),
        place,
        line.referral,
        line.instalment,
        line.referrer,
        line.currency,
        str(line.amount),
        line.kind,
        line.corrects,
        line.hire,
        _text(line.earned_on),
        line.programme_version,
        line.fate,
        line.reason if line.fate == "left_out" else None,
        line.ended_at,
        int(line.released),
        line.sent_at,
        _text(line.sent_on),
        msgspec.json.encode(sorted(line.accepted)).decode(),
    )


def restore_line(row: Row[Any]) -> Line:
    """Make the line of a row."""
    return Line(
        line=row.line,
        run=row.run,
        referral=row.referral,
        instalment=row.instalment,
        referrer=row.referrer,
        currency=row.currency,
        amount=Decimal(row.amount),
        kind=row.kind,
        corrects=row.corrects,
        hire=row.hire,
        earned_on=_day(row.earned_on),
        programme_version=row.programme_version,
        fate=row.fate,
        reason=row.reason,
        ended_at=row.ended_at,
        released=bool(row.released),
        sent_at=row.sent_at,
        sent_on=_day(row.sent_on),
        accepted=frozenset(msgspec.json.decode(row.accepted)),
    )


def store_settlement(said: Settlement) -> Stored:
    """Make the row of a settlement."""
    time, sequence, source, id_ = said.order
    amount = None if said.amount is None else str(said.amount)
    at = time.astimezone(UTC).isoformat()
    return (
        said.line, said.position, said.outcome, said.settled_on.isoformat(), amount, said.currency, at, sequence,
        source, id_,
    )  # fmt: skip


def restore_settlement(row: Row[Any]) -> Settlement:
    """Make the settlement of a row."""
    return Settlement(
        line=row.line,
        outcome=row.outcome,
        settled_on=date.fromisoformat(row.settled_on),
        amount=None if row.amount is None else Decimal(row.amount),
        currency=row.currency,
        ref=f"{row.source}#{row.id}",
        order=(datetime.fromisoformat(row.time), row.sequence, row.source, row.id),
        position=row.position,
    )


def find_retracted(rows: Iterable[Row[Any]]) -> set[str]:
    """Find which facts stand retracted (`source#id`) by the latest that each one's source says of it."""
    latest: Mapping[tuple[str, str], bool] = {
        (row.source, row.fact): bool(row.retracts)
        for row in sorted(rows, key=lambda row: (datetime.fromisoformat(row.time), row.sequence, row.id))
    }
    return {f"{source}#{fact}" for (source, fact), stands in latest.items() if stands}


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
