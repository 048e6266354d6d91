"""Lists who is not yet known to be whom, and records who is, on the command line."""

from collections.abc import Sequence
from pathlib import Path

from api.bootstrap import Vouch
from api.command.errors import Refused
from api.command.output import count_of, put, put_json, say
from api.command.terminal_tables import Heading, draw_table, show
from api.command.work.opening import catch_up, open_to_read
from consumers.identities.import_file import FileRefused, read_statements
from consumers.identities.recording import record_statements
from consumers.identities.statement import CannotBeSaid, Statement, check
from projections.exceptions import who
from projections.exceptions.who import Account, Asked, Unlinked, as_state

HEADINGS = (Heading("Who"), Heading("Of"), Heading("Name"), Heading("Start"), Heading("Perhaps", soft=True))
OF_ACCOUNTS = (Heading("Who"), Heading("State"), Heading("Since"), Heading("Employee"), Heading("Named", soft=True))


def list_identities(*, store: str | None, state: str | None, as_json: bool) -> None:
    """Show accounts, accepted candidates and new employees, as of today; in a state, or all but the linked (None)."""
    with open_to_read(store) as vouch, vouch.engine.reader() as reader:
        asked = Asked(vouch.today(), state=as_state(state) if state else None)
        found = who.list_identities(reader, vouch.names, asked)
    if as_json:
        put_json(found)
        return
    accounts = draw_table(OF_ACCOUNTS, map(_cells_of_account, found.accounts)) if found.accounts else []
    show(f"Accounts: {len(found.accounts)}", *accounts, "")
    hired = "Candidates who have not started" if state == "linked" else "Candidates without an employee"
    for title, people in ((hired, found.candidates), ("New employees", found.employees)):
        show(f"{title}: {len(people)}", *(draw_table(HEADINGS, map(_cells, people)) if people else []), "")


def _cells_of_account(account: Account) -> tuple[str | None, ...]:
    return (account.id, account.state, account.since.isoformat(), account.employee, ", ".join(account.named))


def _cells(person: Unlinked) -> tuple[str | None, ...]:
    others = (guess.employee if person.id == guess.candidate else guess.candidate for guess in person.guesses)
    return (person.id, person.thing, person.name, person.start_date.isoformat(), ", ".join(others))


def state(kind: str, id_: str, employee: str, reason: str | None, *, linked: bool, store: str | None) -> None:
    """Record one statement. Raises Refused with the reason."""
    with open_to_read(store) as vouch:
        statement = Statement(kind, id_, employee, reason, linked)
        refused = _find_refused(vouch, [(0, statement)])
        if refused:
            raise Refused(refused[0][1])
        stated = record_statements(vouch.store, [statement])
        catch_up(vouch)
    put(stated.outcomes[0])


def import_file(path: Path, *, store: str | None) -> None:
    """Record the statements of a file, all or none. Raises Refused if one of them cannot be said."""
    with open_to_read(store) as vouch:
        statements = _read(path)
        refused = _find_refused(vouch, statements)
        for line, why in refused:
            say(f"line {line}: {why}")
        if refused:
            raise Refused(f"{count_of(len(refused), 'row')} cannot be recorded, so nothing was.")
        stated = record_statements(vouch.store, [each for _, each in statements])
        catch_up(vouch)
    put(f"{stated.outcomes.count('recorded')} recorded, {stated.outcomes.count('repeated')} repeated.")


def _read(path: Path) -> list[tuple[int, Statement]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return list(read_statements(lines))
    except FileRefused as error:
        raise Refused(str(error)) from error
    except UnicodeDecodeError:
        raise Refused("the file is not in UTF-8.") from None


def _find_refused(vouch: Vouch, statements: Sequence[tuple[int, Statement]]) -> list[tuple[int, str]]:
    refused = []
    with vouch.engine.reader() as reader:
        for line, statement in statements:
            try:
                check(reader, statement)
            except CannotBeSaid as error:
                refused.append((line, str(error)))
    return refused
