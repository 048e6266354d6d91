"""Every cell of the worked table against the running app, each with a credential of its role."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from fastapi.routing import iter_route_contexts
from httpx2 import Response

from api.accounts.api_keys import make_key
from api.http.access.declaring import find_operation
from domain.access.words import Scope
from tests.api.http.access.house import apply, organisation, refer, start
from tests.api.http.facing import FEED, STRUCTURED, Face, event, facing
from tests.support.issuer import AUDIENCE, Issuer, running_issuer

VECTORS = Path(__file__).parents[3] / "vectors-access"
NO_ROUTE = {
    "access.revoke", "audit.read", "connection.list", "introduction.list",
    "keys.manage", "letter.list", "letter.raw", "ops.read", "programme.read", "webhook.manage",
}  # fmt: skip
"""Operations whose routes are still to come: a new one has to be struck from here."""

EMPLOYEES = {
    "managed": "E-2", "recruited": "E-3", "mine": "E-1", "referred": "E-1", "self": "E-1", "benefits_me": "E-1",
    "proposed_by_me": "E-20",
}  # fmt: skip
"""Who stands so to the thing; everybody else is E-9."""
THINGS = {
    "requisition": {"managed": "Q-1", "recruited": "Q-1", "open_post": "Q-2", "other": "Q-3", "missing": "Q-0"},
    "candidate": {"managed": "C-1", "recruited": "C-1", "referred": "C-4", "other": "C-2", "missing": "C-0"},
    "application": {"managed": "A-1", "recruited": "A-1", "other": "A-2", "missing": "A-0"},
    "offer": {"managed": "O-1", "recruited": "O-1", "other": "O-2", "missing": "O-0"},
    "referral": {
        "mine": "R-4", "managed": "R-1", "recruited": "R-1", "payable": "R-1", "other": "R-2", "missing": "R-0",
    },
    "introduction": {"mine": "I-1", "other": "I-1", "missing": "I-0"},
    "employee": {"self": "E-1", "other": "E-2", "erased": "E-2", "missing": "E-0"},
    "letter": {"other": "1", "missing": "999"},
    "run": {},
}  # fmt: skip
BODIES: dict[str, dict[str, Any]] = {
    "requisition.update": {"title": "Other"},
    "candidate.merge": {"losing": "C-1"},
    "candidate.unmerge": {"losing": "C-1"},
    "candidate.erase": {"request": "r"},
    "employee.erase": {"request": "r"},
    "application.move": {"stage": "screen"},
    "application.reject": {"reason": "r"},
    "offer.change": {"fte": "0.5"},
    "offer.withdraw": {"reason": "r"},
    "introduction.answer": {"outcome": "declined"},
    "letter.drop": {"reason": "r"},
    "payout.release": {"reason": "r"},
    "payout.waive": {"reason": "r"},
    "payout.accept": {"reason": "r"},
    "payout.drop": {"reason": "r"},
    "payout.cancel": {"reason": "r"},
    "payout.export": {"format": "generic"},
}
OF_EXPORTED = {"payout.accept", "payout.file"}
"""Acts that need an exported run: P-1. All others are asked of P-2, which is proposed."""
LAST = ["letter.replay", "letter.drop", "payout.drop", "payout.cancel"]
"""What changes a thing for all that are asked after it."""


class Cell(NamedTuple):
    """A line of the worked table."""

    role: str
    relation: str
    operation: str
    expected: str


class Told(NamedTuple):
    """An operation, the kind of thing that it is asked of, and its address."""

    operation: str
    kind: str
    address: str


def read(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CELLS = [Cell(**row) for row in read("matrix.csv")]
OPERATIONS = {row["operation"]: Told(**row) for row in read("operations.csv")}


class Walk:
    """A running app, and what is needed to ask it as anybody."""

    def __init__(self, face: Face, issuer: Issuer, lines: dict[str, str]) -> None:
        self.face = face
        self._issuer = issuer
        self._lines = lines | {"P-0": "R-0/day-90/1"}
        self._tokens: dict[tuple[str, str], str] = {}
        key = make_key("matrix", set(Scope), datetime.now(UTC), 30)
        face.vouch.store.add_key(key.kept)
        self._key = key.text
        self._asked = 0

    def ask(self, cell: Cell) -> Response:
        told = OPERATIONS[cell.operation]
        method, _, path = told.address.partition(" ")
        thing = self._find_thing(cell, told)
        for name in ("{id}", "{n}", "{line}"):
            path = path.replace(name, thing.replace("/", "%2F"))
        headers = self._credentials(cell)
        if method == "GET":
            return self.face.client.get(path, headers=headers)
        self._asked += 1
        headers |= {"Idempotency-Key": f"k{self._asked}", "If-Match": '"999"'}
        return self.face.client.request(method, path, headers=headers, json=self._body(told, thing))

    def _find_thing(self, cell: Cell, told: Told) -> str:
        if told.kind == "run":
            run = "P-0" if cell.relation == "missing" else "P-1" if told.operation in OF_EXPORTED else "P-2"
            return self._lines[run] if "{line}" in told.address else run
        things = THINGS.get(told.kind, {})
        return things.get(cell.relation, things.get("other", ""))

    def _body(self, told: Told, thing: str) -> dict[str, Any]:
        if told.operation == "application.submit":
            return {"candidate": "C-0", "requisition": thing}
        if told.operation == "offer.extend":
            return {"application": thing, "schedule": "full_time", "expires_on": "2026-11-01"}
        return BODIES.get(told.operation, {})

    def _credentials(self, cell: Cell) -> dict[str, str]:
        if cell.role == "anonymous":
            return {}
        if cell.role == "integrator":
            return {"Authorization": f"Bearer {self._key}"}
        employee = EMPLOYEES.get(cell.relation, "E-9")
        if (employee, cell.role) not in self._tokens:
            self._tokens[employee, cell.role] = self._issuer.token(employee, cell.role, sub=employee)
        return {"Authorization": f"Bearer {self._tokens[employee, cell.role]}"}


def facts() -> list[dict[str, Any]]:
    """The organisation, with offers, an introduction, and a referral of E-1's that pays nothing."""
    return [
        *organisation(),
        refer("R-4", "E-1", "C-4", requisition="Q-2"),
        apply("A-4", "C-4", "Q-2"),
        *(
            event("offer.extended", "2026-02-10T09:00:00Z", offer=f"O-{n}", application=f"A-{n}", schedule="full_time")
            for n in (1, 2)
        ),
        event(
            "introduction.requested",
            "2026-02-10T09:00:00Z",
            introduction="I-1",
            requester="E-1",
            contact="C-9",
            closeness=3,
            ask="advice",
        ),
    ]


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    url = f"sqlite:///{tmp_path_factory.mktemp('matrix')}/vouch.db"
    # What people do is recorded now, whatever day the app is told that it is.
    today = datetime.now(UTC).date()
    with facing(url, today) as face:
        face.push(*facts())
        assert face.client.post(FEED, content=b"{}", headers=STRUCTURED).json()["parked"] == 1
        pay(face, "P-1", today.isoformat())
        face.push(refer("R-5", "E-1", "C-5", requisition="Q-2"), apply("A-5", "C-5", "Q-2"), start("A-5"))
        position = propose(face, today.isoformat())
        lines = {run: find_line(face, run, position) for run in ("P-1", "P-2")}
    settings: dict[str, Any] = {"oidc_audience": AUDIENCE, "commands_per_minute": 10_000, "referrals_per_day": 10_000}
    with running_issuer() as issuer, facing(url, today, oidc_issuer=issuer.url, **settings) as face:
        yield Walk(face, issuer, lines)


def find_line(face: Face, run: str, position: int) -> str:
    return str(face.get(f"/v1/payout-runs/{run}", min_position=position).json()["lines"][0]["line"])


def propose(face: Face, day: str) -> int:
    """Let E-20 propose what is due; the position from which it can be read."""
    return act(face, "E-20", "payroll_proposer", "/v1/payout-runs", {"as_of": day})


def pay(face: Face, run: str, day: str) -> None:
    """Let a run be proposed by E-20, approved by E-21, and exported."""
    position = propose(face, day)
    digest = face.get(f"/v1/payout-runs/{run}", min_position=position).headers["etag"]
    act(face, "E-21", "payroll_approver", f"/v1/payout-runs/{run}/approve", {}, **{"If-Match": digest})
    act(face, "E-20", "payroll_proposer", f"/v1/payout-runs/{run}/export", {"format": "generic"})


def act(face: Face, employee: str, role: str, path: str, body: dict[str, Any], **headers: str) -> int:
    headers |= {"Vouch-As": employee, "Vouch-Roles": role, "Idempotency-Key": uuid4().hex}
    answer = face.client.post(path, json=body, headers=headers)
    assert answer.status_code in (200, 201), answer.text
    return int(answer.json()["position"]) if answer.headers["content-type"] == "application/json" else 0


def judge(cell: Cell, answer: Response) -> str:
    """Tell what the answer was, in the words of the table; `allowed` stands for `coarse` too where it is not shown."""
    if answer.status_code in (401, 403, 404):
        return {401: "unauthenticated", 403: "forbidden", 404: "hidden"}[answer.status_code]
    if answer.status_code >= 500 or answer.status_code == 429:
        return f"status {answer.status_code}"
    if cell.operation in ("requisition.list", "referral.list", "report.bonuses"):
        return _judge_list(cell, answer)
    reasons = {each["code"] for each in answer.json().get("reasons", [])} if _is_problem(answer) else set()
    if reasons & {"unknown_requisition", "unknown_application"}:
        return "hidden"
    return "allowed"


def _is_problem(answer: Response) -> bool:
    return answer.headers["content-type"] == "application/problem+json"


def _judge_list(cell: Cell, answer: Response) -> str:
    kind = OPERATIONS[cell.operation].kind
    thing = THINGS[kind][cell.relation]
    items = answer.json() if cell.operation == "report.bonuses" else answer.json()["items"]
    return "allowed" if thing in {item[kind] for item in items} else "hidden"


def is_right(cell: Cell, found: str) -> bool:
    if found == "allowed":
        return cell.expected in ("allowed", "coarse") or (
            cell.expected == "hidden" and cell.operation.startswith("report.") and cell.operation != "report.bonuses"
        )
    return found == cell.expected


def test_the_operations_without_a_route_are_those_listed(walk: Walk) -> None:
    routes = walk.face.client.app.routes  # type: ignore[attr-defined]
    known = {find_operation(context.original_route) for context in iter_route_contexts(routes)}
    assert set(OPERATIONS) - known == NO_ROUTE


def _find_turn(cell: Cell) -> int:
    return LAST.index(cell.operation) if cell.expected == "allowed" and cell.operation in LAST else -1


def test_every_cell(walk: Walk) -> None:
    cells = [cell for cell in CELLS if cell.operation not in NO_ROUTE]
    # What takes effect comes after all that must not.
    cells.sort(key=_find_turn)
    found = {cell: judge(cell, walk.ask(cell)) for cell in cells}
    assert {cell: told for cell, told in found.items() if not is_right(cell, told)} == {}
    assert len(found) > 1_200
