"""The state of the relay for its metrics and its readiness; read from other threads."""

from time import monotonic

STANDING_BY = "Another relay publishes; this one stands by."


class RelayStatus:
    """Counters and current state of one relay."""

    def __init__(self) -> None:
        self.published = 0
        self.position = 0
        self.publishing = False
        self.published_at: float | None = None
        self.says: str | None = "Not connected yet."

    @property
    def trouble(self) -> str | None:
        """What keeps the relay from publishing, in a sentence; None: nothing. It is no trouble if another publishes."""
        return None if self.says == STANDING_BY else self.says

    def set_state(self, says: str | None) -> bool:
        """Set why nothing is published now, in a sentence; None: it is published. Returns whether that has changed."""
        changed, self.says = says != self.says, says
        return changed

    def note_published(self, messages: int, position: int) -> None:
        """Count `messages` more that are published; with them everything up to `position` is."""
        self.published += messages
        self.position = position
        self.published_at = monotonic()
