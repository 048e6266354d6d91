"""Fixtures: the HTTP face in process."""

from collections.abc import Iterator

import pytest

from tests.api.http.facing import Face, facing, hired


@pytest.fixture
def face(sqlite_url: str) -> Iterator[Face]:
    """The face of an empty Vouch."""
    with facing(sqlite_url) as found:
        yield found


@pytest.fixture(scope="module")
def hired_face(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Face]:
    """The face of a Vouch that has been told of one hire: only to be read from."""
    with facing(f"sqlite:///{tmp_path_factory.mktemp('hired')}/vouch.db") as found:
        found.push(*hired())
        yield found
