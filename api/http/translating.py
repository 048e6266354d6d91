"""The loop that translates what vendors delivered: after the answer, whatever the database does meanwhile."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from threading import Event

from api.http.metrics import Metrics
from consumers.vendors.delivering.accounts import Account
from consumers.vendors.delivering.rounds import run_round
from domain.store.port import EventStore
from domain.store.raw_deliveries.values import StaleRound


class TranslateDeliveries:
    """The work of translating what waits, connection by connection; `on_commit` is called when facts were recorded."""

    def __init__(
        self, store: EventStore, accounts: Mapping[str, Account], metrics: Metrics, on_commit: Callable[[], None]
    ) -> None:
        self._store = store
        self._accounts = accounts
        self._metrics = metrics
        self._on_commit = on_commit

    def __call__(self, stopping: Event) -> None:
        """Translate all that waits; of a connection that is no longer in the file nothing is."""
        for name in self._store.list_waiting_connections():
            if (account := self._accounts.get(name)) is not None:
                while not stopping.is_set() and self._translate(account):
                    pass

    def _translate(self, account: Account) -> bool:
        """Do a round; True if there may be more."""
        try:
            fetch = None if account.client is None else account.client.fetch
            settled = run_round(self._store, account.connection, account.vendor, datetime.now(UTC), fetch)
        except StaleRound:
            return True
        if settled is None:
            return False
        for verdict in settled.verdicts.values():
            self._metrics.count_delivery(account.connection.name, verdict.outcome, verdict.reason or "")
        self._on_commit()
        return True
