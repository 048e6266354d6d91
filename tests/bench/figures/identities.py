"""Who is who on a store: accounts found by addresses, employees who get other numbers, and placeholder addresses."""

from collections.abc import Callable, Iterator
from time import process_time

from api.bootstrap import open_vouch
from api.settings import read_settings
from consumers.feed.push import push
from tests.bench.figures.hubs import TARGET
from tests.bench.outcome import Outcome, Target
from tests.bench.stores import Kind
from tests.bench.timing import timed
from tests.support.houses import lines
from tests.support.story import Event, applied, employed, fact, opened, programme, recorded, referred

DAY = "2026-01-02"
ACCOUNTS, ACCOUNTS_SECONDS = 20_000, 12.0
"""A fifth of the 100,000 that are asked for within 60 seconds."""
RENUMBERED, RENUMBERED_SECONDS = 20_000, 60.0
SHARED = 1_000
PLACEHOLDER = "none@post.example"


def measure_identities(kind: Kind) -> Iterator[Outcome]:
    """Push and read each once, beside the seconds that it may take; and placeholders of a size and of twice that."""
    in_time = Target(1, at_most=True)
    for name, make, size, seconds in (
        ("accounts, each with an address of an employee", accounts, ACCOUNTS, ACCOUNTS_SECONDS),
        ("renumberings of employees", renumbered, RENUMBERED, RENUMBERED_SECONDS),
    ):
        yield Outcome(f"{size:,} {name}", kind.name, "s", [(seconds, _take_seconds(kind, make(size)))], in_time)
    for make in (candidates_of_one_address, employees_of_one_address):
        pair = (_take_processor(kind, make, SHARED), _take_processor(kind, make, 2 * SHARED))
        yield Outcome(f"placeholder doubled: {make.__name__.replace('_', ' ')}", kind.name, "s", [pair], TARGET)


def _take_seconds(kind: Kind, events: list[Event]) -> float:
    feed = lines(events)
    with kind.fresh() as url, open_vouch(read_settings({}, store=url)) as vouch:
        with timed() as watch:
            push(vouch.store, feed)
            vouch.engine.catch_up()
        return watch.seconds


def _take_processor(kind: Kind, make: Callable[[int], list[Event]], size: int) -> float:
    feed = lines(make(size))
    with kind.fresh() as url, open_vouch(read_settings({}, store=url)) as vouch:
        began = process_time()
        push(vouch.store, feed)
        vouch.engine.catch_up()
        return process_time() - began


def accounts(size: int) -> list[Event]:
    """Accounts, each with the address of an employee of its own."""
    said = [(f"{each}@firm.example", each) for each in range(size)]
    told = [fact("account.recorded", DAY, account=f"U-{each}", email=address) for address, each in said]
    return [programme(), *told, *(recorded(f"E-{each}", DAY, email=address) for address, each in said)]


def renumbered(size: int) -> list[Event]:
    """Employees who get another number, each said to be the same."""
    old = [employed(f"E-{each}", DAY) for each in range(size)]
    new = [recorded(f"N-{each}", DAY) for each in range(size)]
    same = [fact("identity.linked", DAY, employee=f"N-{each}", same_as=f"E-{each}") for each in range(size)]
    return [programme(), *old, *new, *same]


def candidates_of_one_address(size: int) -> list[Event]:
    """Candidates who were referred and applied, all with one address, which an employee has as well."""
    told = [programme(), opened(), recorded("E-1", DAY, email=PLACEHOLDER)]
    for each in range(size):
        told.append(fact("candidate.identified", DAY, candidate=f"C-{each}", email=PLACEHOLDER))
        told += [referred(each, f"R-{each % 50}"), applied(each)]
    return told


def employees_of_one_address(size: int) -> list[Event]:
    """Employees who all have one address, each of whom refers; an account has it as well."""
    told = [programme(), opened(), fact("account.recorded", DAY, account="U-1", email=PLACEHOLDER)]
    for each in range(size):
        told += [recorded(f"E-{each}", DAY, email=PLACEHOLDER), referred(each, f"E-{each}"), applied(each)]
    return told
