"""Sources of Vouch's own, `/vouch` and `/vouch/...`: nobody else may speak in their name (spec/feed.md, "Types")."""

SOURCE = "/vouch"


def is_own(source: str) -> bool:
    """Tell whether a source is one of Vouch's own."""
    return source == SOURCE or source.startswith(f"{SOURCE}/")
