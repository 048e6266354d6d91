"""Union-find over subjects: streams that facts link become one subject, whatever the order they come in."""


class UnionFind:
    """The subjects of one batch: those on record, and new ones for streams never seen before."""

    def __init__(self, known: dict[str, int], next_subject: int) -> None:
        self._subject_of = known
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

    def list_members(self) -> list[tuple[str, int]]:
        """List the new nodes with their subjects."""
        return [(node, self._find_root(self._subject_of[node])) for node in self.new_nodes]

    def list_absorbed(self, known_before: int) -> list[tuple[int, int]]:
        """List (absorbed, survivor) for subjects that were on record before this batch."""
        return [(subject, self._find_root(subject)) for subject in self._parent if subject < known_before]
