"""Work in forked processes, so many at a time, each with limits that a mutant that runs wild cannot pass."""

import json
import os
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

CPU_SECONDS = 60
MEMORY = 6 << 30
Job = TypeVar("Job")
Answer = dict[str, Any]


def forked(jobs: Iterable[Job], work: Callable[[Job], Answer], at_once: int) -> Iterator[tuple[Job, Answer | None]]:
    """Each job with the answer of its own process; None where that was ended by a limit."""
    running: dict[int, tuple[Job, int]] = {}
    waiting = iter(jobs)
    while True:
        while len(running) < at_once and (job := next(waiting, None)) is not None:
            pid, answers = _fork(work, job)
            running[pid] = (job, answers)
        if not running:
            return
        pid, _ = os.wait()
        done, answers = running.pop(pid)
        with os.fdopen(answers) as told:
            text = told.read()
        yield done, (json.loads(text) if text else None)


def _fork(work: Callable[[Job], Answer], job: Job) -> tuple[int, int]:
    answers, tell = os.pipe()
    pid = os.fork()
    if pid:
        os.close(tell)
        return pid, answers
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.write(tell, json.dumps(work(job)).encode())
    finally:
        os._exit(0)
