"""Fixtures for all tests: fresh empty stores on both databases, and an environment without anybody's settings."""

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.cluster import PostgresMissingError
from tests.support.databases import create_database, drop_database
from tests.support.kafka.fixtures import kafka_broker, new_broker, new_topic
from tests.support.keys import FOLDER as KEYS_FOLDER
from tests.support.shared_cluster import shared_cluster

# The same examples in every run; `--hypothesis-profile=explore` looks for new ones.
settings.register_profile("ci", derandomize=True, database=None, max_examples=60, deadline=None, print_blob=True)
settings.register_profile("explore", max_examples=3_000, deadline=None, print_blob=True)
settings.load_profile("ci")

NewUrl = Callable[[], str]

__all__ = ["kafka_broker", "new_broker", "new_topic"]  # fixtures, too


@pytest.fixture(scope="session", autouse=True)
def no_settings_from_outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No setting of the person who runs the tests reaches them, but the server that they are to use.

    The keys of stores on servers are in a folder of this run.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("VOUCH_", "POSTGRES_")) and name != "VOUCH_TEST_POSTGRES":
                patch.delenv(name)
        patch.setenv(KEYS_FOLDER, str(tmp_path_factory.mktemp("keys")))
        yield


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server to make databases on: the one of VOUCH_TEST_POSTGRES, else a throwaway of this run."""
    given = os.environ.get("VOUCH_TEST_POSTGRES")
    if given:
        yield given
        return
    own = tmp_path_factory.getbasetemp()
    root = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    try:
        with shared_cluster(root) as cluster:
            yield cluster.url()
    except PostgresMissingError as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture
def new_postgres_url(postgres_server: str) -> Iterator[NewUrl]:
    """Makes a fresh empty PostgreSQL database at each call; all are dropped after the test."""
    made: list[str] = []

    def new() -> str:
        made.append(create_database(postgres_server))
        return made[-1]

    yield new
    for url in made:
        drop_database(postgres_server, url)


@pytest.fixture
def new_sqlite_url(tmp_path: Path) -> NewUrl:
    """Names a fresh SQLite file at each call; nothing is there yet."""
    numbers = itertools.count(1)
    return lambda: f"sqlite:///{tmp_path}/vouch-{next(numbers)}.db"


@pytest.fixture
def postgres_url(new_postgres_url: NewUrl) -> str:
    """A fresh empty PostgreSQL database."""
    return new_postgres_url()


@pytest.fixture
def sqlite_url(new_sqlite_url: NewUrl) -> str:
    """A fresh SQLite file, not yet there."""
    return new_sqlite_url()


@pytest.fixture(params=["sqlite", "postgres"])
def new_store_url(request: pytest.FixtureRequest) -> NewUrl:
    """The same test on both databases: makes a fresh empty one at each call."""
    made: NewUrl = request.getfixturevalue(f"new_{request.param}_url")
    return made


@pytest.fixture
def store_url(new_store_url: NewUrl) -> str:
    """The same test on both databases: a fresh empty one."""
    return new_store_url()
