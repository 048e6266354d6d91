"""Acts about money on the command line."""

import sys
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

import msgspec

from api.bootstrap import Vouch
from api.command.errors import Refused, WrongUse
from api.command.output import count_of, put, put_bytes, put_json, say
from api.command.work.opening import catch_up, open_to_read
from api.command.work.payouts import give_file, load_file
from api.command.work.principal import find_principal
from api.command.work.to_come import refuse_instant_to_come
from api.payouts import clerk_of
from api.payroll import read_payroll
from consumers.payouts.acting import (
    Acted,
    Answer,
    Clerk,
    KeyReused,
    PassedOverKey,
    Request,
    tell_passed_over,
)
from consumers.payouts.orders import (
    LineAct,
    Order,
    order_approval,
    order_cancellation,
    order_export,
    order_on_line,
    order_proposal,
    order_settlement,
)
from domain.access.scope import may
from domain.access.words import Role
from domain.facts.payout import FileFormat
from domain.payouts.acts.act import Refusal
from domain.payouts.refusals import SAYS

_SHOWN = 20


class Acting(NamedTuple):
    """Who acts, under which key, when it counts as recorded, how it is told, and on which store."""

    employee: str | None
    roles: frozenset[Role] | None
    key: str | None
    recorded_at: datetime | None
    as_json: bool
    store: str | None


def propose(as_of: date, currency: str | None, pay_date: date | None, acting: Acting) -> None:
    """Propose what is due for a day, and tell the runs and what was passed over."""
    answer = _act(order_proposal(as_of, currency, pay_date), acting, ("propose", as_of, currency, pay_date))
    if not acting.as_json:
        put(f"{count_of(len(answer.runs), 'run')} proposed: {', '.join(answer.runs)}.")


def approve(run: str, digest: str | None, acting: Acting) -> None:
    """Approve a run, if it still has the digest (None: whatever it is)."""
    _act(order_approval(run, digest), acting, ("approve", run, digest))
    _tell(acting, f"{run} approved.")


def cancel(run: str, reason: str, acting: Acting) -> None:
    """Cancel a run."""
    _act(order_cancellation(run, reason), acting, ("cancel", run, reason))
    _tell(acting, f"{run} cancelled.")


def act_on_line(act: LineAct, line: str, reason: str, acting: Acting) -> None:
    """Do one of the acts about a line."""
    _act(order_on_line(act, line, reason), acting, (act, line, reason))
    done = {"release": "released", "drop": "dropped", "waive": "waived", "accept": "accepted"}
    _tell(acting, f"{line} {done[act]}.")


def settle(path: Path, acting: Acting) -> None:
    """Record payroll's answers in a file, all or none."""
    content = path.read_bytes()
    answer = _act(order_settlement(content), acting, ("settle", sha256(content).hexdigest()))
    _tell(acting, f"{count_of(answer.rows, 'row')} recorded." if answer.rows else "This file was recorded before.")


def export(run: str, format_: FileFormat, out: Path | None, acting: Acting) -> None:
    """Export a run, and write its file; the event is recorded before the file is there."""
    if out is None and format_ == "xlsx" and sys.stdout.isatty():
        raise WrongUse("a spreadsheet is no text: send it to a file, with --out.")
    with open_to_read(acting.store) as vouch:
        order = order_export(run, format_, read_payroll(vouch.settings))
        _act_in(vouch, order, acting, ("export", run, format_))
        give_file(load_file(vouch, run), out)


def _act(order: Order, acting: Acting, words: Sequence[object]) -> Answer:
    with open_to_read(acting.store) as vouch:
        answer = _act_in(vouch, order, acting, words)
    if acting.as_json:
        put_json(answer)
    return answer


def _act_in(vouch: Vouch, order: Order, acting: Acting, words: Sequence[object]) -> Answer:
    """Act, and let it be read; `words` are the act's name and what it was told. Raises Refused."""
    clerk = _find_clerk(acting, f"payout.{words[0]}")
    if acting.recorded_at is not None:
        refuse_instant_to_come(acting.recorded_at)
    key = acting.key or _make_key()
    request = Request(key, sha256(repr(list(words)).encode()).hexdigest(), acting.recorded_at)
    outcome = vouch.counter.act(order, clerk, request)
    if isinstance(outcome, KeyReused):
        raise Refused("This key was used for something else: nothing was done.")
    if isinstance(outcome, Refusal):
        _refuse(outcome, as_json=acting.as_json)
    assert isinstance(outcome, Acted)
    catch_up(vouch)
    _say_passed_over(outcome.answer.passed_over)
    return outcome.answer


def _make_key() -> str:
    key = token_hex(8)
    say(f"Key: {key}")
    return key


def _find_clerk(acting: Acting, operation: str) -> Clerk:
    """Find who acts. Raises Refused where no role of theirs has the operation."""
    who = find_principal(acting.employee, acting.roles)
    if not may(who, operation):
        raise Refused("forbidden: The roles given with --role do not have this operation.")
    return clerk_of(who)


def _refuse(refusal: Refusal, *, as_json: bool) -> None:
    """Raise Refused: the sentence, and each thing that stands in the way on a line of its own."""
    _say_passed_over(tell_passed_over(refusal.passed_over))
    if as_json:
        put_bytes([msgspec.json.encode(tell_refusal(refusal)), b"\n"])
    for fault in refusal.faults[:_SHOWN]:
        say(f"{fault.name}: {fault.says}")
    raise Refused(f"{refusal.code}: {SAYS[refusal.code]}")


class RefusalView(msgspec.Struct, frozen=True):
    """A refusal for programs: its reason code, the sentence, and what stands in the way."""

    code: str
    detail: str
    faults: list[dict[str, str]]
    passed_over: tuple[PassedOverKey, ...]


def tell_refusal(refusal: Refusal) -> RefusalView:
    """Tell a refusal to programs."""
    faults = [{"name": fault.name, "says": fault.says} for fault in refusal.faults]
    return RefusalView(refusal.code, SAYS[refusal.code], faults, tell_passed_over(refusal.passed_over))


def _say_passed_over(keys: tuple[PassedOverKey, ...]) -> None:
    says = {
        "differs_today": "another amount is due today",
        "referrer_unidentified": "its referrer is not identified",
    }
    for key in keys:
        say(f"Passed over: {key.referral}, {key.instalment}, {key.referrer}: {says[key.reason]}.")


def _tell(acting: Acting, text: str) -> None:
    if not acting.as_json:
        put(text)
