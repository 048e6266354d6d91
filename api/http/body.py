"""Reading the body of a request within a limit, however it is sent."""

from fastapi import Request

from api.http.cloudevents import too_large

READ_ON = 2
"""So many times the limit is read and thrown away, so that a client that is still sending gets to see the answer."""


async def read_body(request: Request, limit: int) -> bytes:
    """The whole body; a problem if it has more bytes than the limit."""
    said = request.headers.get("content-length", "")
    # Who asks first (Expect: 100-continue) is told before anything is sent.
    if said.isdigit() and int(said[:20]) > limit and "expect" in request.headers:
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
