"""Test support: commands called in this process, and small feeds to call them with."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from typer.testing import CliRunner

from api.command.app import app
from tests.support.command import NO_SETTINGS
from tests.support.worked_cases import CASES, WorkedCase

FOUNDING = next(case for case in CASES if case.name == "the-story")
_NUMBERS = count(1)


class Answer(NamedTuple):
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str
    raw: bytes

    @property
    def json(self) -> Any:
        """The data, where they are JSON."""
        return json.loads(self.out)


def call(
    *arguments: str, store: str | None = None, given: bytes = b"", settings: Mapping[str, str] = NO_SETTINGS
) -> Answer:
    """Call the command in this process, as `vouch ARGUMENTS...`."""
    environment = {**settings, **({"VOUCH_STORE": store} if store else {})}
    result = CliRunner().invoke(app, arguments, env=environment, input=given, prog_name="vouch")
    return Answer(result.exit_code, result.stdout, result.stderr, result.stdout_bytes)


def event(kind: str, number: int | None = None, **data: Any) -> dict[str, Any]:
    """A structured CloudEvent with an id of its own."""
    return {
        "specversion": "1.0",
        "id": f"e{next(_NUMBERS) if number is None else number}",
        "source": "/test",
        "type": f"hr.{kind}.v1",
        "time": datetime(2026, 1, 5, 9, tzinfo=UTC).isoformat(),
        "data": data,
    }


def written(events: Iterable[Mapping[str, Any]]) -> bytes:
    """The events as a feed file."""
    return b"".join(json.dumps(each).encode() + b"\n" for each in events)


def feed_file(folder: Path, events: Iterable[Mapping[str, Any]], name: str = "feed.jsonl") -> str:
    """A feed file with these events."""
    path = folder / name
    path.write_bytes(written(events))
    return str(path)


def with_case(store: str, folder: Path, case: WorkedCase = FOUNDING) -> None:
    """Push a worked case into a store."""
    file = feed_file(folder, case.events, f"{case.name}.jsonl")
    done = call("feed", "push", file, "--timezone", case.timezone, store=store)
    assert done.code == 0, done.err
