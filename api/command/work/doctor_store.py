"""The doctor's look at the store: which one it is, its clock, and whether what it holds is whole."""

import platform
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version

from psycopg.conninfo import conninfo_to_dict

from api.bootstrap import Vouch
from api.command.output import count_of
from api.settings import Settings
from domain.store.errors import StoreError
from domain.store.examining import Examination
from domain.store.instants import to_micros
from domain.store.location import SqliteFile, locate
from domain.store.opening import may_only_be_read
from domain.store.positions import explain_astray

Found = tuple[bool, str, str | None]
"""Whether it is well, what there is to say, how to mend it."""

MEND_CLOCK = "Set this machine's clock; where the recording is wrong: docs/runbook.md, A clock that was wrong."
MEND_KEYS = "Put back the newest backups of the keyring and of the key store: docs/runbook.md, Backup and restore."
MEND_FACTS = "Put back a good copy of the database, and push the feed's files since then again: docs/runbook.md."


def name_versions() -> str:
    """Name what runs: Vouch, Python and the system."""
    return f"Vouch {version('vouch')}, Python {platform.python_version()}, {platform.system()}"


def name_store(settings: Settings) -> str:
    """Name the store for whoever runs it, without a password."""
    try:
        where = locate(settings.store)
        if isinstance(where, SqliteFile):
            return f"SQLite, {where.path}"
        parts = conninfo_to_dict(where.url)
    except Exception:  # noqa: BLE001 - what is wrong with it is told when it is opened
        return "VOUCH_STORE"
    return f"PostgreSQL, database {parts.get('dbname', '')} at {parts.get('host', 'this machine')}"


def describe_store(vouch: Vouch) -> Found:
    """Tell which store it is and what it holds."""
    held = count_of(vouch.store.count_after(0), "event")
    says = f"{name_store(vouch.settings)}: it opens and is safe; {held}; its time zone is {vouch.store.timezone}."
    if may_only_be_read(vouch.settings.store):
        says += " It may only be read: nothing can be recorded in it."
    return True, says, None


def examine_clock(vouch: Vouch, now: datetime) -> Found:
    """Look whether the instant `now` and that of the last recording can both be right."""
    last = vouch.store.recorded_at_of(vouch.store.head())
    if last is None:
        return True, "nothing is recorded yet.", None
    says = explain_astray(to_micros(now), to_micros(last))
    if says is None:
        return (
            True,
            f"agrees with the last recording, of {last.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}.",
            None,
        )
    return False, says, MEND_CLOCK


def examine_keys(vouch: Vouch) -> Found:
    """Look whether the keys of personal data can be used, and whether some are missing that ought to be there."""
    keys = vouch.store.seam.keys
    try:
        held = keys.count()
        vouch.store.seam.wrapping.reread()
    except StoreError as refused:
        return False, str(refused), MEND_KEYS
    if keys.lost:
        return False, f"{count_of(keys.lost, 'key')} of personal data that are there are missing.", MEND_KEYS
    return True, f"the keyring and the key store are this store's own; {count_of(held, 'stream key')}.", None


def examine_facts(vouch: Vouch, *, full: bool) -> Found:
    """Look whether what the store holds is whole: a sample, or with `full` all of it."""
    try:
        found = vouch.store.examine(full=full)
    except StoreError as refused:
        return False, str(refused), MEND_FACTS
    wrong = list(_tell(found))
    if wrong:
        return False, " ".join(wrong), MEND_FACTS
    which = "all" if full else "a sample"
    return True, f"whole; {count_of(found.recorded, 'fact')} of the feed, {which} of the events decoded.", None


def _tell(found: Examination) -> Iterator[str]:
    if found.damage:
        yield f"The database finds damage: {'; '.join(found.damage)}."
    if found.delivered != found.recorded:
        yield f"{found.delivered:,} facts were delivered, but {found.recorded:,} are there."
    if found.gaps:
        yield f"Versions are missing in {', '.join(found.gaps)}."
    if found.undecodable:
        yield f"States that cannot be decoded: {', '.join(found.undecodable)}."
