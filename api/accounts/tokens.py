"""Tokens of the issuer: a signature by one of its keys, and claims that are all as they must be (spec/access.md §1)."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey

from api.accounts.errors import NotValidError
from domain.access.principal import Principal
from domain.access.reading import pick_roles
from domain.facts.kinds import LONGEST_ID

LONGEST = 8_192
LEEWAY_SECONDS = 60
LONGEST_LIFE_SECONDS = 86_400
TYPES = frozenset({"jwt", "at+jwt"})
FORBIDDEN_HEADERS = frozenset({"crit", "jwk", "jku", "x5u", "b64", "enc", "zip"})

FindKey = Callable[[str], RSAKey | ECKey | OKPKey | None]


class Rules(NamedTuple):
    """What a token must say: from whom, for whom, signed how; and which claims tell roles and employee."""

    issuer: str
    audience: str
    algorithms: Sequence[str]
    roles_claim: str = "roles"
    employee_claim: str = "employee_id"


class Person(NamedTuple):
    """Whom a token is about: its `sub`, and the principal."""

    sub: str
    principal: Principal


def read_token(token: str, rules: Rules, find_key: FindKey, now: float) -> Person:
    """Read an access token as of `now` (seconds since 1970). Raises NotValidError for what is not as it must be."""
    claims = _read_claims(token, rules, find_key, now)
    if "nonce" in claims:
        raise NotValidError("id_token")
    return _find_person(claims, rules)


def read_id_token(token: str, rules: Rules, find_key: FindKey, now: float, nonce: str) -> Person:
    """Read the ID token of a login, which must carry the login's own `nonce`; `rules` name the client as audience."""
    claims = _read_claims(token, rules, find_key, now)
    if claims.get("nonce") != nonce:
        raise NotValidError("nonce")
    return _find_person(claims, rules)


def _read_claims(token: str, rules: Rules, find_key: FindKey, now: float) -> dict[str, Any]:
    header = _read_header(token)
    if header.get("alg") not in rules.algorithms:
        raise NotValidError("algorithm")
    key = find_key(_text(header.get("kid")))
    if key is None:
        raise NotValidError("unknown_kid")
    try:
        signed = jws.deserialize_compact(token, key, algorithms=list(rules.algorithms))
    except (JoseError, ValueError, TypeError):
        raise NotValidError("signature") from None
    claims = _read_object(bytes(signed.payload))
    _check_times(claims, now)
    return claims


def name_subject(issuer: str, sub: str) -> str:
    """Name the subject of an issuer as an actor: no e-mail address can be read from it."""
    return f"sub/{sha256(f'{issuer} {sub}'.encode()).hexdigest()[:16]}"


def _read_header(token: str) -> dict[str, Any]:
    parts = token.split(".")
    if len(token) > LONGEST or len(parts) != 3 or not token.isascii():
        raise NotValidError("not_a_token")
    try:
        header = _read_object(urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4)))
    except ValueError:
        raise NotValidError("header") from None
    if FORBIDDEN_HEADERS & header.keys():
        raise NotValidError("header")
    kind = header.get("typ", "JWT")
    if not isinstance(kind, str) or kind.lower() not in TYPES:
        raise NotValidError("type")
    return header


def _read_object(raw: bytes) -> dict[str, Any]:
    """Read a JSON object in which no name stands twice: readers differ on which of the two would count."""
    try:
        found = json.loads(raw.decode("utf-8"), object_pairs_hook=_refuse_twice, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise NotValidError("json") from None
    if not isinstance(found, dict):
        raise NotValidError("json")
    return found


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(_: str) -> None:
    raise ValueError


def _check_times(claims: dict[str, Any], now: float) -> None:
    ends, issued, begins = (_number(claims.get(name)) for name in ("exp", "iat", "nbf"))
    if ends is None or issued is None or (begins is None and "nbf" in claims):
        raise NotValidError("times")
    if ends - issued > LONGEST_LIFE_SECONDS or ends <= issued:
        raise NotValidError("life")
    if ends <= now - LEEWAY_SECONDS:
        raise NotValidError("expired")
    if issued > now + LEEWAY_SECONDS or (begins is not None and begins > now + LEEWAY_SECONDS):
        raise NotValidError("not_yet")


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _find_person(claims: dict[str, Any], rules: Rules) -> Person:
    if claims.get("iss") != rules.issuer:
        raise NotValidError("issuer")
    audience = claims.get("aud")
    if rules.audience not in (audience if isinstance(audience, list) else [audience]):
        raise NotValidError("audience")
    sub = _text(claims.get("sub"))
    employee = claims.get(rules.employee_claim)
    if employee is not None and not 0 < len(_text(employee)) <= LONGEST_ID:
        raise NotValidError("employee")
    roles = claims.get(rules.roles_claim)
    principal = Principal(
        subject=name_subject(rules.issuer, sub),
        kind="person",
        employee=employee,
        roles=pick_roles(roles if isinstance(roles, list) else [roles]),
    )
    return Person(sub, principal)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value or not value.isprintable() or len(value) > LONGEST_ID:
        raise NotValidError("claim")
    return value
