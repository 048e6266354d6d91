"""Digests: one SHA-256 of what a read model says as of a day, the same however and whenever its facts came."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Table

from projections.engine.asking.reader import Reader
from projections.engine.model import ReadModel


def digests(reader: Reader, models: Sequence[ReadModel], as_of: date) -> dict[str, str]:
    """Compute the digest of each read model's content as of the day, in hexadecimal.

    Rows are hashed one by one and the hashes sorted, so that a million rows need no sorting of whole rows.
    """
    stale = reader.stale_subjects(as_of)
    found: dict[str, list[bytes]] = {model.name: [] for model in models}
    for model in models:
        for table in model.tables:
            found[model.name] += _hash_rows(model, table, reader.stored_rows(table, as_of, bool(stale)))
    for rows in reader.fold_again(models, stale, as_of, up_to=None):
        for model in models:
            for table in model.tables:
                found[model.name] += _hash_rows(model, table, rows.get(table.name, ()))
    return {name: sha256(b"".join(sorted(hashes))).hexdigest() for name, hashes in found.items()}


def _hash_rows(model: ReadModel, table: Table, rows: Any) -> list[bytes]:
    contents = (model.content(table.name, row) for row in rows)
    encode, name = msgspec.json.Encoder().encode, str(table.name)
    return [sha256(encode((name, content))).digest() for content in contents if content is not None]
