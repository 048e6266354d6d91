"""How the relay fares: what its metrics and its readiness tell, read from other threads."""

from time import monotonic

STANDING_BY = "Another relay publishes; this one stands by."


class RelayStatus:
    """Counters and the present state of one relay."""

    def __init__(self) -> None:
        self.published = 0
        self.position = 0
        self.publishing = False
        self.last_move: float | None = None
        self.says: str | None = "Not connected yet."

    @property
    def trouble(self) -> str | None:
        """What is in the way, in a sentence; None: nothing. That another relay publishes is no trouble."""
        return None if self.says == STANDING_BY else self.says

    def told(self, says: str | None) -> bool:
        """Why nothing is published at the moment; None: it is. Returns whether that is news."""
        news, self.says = says != self.says, says
        return news

    def moved(self, messages: int, position: int) -> None:
        """So many messages more are published, and with them everything up to the position."""
        self.published += messages
        self.position = position
        self.last_move = monotonic()
