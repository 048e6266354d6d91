"""The head of a list: its first elements, without a copy of them."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeVar, overload

T = TypeVar("T")


class Head(Sequence[T]):
    """The first `size` elements of a list that many findings share; the list must not change any more."""

    __slots__ = ("_size", "_whole")

    def __init__(self, whole: Sequence[T], size: int) -> None:
        self._whole = whole
        self._size = size

    def __len__(self) -> int:
        """Tell how many elements there are."""
        return self._size

    def __iter__(self) -> Iterator[T]:
        """Go through the elements in order."""
        return islice(self._whole, self._size)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        """Give an element, or a part as a list of its own."""
        if isinstance(index, slice):
            return [self._whole[i] for i in range(*index.indices(self._size))]
        return self._whole[range(self._size)[index]]
