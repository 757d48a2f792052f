"""Errors as RFC 9457 problem documents: a stable type, and words a citizen can use.

The words are in ``content/wording``; here is only which problems there are and their status.
"""

from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

STATUS: Mapping[str, int] = {
    "broken-json": 400,
    "broken-form": 400,
    "no-token": 401,
    "form-expired": 403,
    "not-found": 404,
    "unknown-conversation": 404,
    "unknown-button": 404,
    "unknown-receipt": 404,
    "method-not-allowed": 405,
    "message-id-used": 409,
    "too-large": 413,
    "packed": 415,
    "malformed": 422,
    "unknown-agency": 422,
    "message-empty": 422,
    "message-too-long": 422,
    "message-id-invalid": 422,
    "rating-empty": 422,
    "comment-too-long": 422,
    "too-many-messages": 429,
    "too-many-conversations": 429,
    "internal": 500,
    "assistant-away": 503,
    "store-away": 503,
    "too-many-streams": 503,
}

CONTENT_TYPE = "application/problem+json"


class ProblemError(Exception):
    """Something the client should hear about. ``values`` fill the placeholders of the words.

    None of them may hold what a citizen wrote: a problem is shown, and its kind is logged.
    """

    def __init__(self, kind: str, *, retry_after: int | None = None, **values: str | int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.retry_after = retry_after
        self.values = values

    @property
    def status(self) -> int:
        """The HTTP status."""
        return STATUS[self.kind]

    def headers(self) -> dict[str, str]:
        """Headers of the answer: when to try again, how to sign in."""
        headers = {}
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        if self.status == 401:
            headers["WWW-Authenticate"] = 'Bearer realm="conversation"'
        return headers


def problem_document(problem: ProblemError, say: Callable[..., str]) -> dict[str, Any]:
    """The problem as RFC 9457 has it; ``type`` is an address that explains it."""
    document: dict[str, Any] = {
        "type": f"/problems/{problem.kind}",
        "title": say(f"problems.{problem.kind}.title", **problem.values),
        "status": problem.status,
        "detail": say(f"problems.{problem.kind}.detail", **problem.values),
    }
    return document | dict(problem.values)


def problem_response(problem: ProblemError, say: Callable[..., str]) -> web.Response:
    """The problem as an answer for programs."""
    return web.json_response(
        problem_document(problem, say),
        status=problem.status,
        headers=problem.headers(),
        content_type=CONTENT_TYPE,
    )
