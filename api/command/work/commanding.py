"""Gives a command of a person: reads its fields, has it decided and recorded, and says what was done."""

import secrets
from collections.abc import Sequence
from getpass import getuser
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import typer

from api.bootstrap import Vouch
from api.command.errors import Refused, WrongUse
from api.command.output import put, put_bytes, put_json, say
from api.command.told.commands import COMMANDS
from api.command.told.fields import NUMBERS, PERSON
from api.command.work.opening import open_to_work
from consumers.commands.acts import make_act
from consumers.commands.answers import Effected, Forbidden, NotFound, Shown, Stale, VersionMissing
from consumers.commands.asked import Asked
from consumers.commands.reading import BodyWrong, read_body
from consumers.commands.rights import hidden_from
from consumers.commands.versions import read_expected
from domain.access.principal import Principal, acting_as, everybody
from domain.access.reading import NotARoleError, read_roles
from domain.access.scope import may
from domain.commands.command import Refusal
from domain.commands.programme import Preview
from domain.commands.reasons import Reason
from domain.commands.table import BY_NAME
from domain.feed.content import parse
from domain.store.acting.act import Done, KeyReused, Outcome

NO_RIGHT = "These roles do not have this command."


class Said(NamedTuple):
    """What was said on the command line: the fields, and what every command takes."""

    fields: dict[str, Any]
    id_: str = ""
    acknowledge: Sequence[str] | None = None
    key: str | None = None
    if_match: str = "*"
    as_: str | None = None
    roles: Sequence[str] | None = None


def command(name: str, said: Said, *, store: str | None, as_json: bool) -> None:
    """Give the command of this noun and verb.

    Raises WrongUse for fields that cannot be, and Refused where nothing was done.
    """
    principal = _find_principal(said)
    row = BY_NAME[name]
    if not may(principal, row.operation):
        raise Refused(NO_RIGHT)
    key = said.key or secrets.token_urlsafe(16)
    with open_to_work(store) as vouch:
        data = _make_data(said)
        try:
            body = read_body(data, row.body, vouch.today(), hidden_from(principal, row), principal.employee)
        except BodyWrong as wrong:
            raise WrongUse(" ".join(f"{_name_option(each.field)} {each.says}." for each in wrong.wrong)) from None
        if said.key is None:
            say(f"Key: {key}")
        asked = Asked(row, said.id_, data, body, principal, key, read_expected(said.if_match))
        outcome = _act(vouch, asked)
        _tell(name, said, outcome, vouch.today().isoformat(), as_json=as_json)


def _act(vouch: Vouch, asked: Asked) -> Outcome:
    return vouch.store.act([make_act(vouch.store, vouch.zone, asked)])[0]


def _find_principal(said: Said) -> Principal:
    whoever = everybody(f"cli/{getuser()}", "command_line")
    if said.as_ is None:
        if said.roles:
            raise WrongUse("--role goes with --as only.")
        return whoever
    try:
        return acting_as(whoever, said.as_, read_roles(",".join(said.roles or ())))
    except NotARoleError as error:
        raise WrongUse(f"--role {error}.") from None


def _make_data(said: Said) -> dict[str, Any]:
    """Make the body as it would be sent."""
    given = {name: value for name, value in said.fields.items() if value is not None}
    person = {name: given.pop(name) for name in PERSON if name in given}
    data: dict[str, Any] = {name: _read_value(name, value) for name, value in given.items()}
    if person:
        data["person"] = person
    if said.acknowledge:
        data["acknowledge"] = list(said.acknowledge)
    return data


def _read_value(name: str, value: Any) -> Any:
    if name in NUMBERS:
        return int(value) if value.isascii() and value.isdigit() and len(value) < 18 else value
    if name in ("bonus", "agency_fee"):
        amount, _, currency = value.partition(" ")
        return {"amount": amount, "currency": currency} if value else {}
    return _read_terms(value) if name == "terms" else value


def _read_terms(text: str) -> Any:
    try:
        return parse(Path(text[1:]).read_bytes() if text.startswith("@") else text)
    except OSError as error:
        raise WrongUse(f"--terms cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise WrongUse("--terms must be JSON, or @ and the name of a file of it.") from None


def _name_option(field: str) -> str:
    first, _, rest = field.partition(".")
    name = rest if first == "person" and rest else "name" if first == "person" else first
    return f"--{name.replace('_', '-')}"


def _tell(name: str, said: Said, outcome: Outcome, today: str, *, as_json: bool) -> None:
    if isinstance(outcome, Done):
        _tell_done(name, said, outcome, today, as_json=as_json)
    elif isinstance(outcome, KeyReused):
        raise Refused("this key was used for another command.")
    elif isinstance(outcome.why, Shown):
        _show(outcome.why, as_json=as_json)
    else:
        _refuse(name, outcome.why, as_json=as_json)


def _tell_done(name: str, said: Said, done: Done, today: str, *, as_json: bool) -> None:
    if as_json:
        put_bytes([done.answer, b"\n"])
        return
    did = msgspec.json.decode(done.answer, type=Effected)
    told = COMMANDS[name]
    values = {**said.fields, "id": did.id, "today": today}
    text = f"{told.done.format(**values)} Version {did.version}{', as told before' if done.replayed else ''}."
    put(f"{text} Next, {told.next.format(**values)}." if told.next else text)


def _show(shown: Shown, *, as_json: bool) -> None:
    if as_json:
        put_bytes([shown.answer, b"\n"])
        return
    preview = msgspec.json.decode(shown.answer, type=Preview)
    for total in preview.totals:
        put(
            f"{total.currency}: earned {total.earned_before} to {total.earned_after},"
            f" waiting {total.waiting_before} to {total.waiting_after} (minor unit)."
        )
    put(f"{preview.differ} rows would read differently. Next, vouch programme publish --preview {preview.preview}.")


def _refuse(name: str, why: Any, *, as_json: bool) -> None:
    """Say why nothing was done: the sentences, or the problem as JSON. Exit code 1."""
    if not isinstance(why, Refusal):
        raise Refused(_explain(name, why))
    if as_json:
        put_json(_problem(why.reasons))
    else:
        for each in why.reasons:
            say(f"{each.says} ({each.code})")
        if all(each.acknowledge for each in why.reasons):
            codes = " ".join(f"--acknowledge {each.code}" for each in why.reasons)
            say(f"Nothing was done. To go on all the same: {codes}")
    raise typer.Exit(1)


def _explain(name: str, why: Any) -> str:
    match why:
        case NotFound(kind=kind):
            return f"there is no such {kind}."
        case Forbidden():
            return NO_RIGHT
        case Stale(version=version):
            return f"it was changed: it is at version {version} by now."
        case VersionMissing():
            return "--if-match says which version was seen, or * for any."
    raise AssertionError(f"{name} is refused for a reason")


def _problem(reasons: Sequence[Reason]) -> dict[str, Any]:
    return {
        "type": "urn:vouch:problem:refused",
        "title": "Conflict",
        "status": 409,
        "detail": reasons[0].says,
        "reasons": reasons,
    }
