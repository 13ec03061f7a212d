"""Where log lines go and how they look. No log line holds review text, a key or an address's secrets."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog

from service.domain.settings import Settings


def configure_logs(settings: Settings) -> None:
    """Send structured lines to standard error, as JSON where that is asked for."""
    level = logging.getLevelNamesMapping()[settings.log_level]
    form: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.log_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True), form],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )
    logging.basicConfig(
        stream=sys.stderr, level=max(level, logging.WARNING), format="%(levelname)s %(name)s: %(message)s"
    )
    for chatty in ("httpx", "httpcore", "hishel", "apscheduler"):  # these log whole addresses
        logging.getLogger(chatty).setLevel(logging.ERROR)
