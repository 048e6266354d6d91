"""Puts codes into words."""

from api.command.terminal_tables import Styled
from domain.rules.row import Row

STYLES = {"earned": "green", "waiting": "yellow", "forfeited": "red", "ineligible": "magenta"}
WAITING = {
    "application": "an application",
    "offer": "an offer",
    "acceptance": "an acceptance",
    "start": "the start",
    "milestone": "the milestone",
}


def in_words(code: str) -> str:
    """Write a code as words: `offer_declined` is `offer declined`."""
    return code.replace("_", " ")


def describe_state(row: Row) -> Styled:
    """Say how a row stands, and why, in a few words: `waiting for the milestone`, `forfeited: offer declined`."""
    text = row.entitlement
    if row.waiting_for:
        text += f" for {WAITING.get(row.waiting_for, in_words(row.waiting_for))}"
    if row.reasons:
        text += f": {', '.join(map(in_words, row.reasons))}"
    if row.warnings:
        text += f" ({', '.join(map(in_words, row.warnings))})"
    return Styled(text, STYLES.get(row.entitlement, ""))
