"""Which cells of an aggregate are hidden, at every border."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.access.suppression import Count, suppress


def hide(*persons: int, total: bool = True) -> list[int]:
    cells = {place: Count(count, all_related=False) for place, count in enumerate(persons)}
    return sorted(suppress(cells, {-1: list(cells)} if total else {}))


@pytest.mark.parametrize(
    ("persons", "hidden"),
    [
        ((5, 9), []),
        ((0, 9), []),
        ((4, 9), [0, 1]),
        ((1, 9, 6), [0, 2]),
        ((4, 3, 9), [0, 1]),
        ((4, 0, 9), [0, 2]),
        ((4, 0), [0, 1]),
        ((4, 7, 7), [0, 1]),
        ((4,), [0]),
    ],
)
def test_a_line_hides_its_small_cells_and_what_would_give_one_away(persons: tuple[int, ...], hidden: list[int]) -> None:
    assert hide(*persons) == hidden


def test_without_a_total_nothing_gives_a_cell_away() -> None:
    assert hide(4, 9, total=False) == [0]


def test_a_group_of_the_principal_s_own_is_shown() -> None:
    cells: dict[str, Count] = {"a": Count(2, all_related=True), "b": Count(9, all_related=False)}
    assert not suppress(cells, {"all": ["a", "b"]})


def test_a_hidden_total_gives_nothing_away() -> None:
    cells: dict[str, Count] = {
        "a": Count(4, all_related=False),
        "b": Count(0, all_related=True),
        "all": Count(4, all_related=False),
    }
    assert suppress(cells, {"all": ["a", "b"]}) == {"a", "all"}


def test_what_goes_for_a_line_may_call_for_more_in_its_column() -> None:
    counts = {("x", 1): 2, ("x", 2): 6, ("x", 3): 9, ("y", 1): 7, ("y", 2): 8, ("y", 3): 9}
    cells = {place: Count(count, all_related=False) for place, count in counts.items()}
    lines = {("x", 0): [("x", n) for n in (1, 2, 3)], ("y", 0): [("y", n) for n in (1, 2, 3)]}
    columns = {("all", n): [("x", n), ("y", n)] for n in (1, 2, 3)}
    assert suppress(cells, lines | columns) == {("x", 1), ("x", 2), ("y", 1), ("y", 2)}


@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=1, max_size=5))
def test_no_line_or_column_is_left_with_one_hidden_cell(table: list[list[int]]) -> None:
    cells = {(x, y): Count(count, all_related=False) for y, line in enumerate(table) for x, count in enumerate(line)}
    groups = {("line", y): [(x, y) for x in range(3)] for y in range(len(table))}
    groups |= {("column", x): [(x, y) for y in range(len(table))] for x in range(3)}
    hidden = suppress(cells, groups)
    assert {place for place, count in cells.items() if 0 < count.persons < 5} <= hidden
    for members in groups.values():
        assert len(members) == 1 or sum(each in hidden for each in members) != 1
