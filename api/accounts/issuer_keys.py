"""The issuer's keys: kept ten minutes, asked for again for an unknown key, used for a day while the issuer is away."""

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

import structlog
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, OKPKey, RSAKey

from api.accounts.fetching import IssuerAwayError, fetch_json

FRESH_SECONDS = 600.0
KEPT_SECONDS = 86_400.0
ASK_AGAIN_SECONDS = 60.0
DISCOVERY = "/.well-known/openid-configuration"

PublicKey = RSAKey | ECKey | OKPKey

log = structlog.get_logger(__name__)


class IssuerKeys:
    """Finds the issuer's keys by their ids. `address`: URL or file of the key set; None: where discovery says.

    `clock` gives seconds that never go back.
    """

    def __init__(self, issuer: str, address: str | None, clock: Callable[[], float]) -> None:
        self._issuer = issuer
        self._address = address
        self._clock = clock
        self._lock = Lock()
        self._keys: Mapping[str, PublicKey] = {}
        self._fetched_at: float | None = None
        self._asked_at: float | None = None

    def find(self, kid: str) -> PublicKey | None:
        """Find a key by its id; None where the issuer has none, or is away for so long that its keys count no more."""
        with self._lock:
            now = self._clock()
            fresh = self._fetched_at is not None and now - self._fetched_at < FRESH_SECONDS
            if not fresh or (kid not in self._keys and self._may_ask_again(now)):
                self._refresh(now)
            if self._fetched_at is None or now - self._fetched_at >= KEPT_SECONDS:
                return None
            return self._keys.get(kid)

    def _may_ask_again(self, now: float) -> bool:
        return self._asked_at is None or now - self._asked_at >= ASK_AGAIN_SECONDS

    def _refresh(self, now: float) -> None:
        if self._fetched_at is not None and not self._may_ask_again(now):
            return  # kept keys do meanwhile: the issuer is not asked at every request
        self._asked_at = now
        try:
            self._keys = read_keys(fetch_json(self._find_address()))
        except IssuerAwayError as error:
            log.warning("issuer_away", error=str(error))
            return
        self._fetched_at = now

    def _find_address(self) -> str:
        if self._address is None:
            found = fetch_json(self._issuer.rstrip("/") + DISCOVERY)
            address = found.get("jwks_uri")
            if found.get("issuer") != self._issuer or not isinstance(address, str):
                raise IssuerAwayError("discovery is another issuer's")
            return address
        return self._address


def read_keys(document: Mapping[str, Any]) -> dict[str, PublicKey]:
    """Read the public keys of a key set that sign; others are passed over. Raises IssuerAwayError if it is none."""
    listed = document.get("keys")
    if not isinstance(listed, list):
        raise IssuerAwayError("no keys")
    found: dict[str, PublicKey] = {}
    for each in listed:
        if isinstance(each, dict) and isinstance(each.get("kid"), str) and each.get("use") in (None, "sig"):
            try:
                key = JWKRegistry.import_key(each)
            except (JoseError, ValueError, KeyError, TypeError):
                continue
            if isinstance(key, RSAKey | ECKey | OKPKey):
                found[each["kid"]] = key
    return found
