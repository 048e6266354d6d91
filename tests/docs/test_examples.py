"""Every example of README and docs is typed at a demo, and what a page shows as its answer is what comes.

The demo is that of the first page: its year ends on 2026-06-30, so that days and ids are the same whenever this runs. A
shown text is compared line by line (`...` stands for any lines), shown JSON value by value, but for `position`, which
only has to be a number: it counts what Vouch itself records, too. Answers that no page shows must come with the right
exit code, must be there, and must be JSON where that is asked for. Questions without a day are asked as of the day of
the run, so that no page shows their answers, but for who is who, which does not hang on it.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from gzip import compress
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.core import TyperGroup

from api.command.app import app
from tests.api.command.calling import event, written
from tests.api.http.facing import facing
from tests.docs.pages import Block, Example, Shown, example_blocks, usages
from tests.docs.typing import Answered, type_command, type_curl

DEMO = ("vouch", "demo", "--ending-on", "2026-06-30")
STORE = "sqlite:///vouch-demo.db"
LAST_DAY = date(2026, 6, 30)
ELSEWHERE = {
    "python3": "sets up an environment",
    "make": "runs the checks",
    "bash": "runs the checks",
    "kafka-topics.sh": "is Kafka's own",
    "vouch serve": "does not end; tests/api/http/test_serving.py",
    "vouch consume": "does not end; tests/kafka",
    "vouch relay": "does not end; tests/relay",
}
"""Beginnings of examples that are not typed here, and why."""
ENDS_WITH = {
    "vouch feed replay 1": 1,
    "vouch doctor": 1,
    "curl localhost:8000/v1/reports/bonuses?as_of=30.06.2026": 422,
}
"""Exit codes, and statuses, of what is refused: a dead letter of the demo cannot be read, however often it is tried."""
BLOCKS = [(block, examples) for block, examples in example_blocks() if examples]


def name(example: Example) -> str:
    """The command without its settings."""
    return " ".join(word for word in example.words if not word.startswith("VOUCH_"))


def is_elsewhere(example: Example) -> bool:
    words = name(example)
    return words == "export" or words.startswith(tuple(ELSEWHERE))


TYPED = [(block, examples) for block, examples in BLOCKS if not all(map(is_elsewhere, examples))]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's file, made as the first page has it."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        done = type_command(DEMO, {})
    assert done.code == 0, done.complaint
    return folder / "vouch-demo.db"


@pytest.fixture
def folder(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with the demo, its keys, and the files that examples name."""
    for file in demo.parent.glob(f"{demo.name}*"):
        shutil.copy(file, tmp_path / file.name)
    monkeypatch.chdir(tmp_path)
    january, february = ([event("candidate.identified", candidate=f"C-{number}")] for number in (901, 902))
    history = [event("candidate.identified", candidate=f"C-{number}") for number in range(903, 910)]
    (tmp_path / "january.jsonl").write_bytes(written(january))
    (tmp_path / "february.jsonl.gz").write_bytes(compress(written(february)))
    (tmp_path / "history.jsonl.gz").write_bytes(compress(written(history) + b"{\n"))
    (tmp_path / "events.jsonl").write_bytes(written([event("candidate.identified", candidate="C-910")]))
    (tmp_path / "answers.csv").write_text(
        "line,outcome,settled_on,amount,currency,reason\nR-1/day-90/1,paid,2026-06-16,,,\n"
    )
    (tmp_path / "terms.json").write_text('{"amount": {"currency": "EUR", "default": "2500.00"}}')
    (tmp_path / "who.csv").write_text("kind,id,employee,reason\ncandidate,C-072,E-199,it is her\n")
    return tmp_path


@pytest.mark.parametrize(("block", "examples"), TYPED, ids=[block.name for block, _ in TYPED])
@pytest.mark.usefixtures("folder")
def test_an_example_answers_as_its_page_shows(block: Block, examples: list[Example]) -> None:
    with typing_at_http(examples) as face:
        for example in examples:
            if is_elsewhere(example) or example.words == DEMO:
                continue
            answered = type_curl(example.words, face) if "curl" in example.words else type_one(example)
            check(example, answered)


@contextmanager
def typing_at_http(examples: list[Example]) -> Iterator[Any]:
    if any("curl" in example.words for example in examples):
        with facing(STORE, LAST_DAY) as face:
            yield face
    else:
        yield None


def type_one(example: Example) -> Answered:
    settings = dict(word.split("=", 1) for word in example.words if word.startswith("VOUCH_"))
    return type_command([word for word in example.words if word not in settings], {"VOUCH_STORE": STORE, **settings})


def check(example: Example, answered: Answered) -> None:
    command = name(example)
    assert answered.code == ENDS_WITH.get(command, 0), f"{command}: {answered}"
    assert answered.text or answered.complaint, f"{command} says nothing"
    if "--json" in example.words:
        json.loads(answered.text)
    if example.shown is not None:
        compare(command, example.shown, answered.text)


def compare(command: str, shown: Shown, answered: str) -> None:
    if shown.kind == "json":
        found, expected = json.loads(answered), json.loads(shown.text)
        if isinstance(expected, dict):  # counts in a comment are some of what there is
            found = {name: found.get(name) for name in expected}
            if "position" in expected:
                assert isinstance(found["position"], int)
                expected["position"] = found["position"]
        assert found == expected, command
    else:
        expected_lines = [line.rstrip() for line in shown.text.strip().splitlines()]
        found_lines = [line.rstrip() for line in answered.strip().splitlines()]
        assert matches(expected_lines, found_lines), f"{command}:\n{answered}"


def matches(expected: list[str], found: list[str]) -> bool:
    if "..." not in expected:
        return expected == found
    at = expected.index("...")
    after = expected[at + 1 :]
    return expected[:at] == found[:at] and (not after or after == found[-len(after) :])


def test_every_beginning_that_is_not_typed_stands_somewhere() -> None:
    commands = [name(example) for _, examples in BLOCKS for example in examples]
    assert [each for each in ELSEWHERE if not any(command.startswith(each) for command in commands)] == []
    assert [each for each in ENDS_WITH if each not in commands] == []
    assert len(TYPED) >= 8


@pytest.mark.parametrize(("page", "usage"), sorted(set(usages())), ids=str)
def test_every_command_that_a_page_names_is_there_with_its_options(page: str, usage: str) -> None:
    command: Any = typer.main.get_command(app)
    words = usage.replace("[", " ").replace("]", " ").replace(",", " ").split()[1:]
    while words and isinstance(command, TyperGroup) and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    named = {name for parameter in command.params for name in parameter.opts} | {"--help", "-h"}
    named |= {name for parameter in typer.main.get_command(app).params for name in parameter.opts}
    assert [word for word in words if word.startswith("-") and word not in named | {"-"}] == [], page
    rest = list(takewhile(lambda word: not word.startswith("-"), words))
    assert not isinstance(command, TyperGroup) or not rest or not rest[0].islower(), f"{page}: no command {rest[0]}"
