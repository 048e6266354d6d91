"""Groups: whoever is joined is in one group, and of two groups the smaller moves."""

from typing import Any

import pytest

from domain.state.groups import Groups, join, join_all


class Moves(dict[str, set[str]]):
    """Groups that count how often anything is put into one."""

    moved = 0

    def __setitem__(self, key: str, group: set[str]) -> None:
        """Put it, and count."""
        self.moved += 1
        super().__setitem__(key, group)


@pytest.mark.parametrize(
    ("things", "groups"),
    [
        ([], {}),
        (["a"], {"a": {"a"}}),
        (["b", "a", "c"], {key: {"a", "b", "c"} for key in "abc"}),
        (["a", "a"], {"a": {"a"}}),
    ],
)
def test_all_are_put_into_one_group(things: list[str], groups: Any) -> None:
    found: Groups = {}
    join_all(found, things)
    assert found == groups


@pytest.mark.parametrize("ahead", [True, False], ids=["the long one first", "the new one first"])
def test_the_smaller_moves(ahead: bool) -> None:
    groups = Moves()
    for number in range(200):
        pair = (f"{number}", f"{number + 1}")
        join(groups, *(pair if ahead else pair[::-1]))
    assert all(group is groups["0"] for group in groups.values())
    assert groups.moved <= 2 * 200


def test_two_groups_become_one() -> None:
    groups: Groups = {}
    for one, other in (("a", "b"), ("c", "d"), ("e", "f"), ("b", "c"), ("a", "d")):
        join(groups, one, other)
    assert groups == {**{key: set("abcd") for key in "abcd"}, **{key: set("ef") for key in "ef"}}
