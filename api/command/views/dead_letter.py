"""Shows one dead letter: what it is, why it was parked, and its bytes made safe."""

from api.command.output import count_of, make_printable
from domain.store.dead_letters.letters import DeadLetter


def describe(letter: DeadLetter) -> str:
    """Describe a dead letter in lines of text."""
    told = {
        "Status": letter.status,
        "Place": letter.place,
        "Reason": letter.reason,
        "Field": letter.field,
        "Says": letter.detail,
        "Source": letter.source,
        "Event": letter.id,
        "Parked": letter.parked_at.isoformat(),
        "Seen": count_of(letter.seen, "time"),
        "Size": count_of(letter.size, "byte"),
    }
    lines = [f"{name:8}{make_printable(value)}" for name, value in told.items() if value]
    return "\n".join([f"Dead letter {letter.letter}", *lines, "", make_safe(letter.raw or b"")])


def make_safe(raw: bytes) -> str:
    """Write bytes as text in which nothing steers a terminal: what is no printable character is escaped."""
    text = raw.decode(errors="backslashreplace")
    return "".join(each if each.isprintable() or each == "\n" else _escape(each) for each in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
