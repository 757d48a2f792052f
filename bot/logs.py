"""Logs that never carry a citizen's words.

Everything that is logged passes here last. Structured entries keep only fields known to be harmless;
exceptions keep their type and where they were raised, not their text, because a message quoted in an
exception is still a message.
"""

import logging
import os
import sys
import traceback
import warnings
from typing import Any

import structlog

_HARMLESS = frozenset(
    "event event_key level timestamp logger error reason status path method seconds file entry count "
    "message_id conversation_id agency_id port url model version key name kind component".split()
)


def keep_harmless_fields(_: Any, __: str, entry: dict[str, Any]) -> dict[str, Any]:
    """A structlog processor: fields not known to be harmless are dropped, exceptions lose their text."""
    error = entry.pop("exc_info", None)
    kept = {key: value for key, value in entry.items() if key in _HARMLESS}
    if error:
        kept["error"] = kept.get("error") or _type_of(error)
    return kept


class WithoutExceptionText(logging.Filter):
    """A filter for standard loggers: keeps type and place of an exception, drops its text."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace the exception of the record by where it happened. Always lets the record through."""
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            frames = traceback.extract_tb(error.__traceback__)
            places = " < ".join(
                f"{os.path.basename(frame.filename)}:{frame.lineno}"
                for frame in reversed(frames[-6:])
            )
            record.msg = f"{record.getMessage()} [{type(error).__name__} at {places}]"
            record.args = ()
        record.exc_info = record.exc_text = None
        return True


def keep_message_text_out_of_logs() -> None:
    """Put both guards in place, in a process that has configured its own logging (Rasa)."""
    processors = structlog.get_config()["processors"]
    if keep_harmless_fields not in processors:
        # In place: loggers that were used already hold this very list.
        processors.insert(0, keep_harmless_fields)
    guard = WithoutExceptionText()
    for handler in _all_handlers():
        handler.addFilter(guard)
    # Rasa warns with the message in the text ("Failed to parse arguments in line …").
    warnings.showwarning = _show_kind_of_warning


def _show_kind_of_warning(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: Any, **__: Any
) -> None:
    sys.stderr.write(f"{category.__name__} at {os.path.basename(filename)}:{lineno}\n")


def _all_handlers() -> set[logging.Handler]:
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    return {handler for logger in loggers for handler in logger.handlers}


def _type_of(error: Any) -> str:
    if isinstance(error, BaseException):
        return type(error).__name__
    if isinstance(error, tuple) and error[0] is not None:
        return str(error[0].__name__)
    return "exception"
