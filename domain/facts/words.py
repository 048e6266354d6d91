"""How codes of the feed read in a sentence."""

_WORDS = {
    "full_time": "full time",
    "part_time": "part time",
    "former_colleague": "former colleague",
    "careers_site": "the careers site",
}


def spell_out(code: str) -> str:
    """Write a code as words; most codes are words already."""
    return _WORDS.get(code, code)
