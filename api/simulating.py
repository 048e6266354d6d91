"""What if: trial terms, checked like a publication's, and what they would have owed."""

import msgspec

from domain.facts.bonus_programme import BonusProgrammePublished
from domain.facts.checking import Fault, read_fact
from domain.facts.terms import Terms
from domain.feed.content import parse
from domain.reports.simulation import Simulation
from projections.engine.asking.reader import Reader
from projections.reports.queries import Asked, simulate


class TermsWrong(ValueError):  # noqa: N818 - named for what it is
    """Terms that no publication could have; the text says why."""


def read_terms(content: bytes) -> Terms:
    """Read terms written as JSON. Raises TermsWrong."""
    try:
        given = parse(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise TermsWrong("They are no JSON in UTF-8.") from None
    return check_terms(given)


def check_terms(given: object) -> Terms:
    """Check terms like those of a publication. Raises TermsWrong."""
    said = {"version": 1, "effective_from": "2026-01-01", "terms": given}
    read = read_fact(said, BonusProgrammePublished, "data")
    if isinstance(read, Fault):
        raise TermsWrong(read.detail)
    return read.terms


def run_simulation(reader: Reader, terms: Terms, asked: Asked, *, with_why: bool) -> Simulation:
    """Decide every row anew under the terms, for the referrals of the days asked for, and compare."""
    assert asked.first is not None
    assert asked.last is not None
    return simulate(reader, terms, asked.first, asked.last, asked, with_why=with_why)
