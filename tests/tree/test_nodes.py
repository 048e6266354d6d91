"""The tree as it grows, its roots and its paths: what RFC 9162 says, for any size."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tree.nodes import SIZE, Growing, Place, complete, compute_root, cover
from domain.tree.paths import find_path, follow_path, list_places
from tests.tree import plainly

SIZES = st.integers(1, 300)


def leaves(size: int) -> list[bytes]:
    return [sha256(number.to_bytes(8, "big")).digest() for number in range(size)]


class Kept:
    """A tree whose leaves are kept with the subtrees that they complete."""

    def __init__(self, size: int) -> None:
        self.rows: list[bytes] = []
        self.asked: list[Place] = []
        for number, leaf in enumerate(leaves(size)):
            self.rows.append(b"".join(complete(number, leaf, self.find)))

    def find(self, place: Place) -> bytes:
        self.asked.append(place)
        return self.rows[place.last][place.level * SIZE : (place.level + 1) * SIZE]


@given(SIZES)
def test_roots_grown_and_found_are_those_of_the_rfc(size: int) -> None:
    tree, kept = Growing(), Kept(size)
    for number, leaf in enumerate(leaves(size)):
        assert b"".join(tree.add(leaf)) == kept.rows[number]
    assert tree.compute_root() == compute_root(size, kept.find) == plainly.root(leaves(size))
    assert tree.size == size


@given(st.data(), SIZES)
def test_a_path_is_that_of_the_rfc_and_leads_to_the_root(data: st.DataObject, size: int) -> None:
    number = data.draw(st.integers(0, size - 1))
    kept = Kept(size)
    kept.asked.clear()
    path = find_path(number, size, kept.find)
    assert path == plainly.path(number, leaves(size))
    assert sorted(kept.asked) == sorted(list_places(number, size))
    assert len(kept.asked) <= 2 * size.bit_length()
    assert follow_path(number, size, leaves(size)[number], path) == plainly.root(leaves(size))


@given(st.data(), st.integers(2, 300))
def test_nothing_else_leads_to_the_root(data: st.DataObject, size: int) -> None:
    number = data.draw(st.integers(0, size - 1))
    kept = Kept(size)
    path, root, leaf = find_path(number, size, kept.find), plainly.root(leaves(size)), leaves(size)[number]
    at = data.draw(st.integers(0, len(path) - 1))
    altered = [*path[:at], sha256(path[at]).digest(), *path[at + 1 :]]
    wrong = [
        follow_path(number, size, leaf, altered),
        follow_path(number, size, leaf, path[:-1]),
        follow_path(number, size, leaf, [*path, path[-1]]),
        follow_path(number, size, sha256(leaf).digest(), path),
        follow_path((number + 1) % size, size, leaf, path),
    ]
    assert root not in wrong


@pytest.mark.parametrize(("number", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_path_for_a_leaf_that_is_not_there(number: int, size: int) -> None:
    with pytest.raises(ValueError, match="no such leaf"):
        find_path(number, size, Kept(3).find)
    assert follow_path(number, size, b"", []) is None


@pytest.mark.parametrize(
    ("start", "end", "levels"),
    [(0, 0, []), (0, 1, [0]), (0, 7, [2, 1, 0]), (0, 8, [3]), (8, 9, [0]), (8, 14, [2, 1])],
)
def test_leaves_are_covered_by_the_largest_subtrees(start: int, end: int, levels: list[int]) -> None:
    found = cover(start, end)
    assert [place.level for place in found] == levels
    assert [place.last for place in found[-1:]] == ([end - 1] if levels else [])
