"""The proof of a payout run, checked by docs/check_proof.py alone: a program of its own that knows nothing of Vouch."""

import csv
import io
import json
import runpy
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from consumers.history.proof import make_proof
from domain.facts.payout import PAYOUTS, PayoutApproved
from domain.store import EventStore
from tests.payouts.money import Shop
from tests.store.deliveries import deliveries, delivery, record

SCRIPT = Path(__file__).parents[2] / "docs" / "check_proof.py"


class Exported(NamedTuple):
    """A run that was sent: its proof, its file, the key."""

    proof: bytes
    lines: bytes
    key: str


@pytest.fixture
def exported(history: EventStore) -> Exported:
    shop = Shop()
    shop.owe(referral="R-2", referrer="=E-2", hire="E-8")
    shop.must("propose")
    approved = shop.must("approve", "E-51").events[0]
    assert isinstance(approved, PayoutApproved)
    position = history.append(PAYOUTS, [approved], expected_version=0, source="/vouch/payouts")
    record(history, *deliveries([30, 31]))
    file = shop.must("export", format="generic").file
    assert file is not None
    record(history, delivery(40))
    lines = shop.till.ledger().runs["P-1"].lines
    return Exported(make_proof(history, position, list(lines)), file.content, history.public_key())


def check(proof: bytes, lines: bytes, key: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """Run the program as who checks does; what it says where something fails."""
    (folder / "P-1.proof.json").write_bytes(proof)
    (folder / "P-1.csv").write_bytes(lines)
    monkeypatch.setattr("sys.argv", ["check_proof.py", str(folder / "P-1.proof.json"), str(folder / "P-1.csv"), key])
    try:
        runpy.run_path(str(SCRIPT), run_name="__main__")
    except SystemExit as ended:
        return str(ended.code)
    return None


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str | None]:
    return lambda proof, lines, key: check(proof, lines, key, tmp_path, monkeypatch)


def test_a_run_is_proven_without_vouch(exported: Exported, checked: Callable[..., str | None]) -> None:
    assert len(list(csv.DictReader(io.StringIO(exported.lines.decode())))) == 2
    assert checked(*exported) is None


def test_the_program_is_short_and_knows_nothing_of_vouch() -> None:
    text = SCRIPT.read_text()
    assert sum(bool(line.strip()) for line in text.splitlines()) <= 75
    assert not any(f"{word} {room}" in text for word in ("import", "from") for room in ("api", "consumers", "domain"))


def edited(proof: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    data = json.loads(proof)
    change(data)
    return json.dumps(data).encode()


def flip(text: str) -> str:
    raw = bytearray(b64decode(text))
    raw[len(raw) // 2] ^= 1
    return b64encode(raw).decode()


def set_path(proof: dict[str, Any], path: list[str]) -> None:
    proof["path"] = path


def set_lines(proof: dict[str, Any], amount: str) -> None:
    proof["lines"][0][3] = amount


ALTERED: dict[str, Callable[[dict[str, Any]], object]] = {
    "the body": lambda proof: proof.update(body=flip(proof["body"])),
    "the number": lambda proof: proof["recording"].update(number=proof["recording"]["number"] - 1),
    "the position": lambda proof: proof["recording"].update(last_position=99),
    "the instant": lambda proof: proof["recording"].update(recorded_at=1),
    "the count": lambda proof: proof["recording"].update(events=2),
    "a sibling": lambda proof: set_path(proof, [flip(proof["path"][0]), *proof["path"][1:]]),
    "the path's end": lambda proof: set_path(proof, proof["path"][:-1]),
    "the path's length": lambda proof: set_path(proof, proof["path"] * 4),
    "the checkpoint": lambda proof: proof.update(checkpoint=proof["checkpoint"].replace("vouch/", "vouch/0", 1)),
    "the lines": lambda proof: set_lines(proof, "9000.00"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_an_altered_proof_fails(exported: Exported, checked: Callable[..., str | None], what: str) -> None:
    says = checked(edited(exported.proof, ALTERED[what]), exported.lines, exported.key)
    assert says is not None
    assert says.startswith("FAILS: ")


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"2000.00", b"9000.00"), (b",E-1,", b",E-7,"), (b"USD", b"EUR"), (b"R-1/day-90/1", b"R-1/day-90/2")],
)
def test_an_altered_line_is_named(
    exported: Exported, checked: Callable[..., str | None], before: bytes, after: bytes
) -> None:
    assert before in exported.lines
    says = checked(exported.proof, exported.lines.replace(before, after, 1), exported.key)
    assert says is not None
    assert "was not approved so" in says


def test_a_line_of_another_run_and_no_line_at_all_fail(exported: Exported, checked: Callable[..., str | None]) -> None:
    assert "was not approved so" in str(checked(exported.proof, exported.lines.replace(b"P-1", b"P-2"), exported.key))
    assert "no line" in str(checked(exported.proof, exported.lines.split(b"\r\n")[0], exported.key))


def test_another_key_has_not_signed(exported: Exported, checked: Callable[..., str | None]) -> None:
    name, id_, public = exported.key.split("+", 2)
    other = b64encode(b"\1" + bytes(range(32))).decode()
    assert "not signed with this key" in str(checked(exported.proof, exported.lines, f"{name}+{id_}+{other}"))
    assert "not signed with this key" in str(checked(exported.proof, exported.lines, f"vouch/other+{id_}+{public}"))
