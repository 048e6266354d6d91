"""Logs: one JSON object a line on standard error. No personal data, no ids of people, no texts of unknown errors."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import stamina.instrumentation
import structlog

from api.settings import LogLevel
from domain.error_summary import kind_and_place

LEVELS: dict[LogLevel, int] = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


def log_json(level: LogLevel) -> None:
    """Write the logs of Vouch and of its libraries as JSON, from `level` on."""
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _drop_traces,
    ]
    least = LEVELS[level]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
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
                structlog.processors.JSONRenderer(),
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
