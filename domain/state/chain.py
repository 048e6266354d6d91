"""Management chains: who is above whom, asked of thousands of hires without walking up thousands of times."""

from collections.abc import Callable, Iterable

ManagerOf = Callable[[str], str | None]


class Link:
    """An employee in a chain: who is above, how deep below the top, and a jump far up, so that a climb is short.

    Managers that go round in a ring are a top together: `ring` holds them.
    """

    __slots__ = ("above", "depth", "jump", "ring", "top")

    def __init__(self, above: "Link | None", ring: frozenset[str] = frozenset()) -> None:
        self.above = above
        self.ring = ring
        self.depth: int = 0 if above is None else above.depth + 1
        self.top: Link = self if above is None else above.top
        self.jump: Link = self if above is None else _jump_over(above)

    def at_depth(self, depth: int) -> "Link":
        """Climb to the link at that depth; it is no deeper than this one."""
        link = self
        while link.depth > depth:
            link = link.jump if link.jump.depth >= depth or link.above is None else link.above
        return link


def _jump_over(above: Link) -> Link:
    # Two jumps of one length become one of twice that: a climb takes a logarithm of the depth.
    once, twice = above.jump, above.jump.jump
    return twice if above.depth - once.depth == once.depth - twice.depth else above


class Chains:
    """Everybody's chain on a day; `manager_of` tells an employee's manager on it. Links are made when first asked."""

    __slots__ = ("_links", "_manager_of")

    def __init__(self, manager_of: ManagerOf) -> None:
        self._manager_of = manager_of
        self._links: dict[str, Link] = {}

    def is_above(self, other: str, employee: str) -> bool:
        """Tell whether the other is met going up from the employee, manager by manager."""
        link = self._link(employee)
        if other in link.top.ring:
            return True
        found = self._links.get(other)  # whoever is above has a link by now
        return found is not None and found.depth < link.depth and link.at_depth(found.depth) is found

    def _link(self, employee: str) -> Link:
        path: dict[str, int] = {}
        who: str | None = employee
        while who is not None and who not in self._links and who not in path:
            path[who] = len(path)
            who = self._manager_of(who)
        names = list(path)
        if who is not None and who in path:
            names, ring = names[: path[who]], frozenset(names[path[who] :])
            self._links.update((name, Link(None, ring)) for name in ring)
        return self._add(names, employee, self._links[who] if who is not None else None)

    def _add(self, names: Iterable[str], employee: str, above: Link | None) -> Link:
        for name in reversed(list(names)):
            above = self._links[name] = Link(above)
        return self._links[employee]


def list_above(employee: str, manager_of: ManagerOf) -> list[str]:
    """List everyone met going up from the employee, in that order."""
    above: dict[str, None] = {}
    manager = manager_of(employee)
    while manager is not None and manager not in above:
        above[manager] = None
        manager = manager_of(manager)
    return list(above)
