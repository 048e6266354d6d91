"""The fixtures give what they promise: fresh empty stores, and nothing left behind."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from tests.support.command import environment
from tests.support.shared_cluster import PROJECT

USER_OF_A_SERVER = """
import sys, time
from pathlib import Path
from typing import LiteralString
from tests.support.shared_cluster import shared_cluster
with shared_cluster(Path(sys.argv[1])) as cluster:
    print(cluster.directory, flush=True)
    time.sleep(60)
"""


def tables(url: str) -> list[str]:
    if url.startswith("sqlite:///"):
        query = "SELECT name FROM sqlite_schema"
    else:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return [str(name) for (name,) in ask(url, query)]


def make_table(url: str) -> None:
    ask(url, "CREATE TABLE mark AS SELECT 1 AS number")


def ask(url: str, statement: LiteralString) -> list[tuple[object, ...]]:
    if url.startswith("sqlite:///"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
            return file.execute(statement).fetchall()
    with psycopg.connect(url) as connection:
        answer = connection.execute(statement)
        return answer.fetchall() if answer.description else []


@pytest.mark.parametrize("turn", [1, 2])
def test_a_store_is_empty_whatever_an_earlier_test_did(store_url: str, turn: int) -> None:
    assert tables(store_url) == []
    make_table(store_url)
    assert tables(store_url) == ["mark"]


def test_each_call_makes_another_store(new_store_url: Callable[[], str]) -> None:
    first, second = new_store_url(), new_store_url()
    make_table(first)
    assert tables(second) == []


@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes"])
def test_the_server_is_as_durable_as_the_product_demands(postgres_server: str, setting: str) -> None:
    with psycopg.connect(postgres_server) as connection:
        assert connection.execute("SELECT current_setting(%s)", [setting]).fetchone() == ("on",)


def test_no_setting_from_outside_reaches_a_test() -> None:
    left = {name for name in os.environ if name.startswith(("VOUCH_", "POSTGRES_"))}
    assert left <= {"VOUCH_TEST_POSTGRES", "VOUCH_TEST_KEYS"}


def test_a_server_goes_even_if_its_users_are_killed(postgres_server: str, tmp_path: Path) -> None:
    if "VOUCH_TEST_POSTGRES" in os.environ:
        pytest.skip("the server is not of this run's making")
    command = [sys.executable, "-c", USER_OF_A_SERVER, str(tmp_path)]
    users = [subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, env=environment(None)) for _ in range(2)]
    directories = {user.stdout.readline().decode().strip() for user in users if user.stdout}
    assert len(directories) == 1, "both use one server"
    directory = Path(directories.pop())
    assert directory.exists()
    for user in users:
        user.send_signal(signal.SIGKILL)
        user.communicate()
    deadline = time.monotonic() + 20
    while directory.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not directory.exists()
