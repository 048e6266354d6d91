"""Reads the body of a request up to a limit, however it is sent, and unpacks it up to the same limit."""

import asyncio
import zlib

from fastapi import Request

from api.http.cloudevents import too_large
from api.http.problems import RefusedError, refusal

READ_ON = 2
"""Times the limit that is read on and thrown away, so that a client that is still sending sees the answer."""
_GZIP = 16 + zlib.MAX_WBITS


async def read_body(request: Request, limit: int, patience: float) -> bytes:
    """Read the whole body. Raises RefusedError if it has more than `limit` bytes (413) or stalls for `patience` seconds
    (408).
    """
    announced = request.headers.get("content-length", "")
    # Who asks first (Expect: 100-continue) is told before anything is sent.
    if announced.isdigit() and int(announced[:20]) > limit and "expect" in request.headers:
        raise _over(limit)
    parts: list[bytes] = []
    size = 0
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(patience) as waiting:
            async for part in request.stream():
                waiting.reschedule(loop.time() + patience)
                size += len(part)
                if size <= limit:
                    parts.append(part)
                else:
                    parts.clear()
                if size > limit * (1 + READ_ON):
                    break
    except TimeoutError:
        says = "The body did not come to its end in time. Nothing was recorded."
        raise refusal(408, "too_slow", says, {"Connection": "close"}) from None
    if size > limit:
        raise _over(limit)
    return b"".join(parts)


def unpack_gzip(body: bytes, limit: int) -> bytes:
    """Unpack a gzipped body. Raises RefusedError for what is none, is damaged or breaks off (400), and where more than
    `limit` bytes come out (413), before they do.
    """
    found: list[bytes] = []
    size = 0
    while body or not found:
        member = zlib.decompressobj(_GZIP)
        try:
            found.append(member.decompress(body, limit - size + 1))
        except zlib.error:
            raise _not_gzip() from None
        size += len(found[-1])
        if size > limit:
            raise too_large(f"An unpacked body may have {limit} bytes.")
        if not member.eof:
            raise _not_gzip()
        body = member.unused_data
    return b"".join(found)


def _not_gzip() -> RefusedError:
    return refusal(400, "not_gzip", "The body is not gzip, is damaged, or breaks off. Nothing was recorded.")


def _over(limit: int) -> Exception:
    return too_large(f"A body may have {limit} bytes.")
