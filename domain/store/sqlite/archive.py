"""Archives: a store's file that may only be read, such as one in a folder or on a disk where nothing may be written."""

import os
from pathlib import Path

from domain.store.errors import SettingsRefused


def may_write(path: Path) -> bool:
    """Tell whether this process may write to a file or folder."""
    return os.access(path, os.W_OK)


def is_archive(path: Path) -> bool:
    """Tell whether the file is there and may only be read: SQLite writes to it, and beside it."""
    return path.exists() and not (may_write(path) and may_write(path.parent))


def name_archive(path: Path) -> str:
    """Name an archive for SQLite, which then makes no files beside it and takes no locks.

    SettingsRefused where it was copied in the middle of work: what stands in the log beside it would be passed over.
    """
    log = Path(f"{path}-wal")
    if log.exists() and log.stat().st_size:
        raise SettingsRefused(
            "The store may only be read, and a part of it is still in the log beside it (-wal): make the archive with"
            ' sqlite3 FILE ".backup ARCHIVE".'
        )
    return f"{path.as_uri()}?mode=ro&immutable=1"
