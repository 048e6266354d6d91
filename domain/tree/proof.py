"""The proof of one recording: what it says, and how its leaf leads to the root of a checkpoint."""

from hashlib import sha256
from typing import NamedTuple

from domain.tree.leaf import Leaf
from domain.tree.paths import follow_path


class Inclusion(NamedTuple):
    """A recording in the tree of the first `size` recordings: its leaf, its body, and the siblings up to the root."""

    leaf: Leaf
    body: bytes
    size: int
    path: list[bytes]

    def compute_root(self) -> bytes | None:
        """Compute the root that it leads to; None if it leads nowhere."""
        if sha256(self.body).digest() != self.leaf.body:
            return None
        return follow_path(self.leaf.number, self.size, self.leaf.hash(), self.path)
