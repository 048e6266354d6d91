"""Settings: environment variables VOUCH_*, read once, at the composition root."""

import os
from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

PREFIX = "VOUCH_"


class SettingsWrong(Exception):  # noqa: N818 - named for what it is
    """A setting that cannot be understood; the text names it and says what it must be."""


class Settings(Struct, frozen=True, kw_only=True):
    """Everything that can be set. `store` names the store: sqlite:///FILE or postgresql://..."""

    store: str = "sqlite:///vouch.db"
    timezone: str | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65_535)] = 8_000
    max_event_bytes: Annotated[int, Meta(ge=1_024)] = 1 << 20
    max_body_bytes: Annotated[int, Meta(ge=1_024)] = 32 << 20
    read_wait_seconds: Annotated[float, Meta(ge=0)] = 5.0
    clock_seconds: Annotated[float, Meta(gt=0)] = 60.0
    log_level: str = "info"


def read_settings(environment: Mapping[str, str] | None = None, **given: str | None) -> Settings:
    """The settings of the environment, those given by name over them. SettingsWrong names what is wrong."""
    said = os.environ if environment is None else environment
    found = {
        name: said[PREFIX + name.upper()] for name in Settings.__struct_fields__ if said.get(PREFIX + name.upper())
    }
    found.update({name: value for name, value in given.items() if value is not None})
    try:
        return msgspec.convert(found, Settings, strict=False)
    except msgspec.ValidationError as error:
        name = str(error).rpartition("$.")[2].strip("`")
        raise SettingsWrong(f"{PREFIX}{name.upper()} is not understood: {str(error).partition(' - ')[0]}.") from error
