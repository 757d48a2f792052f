"""Runs the web process: ``python -m bot.web``."""

import sys

import structlog
from aiohttp import web
from pydantic import ValidationError

from bot.catalogue.faults import CatalogueError
from bot.settings import get_settings
from bot.web.app import init_app
from bot.web.logs import configure_logs

log = structlog.get_logger()

STOP_SECONDS = 10.0
"""How long turns in progress may take to end when the process is told to stop."""


def main() -> int:
    """Serve until told to stop; 1 when it cannot begin, with a sentence that says why."""
    configure_logs()
    try:
        settings = get_settings()
        app = init_app(settings)
    except ValidationError as error:
        # Only which settings: pydantic's own text would repeat their values.
        names = ", ".join(f"ASSISTANT_{fault['loc'][0]}".upper() for fault in error.errors())
        return _cannot_start(f"these settings are missing or wrong: {names}")
    except (ValueError, CatalogueError) as error:
        return _cannot_start(str(error))
    try:
        web.run_app(
            app,
            host=settings.web_host,
            port=settings.web_port,
            shutdown_timeout=STOP_SECONDS,
            # Both would write addresses and queries, in which people put what they should not.
            access_log=None,
            print=None,
        )
    except OSError as error:
        where = f"{settings.web_host}:{settings.web_port}"
        return _cannot_start(f"cannot listen on {where}: {error.strerror}")
    return 0


def _cannot_start(reason: str) -> int:
    log.error("web.cannot_start", reason=reason)
    return 1


if __name__ == "__main__":
    sys.exit(main())
