"""Test support: the `vouch` command as a user runs it, in a process of its own."""

import os
import subprocess
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from tests.support.keys import key_settings

Done = subprocess.CompletedProcess[bytes]
NO_SETTINGS: Mapping[str, str] = {}


def vouch_program() -> str:
    """The installed `vouch` of this environment. Raises FileNotFoundError where the project is not installed."""
    program = Path(sysconfig.get_path("scripts"), "vouch")
    if not program.exists():
        raise FileNotFoundError("the project is not installed in this environment: pip install -e '.[test]'")
    return str(program)


def run_vouch(
    *arguments: str,
    store: str | None = None,
    settings: Mapping[str, str] = NO_SETTINGS,
    standard_input: bytes = b"",
    cwd: Path | None = None,
    timeout: float = 120,
) -> Done:
    """Run the command to its end, in seconds at most `timeout`; gives its exit code and what it wrote, as bytes."""
    return subprocess.run(
        [vouch_program(), *arguments],
        env=environment(store, settings),
        input=standard_input,
        cwd=cwd,
        timeout=timeout,
        capture_output=True,
        check=False,
    )


def environment(store: str | None, settings: Mapping[str, str] = NO_SETTINGS) -> dict[str, str]:
    """This process's environment with the given settings, `store` among them as VOUCH_STORE."""
    own = {} if store is None else {"VOUCH_STORE": store}
    return {**os.environ, **own, **key_settings(store), **settings}
