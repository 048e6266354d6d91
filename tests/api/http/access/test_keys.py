"""API keys: for machines, within their scopes, until they end or are revoked."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.accounts.accounts import read_rules
from api.accounts.api_keys import check_key, make_key
from api.accounts.errors import NotValidError
from api.processes.address import AddressRefused, check_address, is_loopback
from api.settings import Settings, SettingsWrong
from domain.access.words import Scope
from domain.store.accounts.values import TooManyKeysError
from tests.api.http.facing import STRUCTURED, Face, facing

NOW = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgres"])
def face(request: pytest.FixtureRequest) -> Iterator[Face]:
    with facing(request.getfixturevalue(f"{request.param}_url")) as found:
        yield found


@pytest.fixture(scope="module")
def open_face(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Face]:
    with facing(f"sqlite:///{tmp_path_factory.mktemp('open')}/vouch.db") as found:
        yield found


def ask(face: Face, path: str, key: str | None, **more: Any) -> int:
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    return int(face.client.get(path, headers={**headers, **more}).status_code)


def test_a_key_works_within_its_scopes_until_it_is_revoked(face: Face) -> None:
    made = make_key("payroll", {Scope.EVENTS_READ}, datetime.now(UTC), 30)
    assert ask(face, "/v1/events", None) == 200
    face.vouch.store.add_key(made.kept)
    face.client.app.state.service.accounts.look_for_keys()  # type: ignore[attr-defined]
    assert ask(face, "/v1/events", None) == 401
    assert ask(face, "/v1/events", made.text) == 200
    assert ask(face, "/v1/events", made.text, Host="vouch.example") == 200
    assert ask(face, "/v1/referrals", made.text) == 403
    assert ask(face, "/metrics", made.text) == 403
    posted = face.client.post("/v1/feed/events", headers={**STRUCTURED, "Authorization": f"Bearer {made.text}"})
    assert posted.status_code == 403
    other = made.text[:-1] + ("A" if made.text[-1] != "A" else "B")
    for wrong in (other, made.text[:-1], made.text + "A", "vk_", "vk_" + "0" * 8 + "_" + "A" * 43):
        assert ask(face, "/v1/events", wrong) == 401
    assert face.vouch.store.revoke_key(made.kept.id, datetime.now(UTC))
    assert not face.vouch.store.revoke_key(made.kept.id, datetime.now(UTC))
    assert ask(face, "/v1/events", made.text) == 401
    assert ask(face, "/v1/events", None) == 401


def test_two_keys_of_a_name_work_at_once_and_no_third(face: Face) -> None:
    store, now = face.vouch.store, datetime.now(UTC)
    first, second, third = (make_key("feed", {Scope.FEED_WRITE}, now, 30) for _ in range(3))
    store.add_key(first.kept)
    store.add_key(second.kept)
    with pytest.raises(TooManyKeysError):
        store.add_key(third.kept)
    assert store.revoke_key(first.kept.id, now)
    store.add_key(third.kept)
    assert {key.id for key in store.list_keys()} == {each.kept.id for each in (first, second, third)}
    assert all(each.text not in repr(key) for key in store.list_keys() for each in (first, second, third))


@pytest.mark.parametrize(
    ("after", "works"), [(timedelta(0), True), (timedelta(days=30, microseconds=-1), True), (timedelta(days=30), False)]
)
def test_a_key_ends(after: timedelta, works: bool) -> None:
    made = make_key("feed", {Scope.FEED_WRITE}, NOW, 30)
    assert len(made.text) == 55
    assert made.kept.works_at(NOW + after) == works
    if works:
        assert check_key(made.text, made.kept, NOW + after).actor == "key/feed"
    else:
        with pytest.raises(NotValidError):
            check_key(made.text, made.kept, NOW + after)


@pytest.mark.parametrize(
    "settings",
    [
        {"oidc_audience": "vouch"},
        {"oidc_issuer": "https://id.example"},
        {"oidc_issuer": "https://id.example", "oidc_audience": "vouch", "oidc_algorithms": "none"},
        {"oidc_issuer": "https://id.example", "oidc_audience": "vouch", "oidc_algorithms": "RS256,HS256"},
        {"oidc_issuer": "https://id.example", "oidc_audience": "vouch", "oidc_algorithms": ""},
        {"oidc_issuer": "https://id.example", "oidc_audience": "vouch", "accounts": "none"},
    ],
)
def test_settings_that_would_let_strangers_in_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(SettingsWrong):
        read_rules(Settings(**settings))


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("127.9.9.9", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("vouch.example", False),
        ("", False),
    ],
)
def test_without_accounts_only_this_machine_is_listened_to(
    host: str, own: bool, open_face: Face, capsys: pytest.CaptureFixture[str]
) -> None:
    assert is_loopback(host) == own
    accounts = open_face.client.app.state.service.accounts  # type: ignore[attr-defined]
    if own:
        check_address(host, accounts, for_people=True)
        said = "No accounts are configured: whoever reaches this machine's port may do everything.\n"
        assert capsys.readouterr().err == said
    else:
        with pytest.raises(AddressRefused, match="VOUCH_ACCOUNTS=none"):
            check_address(host, accounts, for_people=True)


def test_open_on_purpose_there_is_no_acting_as_others(sqlite_url: str) -> None:
    with facing(sqlite_url, accounts="none") as face:
        check_address("0.0.0.0", face.client.app.state.service.accounts, for_people=True)  # type: ignore[attr-defined]
        assert ask(face, "/v1/events", None, Host="vouch.example") == 200
        assert ask(face, "/v1/events", None, **{"X-Forwarded-For": "10.0.0.1"}) == 200
        assert ask(face, "/v1/events", None, **{"Vouch-As": "E-1"}) == 403
