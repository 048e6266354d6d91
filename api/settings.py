"""Settings: environment variables VOUCH_*, read once, at the composition root."""

import os
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec
from msgspec import Meta, Struct

PREFIX = "VOUCH_"

LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["auto", "text", "json"]


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
    patience_seconds: Annotated[float, Meta(ge=0)] = 60.0
    request_seconds: Annotated[float, Meta(gt=0)] = 30.0
    parked_status: Literal["202", "422"] = "202"
    read_wait_seconds: Annotated[float, Meta(ge=0)] = 5.0
    fold_seconds: Annotated[float, Meta(gt=0)] = 5.0
    clock_seconds: Annotated[float, Meta(gt=0)] = 60.0
    log_level: LogLevel = "info"
    log_format: LogFormat = "auto"
    kafka_bootstrap: str = ""
    kafka_topics: str = "hr.events"
    kafka_group: str = "vouch"
    kafka_events_topic: str = "vouch.events.v1"
    kafka_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    kafka_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    kafka_username: str | None = None
    kafka_password: str | None = None
    kafka_ca_file: str | None = None
    kafka_cert_file: str | None = None
    kafka_key_file: str | None = None
    kafka_session_seconds: Annotated[float, Meta(ge=0.5)] = 45.0
    kafka_lease_seconds: Annotated[float, Meta(ge=1)] = 15.0
    kafka_stuck_seconds: Annotated[float, Meta(ge=1)] = 60.0
    exceptions_muted: str = ""
    health_port: Annotated[int, Meta(ge=0, le=65_535)] | None = None

    def __repr__(self) -> str:
        """Show nothing that may be secret, wherever this is printed."""
        return f"Settings(host={self.host}, port={self.port})"


def read_settings(environment: Mapping[str, str] | None = None, **given: str | None) -> Settings:
    """Read the settings of the environment (None: of this process); those `given` by name go over them.

    Raises SettingsWrong, which names the setting that is wrong.
    """
    variables = os.environ if environment is None else environment
    found = {
        name: variables[PREFIX + name.upper()]
        for name in Settings.__struct_fields__
        if variables.get(PREFIX + name.upper())
    }
    found.update({name: value for name, value in given.items() if value is not None})
    if "log_level" in found:
        found["log_level"] = found["log_level"].lower()
    try:
        return msgspec.convert(found, Settings, strict=False)
    except msgspec.ValidationError as error:
        name = str(error).rpartition("$.")[2].strip("`")
        raise SettingsWrong(f"{PREFIX}{name.upper()} is not understood: {_explain(name, error)}.") from error


def _explain(name: str, error: Exception) -> str:
    kind: Any = Settings.__annotations__.get(name)
    if get_origin(kind) is Literal:
        return f"it must be one of {', '.join(get_args(kind))}"
    return str(error).partition(" - ")[0]
