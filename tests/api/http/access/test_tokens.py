"""Tokens of an issuer: good ones say who asks, and all others are answered alike."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from time import time
from typing import Any, NamedTuple

import pytest
from joserfc.jwk import ECKey, OctKey, RSAKey

from api.accounts.errors import NotValidError
from api.accounts.issuer_keys import ASK_AGAIN_SECONDS, FRESH_SECONDS, KEPT_SECONDS, IssuerKeys
from tests.api.http.facing import Face, facing
from tests.support.issuer import AUDIENCE, Issuer, running_issuer

LISTED = "/v1/referrals"


class Guarded(NamedTuple):
    """A face whose accounts are an issuer's."""

    face: Face
    issuer: Issuer

    def ask(self, token: str | None, path: str = LISTED, **headers: str) -> Any:
        given = {} if token is None else {"Authorization": f"Bearer {token}"}
        return self.face.client.get(path, headers={**given, **headers})


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    url = f"sqlite:///{tmp_path_factory.mktemp('tokens')}/vouch.db"
    with running_issuer() as issuer, facing(url, oidc_issuer=issuer.url, oidc_audience=AUDIENCE) as face:
        yield Guarded(face, issuer)


def part(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def without_nulls(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def bad_tokens(issuer: Issuer) -> dict[str, str]:
    """Tokens that are not valid, each by what is wrong with it."""
    good, now = issuer.claims("s", employee_id="E-1"), int(time())
    key = next(iter(issuer.keys.values()))
    stranger = ECKey.generate_key("P-256")
    public = {**stranger.as_dict(private=False), "kid": "k1"}
    head, body, signature = issuer.sign(good).split(".")
    secret = OctKey.import_key(json.dumps(key.as_dict(private=False)))
    header = {"alg": "ES256", "kid": "k1", "typ": "JWT"}

    def sign_raw(head: Any, body: Any) -> str:
        return resign(key, part(head), part(body))

    changed: dict[str, dict[str, Any]] = {
        "another issuer": {"iss": "https://evil.example"},
        "an issuer with a slash": {"iss": f"{issuer.url}/"},
        "no issuer": {"iss": None},
        "another audience": {"aud": "others"},
        "an audience in part": {"aud": "vouch2"},
        "audiences without ours": {"aud": ["a", "b"]},
        "no audience": {"aud": None},
        "expired": {"exp": now - 61, "iat": now - 500},
        "no end": {"exp": None},
        "an end as text": {"exp": str(now + 600)},
        "an end that is true": {"exp": True},
        "no beginning": {"iat": None},
        "valid for too long": {"exp": now + 86_401, "iat": now},
        "made later": {"iat": now + 120, "exp": now + 600},
        "not yet valid": {"nbf": now + 120},
        "not before as text": {"nbf": "soon"},
        "ended before it began": {"iat": now, "exp": now - 1},
        "an ID token": {"nonce": "n"},
        "no subject": {"sub": None},
        "an empty subject": {"sub": ""},
        "a subject that is no text": {"sub": 7},
        "an employee that is no text": {"employee_id": 7},
        "an empty employee": {"employee_id": ""},
        "a huge employee": {"employee_id": "E" * 201},
    }
    headers: dict[str, dict[str, Any]] = {
        "crit": {"crit": ["exp"], "exp": 1},
        "jwk": {"jwk": public},
        "jku": {"jku": f"{issuer.url}/keys"},
        "x5u": {"x5u": f"{issuer.url}/keys"},
        "an unknown kid": {"kid": "k9"},
        "no kid": {"kid": None},
        "a kid that is a path": {"kid": "../../../dev/null"},
        "a kid that is a query": {"kid": "k1' OR '1'='1"},
        "a logout token": {"typ": "logout+jwt"},
        "an ID token by type": {"typ": "id+jwt"},
    }
    return {
        **{says: issuer.sign(without_nulls(good | with_)) for says, with_ in changed.items()},
        **{says: sign_raw(without_nulls(header | with_), good) for says, with_ in headers.items()},
        "no algorithm": f"{part({**header, 'alg': 'none'})}.{body}.",
        "no algorithm, oddly spelt": f"{part({**header, 'alg': 'nOnE'})}.{body}.{signature}",
        "the public key as a secret": issuer.sign(good, header={"alg": "HS256"}, key=secret),  # type: ignore[arg-type]
        "another algorithm's key": f"{part({**header, 'alg': 'RS256'})}.{body}.{signature}",
        "a stranger's key": issuer.sign(good, key=stranger),
        "a kid that is a number": sign_raw({**header, "kid": 1}, good),
        "changed claims": f"{head}.{part({**good, 'employee_id': 'E-2'})}.{signature}",
        "no signature": f"{head}.{body}.",
        "two parts": f"{head}.{body}",
        "five parts": f"{head}.{body}.{signature}.{body}.{signature}",
        "claims twice": sign_raw(header, b'{"sub":"a",' + json.dumps(good).encode()[1:]),
        "a header twice": sign_raw(b'{"alg":"none",' + json.dumps(header).encode()[1:], good),
        "claims that are a list": sign_raw(header, [good]),
        "no JSON": sign_raw(header, b"{"),
        "no UTF-8": sign_raw(header, b'{"sub":"\xff"}'),
        "not a number": sign_raw(header, json.dumps(good).encode().replace(b'"exp"', b'"x":NaN,"exp"')),
        "huge": issuer.sign({**good, "more": "x" * 9_000}),
        "nothing at all": "x",
        "dots": "..",
    }  # fmt: skip


def resign(key: ECKey | RSAKey, head: str, body: str) -> str:
    """Sign parts as they are."""
    from joserfc.jws import JWSRegistry  # noqa: PLC0415 - only here

    signature = JWSRegistry.algorithms["ES256"].sign(f"{head}.{body}".encode(), key)
    return f"{head}.{body}.{part(signature)}"


def test_a_good_token_says_who_asks(guarded: Guarded) -> None:
    issuer = guarded.issuer
    assert guarded.ask(issuer.token("E-1")).status_code == 200
    assert guarded.ask(issuer.token(None)).status_code == 403
    assert guarded.ask(issuer.token("E-1"), "/v1/events").status_code == 403
    assert guarded.ask(issuer.token("E-1", "auditor", "cook"), "/v1/events").status_code == 200
    assert guarded.ask(issuer.sign(issuer.claims(aud=["x", AUDIENCE], employee_id="E-1"))).status_code == 200
    assert guarded.ask(issuer.sign(issuer.claims(employee_id="E-1"), header={"typ": "at+jwt"})).status_code == 200
    late = issuer.claims(employee_id="E-1", exp=int(time()) - 30, iat=int(time()) - 90)
    assert guarded.ask(issuer.sign(late)).status_code == 200


def test_all_that_is_not_valid_is_answered_alike(guarded: Guarded) -> None:
    tokens = bad_tokens(guarded.issuer)
    answers = {says: guarded.ask(token) for says, token in tokens.items()} | {"none": guarded.ask(None)}
    assert len(answers) >= 45
    assert {says for says, answer in answers.items() if answer.status_code != 401} == set()
    assert len({answer.content for answer in answers.values()}) == 1
    assert {answer.headers["www-authenticate"] for answer in answers.values()} == {"Bearer"}
    apart = {"x-request-id", "date"}
    assert len({tuple(p for p in answer.headers.items() if p[0] not in apart) for answer in answers.values()}) == 1


def test_other_schemes_and_places_are_no_credentials(guarded: Guarded) -> None:
    token = guarded.issuer.token("E-1")
    client = guarded.face.client
    for value in (f"Basic {token}", token, "Bearer", "Bearer "):
        assert client.get(LISTED, headers={"Authorization": value}).status_code == 401
    for path in (f"{LISTED}?access_token={token}", f"{LISTED}?token={token}"):
        assert client.get(path).status_code == 401
    twice = [("Authorization", f"Bearer {token}"), ("Authorization", f"Bearer {token}")]
    assert client.get(LISTED, headers=twice).status_code == 401
    as_another = guarded.ask(token, "/v1/events", **{"Vouch-As": "E-2", "Vouch-Roles": "auditor"})
    assert as_another.status_code == 403


def test_what_anybody_may_ask_needs_no_token(guarded: Guarded) -> None:
    for path in ("/livez", "/readyz", "/", "/openapi.json"):
        assert guarded.ask(None, path, Host="vouch.example").status_code == 200
    assert guarded.ask(None, "/metrics").status_code == 401


def test_a_revoked_subject_is_let_in_no_more_until_restored(guarded: Guarded) -> None:
    token = guarded.issuer.token("E-1", sub="leaver")
    store = guarded.face.vouch.store
    assert guarded.ask(token).status_code == 200
    assert store.revoke_subject("leaver", datetime.now(UTC))
    assert guarded.ask(token).status_code == 401
    assert store.restore_subject("leaver")
    assert guarded.ask(token).status_code == 200


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def test_keys_are_kept_asked_for_again_and_outlive_the_issuer_by_a_day() -> None:
    clock = Clock()
    with running_issuer() as issuer:
        keys = IssuerKeys(issuer.url, None, clock)
        assert keys.find("k1") is not None
        clock.seconds += FRESH_SECONDS - 1
        assert keys.find("k1") is not None
        assert issuer.asked == 1
        assert keys.find("k2") is None
        assert issuer.asked == 2
        issuer.turn_over("k2")
        clock.seconds += ASK_AGAIN_SECONDS - 1
        assert keys.find("k2") is None
        clock.seconds += 1
        assert keys.find("k2") is not None
        assert keys.find("k1") is None
        issuer.away = True
        clock.seconds += KEPT_SECONDS - 1
        assert keys.find("k2") is not None
        clock.seconds += 1
        assert keys.find("k2") is None
        issuer.away = False
        clock.seconds += ASK_AGAIN_SECONDS
        assert keys.find("k2") is not None


def test_a_subject_is_named_by_issuer_and_sub_without_either(guarded: Guarded) -> None:
    accounts = guarded.face.client.app.state.service.accounts  # type: ignore[attr-defined]
    principal = accounts.identify_bearer(guarded.issuer.token(None, "auditor", sub="a@b.example"))
    digest = sha256(f"{guarded.issuer.url} a@b.example".encode()).hexdigest()
    assert principal.actor == f"sub/{digest[:16]}"
    with pytest.raises(NotValidError):
        accounts.identify_bearer("x")
