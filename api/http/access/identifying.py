"""Who asks, by the credential of the request: in its headers alone, never in its query or body."""

from contextlib import suppress

import structlog
from fastapi import Request

from api.accounts.errors import NotValidError
from api.http.access.local import AS, LOCAL, ROLES, identify_local
from api.http.access.refusals import not_configured, unauthenticated
from api.http.service import Service, service_of
from domain.access.principal import Principal
from domain.store.errors import StoreError

PATIENCE = 2.0
"""Seconds after which a store that does not answer counts as away."""

log = structlog.get_logger(__name__)


async def identify(request: Request) -> Principal:
    """Tell who asks. Raises RefusedError: 401 for credentials that are missing or not valid, all alike."""
    service = service_of(request)
    given = request.headers.getlist("authorization")
    if given:
        return await _identify_bearer(service, given)
    if await are_configured(service):
        raise unauthenticated()
    if not service.accounts.without:
        return identify_local(request.headers)
    if AS in request.headers or ROLES in request.headers:
        raise not_configured()
    return LOCAL


async def are_configured(service: Service) -> bool:
    """Tell whether accounts are configured, as far as is known while the store is away."""
    accounts = service.accounts
    if accounts.needs_look():
        with suppress(TimeoutError, StoreError):
            await service.help(accounts.look_for_keys, PATIENCE)
    return accounts.are_configured


async def _identify_bearer(service: Service, given: list[str]) -> Principal:
    scheme, _, text = given[0].partition(" ")
    if len(given) != 1 or scheme.lower() != "bearer" or not text:
        raise unauthenticated()
    try:
        return await service.ask(lambda: service.accounts.identify_bearer(text.strip(" ")))
    except NotValidError as error:
        log.info("credential_refused", why=str(error))
        raise unauthenticated() from None
