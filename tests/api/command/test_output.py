"""Where standard output cannot be written, a sentence and exit code 1; help by -h; completion."""

import os
import pty
import subprocess
from pathlib import Path

import pytest

from tests.api.command.calling import call
from tests.support.command import environment, run_vouch, vouch_program

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "ask",
    [("report", "bonuses"), ("report", "bonuses", "--json"), ("doctor",), ("schema",), ("--help",), ("--version",)],
    ids=" ".join,
)
def test_a_disk_that_is_full_is_told_in_a_sentence(told: str, ask: tuple[str, ...]) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [vouch_program(), *ask], env=environment(told), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("vouch: standard output cannot be written (No space left on device)")
    assert len(done.stderr.splitlines()) == 1


def test_a_closed_output_is_told_in_a_sentence(told: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{vouch_program()} report bonuses >&-"],
        env=environment(told),
        stderr=subprocess.PIPE,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == b"vouch: standard output is closed: send it to a file, or to /dev/null.\n"


@pytest.mark.parametrize(
    "command", [(), ("feed",), ("feed", "push"), ("why",), ("serve",), ("report", "bonuses")], ids=" ".join
)
def test_help_is_short_too(command: tuple[str, ...]) -> None:
    short, long = call(*command, "-h"), call(*command, "--help")
    assert (short.code, short.out) == (0, long.out)
    assert "-h, --help" in " ".join(short.out.split())


def test_completion_knows_commands_and_can_be_installed(tmp_path: Path) -> None:
    asked = {"_VOUCH_COMPLETE": "complete_bash", "COMP_WORDS": "vouch pro", "COMP_CWORD": "1"}
    assert sorted(run_vouch(settings=asked).stdout.split()) == [b"programme", b"projections"]
    # Without this the program asks which shell started it: under `make`, one that knows no completion.
    named = {"HOME": str(tmp_path), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = run_vouch("--install-completion", "bash", settings=named)
    assert done.returncode == 0, done.stderr
    assert "vouch" in (tmp_path / ".bashrc").read_text()


@pytest.mark.parametrize(("form", "for_people"), [("auto", True), ("json", False)])
def test_a_server_on_a_terminal_shows_its_address_alone_on_a_line(told: str, form: str, *, for_people: bool) -> None:
    terminal, theirs = pty.openpty()
    server = subprocess.Popen(
        [vouch_program(), "serve", "--port", "0"],
        env=environment(told, {"VOUCH_LOG_FORMAT": form}),
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    try:
        with os.fdopen(terminal, "rb", buffering=0) as screen:
            while b"http://127.0.0.1:" not in said:
                said += screen.read(4_096)
            while not said.endswith(b"\n"):
                said += screen.read(4_096)
            server.terminate()
            server.wait(20)
    finally:
        server.kill()
    lines = said.decode().splitlines()
    assert any(line.startswith("http://127.0.0.1:") for line in lines) is for_people
    assert any(line.startswith("{") for line in lines) is not for_people
