"""The command as a user runs it: lazy imports, streams, pipes, signals."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.api.command.calling import FOUNDING, feed_file
from tests.support.command import environment, run_vouch, vouch_program

HEAVY = ("sqlalchemy", "eventsourcing", "fastapi", "psycopg", "alembic", "uvicorn", "msgspec", "rich", "asyncio")


@pytest.mark.parametrize("arguments", [["--help"], ["report", "bonuses", "--help"], ["feed", "push", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom api.command import main\n"
        f"sys.argv = ['vouch', *{arguments}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print(sorted(set(sys.modules) & set({HEAVY})), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: vouch")
    assert done.stderr == "[]\n"


def test_a_report_on_a_file_imports_no_server_and_no_web(told: str) -> None:
    code = (
        "import sys\nfrom api.command import main\nsys.argv = ['vouch', 'report', 'bonuses', '--json']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted(set(sys.modules) & {'fastapi', 'psycopg', 'alembic', 'uvicorn', 'xlsxwriter', 'rich'}),"
        " file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(told), capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n"


def test_data_go_to_standard_output_and_the_rest_to_standard_error(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "feed.jsonl"
    file.write_bytes(Path(feed_file(tmp_path, FOUNDING.events, "good.jsonl")).read_bytes() + b"{broken\n")
    done = run_vouch("feed", "push", str(file), "--json", store=sqlite_url)
    assert done.returncode == 0
    assert done.stdout == b'{"read":10,"recorded":9,"repeated":0,"parked":1}\n'
    assert b"feed.jsonl:10" in done.stderr


def test_a_reader_who_leaves_is_no_reason_for_a_traceback() -> None:
    process = subprocess.Popen([vouch_program(), "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(30) == 1
    assert said == b""


def test_an_interrupt_ends_a_push_with_130(sqlite_url: str) -> None:
    process = subprocess.Popen(
        [vouch_program(), "feed", "push", "-"],
        env=environment(sqlite_url),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    assert b"no store yet" in process.stderr.readline()  # it is made: what follows is the push
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == b"Read 0 events: 0 recorded, 0 repeated, 0 parked.\n"
    assert b"Traceback" not in said


def test_a_spreadsheet_is_not_written_to_a_terminal(told: str) -> None:
    terminal, end = pty.openpty()
    try:
        command = [vouch_program(), "report", "bonuses", "--format", "xlsx"]
        done = subprocess.run(command, env=environment(told), stdout=end, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(end)
        os.close(terminal)
    assert done.returncode == 2
    assert b"send it to a file" in done.stderr
