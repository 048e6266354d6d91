"""The small client for vendors' APIs: at a rate, patient with 429, 5xx, silence, for 24 hours (spec/vendors.md §1)."""

import random
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from time import monotonic, sleep

import httpx2
import msgspec

from consumers.vendors.connection import Api
from consumers.vendors.delivering.completing import CannotFetch, NotNow
from consumers.vendors.raw import Answer

PATIENCE = timedelta(hours=24)
"""So long after its receipt a delivery's requests are tried."""
TIMEOUT = 10.0
LONGEST_PAUSE = 60.0
BROKEN_PAUSE = 300.0
"""Seconds until a connection whose token is refused is tried again."""
_GONE = 404


class Client:
    """The client of one connection. `broken` says why its token is refused; None while it is not."""

    def __init__(
        self,
        api: Api,
        token: str,
        *,
        read_clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.broken: str | None = None
        self._gap = 1 / api.rate if api.rate > 0 else 0.0
        self._read_clock = read_clock
        self._next_at = 0.0
        self._failures = 0
        self._resume_at: datetime | None = None
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"} if token else {}
        self._http = httpx2.Client(
            base_url=api.base, headers=headers, timeout=TIMEOUT, verify=_load_roots(), follow_redirects=False
        )

    def fetch(self, request: str, received_at: datetime) -> Answer:
        """Make a request (`GET /path`) for a delivery received at an instant.

        NotNow while the API does not answer, CannotFetch once that has lasted 24 hours, or for another method.
        """
        method, _, path = request.partition(" ")
        now = self._read_clock()
        if method != "GET" or now - received_at > PATIENCE:
            raise CannotFetch
        if self._resume_at is not None and now < self._resume_at:
            raise NotNow(self._resume_at)
        self._keep_rate()
        try:
            answer = self._http.get(path)
        except (httpx2.TransportError, httpx2.DecodingError):
            raise self._back_off(None) from None
        return self._judge(request, answer)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _keep_rate(self) -> None:
        wait = self._next_at - monotonic()
        if wait > 0:
            sleep(wait)
        self._next_at = monotonic() + self._gap

    def _judge(self, request: str, answer: httpx2.Response) -> Answer:
        if answer.status_code in (401, 403):
            self.broken = f"The vendor's API refuses the token ({answer.status_code})."
            raise self._wait(BROKEN_PAUSE)
        if answer.status_code != _GONE and not answer.is_success:
            raise self._back_off(answer.headers.get("Retry-After"))
        try:
            body = None if answer.status_code == _GONE else msgspec.json.decode(answer.content)
        except msgspec.DecodeError:  # cut off, or no JSON: as good as no answer
            raise self._back_off(None) from None
        self.broken, self._failures, self._resume_at = None, 0, None
        return Answer(request, self._read_clock(), answer.status_code, body)

    def _back_off(self, retry_after: str | None) -> NotNow:
        """Wait as long as the vendor says, else 1, 2, 4, ... 60 seconds with jitter."""
        pause = min(LONGEST_PAUSE, 2.0 ** min(self._failures, 10))
        self._failures += 1
        said = _read_retry_after(retry_after, self._read_clock())
        return self._wait(pause * random.uniform(0.5, 1.0) if said is None else said)  # noqa: S311 - no secret

    def _wait(self, seconds: float) -> NotNow:
        self._resume_at = self._read_clock() + timedelta(seconds=seconds)
        return NotNow(self._resume_at)


@cache
def _load_roots() -> ssl.SSLContext:
    """Load the roots that certificates are checked with, once for all connections."""
    return ssl.create_default_context()


def _read_retry_after(text: str | None, now: datetime) -> float | None:
    """Read the header: seconds, or a date; None if there is none or it is not understood."""
    if not text:
        return None
    if text.isdecimal():
        return min(float(text[:9]), PATIENCE.total_seconds())
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError):
        return None
