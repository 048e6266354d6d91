"""Union-find over subjects: streams that facts link become one subject, whatever the order they come in."""

from collections.abc import Mapping


class UnionFind:
    """The subjects of one batch: those on record, and new ones for streams never seen before."""

    def __init__(self, known: dict[str, int], next_subject: int) -> None:
        self._subject_of = known
        self._known_before = next_subject
        self._parent: dict[int, int] = {}
        self.next_subject = next_subject
        self.new_nodes: list[str] = []

    def find(self, node: str) -> int:
        """Find the node's subject so far; a node never seen begins one of its own."""
        subject = self._subject_of.get(node)
        if subject is None:
            subject = self._subject_of[node] = self.next_subject
            self.next_subject += 1
            self.new_nodes.append(node)
            return subject
        return self._find_root(subject) if subject in self._parent else subject

    def join(self, one: str, other: str) -> None:
        """Make two nodes belong together: the older subject takes the younger in."""
        first, second = self.find(one), self.find(other)
        if first != second:
            self._parent[max(first, second)] = min(first, second)

    def _find_root(self, subject: int) -> int:
        parent = self._parent
        while subject in parent:
            grand = parent.get(parent[subject])
            if grand is not None:
                parent[subject] = grand
            subject = parent[subject]
        return subject

    def list_joined(self) -> list[int]:
        """List the subjects on record before this batch that now belong together with another one on record."""
        absorbed = [subject for subject in self._parent if subject < self._known_before]
        return [*absorbed, *{self._find_root(subject) for subject in absorbed}]

    def elect(self, sizes: Mapping[int, int]) -> list[tuple[int, int]]:
        """Let the biggest of the joined subjects take in the others, so that little is moved, however they come.

        `sizes`: how many facts each has. Returns (absorbed, survivor) for subjects on record.
        """
        groups: dict[int, list[int]] = {}
        for subject in self.list_joined():
            groups.setdefault(self._find_root(subject), []).append(subject)
        pairs = []
        for root, group in groups.items():
            survivor = max(group, key=lambda subject: (sizes.get(subject, 0), -subject))
            if survivor != root:
                del self._parent[survivor]
                self._parent[root] = survivor
            pairs += [(subject, survivor) for subject in group if subject != survivor]
        return pairs

    def list_members(self) -> list[tuple[str, int]]:
        """List the new nodes with their subjects."""
        return [(node, self._find_root(self._subject_of[node])) for node in self.new_nodes]
