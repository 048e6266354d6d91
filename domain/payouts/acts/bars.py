"""Who may not: the bars that several acts share, each the reason code or None."""

from collections.abc import Iterable

from domain.payouts.acts.act import Known
from domain.payouts.line import Line, Run


def no_person(known: Known) -> str | None:
    """Refuse with `no_person` if nobody with an employee id acts."""
    return "no_person" if known.act.by is None else None


def same_person(known: Known, *others: str | None) -> str | None:
    """Refuse with `same_person` if the act is by one of these."""
    return "same_person" if known.by in {known.worker(other) for other in others if other is not None} else None


def own_line(known: Known, lines: Iterable[Line]) -> str | None:
    """Refuse with `own_line` if the act's person is a line's referrer or hire, or has a spell of its person."""
    return "own_line" if any(_is_own(known, line) for line in lines) else None


def own_as_made(known: Known, lines: Iterable[Line]) -> str | None:
    """Refuse with `own_line` by the referrer and the hire of the lines as they were made, and nothing learnt since."""
    return "own_line" if any(_is_own_as_made(known, line) for line in lines) else None


def rule_maker(known: Known, lines: Iterable[Line]) -> str | None:
    """Refuse an admin with `rule_maker`, and who published a version that decided a line, then or by now."""
    act = known.act
    if act.is_admin:
        return "rule_maker"
    if not act.published:
        return None
    return "rule_maker" if any(_versions(known, line) & act.published for line in lines) else None


def list_who_may_not_approve(run: Run) -> tuple[str | None, ...]:
    """List those who may not approve a run: its proposer, and everybody who released a line of it."""
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
