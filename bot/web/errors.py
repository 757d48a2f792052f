"""Whatever goes wrong becomes a problem: a document for programs, a page for people."""

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from sqlalchemy.exc import SQLAlchemyError

from bot.web.keys import CONTENT
from bot.web.problems import ProblemError, problem_response
from bot.web.rendering import render

log = structlog.get_logger()

STORE_RETRY_SECONDS = 3
_OF_STATUS = {403: "not-found", 404: "not-found", 405: "method-not-allowed", 413: "too-large"}


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Middleware: no error leaves as anything but a problem, and none shows what was sent."""
    try:
        _refuse_packed(request)
        return await handler(request)
    except ProblemError as problem:
        return problem_answer(request, problem)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        answer = problem_answer(request, _as_problem(request, error))
        if "Allow" in error.headers:
            answer.headers["Allow"] = error.headers["Allow"]
        return answer
    except SQLAlchemyError as error:
        log.error("store.away", error=type(error).__name__)
        return problem_answer(request, store_away())
    except Exception as error:
        log.error("request.failed", error=type(error).__name__, kind=_place(error))
        return problem_answer(request, ProblemError("internal"))


def _refuse_packed(request: web.Request) -> None:
    """Messages are short: a body is read as it is, and none is unpacked to a thousand times its size."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise ProblemError("packed")


def store_away() -> ProblemError:
    """The database does not answer, is locked, or takes no writes."""
    return ProblemError("store-away", retry_after=STORE_RETRY_SECONDS)


def problem_answer(request: web.Request, problem: ProblemError) -> web.Response:
    """A page when the client asks for one, else the document."""
    if "text/html" in request.headers.get("Accept", ""):
        context = {"problem": problem, "kind": problem.kind}
        response = render(request, "problem.html", context, status=problem.status)
        response.headers.update(problem.headers())
        return response
    return problem_response(problem, request.app[CONTENT].say)


def _as_problem(request: web.Request, error: web.HTTPException) -> ProblemError:
    """One of aiohttp's own errors, in our words."""
    kind = _OF_STATUS.get(error.status, "broken-form")
    if kind == "too-large":
        return ProblemError(kind, limit=request.app[CONTENT].limits.body_bytes)
    return ProblemError(kind)


def _place(error: Exception) -> str:
    """File and line that raised it: enough to find it, and never what it said."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else ""
