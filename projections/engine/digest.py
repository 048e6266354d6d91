"""Digests: one SHA-256 of what a read model says as of a day, the same however and whenever its facts came."""

from datetime import date
from hashlib import sha256

import msgspec

from projections.engine.model import ReadModel
from projections.engine.reader import Reader


def digest(reader: Reader, model: ReadModel, as_of: date) -> str:
    """The digest of a read model's content as of the day, in hexadecimal.

    Rows are hashed one by one and the hashes sorted, so that a million rows need no sorting of whole rows.
    """
    hashes = []
    for table in model.tables:
        for row in reader.rows(model, table, as_of):
            content = model.content(table.name, row)
            if content is not None:
                hashes.append(sha256(msgspec.json.encode((str(table.name), content))).digest())
    hashes.sort()
    return sha256(b"".join(hashes)).hexdigest()
