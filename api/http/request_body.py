"""Reads the body of a request up to a limit, however it is sent."""

from fastapi import Request

from api.http.cloudevents import too_large

READ_ON = 2
"""Times the limit that is read on and thrown away, so that a client that is still sending sees the answer."""


async def read_body(request: Request, limit: int) -> bytes:
    """Read the whole body. Raises RefusedError (413) if it has more than `limit` bytes."""
    announced = request.headers.get("content-length", "")
    # Who asks first (Expect: 100-continue) is told before anything is sent.
    if announced.isdigit() and int(announced[:20]) > limit and "expect" in request.headers:
        raise _over(limit)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size <= limit:
            parts.append(part)
        else:
            parts.clear()
        if size > limit * (1 + READ_ON):
            break
    if size > limit:
        raise _over(limit)
    return b"".join(parts)


def _over(limit: int) -> Exception:
    return too_large(f"A body may have {limit} bytes.")
