"""Exports one person's data on the command line."""

from api.bootstrap import Vouch
from api.command.errors import Refused
from api.command.output import put_bytes
from api.command.work.opening import open_to_read
from api.command.work.principal import find_principal
from consumers.exporting.person import Kind, UnknownPerson, export_person
from domain.access.principal import Principal
from domain.access.words import Answer, Role
from projections.access.sight import Sight


def export(kind: Kind, id_: str, *, store: str | None, employee: str | None, roles: frozenset[Role] | None) -> None:
    """Print all data of a person. Raises Refused for one that nothing is known of, or that may not be seen."""
    who = find_principal(employee, roles)
    with open_to_read(store) as vouch:
        seen = _judge(vouch, who, kind, id_)
        if seen is Answer.FORBIDDEN:
            raise Refused("These roles do not have this command.")
        try:
            if seen is Answer.HIDDEN:
                raise UnknownPerson
            data = export_person(vouch.store, kind, id_, who.actor)
        except UnknownPerson:
            raise Refused(f"there is no such {kind}.") from None
    put_bytes([data, b"\n"])


def _judge(vouch: Vouch, who: Principal, kind: Kind, id_: str) -> Answer:
    with vouch.engine.reader() as reader:
        sight = Sight(who, f"{kind}.export", reader, vouch.today(), vouch.names, vouch.standings)
        return sight.best if kind == "candidate" else min(sight.best, sight.judge(sight.relate_employee(id_)))
