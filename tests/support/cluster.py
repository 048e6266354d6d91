"""Test support: a throwaway PostgreSQL server, made and removed by whoever needs one."""

import contextlib
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

ACCOUNT = "postgres"  # the server refuses to run as root
ROOM = 2 << 30  # bytes free in memory before the data are kept there
MEMORY = Path("/dev/shm")
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = on
synchronous_commit = on
full_page_writes = on
dynamic_shared_memory_type = mmap
max_wal_size = 512MB
timezone = 'Asia/Kathmandu'
"""  # durable, as the product demands; and a zone that no answer may depend on


class PostgresMissingError(Exception):
    """There is no PostgreSQL server on this machine; the message says what to install."""


def programs() -> Path:
    """The folder of the server's programs: those on PATH, else the newest of Debian's."""
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: float(path.parts[-3]))
    if not installed:
        raise PostgresMissingError("no pg_ctl on PATH: install a PostgreSQL server, or set VOUCH_TEST_POSTGRES")
    return installed[-1].parent


def free_port() -> int:
    """A TCP port of this machine that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Cluster:
    """One server with its own data; `create` starts it, `remove` leaves nothing of it."""

    directory: str
    port: int
    password: str

    @classmethod
    def create(cls, *, on_disk: bool = False) -> "Cluster":
        """A new running server, in memory where there is room. PostgresMissingError: no programs for one."""
        programs()
        roomy = not on_disk and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
        directory = tempfile.mkdtemp(prefix="vouch-postgres-", dir=MEMORY if roomy else None)
        cluster = cls(directory, free_port(), secrets.token_hex(16))
        try:
            cluster._initialise()
            cluster.start()
        except BaseException:
            cluster.remove()
            raise
        return cluster

    def url(self, database: str = "postgres") -> str:
        """Where the named database of this server is reached."""
        return f"postgresql://vouch:{self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start the server on its port and wait until it answers."""
        self._run("pg_ctl", "--wait", "--log", f"{self.directory}/log", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop the server: `fast` in good order, `immediate` as in a crash."""
        self._run("pg_ctl", "--wait", "--mode", mode, "stop")

    def remove(self) -> None:
        """Stop the server if it runs, and delete its data."""
        with contextlib.suppress(RuntimeError):
            self.stop("immediate")
        shutil.rmtree(self.directory, ignore_errors=True)

    def _initialise(self) -> None:
        directory = Path(self.directory)
        secret = directory / "password"
        secret.write_text(self.password)
        if os.geteuid() == 0:
            account = _account()
            for path in (directory, secret):
                os.chown(path, account.pw_uid, account.pw_gid)
        plain = ("--username=vouch", f"--pwfile={secret}", "--auth=scram-sha-256", "--encoding=UTF8", "--no-sync")
        # Sorted as a dictionary would, not by code point: a query that relies on the server's order shows.
        self._run("initdb", *plain, "--locale=C", "--locale-provider=icu", "--icu-locale=en")
        with (directory / "data" / "postgresql.conf").open("a") as configuration:
            configuration.write(f"{SETTINGS}port = {self.port}\n")

    def _run(self, program: str, *options: str) -> None:
        command = [str(programs() / program), "--pgdata", f"{self.directory}/data", *options]
        if os.geteuid() == 0:
            command = ["runuser", "-u", ACCOUNT, "--", *command]
        done = subprocess.run(command, cwd=self.directory, capture_output=True, text=True, check=False)
        if done.returncode:
            log = Path(self.directory, "log")
            raise RuntimeError(f"{program} failed: {done.stderr}{log.read_text() if log.exists() else ''}")


def _account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        raise PostgresMissingError(f"the server does not run as root, and there is no user {ACCOUNT}") from None
