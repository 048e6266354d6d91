"""How a command can fail.

CommandError
├── Refused    it was understood and could not be done: exit code 1
├── WrongUse   it was not understood: exit code 2
└── OutputLost standard output cannot be written: exit code 1
"""
# ruff: noqa: N818 - a refusal is named for what it is


class CommandError(Exception):
    """A command failed; the text is a sentence for people."""


class Refused(CommandError):
    """It was understood, and cannot be done."""


class WrongUse(CommandError):
    """It was not understood, or names something that does not exist."""


class OutputLost(CommandError):
    """Standard output cannot be written; the text says why."""

    def __init__(self, why: str) -> None:
        super().__init__(f"standard output cannot be written ({why}): send it to a file with room, or to /dev/null.")
