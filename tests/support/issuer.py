"""Test support: a small real issuer of tokens on loopback, whose keys can be turned over and that can be away."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

AUDIENCE = "vouch"


class Issuer:
    """An issuer at `url`. `asked` counts how often its keys were asked for; `away` makes it answer nothing."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.away = False
        self.asked = 0
        self.keys: dict[str, ECKey | RSAKey] = {"k1": ECKey.generate_key("P-256")}

    def turn_over(self, kid: str) -> None:
        """Sign with a new key from now on; the old ones are forgotten."""
        self.keys = {kid: ECKey.generate_key("P-256")}

    def claims(self, sub: str = "someone", **claims: Any) -> dict[str, Any]:
        """The claims of a good token; those given go over them, and a None takes one away."""
        now = int(time())
        good = {"iss": self.url, "aud": AUDIENCE, "sub": sub, "iat": now, "exp": now + 600, **claims}
        return {name: value for name, value in good.items() if value is not None}

    def sign(
        self, claims: Mapping[str, Any], *, header: Mapping[str, Any] | None = None, key: ECKey | RSAKey | None = None
    ) -> str:
        """Sign claims; `header` goes over the usual one."""
        kid, own = next(iter(self.keys.items()))
        usual = {"alg": "ES256", "kid": kid, "typ": "JWT", **(header or {})}
        return jwt.encode(
            {name: value for name, value in usual.items() if value is not None},
            dict(claims),
            key or own,
            algorithms=["ES256", "RS256", "HS256"],
        )

    def token(self, employee: str | None = None, *roles: str, sub: str = "someone") -> str:
        """A good token of an employee with roles."""
        return self.sign(self.claims(sub, employee_id=employee, roles=list(roles)))

    def answer(self, path: str) -> dict[str, Any] | None:
        """What is at a path."""
        if path == "/.well-known/openid-configuration":
            return {"issuer": self.url, "jwks_uri": f"{self.url}/keys"}
        if path == "/keys":
            self.asked += 1
            return {"keys": [{**key.as_dict(private=False), "kid": kid} for kid, key in self.keys.items()]}
        return None


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    """A running issuer; stopped at the end."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = None if issuer.away else issuer.answer(self.path)
            body = json.dumps(found).encode()
            self.send_response(503 if issuer.away else 200 if found else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer = Issuer(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
