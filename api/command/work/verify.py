"""The work of `vouch verify`."""

from collections.abc import Sequence
from pathlib import Path

import typer

from api.bootstrap import open_event_store
from api.command.errors import Refused
from api.command.output import count_of, put, put_json
from api.command.progress import show_progress
from api.settings import read_settings
from consumers.history.anchoring import HistoryAltered
from consumers.history.verifying import ForkRefused, Verified, read_given, record_fork, verify
from domain.store.instants import from_micros
from domain.store.port import EventStore
from domain.tree.checkpoint import Checkpoint, CheckpointUnreadable
from domain.tree.walk import Fault

LONGEST = 1 << 16
"""The most bytes of a checkpoint's file that are read."""


def verify_store(checkpoints: Sequence[Path], *, store: str | None, as_json: bool) -> None:
    """Tell whether the history is what it was; exit code 1 names the first bad recording."""
    with open_event_store(read_settings(store=store), create=False) as opened:
        given = _read_given(opened, checkpoints)
        with show_progress("Reading what was recorded", "positions") as report:
            try:
                found = verify(opened, given, report)
            except HistoryAltered as altered:
                raise Refused(f"The history was altered: {altered}.") from altered
    if as_json:
        put_json(_as_data(found))
    else:
        _tell(found)
    if found.fault is not None:
        raise typer.Exit(1)


def record_restore(restored: Path, reason: str, checkpoints: Sequence[Path], *, store: str | None) -> None:
    """Record where history forked when an older copy was put back. Refused if that does not explain what is found."""
    with open_event_store(read_settings(store=store), create=False) as opened:
        given = _read_given(opened, checkpoints)
        note = _read_file(restored)
        try:
            fork = record_fork(opened, note, reason, given)
        except CheckpointUnreadable as error:
            raise Refused(f"{restored.name}: {error}.") from error
        except (ForkRefused, HistoryAltered) as error:
            raise Refused(str(error)) from error
    lost = count_of(fork.lost - fork.kept, "recording")
    put(f"Recorded: history forked after {count_of(fork.kept, 'recording')}; {lost} of before are given up.")


def _read_given(opened: EventStore, files: Sequence[Path]) -> list[Checkpoint]:
    try:
        return read_given(opened, [(file.name, _read_file(file)) for file in files])
    except CheckpointUnreadable as error:
        raise Refused(f"{error}.") from error


def _read_file(file: Path) -> str:
    with file.open("rb") as opened:
        return opened.read(LONGEST).decode("utf-8", "replace")


def _tell(found: Verified) -> None:
    read = f"{count_of(found.recordings, 'recording')} with {count_of(found.events, 'event')}"
    for each in found.given_up:
        put(f"The checkpoint of {each.size:,} recordings is of a history that was given up at a restore.")
    for fork in found.forks:
        put(f"History forked after {count_of(fork.kept, 'recording')}: an older copy was put back.")
    if found.fault is None:
        put(f"Nothing was altered: {read} agree with the tree, and with {count_of(found.checkpoints, 'checkpoint')}.")
    else:
        put(_describe(found.fault))
        put(f"Before it {read} are what they were.")


def _describe(fault: Fault) -> str:
    """Name the first bad recording, with its positions and its instant where they are known."""
    if fault.number == fault.up_to:
        where = f"recording {fault.number:,}"
    else:
        where = f"recording {fault.up_to:,}, or one before it from {fault.number:,} on"
    about = [f"position {fault.first_position:,}"] if fault.first_position is not None else []
    if fault.last_position is not None:
        about = [f"positions {fault.first_position:,} to {fault.last_position:,}"]
    if (instant := _instant(fault.recorded_at)) is not None:
        about.append(f"recorded at {instant}")
    told = f" ({', '.join(about)})" if about else ""
    return f"ALTERED: {where}{told}: {fault.says}."


def _as_data(found: Verified) -> dict[str, object]:
    fault = found.fault
    return {
        "recordings": found.recordings,
        "events": found.events,
        "checkpoints": found.checkpoints,
        "given_up": [each.size for each in found.given_up],
        "forks": [{"kept": fork.kept, "lost": fork.lost} for fork in found.forks],
        "first_bad": None
        if fault is None
        else {
            "recording": fault.number,
            "up_to": fault.up_to,
            "first_position": fault.first_position,
            "last_position": fault.last_position,
            "recorded_at": _instant(fault.recorded_at),
            "says": fault.says,
        },
    }


def _instant(micros: int | None) -> str | None:
    """Write an instant; None for one that was altered to what is none."""
    try:
        return None if micros is None else from_micros(micros).isoformat()
    except OverflowError:
        return None
