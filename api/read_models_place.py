"""Where the read models are: in the store's own database, or apart from it by setting."""

from tempfile import TemporaryDirectory
from typing import NamedTuple

from api.settings import Settings, SettingsWrong
from domain.store.errors import SettingsRefused
from domain.store.location import SqliteFile, locate
from domain.store.opening import may_only_be_read

MEMORY = "memory"


class Place(NamedTuple):
    """A database for read models; `apart`: another one than the store's. The folder, if any, goes with the process."""

    url: str
    apart: bool
    folder: "TemporaryDirectory[str] | None" = None

    def give_back(self) -> None:
        """Remove what was only for this process."""
        if self.folder is not None:
            self.folder.cleanup()


def find_place(settings: Settings) -> Place:
    """Find where the settings want the read models.

    SettingsWrong for a place that is none; SettingsRefused for those of a store that may only be read, in itself.
    """
    if not settings.read_models:
        if may_only_be_read(settings.store):
            raise SettingsRefused(
                "This store may only be read, so its read models must be elsewhere: set VOUCH_READ_MODELS=memory, or"
                " to sqlite:///FILE in a folder that may be written to."
            )
        return Place(settings.store, apart=False)
    if settings.read_models == MEMORY:
        folder = TemporaryDirectory(prefix="vouch-")
        return Place(f"sqlite:///{folder.name}/read-models.db", True, folder)
    return _find_named(settings)


def _find_named(settings: Settings) -> Place:
    try:
        where = locate(settings.read_models)
    except SettingsRefused:
        says = "VOUCH_READ_MODELS is not understood: it must be memory, sqlite:///FILE or postgresql://..."
        raise SettingsWrong(says) from None
    if isinstance(where, SqliteFile) and not where.path.parent.is_dir():
        raise SettingsRefused("VOUCH_READ_MODELS is in a folder that is not there: make it, or name another.")
    return Place(settings.read_models, apart=where != locate(settings.store))
