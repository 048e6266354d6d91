"""Proposes a mapping for a file: what its header and rows look like, and what is missing."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from msgspec import inspect

from consumers.sheets.table import Cell, Row, is_blank, read_table
from consumers.sheets.words import KINDS, Kind, match
from domain.facts.shapes import fields_of, shape_of

_LOOKED_AT = 1_000
_IDS_FOR = {"employment": "employee", "offer": "application", "referral": "application", "leave": "first_day"}
"""Which column can stand for an id that a sheet does not have: an employment is the employee's only one."""
_FILLED_IN = {"effective_on": '"@day"', "schedules": '["full_time"]'}
_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y/%m/%d", "%d.%m.%y", "%m/%d/%y")
_SCHEDULES = {
    "full time": "full_time",
    "fulltime": "full_time",
    "full": "full_time",
    "vollzeit": "full_time",
    "part time": "part_time",
    "parttime": "part_time",
    "part": "part_time",
    "teilzeit": "part_time",
}
_decimal_comma = re.compile(r"\d,\d{1,2}$").search


class Proposal(NamedTuple):
    """A mapping as TOML, and what a person has to look at: what is missing, what was guessed."""

    toml: str
    notes: tuple[str, ...]


def propose(path: Path, sheet: str | None = None) -> Proposal:
    """Propose a mapping for a file by its header and its first rows. Raises SheetError."""
    header, rows = read_table(path, sheet)
    sample = list(islice(rows, _LOOKED_AT))
    found = match(header)
    notes: list[str] = []
    chosen = [kind for kind in KINDS if _fits(kind, found, notes)]
    if not chosen:
        notes.append(f"No kind of fact fits: the columns are {', '.join(header)}.")
    dates = _find_dates(sample, [found[name] for name in found if _is_date(name)], notes)
    lines = [f'source = "/sheets/{_name(path)}"', f'rows = "{"state" if _is_state(chosen) else "events"}"']
    lines.append(f"dates = [{', '.join(_quote(form) for form in dates)}]")
    if _has_comma(sample, found.get("fte")):
        lines.append('decimal = ","')
    for kind in chosen:
        lines += ["", *_write(kind, found, sample, notes)]
    unused = [column for column in header if column not in found.values()]
    if unused:
        notes.append(f"Not used: {', '.join(unused)}.")
    return Proposal("\n".join(lines) + "\n", tuple(dict.fromkeys(notes)))


def _is_state(chosen: Sequence[Kind]) -> bool:
    return bool(chosen) and all(kind.is_state for kind in chosen)


def _name(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "sheet"


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _required(kind: Kind) -> list[str]:
    shape = shape_of(kind.cls)
    assert isinstance(shape, inspect.StructType)
    return [field.name for field in shape.fields if field.required]


def _fits(kind: Kind, found: dict[str, str], notes: list[str]) -> bool:
    """Tell whether a kind of fact can be made of these columns; note what is missing where it nearly can."""
    missing = [name for name in _required(kind) if not _source_of(name, found) and name not in _FILLED_IN]
    if kind.where is not None and kind.where not in found:
        return False
    own = [name for name in _required(kind) if name in found]
    if missing and own and len(own) >= len(missing):
        notes.append(f"For {kind.says} these are missing: {', '.join(missing)}.")
    if not own or missing:
        return False
    return kind.cls.KIND in found or kind.where is not None or kind.time in found or len(fields_of(kind.cls)) > 3


def _source_of(field: str, found: dict[str, str]) -> str | None:
    """Find the column of a field, or one that can stand for it."""
    return found.get(field) or found.get(_IDS_FOR.get(field, ""))


def _write(kind: Kind, found: dict[str, str], sample: Sequence[Row], notes: list[str]) -> list[str]:
    """Write a [[fact]]."""
    lines = ["[[fact]]", f'type = "{kind.cls.TOPIC}"']
    if kind.time is not None and kind.time in found:
        lines.append(f"time = {_quote(found[kind.time])}")
    elif kind.time is not None:
        notes.append(f"When: no column tells when {kind.says} happened; the file's instant is taken.")
    if kind.where is not None:
        lines.append(f"where = {_quote(found[kind.where])}")
    fields = _choose_columns(kind, found, notes)
    inside = ", ".join(f"{name} = {value}" for name, value in fields.items())
    lines.append(f"fields = {{ {inside} }}")
    filled = {name: text for name, text in _FILLED_IN.items() if name in _required(kind) and name not in fields}
    if filled:
        inside = ", ".join(f"{name} = {value}" for name, value in filled.items())
        lines.append(f"values = {{ {inside} }}")
    return lines + (_find_words("schedule", found["schedule"], sample, notes) if "schedule" in fields else [])


def _choose_columns(kind: Kind, found: dict[str, str], notes: list[str]) -> dict[str, str]:
    """Choose the columns of a kind of fact, written as TOML."""
    fields, required = {}, _required(kind)
    for name in fields_of(kind.cls):
        parts = [found[part] for part in ("first", "last") if part in found]
        if name == "name" and "name" not in found and parts:
            fields[name] = f"[{', '.join(map(_quote, parts))}]"
            continue
        column = _source_of(name, found) if name in required else found.get(name)
        if name == "last_day" and kind.says == "leaves":
            column = found.get("leave_end")
        if column is None:
            continue
        if name not in found:
            notes.append(f"`{name}` is taken from `{column}`: no column tells it.")
        fields[name] = _quote(column)
    return fields


def _find_words(field: str, column: str, sample: Sequence[Row], notes: list[str]) -> list[str]:
    """Find what a column's words mean, such as Vollzeit."""
    seen = dict.fromkeys(str(row.cells[column]).strip() for row in sample if not is_blank(row.cells[column]))
    known = {word: _SCHEDULES.get(word.lower().replace("-", " "), "") for word in seen}
    unknown = [word for word, meaning in known.items() if not meaning and word not in ("full_time", "part_time")]
    if unknown:
        notes.append(f"`{column}` has words whose meaning is not known: {len(unknown)} of them are left empty.")
    inside = ", ".join(f"{_quote(word)} = {_quote(meaning or word)}" for word, meaning in known.items()
                       if meaning or word not in unknown)  # fmt: skip
    return [f"words = {{ {field} = {{ {inside} }} }}"] if inside else []


def _is_date(field: str) -> bool:
    return field.endswith(("_on", "_date", "_day", "_end"))


def _find_dates(sample: Sequence[Row], columns: Iterable[str], notes: list[str]) -> list[str]:
    """Find how dates are written: the forms that all of them fit; day and month may be told apart by none."""
    texts = [cell.strip() for row in sample for column in columns if isinstance(cell := row.cells[column], str)
             and not is_blank(cell)]  # fmt: skip
    fitting = [form for form in _FORMS if texts and all(_fits_form(text, form) for text in texts)]
    if texts and not fitting:
        notes.append("Dates are written in several ways, or in one that is not known: look at `dates`.")
        return [form for form in _FORMS if any(_fits_form(text, form) for text in texts)] or ["%Y-%m-%d"]
    if len(fitting) > 1:
        notes.append(f"Dates could be {' or '.join(fitting)}: no row tells day and month apart.")
    return fitting[:1] or ["%Y-%m-%d"]


def _fits_form(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)  # noqa: DTZ007 - a civil date has no zone
    except ValueError:
        return False
    return True


def _has_comma(sample: Sequence[Row], column: str | None) -> bool:
    cells: list[Cell] = [row.cells[column] for row in sample] if column else []
    return any(isinstance(cell, str) and _decimal_comma(cell) for cell in cells)
