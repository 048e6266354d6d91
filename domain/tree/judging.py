"""Judging what a walk has found by checkpoints that were kept elsewhere: each must be of a prefix of the history."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.tree.checkpoint import Checkpoint
from domain.tree.walk import Fault, Walked


class Fork(NamedTuple):
    """Where history forked: after a restore, recordings from `kept` up to `lost` are others than there were before."""

    kept: int
    lost: int


class Judgement(NamedTuple):
    """The first bad recording, if any, and the checkpoints that are of a history which was given up at a fork."""

    fault: Fault | None
    given_up: list[Checkpoint]


def judge(walked: Walked, checkpoints: Sequence[Checkpoint], forks: Sequence[Fork] = ()) -> Judgement:
    """Judge a walk that has looked at the roots of all these checkpoints."""
    bad = [each for each in checkpoints if _differs(walked, each)]
    given_up = [each for each in bad if any(fork.kept < each.size <= fork.lost for fork in forks)]
    missed = min((each for each in bad if each not in given_up), key=lambda each: each.size, default=None)
    if missed is None:
        return Judgement(walked.fault, given_up)
    return Judgement(_place(walked, missed, [each.size for each in checkpoints if each not in bad]), given_up)


def _differs(walked: Walked, checkpoint: Checkpoint) -> bool:
    """Tell whether a checkpoint is of no prefix. One behind the first bad recording is not: it was not reached."""
    if walked.fault is not None and checkpoint.size > walked.size:
        return False
    return walked.roots.get(checkpoint.size) != checkpoint.root


def _place(walked: Walked, missed: Checkpoint, good: Sequence[int]) -> Fault:
    """Place the first bad recording by the smallest checkpoint that is of no prefix, and the largest before it."""
    first = max((size for size in good if size < missed.size), default=0)
    if missed.size > walked.size:
        says = f"the end was cut off: a checkpoint has {missed.size:,} recordings, and {walked.size:,} are left"
        return Fault(first, walked.size, says)
    return Fault(first, missed.size - 1, f"a checkpoint of {missed.size:,} recordings has another root")
