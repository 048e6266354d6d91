"""Media types: whether the data of an event is said to be JSON."""

_USUAL = frozenset({"", "application/json"})  # none given means JSON, as CloudEvents has it


def is_json(media: str) -> bool:
    """Tell whether the media type (parameters allowed) is JSON."""
    if media in _USUAL:
        return True
    bare = media.partition(";")[0].strip().lower()
    return bare in {"", "application/json", "text/json"} or (bare.count("/") == 1 and bare.endswith("+json"))
