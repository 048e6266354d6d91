"""Who may not: the bars that several acts share, each the reason code or None."""

from collections.abc import Iterable

from domain.payouts.acts.act import Known
from domain.payouts.line import Line, Run


def no_person(known: Known) -> str | None:
    """`no_person`: nobody with an employee id acts."""
    return "no_person" if known.act.by is None else None


def same_person(known: Known, *others: str | None) -> str | None:
    """`same_person`: the act is by one of these."""
    return "same_person" if known.by in {known.worker(other) for other in others if other is not None} else None


def own_line(known: Known, lines: Iterable[Line]) -> str | None:
    """`own_line`: the act's person is the referrer or the hire of a line, or has a spell of a line's person."""
    return "own_line" if any(_is_own(known, line) for line in lines) else None


def own_as_made(known: Known, lines: Iterable[Line]) -> str | None:
    """`own_line`, judged by the referrer and the hire of the lines as they were made alone."""
    return "own_line" if any(_is_own_as_made(known, line) for line in lines) else None


def rule_maker(known: Known, lines: Iterable[Line]) -> str | None:
    """`rule_maker`: an admin, or somebody who published a version that a line was decided by, then or by now."""
    act = known.act
    if act.is_admin:
        return "rule_maker"
    if not act.published:
        return None
    return "rule_maker" if any(_versions(known, line) & act.published for line in lines) else None


def released_or_proposed(run: Run) -> tuple[str | None, ...]:
    """Those who do not approve a run: its proposer, and whoever released any line of it."""
    return (run.proposed_by, *run.released_by)


def _is_own(known: Known, line: Line) -> bool:
    if _is_own_as_made(known, line):
        return True
    return known.by in {known.worker(each) for each in known.standings.owed_now(line).person}


def _is_own_as_made(known: Known, line: Line) -> bool:
    return known.by in {known.worker(each) for each in (line.referrer, line.hire) if each is not None}


def _versions(known: Known, line: Line) -> set[int]:
    found = (line.programme_version, known.standings.owed_then(line).programme_version)
    return {version for version in found if version is not None}
