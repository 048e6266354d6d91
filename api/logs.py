"""Logs on standard error: lines for people on a terminal, else a JSON object a line.

No personal data, no ids of people, no texts of unknown errors.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import stamina.instrumentation
import structlog

from api.settings import LogFormat, LogLevel
from domain.error_summary import kind_and_place

LEVELS: dict[LogLevel, int] = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


def is_for_people(form: LogFormat) -> bool:
    """Tell whether logs are written for people: as the setting says; by itself, where standard error is a terminal."""
    return form == "text" or (form == "auto" and sys.stderr.isatty())


def write_logs(level: LogLevel, form: LogFormat) -> None:
    """Write the logs of Vouch and of its libraries in the given form, from `level` on."""
    renderer: structlog.typing.Processor = structlog.processors.JSONRenderer()
    if is_for_people(form):
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), sort_keys=False)
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _drop_traces,
    ]
    least = LEVELS[level]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                renderer,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=max(least, logging.INFO), force=True)
    logging.getLogger("kafka").setLevel(logging.WARNING)  # it tells of every request
    # It would write down the errors of a database, which may quote values.
    stamina.instrumentation.set_on_retry_hooks([])


def _drop_traces(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Log an exception by its kind and place alone: its text might hold somebody's data."""
    trouble = event.pop("exc_info", None)
    error = trouble[1] if isinstance(trouble, tuple) else trouble
    if isinstance(error, Exception):
        event["error"] = kind_and_place(error)
    return event
