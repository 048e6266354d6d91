"""The id of a line: plain, never a formula, never equal by chance, and within the length of an id of the feed."""

import hashlib
import re

LONGEST = 200
_HASHED = 40
_plain = re.compile(r"[A-Za-z0-9._][A-Za-z0-9._-]*", re.ASCII).fullmatch
_other = re.compile(rb"[^A-Za-z0-9._-]")


def line_id(referral: str, instalment: str, number: int) -> str:
    """Make `<referral>/<instalment>/<number>`, escaped; hashed where it would be longer than 200 characters."""
    name = f"{_leading(_escaped(referral))}/{_escaped(instalment)}"
    whole = f"{name}/{number}"
    if len(whole) <= LONGEST:
        return whole
    return f"~{hashlib.sha256(name.encode()).hexdigest()[:_HASHED]}/{number}"


def lines_of(referral: str) -> str:
    """Name what the streams of the payroll lines of a referral begin with, but for ids so long that they are hashed."""
    return f"payroll_line/{_leading(_escaped(referral))}/"


def _escaped(name: str) -> str:
    if _plain(name):
        return name
    return _other.sub(lambda found: b"%%%02X" % found[0][0], name.encode()).decode()


def _leading(name: str) -> str:
    return f"%2D{name[1:]}" if name.startswith("-") else name
