"""The digest and the total of a run: over its lines that are ready, approved or exported (spec/payouts.md §4, §5)."""

import hashlib
from collections.abc import Iterable
from decimal import Decimal

from domain.money import money_text
from domain.payouts.line import Line


def write_amount(line: Line) -> str:
    """Write a line's amount in its currency's minor unit."""
    return money_text(line.amount, line.currency)


def digest(lines: Iterable[Line]) -> str:
    """Compute the SHA-256 (in hex) over what each line says, in order."""
    hashed = hashlib.sha256()
    for line in lines:
        hashed.update(f"{line.line}\t{line.referrer}\t{line.currency}\t{write_amount(line)}\n".encode())
    return hashed.hexdigest()


def total(lines: Iterable[Line], currency: str) -> str:
    """Add up lines of a currency, in its minor unit."""
    return money_text(sum((line.amount for line in lines), Decimal(0)), currency)
