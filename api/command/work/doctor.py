"""The doctor: looks at installation, settings, store, read models and what is parked; says how to mend it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import typer
from msgspec import Struct

from api.bootstrap import Vouch, open_event_store, open_vouch
from api.command.output import count_of, put, put_json
from api.command.work.doctor_installation import examine_installation
from api.command.work.doctor_store import (
    describe_store,
    examine_clock,
    examine_facts,
    examine_keys,
    name_store,
    name_versions,
)
from api.read_models_place import MEMORY
from api.settings import Settings, SettingsWrong, examine_settings, find_unknown
from domain.store.errors import StoreError
from projections.bonuses.queries import count_without_programme
from projections.engine.loader import PROGRAMME

PATIENCE = 60.0
"""Seconds that an event may wait to be read before something is wrong."""
NAMED = 10
"""So many parked subjects are named."""


class Examined(Struct, frozen=True):
    """One thing looked at: whether it is well, what there is to say, and how to mend it if it is not."""

    check: str
    ok: bool
    says: str
    mend: str | None = None


def examine(*, store: str | None, as_json: bool, full: bool = False) -> None:
    """Tell what was found; exit code 1 if something is wrong. `full`: look at every fact, instead of a sample."""
    found = list(_examined(store, full=full))
    if as_json:
        put_json(found)
    else:
        for each in found:
            put(f"{'ok   ' if each.ok else 'WRONG'}  {each.check}: {each.says}")
            if each.mend is not None:
                put(f"       {each.mend}")
    if not all(each.ok for each in found):
        raise typer.Exit(1)


def _examined(store: str | None, *, full: bool) -> Iterator[Examined]:
    ok, says, mend = examine_installation()
    yield Examined("installation", ok, f"{name_versions()}: {says}", mend)
    settings, faults = examine_settings(store=store)
    faults += find_unknown()
    for fault in faults:
        yield Examined("settings", False, fault.says, fault.mend)
    if not faults:
        yield Examined("settings", True, "understood.")
    yield from _store(settings, full=full)


def _store(settings: Settings, *, full: bool) -> Iterator[Examined]:
    try:
        with open_event_store(settings, create=False):
            pass
    except StoreError as refused:  # each says itself what to do
        yield Examined("store", False, f"{name_store(settings)}: {refused}")
        return
    try:
        yield from _opened(settings, full=full)
    except (StoreError, SettingsWrong) as refused:
        yield Examined("read models", False, str(refused))


def _opened(settings: Settings, *, full: bool) -> Iterator[Examined]:
    with open_vouch(settings, create=False) as vouch:
        yield Examined("store", *describe_store(vouch))
        yield Examined("clock", *examine_clock(vouch, datetime.now(UTC)))
        yield Examined("facts", *examine_facts(vouch, full=full))
        yield Examined("keys", *examine_keys(vouch))
        yield _letters(vouch)
        if settings.read_models == MEMORY:
            yield Examined("read models", True, "in memory: each command fills them for itself.")
        else:
            yield from _read_models(vouch)
        if settings.kafka_bootstrap:
            from api.command.work.doctor_kafka import examine_kafka  # noqa: PLC0415 - the client is slow to import

            yield Examined("kafka", *examine_kafka(settings, vouch.store))


def _read_models(vouch: Vouch) -> Iterator[Examined]:
    yield _lag(vouch)
    yield _subjects(vouch)
    yield _programme(vouch)
    yield _slow_subjects(vouch)


def _lag(vouch: Vouch) -> Examined:
    lag = vouch.engine.lag(datetime.now(UTC))[0]
    if not lag.events:
        return Examined("read models", True, "up to date.")
    says = f"{count_of(lag.events, 'event')} behind, the oldest for {lag.seconds:,.0f} seconds."
    if lag.seconds <= PATIENCE:
        return Examined("read models", True, says)
    mend = "Run `vouch serve`, or once `vouch clock tick`; if that does not help, `vouch projections rebuild`."
    return Examined("read models", False, says, mend)


def _letters(vouch: Vouch) -> Examined:
    count = vouch.store.count_dead_letters()
    if not count:
        return Examined("dead letters", True, "none.")
    mend = "See `vouch feed parked`; then `vouch feed replay ID...` or `vouch feed drop ID...`."
    return Examined("dead letters", False, f"{count_of(count, 'letter')} could not be recorded.", mend)


def _programme(vouch: Vouch) -> Examined:
    with vouch.database.reading() as connection:
        count = count_without_programme(connection)
    says = f"{count_of(count, 'referral')} without a programme: none was in force when they were made."
    if not count or vouch.store.read_streams([PROGRAMME]):
        return Examined("programme", True, says if count else "every referral has one.")
    mend = "Publish the programme (`hr.bonus_program.published.v1`); if it was parked, `vouch feed parked` says why."
    return Examined("programme", False, f"No programme is recorded: {says}", mend)


def _subjects(vouch: Vouch) -> Examined:
    found = vouch.engine.parked_subjects()
    if not found:
        return Examined("parked subjects", True, "none.")
    named = "; ".join(f"{node} in {model} ({error})" for model, node, error in found[:NAMED])
    more = f"; and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    mend = "Their facts are safe. Once the cause is mended (an upgrade), `vouch projections rebuild`."
    return Examined("parked subjects", False, f"{named}{more}.", mend)


def _slow_subjects(vouch: Vouch) -> Examined:
    found = vouch.engine.slow_subjects(datetime.now(UTC))
    limit = f"VOUCH_FOLD_SECONDS ({vouch.settings.fold_seconds:g})"
    if not found:
        return Examined("big subjects", True, f"none takes longer to fold than {limit}.")
    named = "; ".join(f"{node} ({facts:,} facts, {seconds:,.1f} seconds)" for node, facts, seconds, _ in found[:NAMED])
    more = f"; and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    mend = "It reads as it did before until it is done, and holds up nobody. Often an id was used for many people."
    return Examined("big subjects", not any(each.waiting for each in found), f"slow to fold: {named}{more}.", mend)
