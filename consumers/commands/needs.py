"""What each command needs to be decided on, by its noun and verb."""

from collections.abc import Callable, Iterable
from typing import Any

from consumers.commands.gathering import Gathering
from domain.commands.command import Command
from domain.commands.programme import STREAM as PROGRAMME
from domain.facts.payout import PAYOUTS, PayoutProposed
from domain.facts.referral import ReferralMade
from domain.store.acting.act import Sight

Gather = Callable[[Gathering, Command[Any]], None]


def gather(sight: Sight, name: str, command: Command[Any]) -> Gathering:
    """Gather the facts that the command of this name (noun and verb) is decided on."""
    gathering = Gathering(sight)
    noun = name.partition(" ")[0]
    gathering.read([PROGRAMME])
    if command.by:
        gathering.follow([f"employee/{command.by}"])
    _OF[name if name in _OF else noun](gathering, command)
    gathering.read_around()
    return gathering


def _streams(**named: Iterable[str | None]) -> list[str]:
    """Name the streams of things by kind; ids that are not given are passed over."""
    return [f"{kind}/{id_}" for kind, ids in named.items() for id_ in ids if id_]


def _referral(gathering: Gathering, command: Command[Any]) -> None:
    gathering.follow([f"referral/{command.id}"])


def _make_referral(gathering: Gathering, command: Command[Any]) -> None:
    body = command.body
    named = {"candidate": [body.candidate], "employee": [body.referrer]}
    gathering.follow(_streams(referral=[command.id], **named))
    gathering.read(_streams(requisition=[body.requisition], introduction=[body.introduction]))


def _requisition(gathering: Gathering, command: Command[Any]) -> None:
    gathering.read([f"requisition/{command.id}"])


def _staff_requisition(gathering: Gathering, command: Command[Any]) -> None:
    body = command.body
    _requisition(gathering, command)
    gathering.follow(_streams(employee=[body.hiring_manager, *(body.recruiters or ())]))


def _close_requisition(gathering: Gathering, command: Command[Any]) -> None:
    _requisition(gathering, command)
    gathering.follow(gathering.find_applications(command.id))


def _application(gathering: Gathering, command: Command[Any]) -> None:
    gathering.follow([f"application/{command.id}"])


def _submit_application(gathering: Gathering, command: Command[Any]) -> None:
    gathering.follow(_streams(application=[command.id], candidate=[command.body.candidate]))
    gathering.read([f"requisition/{command.body.requisition}"])


def _offer(gathering: Gathering, command: Command[Any]) -> None:
    gathering.follow([f"offer/{command.id}"])


def _extend_offer(gathering: Gathering, command: Command[Any]) -> None:
    gathering.follow(_streams(offer=[command.id], application=[command.body.application]))


def _introduction(gathering: Gathering, command: Command[Any]) -> None:
    gathering.read([f"introduction/{command.id}"])


def _request_introduction(gathering: Gathering, command: Command[Any]) -> None:
    body = command.body
    people = [body.contact, body.requester]
    gathering.follow(_streams(candidate=people, employee=[*people, body.connector]))
    _introduction(gathering, command)


def _pair(gathering: Gathering, command: Command[Any]) -> None:
    gathering.follow(_streams(candidate=[command.id, command.body.losing]))
    if _read_payouts(gathering):
        _read_what_rows_need(gathering)


def _candidate(gathering: Gathering, command: Command[Any]) -> None:
    gathering.follow([f"candidate/{command.id}"])
    _read_payouts(gathering)


def _employee(gathering: Gathering, command: Command[Any]) -> None:
    gathering.follow([f"employee/{command.id}"])
    _read_payouts(gathering)


def _read_payouts(gathering: Gathering) -> bool:
    """Read the acts about money, and what payroll has said of their lines. Returns whether there are lines."""
    gathering.read([PAYOUTS])
    proposed = [each.data for each in gathering.streams[PAYOUTS] if isinstance(each.data, PayoutProposed)]
    lines = [line.line for each in proposed for run in each.runs for line in run.lines]
    gathering.read(f"payroll_line/{line}" for line in lines)
    return bool(lines)


def _read_what_rows_need(gathering: Gathering) -> None:
    """Read what the bonuses of these people are decided by: their referrers' other referrals, and who manages whom."""
    made = (fact.data for facts in gathering.streams.values() for fact in facts if isinstance(fact.data, ReferralMade))
    gathering.follow_referrers({f"employee/{each.referrer}" for each in made})


_OF: dict[str, Gather] = {
    "referral": _referral,
    "referral make": _make_referral,
    "requisition": _requisition,
    "requisition open": _staff_requisition,
    "requisition update": _staff_requisition,
    "requisition close": _close_requisition,
    "application": _application,
    "application submit": _submit_application,
    "offer": _offer,
    "offer extend": _extend_offer,
    "introduction": _introduction,
    "introduction request": _request_introduction,
    "candidate": _candidate,
    "candidate merge": _pair,
    "candidate unmerge": _pair,
    "employee": _employee,
    "programme": lambda gathering, _: gathering.read_everything(),
}
