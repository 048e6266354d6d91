"""Media types: whether the data of an event is said to be JSON."""

from functools import lru_cache


@lru_cache(maxsize=64)
def is_json(media: str) -> bool:
    """Whether the media type (parameters allowed) is JSON; none given means JSON, as CloudEvents has it."""
    bare = media.partition(";")[0].strip().lower()
    return bare in {"", "application/json", "text/json"} or (bare.count("/") == 1 and bare.endswith("+json"))
