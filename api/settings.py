"""Settings: environment variables VOUCH_*, read once, at the composition root."""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

import msgspec
from msgspec import Meta, Struct, inspect

PREFIX = "VOUCH_"

LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["auto", "text", "json"]


class SettingsWrong(Exception):  # noqa: N818 - named for what it is
    """A setting that cannot be understood; the text names it and says what it must be."""


class Settings(Struct, frozen=True, kw_only=True):
    """Everything that can be set. `store` names the store: sqlite:///FILE or postgresql://...

    `read_models` names the database of the read models likewise, or is `memory`; empty: the store's own.
    `keyring` (a file) and `keys` (a database) say where its keys are; without them, beside a store in a file.
    """

    store: str = "sqlite:///vouch.db"
    keyring: str | None = None
    keys: str | None = None
    timezone: str | None = None
    read_models: str = ""
    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65_535)] = 8_000
    max_event_bytes: Annotated[int, Meta(ge=1_024)] = 1 << 20
    max_body_bytes: Annotated[int, Meta(ge=1_024)] = 32 << 20
    patience_seconds: Annotated[float, Meta(ge=0)] = 60.0
    request_seconds: Annotated[float, Meta(gt=0)] = 30.0
    parked_status: Literal["202", "422"] = "202"
    read_wait_seconds: Annotated[float, Meta(ge=0)] = 5.0
    commands_per_minute: Annotated[int, Meta(ge=1)] = 60
    referrals_per_day: Annotated[int, Meta(ge=1)] = 50
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
    oidc_issuer: str | None = None
    oidc_audience: str | None = None
    oidc_jwks: str | None = None
    oidc_algorithms: str = "RS256,ES256"
    oidc_roles_claim: str = "roles"
    oidc_employee_claim: str = "employee_id"
    accounts: Literal["configured", "none"] = "configured"
    connections: str = ""
    payroll: str = ""
    health_port: Annotated[int, Meta(ge=0, le=65_535)] | None = None

    def __repr__(self) -> str:
        """Show nothing that may be secret, wherever this is printed."""
        return f"Settings(host={self.host}, port={self.port})"


class SettingFault(NamedTuple):
    """A setting that cannot be understood, or that there is not: what is wrong, and the line that mends it."""

    says: str
    mend: str


def read_settings(environment: Mapping[str, str] | None = None, **given: str | None) -> Settings:
    """Read the settings of the environment (None: of this process); those `given` by name go over them.

    Raises SettingsWrong, which names every setting that is wrong.
    """
    settings, faults = examine_settings(environment, **given)
    if faults:
        raise SettingsWrong(" ".join(fault.says for fault in faults))
    return settings


def examine_settings(
    environment: Mapping[str, str] | None = None, **given: str | None
) -> tuple[Settings, list[SettingFault]]:
    """Read the settings likewise; those that are not understood stay as they are by default, and are told."""
    variables = os.environ if environment is None else environment
    found = {
        name: variables[PREFIX + name.upper()]
        for name in Settings.__struct_fields__
        if variables.get(PREFIX + name.upper())
    }
    found.update({name: value for name, value in given.items() if value is not None})
    for name in {"log_level", "log_format"} & found.keys():
        found[name] = found[name].lower()
    understood = {name: value for name, value in found.items() if _is_understood(name, value)}
    faults = [_tell(name) for name in found if name not in understood]
    return msgspec.convert(understood, Settings, strict=False), faults


def find_unknown(environment: Mapping[str, str] | None = None) -> list[SettingFault]:
    """Find the variables that are named like settings, and are none; misspelt ones are told with the near one."""
    variables = os.environ if environment is None else environment
    known = [PREFIX + name.upper() for name in Settings.__struct_fields__]
    faults = []
    for name in sorted(variables):
        if name.startswith(PREFIX) and not name.startswith(_OF_TESTS) and name not in known:
            near = get_close_matches(name, known, 1, 0.8)
            if near:
                faults.append(SettingFault(f"{name} is no setting; {near[0]} is.", f"Rename it: {near[0]}=..."))
            else:
                faults.append(SettingFault(f"{name} is no setting.", f"Take it away: unset {name}"))
    return faults


_OF_TESTS = "VOUCH_TEST_"


def _is_understood(name: str, value: str) -> bool:
    try:
        msgspec.convert({name: value}, Settings, strict=False)
    except msgspec.ValidationError:
        return False
    return True


def _tell(name: str) -> SettingFault:
    variable = PREFIX + name.upper()
    default = getattr(Settings(), name)
    mend = f"Set it right, or leave it out: unset {variable}"
    if default is not None:
        mend += f" (then it is {default})"
    return SettingFault(f"{variable} is not understood: it must be {_explain(name)}.", mend)


def _explain(name: str) -> str:
    """Explain in words what a setting must be."""
    hint: Any = Settings.__annotations__[name]
    if get_origin(hint) is Literal:  # in the order in which they are declared
        return f"one of {', '.join(map(str, get_args(hint)))}"
    kinds = {field.name: field.type for field in _described().fields}
    return _describe(kinds[name])


def _described() -> inspect.StructType:
    described = inspect.type_info(Settings)
    assert isinstance(described, inspect.StructType)
    return described


def _describe(kind: inspect.Type) -> str:
    match kind:
        case inspect.UnionType(types=types):
            return _describe(next(each for each in types if not isinstance(each, inspect.NoneType)))
        case inspect.IntType():
            return f"a whole number{_bounds(kind)}"
        case inspect.FloatType():
            return f"a number{_bounds(kind)}"
        case _:
            return "a text"


def _bounds(kind: inspect.IntType | inspect.FloatType) -> str:
    if kind.ge is not None and kind.le is not None:
        return f" from {kind.ge} to {kind.le}"
    if kind.ge is not None:
        return f" of at least {kind.ge:g}"
    return "" if kind.gt is None else f" above {kind.gt:g}"
