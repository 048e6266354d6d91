"""Vendors' own deliveries over HTTP: proven by their signature, kept, and answered; translated later."""

import asyncio
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from api.http.access.declaring import public
from api.http.access.outside import is_from_outside
from api.http.openapi import describe_headers, refusals
from api.http.problems import RefusedError, refusal, unavailable
from api.http.request_body import read_body
from api.http.service import Service, service_of
from consumers.vendors.delivering.accounts import Account
from consumers.vendors.delivering.receiving import Taken, make_arrival, receive
from consumers.vendors.outcomes import Refused
from consumers.vendors.raw import RawDelivery
from domain.store.raw_deliveries.values import Arrival

router = APIRouter(prefix="/v1/feed/vendors", tags=["feed"])

ANSWER_SECONDS = 2.5
"""Seconds within which the shortest deadline of a vendor has its answer, whatever the database does."""

VendorName = Annotated[str, Path(description="Whose delivery it is.")]
ConnectionName = Annotated[str, Path(description="The connection, of the file that VOUCH_CONNECTIONS names.")]
Token = Annotated[str, Path(description="The connection's secret, for a vendor that signs nothing.")]

_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"description": "As the vendor writes it."}}},
    }
}
_TAKEN = {
    200: {"description": "Kept; the code is the one that the vendor wants.", "headers": describe_headers()},
    202: {"description": "The same, of a vendor that wants this code.", "headers": describe_headers()},
    **refusals(401, 404, 408, 413),
}


@router.post("/{vendor}/{connection}", responses=_TAKEN, openapi_extra=_BODY)
@public  # a vendor has no account with Vouch: the signature over the body says who it is
async def take_delivery(request: Request, vendor: VendorName, connection: ConnectionName) -> Response:
    """Keep a vendor's delivery and answer what the vendor wants; it is translated later."""
    return await _take(request, vendor, connection, None)


@router.post("/{vendor}/{connection}/{token}", responses=_TAKEN, openapi_extra=_BODY)
@public  # as above, by the last part of the address
async def take_delivery_by_token(
    request: Request, vendor: VendorName, connection: ConnectionName, token: Token
) -> Response:
    """Keep a delivery of a vendor that signs nothing: a secret stands in the address."""
    return await _take(request, vendor, connection, token)


async def _take(request: Request, vendor: str, connection: str, token: str | None) -> Response:
    service = service_of(request)
    account = service.vendor_accounts.get(connection)
    if account is None or account.vendor.name != vendor:
        raise refusal(404, "not_known", "There is no such connection.")
    settings = service.vouch.settings
    body = await read_body(request, settings.max_body_bytes, settings.request_seconds)
    raw = RawDelivery("", body, service.read_clock(), _read_headers(request))
    try:
        taken = receive(raw, account, token, is_inside=not is_from_outside(request.headers))
    except Refused as refused:
        raise await _refuse(service, account, raw, refused.reason) from None
    await _keep(service, account, taken)
    return Response(status_code=account.vendor.success, headers=dict(taken.echo))


def _read_headers(request: Request) -> Mapping[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


async def _keep(service: Service, account: Account, taken: Taken) -> None:
    """Keep what is to be kept, durably. Raises RefusedError (503) if that takes too long."""
    name = account.connection.name
    if taken.arrival is None:
        service.metrics.count_delivery(name, "ignored", taken.reason or "")
        return
    is_new = await _hurry(service, taken.arrival)
    if not is_new:
        service.metrics.count_delivery(name, "repeated", "")


async def _hurry(service: Service, arrival: Arrival) -> bool:
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await service.keep_delivery(arrival)
    except TimeoutError:
        raise unavailable("The store takes too long; send it again.") from None


async def _refuse(service: Service, account: Account, raw: RawDelivery, reason: str) -> RefusedError:
    """Keep a refused delivery apart, and make the refusal (401), which is the same whether that went well or not."""
    service.metrics.count_delivery(account.connection.name, "refused", reason)
    await service.keep_rejected(make_arrival(raw, account, ""), reason)
    return refusal(401, "unauthenticated", "The delivery is not signed by a secret of this connection.")
