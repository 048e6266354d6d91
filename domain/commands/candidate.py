"""Commands about who is who and what is forgotten: merge and unmerge candidates, erase."""

from collections.abc import Iterator

from domain.commands.checks import money, people, things
from domain.commands.command import Body, Command, Decision, settle
from domain.commands.reasons import Reason, reason, warning
from domain.commands.scene import Scene
from domain.facts.candidate import CandidateErased, CandidateMerged, CandidatePairing, CandidateUnmerged
from domain.facts.employee import EmployeeErased
from domain.facts.fields import Id, Text
from domain.state.entry import Entry


class Pairing(Body, frozen=True, kw_only=True):
    """Says that another candidate is, or is not, this one."""

    losing: Id


class Erase(Body, frozen=True, kw_only=True):
    """Has somebody's personal data erased; `request` is the reference of who asked for it."""

    request: Text


def merge(scene: Scene, command: Command[Pairing]) -> Decision:
    """Decide whether two candidates are one person."""
    fact = CandidateMerged(losing=command.body.losing, winning=command.id)
    return settle(command, _cannot_merge(scene, fact), [fact])


def _cannot_merge(scene: Scene, fact: CandidateMerged) -> Iterator[Reason]:
    yield from things.clock_ahead(scene, f"candidate/{fact.winning}")
    missing = list(things.unknown(scene, {"candidate": [fact.losing]}))
    yield from missing
    if missing:
        return
    yield from people.erased(scene, [fact.winning, fact.losing])
    if fact.losing == fact.winning:
        yield reason("same_candidate")
    elif fact.losing in people.person_of(scene, fact.winning).candidates:
        latest = _latest(scene, fact)
        yield reason("already_merged", latest.ref if latest is not None else None)
    else:
        yield from _money_moves(scene, fact)


def unmerge(scene: Scene, command: Command[Pairing]) -> Decision:
    """Decide whether two candidates are two people after all."""
    fact = CandidateUnmerged(losing=command.body.losing, winning=command.id)
    return settle(command, _cannot_unmerge(scene, fact), [fact])


def _cannot_unmerge(scene: Scene, fact: CandidateUnmerged) -> Iterator[Reason]:
    yield from things.clock_ahead(scene, f"candidate/{fact.winning}")
    latest = _latest(scene, fact)
    if latest is None or not isinstance(latest.data, CandidateMerged):
        yield reason("not_merged", latest.ref if latest is not None else None)
    else:
        yield from _money_moves(scene, fact)


def _latest(scene: Scene, fact: CandidatePairing) -> Entry[CandidatePairing] | None:
    """Find the latest fact that merged or unmerged the pair."""
    said = scene.of_kind(CandidatePairing, fact.stream)
    return next((entry for entry in reversed(said) if entry.data.winning == fact.winning), None)


def _money_moves(scene: Scene, fact: CandidatePairing) -> Iterator[Reason]:
    lines = money.count_moved(scene, fact)
    if lines:
        yield warning("money_moves", n=lines)


def erase_candidate(scene: Scene, command: Command[Erase]) -> Decision:
    """Decide whether a candidate's data are erased."""
    fact = CandidateErased(candidate=command.id, request=command.body.request)
    referrals = {each.referral for each in scene.organisation.referrals.values() if each.candidate == command.id}
    return settle(command, _cannot_erase(scene, CandidateErased, fact.stream, referrals, frozenset()), [fact])


def erase_employee(scene: Scene, command: Command[Erase]) -> Decision:
    """Decide whether an employee's data are erased."""
    fact = EmployeeErased(employee=command.id, request=command.body.request)
    return settle(command, _cannot_erase(scene, EmployeeErased, fact.stream, frozenset(), {command.id}), [fact])


def _cannot_erase(
    scene: Scene,
    erasure: type[CandidateErased | EmployeeErased],
    stream: str,
    referrals: set[str] | frozenset[str],
    referrers: set[str] | frozenset[str],
) -> Iterator[Reason]:
    yield from things.clock_ahead(scene, stream)
    done = next(iter(scene.of_kind(erasure, stream)), None)
    if done is not None:
        yield reason("already_erased", done.ref, day=done.day)
    yield warning("cannot_be_undone")
    under_way = money.count_under_way(scene, referrals, referrers)
    if under_way:
        yield warning("payout_open", n=under_way)
