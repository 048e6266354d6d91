"""`vouch keys` and `vouch access`."""

import pytest

from api.accounts.accounts import Accounts
from api.bootstrap import open_event_store
from api.settings import Settings
from domain.store.opening import migrate
from tests.api.command.calling import call
from tests.support.command import run_vouch


@pytest.fixture
def store(sqlite_url: str) -> str:
    migrate(sqlite_url, timezone=None)
    return sqlite_url


def test_a_key_is_shown_once_listed_without_its_secret_and_revoked(store: str) -> None:
    made = call("keys", "create", "payroll", "--scope", "payouts:settle,events:read", store=store)
    assert made.code == 0
    key = made.out.strip()
    with open_event_store(Settings(store=store)) as opened:
        accounts = Accounts(Settings(), opened)
        assert accounts.are_configured
        assert accounts.identify_bearer(key).actor == "key/payroll"
    (listed,) = call("keys", "list", "--json", store=store).json
    assert (listed["name"], listed["scopes"], listed["state"]) == (
        "payroll",
        ["events:read", "payouts:settle"],
        "works",
    )
    assert key not in call("keys", "list", store=store).out
    assert call("keys", "revoke", listed["id"], store=store).out == "revoked\n"
    assert call("keys", "revoke", listed["id"], store=store).code == 1
    assert "revoked" in call("keys", "list", store=store).out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["x", "--scope", "everything"], 2),
        (["x"], 2),
        (["x", "--scope", "feed:write", "--days", "401"], 2),
        (["x", "--scope", "feed:write", "--days", "0"], 2),
        (["", "--scope", "feed:write"], 1),
        (["x" * 61, "--scope", "feed:write"], 1),
    ],
)
def test_what_cannot_be_a_key_is_refused(store: str, arguments: list[str], code: int) -> None:
    assert call("keys", "create", *arguments, store=store).code == code
    assert call("keys", "list", "--json", store=store).json == []


def test_a_third_key_of_a_name_is_refused(store: str) -> None:
    answers = [call("keys", "create", "feed", "--scope", "feed:write", store=store) for _ in range(3)]
    assert [answer.code for answer in answers] == [0, 0, 1]


def test_access_is_revoked_and_restored(store: str) -> None:
    assert call("access", "revoke", "someone", store=store).out == "revoked\n"
    assert call("access", "revoke", "someone", store=store).out == "was revoked already\n"
    assert call("access", "restore", "someone", store=store).out == "restored\n"
    assert call("access", "restore", "someone", store=store).code == 1


def test_serving_others_without_accounts_is_wrong_use(store: str) -> None:
    answer = run_vouch("serve", "--host", "0.0.0.0", "--port", "0", store=store)
    assert answer.returncode == 2
    assert b"VOUCH_ACCOUNTS=none" in answer.stderr
