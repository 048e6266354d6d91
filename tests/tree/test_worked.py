"""The worked roots of spec/privacy.md §4."""

import pytest

from domain.tree.leaf import EventParts, make_leaf
from domain.tree.nodes import EMPTY, Growing

RECORDINGS: list[tuple[int, int, list[EventParts]]] = [
    (1, 1_000_000, [("candidate/C-1", 1, "hr.candidate.identified.v1", b'{"a":1}')]),
    (
        3,
        2_000_000,
        [
            ("referral/R-1", 1, "hr.referral.made.v1", b'{"b":2}'),
            ("referral/R-1", 2, "hr.referral.withdrawn.v1", b'{"c":3}'),
        ],
    ),
    (4, 3_000_000, [("offer/O-1", 1, "hr.offer.extended.v1", b"{}")]),
]
"""Last position, instant in microseconds, events."""
THREE = "16bb84d52e1b4da64baebd3215714f1d5e9784699941b8b40b2e1bb2499f9bf8"


def test_the_worked_roots() -> None:
    tree = Growing()
    roots = []
    for number, (last, instant, events) in enumerate(RECORDINGS):
        tree.add(make_leaf(number, last, instant, events).hash())
        roots.append(tree.compute_root().hex())
    assert roots[0].startswith("a6f7b117")
    assert roots[0].endswith("a9f10c")
    # The specification writes c214f888; the root of three, which is given whole, follows only from this one.
    assert roots[1].startswith("c214f887")
    assert roots[1].endswith("ec27a5")
    assert roots[2] == THREE


def test_the_root_of_nothing() -> None:
    assert Growing().compute_root() == EMPTY


@pytest.mark.parametrize("length", [4_095, 4_096, 4_097, 70_000])
def test_lengths_are_written_alike_whether_ready_or_not(length: int) -> None:
    long = make_leaf(0, 1, 1, [("s" * length, 1, "t", b"")])
    shifted = make_leaf(0, 1, 1, [("s" * (length - 1), 1, "t", b"")])
    assert long.body != shifted.body
    assert long == make_leaf(0, 1, 1, [(b"s" * length, 1, "t", b"")])


BEFORE_EPOCH = make_leaf(0, 1, -1, []).hash()


def test_an_instant_before_1970_has_a_leaf_of_its_own() -> None:
    assert make_leaf(0, 1, 1, []).hash() != BEFORE_EPOCH
