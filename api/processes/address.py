"""Where a server may listen: without accounts at a loopback address alone, unless that is wanted on purpose."""

import sys
from ipaddress import ip_address

import structlog

from api.accounts.accounts import Accounts

OPEN = "No accounts are configured: whoever reaches this machine's port may do everything."
WAY_OUT = (
    "Name an issuer (VOUCH_OIDC_ISSUER, VOUCH_OIDC_AUDIENCE) or make a key (vouch keys create); or listen at 127.0.0.1;"
    " or open it to everybody on purpose: VOUCH_ACCOUNTS=none."
)

log = structlog.get_logger(__name__)


class AddressRefused(Exception):  # noqa: N818 - named for what it is
    """An address that others reach, while nobody has an account; the text says the way out."""


def check_address(host: str, accounts: Accounts, *, for_people: bool) -> None:
    """Say what is open to whom. Raises AddressRefused for an address that others reach while nobody has an account."""
    if accounts.are_configured:
        return
    if not accounts.without and not is_loopback(host):
        raise AddressRefused(f"No accounts are configured, so that the server listens at no other address. {WAY_OUT}")
    if for_people:
        sys.stderr.write(f"{OPEN}\n")
    else:
        log.warning("no_accounts", says=OPEN)


def is_loopback(host: str) -> bool:
    """Tell whether an address is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
