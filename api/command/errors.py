"""What a command can end with other than success.

CommandError
├── Refused    it was understood and could not be done: exit code 1
└── WrongUse   it was not understood: exit code 2
"""
# ruff: noqa: N818 - a refusal is named for what it is


class CommandError(Exception):
    """The text is a sentence for people."""


class Refused(CommandError):
    """It cannot be done as things are."""


class WrongUse(CommandError):
    """Something was asked for that does not exist."""
