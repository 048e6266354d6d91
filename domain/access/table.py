"""The table of spec/access.md §3, as it stands there, a line an operation.

`A` allowed, `C` coarse, `-` forbidden; a relation before a cell: that relation only, all others hidden; `hidden`: not
forbidden, but nothing is there. An empty cell adds nothing to "everyone", which adds to all columns but keys.
`kind` is the kind of thing that the operation is asked of, `none` where there is none.
"""

from functools import cache
from typing import NamedTuple

from domain.access.words import MISSING, Answer, Relation, Relations, Role

OPERATIONS = """
operation             | kind        | everyone   | manager  | recruiter  | proposer | approver | auditor| key| admin
feed.write            | none        | -          |          |            |          |          |        | A   |
events.read           | none        | -          |          |            |          |          | A      | A   |
letter.list           | none        | -          |          |            |          |          |        | C  | A
letter.raw            | letter      | -          |          |            |          |          |        | -  | A
letter.replay         | letter      | -          |          |            |          |          |        | -  | A
letter.drop           | letter      | -          |          |            |          |          |        | -  | A
requisition.list      | requisition | open_post C| managed A| recruited A|          |          | A      | -  | A
requisition.read      | requisition | open_post C| managed A| recruited A|          |          | A      | -  | A
requisition.pipeline  | requisition | hidden     | managed A| recruited A|          |          | C      | -   |
requisition.open      | none        | -          |          | A          |          |          |        | -  | A
requisition.update    | requisition | -          |          | recruited A|          |          |        | -  | A
requisition.close     | requisition | -          |          | recruited A|          |          |        | -  | A
requisition.reopen    | requisition | -          |          | recruited A|          |          |        | -  | A
candidate.timeline    | candidate   | hidden     | managed A| recruited A|          |          | C      | -   |
candidate.merge       | candidate   | -          |          | recruited A|          |          |        | -   |
candidate.unmerge     | candidate   | -          |          | recruited A|          |          |        | -   |
candidate.erase       | candidate   | -          |          |            |          |          |        | -  | A
candidate.export      | candidate   | -          |          |            |          |          |        | -  | A
employee.erase        | employee    | -          |          |            |          |          |        | -  | A
employee.export       | employee    | self A     |          |            |          |          |        | -  | A
application.submit    | requisition | -          |          | recruited A|          |          |        | -   |
application.move      | application | hidden     | managed A| recruited A|          |          |        | -   |
application.reject    | application | hidden     | managed A| recruited A|          |          |        | -   |
application.withdraw  | application | hidden     | managed A| recruited A|          |          |        | -   |
application.reopen    | application | hidden     | managed A| recruited A|          |          |        | -   |
offer.extend          | application | -          |          | recruited A|          |          |        | -   |
offer.change          | offer       | -          |          | recruited A|          |          |        | -   |
offer.accept          | offer       | -          |          | recruited A|          |          |        | -   |
offer.decline         | offer       | -          |          | recruited A|          |          |        | -   |
offer.withdraw        | offer       | -          |          | recruited A|          |          |        | -   |
offer.undo_acceptance | offer       | -          |          | recruited A|          |          |        | -   |
referral.make         | none        | A          |          |            |          |          |        | -   |
referral.list         | referral    | mine C     |          | recruited A| payable A| payable A| C      | -   |
referral.read         | referral    | mine C     |          | recruited A| payable A| payable A| C      | -   |
referral.why          | referral    | mine C     |          | recruited A| payable A| payable A| A      | -   |
referral.withdraw     | referral    | mine A     |          | recruited A|          |          |        | -   |
introduction.request  | none        | A          |          |            |          |          |        | -   |
introduction.list     | introduction| mine A     |          |            |          |          | C      | -   |
introduction.answer   | introduction| mine A     |          |            |          |          |        | -   |
introduction.held     | introduction| mine A     |          |            |          |          |        | -   |
programme.read        | programme   | A          |          |            |          |          |        | -   |
programme.preview     | none        | -          |          |            |          |          |        | -  | A
programme.publish     | none        | -          |          |            |          |          |        | -  | A
simulate              | none        | -          |          |            |          |          | A      | -  | C
report.bonuses        | referral    | mine C     |          | recruited A| payable A| payable A| A      | C   |
report.funnel         | requisition | hidden     | managed A| recruited A|          |          | C      | C  | C
report.time_in_stage  | requisition | hidden     | managed A| recruited A|          |          | C      | C  | C
report.source_of_hire | requisition | hidden     | managed A| recruited A|          |          | C      | C  | C
report.bonus_liability| none        | -          |          |            | A        | A        | A      | C  | C
report.bonus_forecast | none        | -          |          |            | A        | A        | A      | C  | C
report.cost_per_hire  | none        | -          |          |            | A        | A        | A      | C  | C
report.exceptions     | none        | -          |          | A          | A        | A        | C      | -  | A
identity.list         | none        | -          |          | A          | A        | A        | C      | -  | A
identity.link         | none        | -          |          |            |          |          |        | -  | A
connection.list       | none        | -          |          |            |          |          |        | -  | A
webhook.manage        | none        | -          |          |            |          |          |        | -  | A
report.introductions  | none        | C          |          |            |          |          |        | C   |
payout.list           | none        | -          |          |            | A        | A        | A      | -   |
payout.read           | run         | -          |          |            | A        | A        | A      | -   |
payout.propose        | none        | -          |          |            | A        |          |        | -   |
payout.approve        | run         | -          |          |            |          | A        |        | -   |
payout.release        | run         | -          |          |            |          | A        |        | -   |
payout.waive          | run         | -          |          |            |          | A        |        | -   |
payout.accept         | run         | -          |          |            |          | A        |        | -   |
payout.drop           | run         | -          |          |            | A        |          |        | -   |
payout.file           | run         | -          |          |            | A        | A        |        | -   |
payout.cancel         | run         | -          |          |            | A        | A        |        | -   |
payout.balance        | none        | -          |          |            | A        | A        | A      | -   |
payout.breaks         | none        | -          |          |            | A        | A        | A      | -   |
payout.export         | run         | -          |          |            | A        | A        |        | -   |
payout.settle         | none        | -          |          |            | A        |          |        | A   |
audit.read            | stream      | -          |          |            |          |          | C      | -  | C
ops.read              | none        | -          |          |            |          |          |        | A  | A
checkpoint.read       | none        | A          |          |            |          |          |        | A   |
keys.manage           | none        | -          |          |            |          |          |        | -  | A
access.revoke         | none        | -          |          |            |          |          |        | -  | A
metrics.read          | none        | -          |          |            |          |          |        | A  | A
"""

PUBLIC = "health.read"
"""The operation of what anybody may see: that the process lives, how to log in, how the API is described."""


class Cell(NamedTuple):
    """What a role may do: `answer`, of things in the `relation` only (None: of all that exist)."""

    answer: Answer
    relation: Relation | None = None

    def judge(self, relations: Relations) -> Answer:
        """Answer for a thing that the principal stands to like this."""
        if self.answer is Answer.FORBIDDEN or relations == MISSING:
            return min(self.answer, Answer.HIDDEN)
        return self.answer if self.relation is None or self.relation in relations else Answer.HIDDEN


class Line(NamedTuple):
    """An operation: the kind of thing that it is asked of (None: of nothing), and the cell of each role."""

    kind: str | None
    cells: dict[Role, Cell]


_ANSWERS = {"A": Answer.ALLOWED, "C": Answer.COARSE, "hidden": Answer.HIDDEN, "-": Answer.FORBIDDEN}


@cache
def read_table() -> dict[str, Line]:
    """Read the table, each operation by its name."""
    _, *lines = OPERATIONS.strip().splitlines()
    return {line.name: line.line for line in map(_read_line, lines)}


class _Named(NamedTuple):
    name: str
    line: Line


def _read_line(text: str) -> _Named:
    name, kind, *cells = (cell.strip() for cell in text.split("|"))
    read = dict(zip(Role, map(_read_cell, cells), strict=True))
    return _Named(name, Line(None if kind == "none" else kind, read))


def _read_cell(text: str) -> Cell:
    *relation, answer = text.split() or ["-"]
    return Cell(_ANSWERS[answer], Relation(relation[0]) if relation else None)
