"""What can be wrong with a file, a mapping, or one row."""


class SheetError(ValueError):
    """A file or a mapping cannot be used; the message says which, where and why."""


class BadCellError(ValueError):
    """A cell of a row cannot be read as its field: in which `column`, a code as `reason`, and what it must be."""

    def __init__(self, column: str, reason: str, says: str) -> None:
        super().__init__(says)
        self.column = column
        self.reason = reason
