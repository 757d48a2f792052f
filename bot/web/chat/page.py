"""The chat's page: rendered here, whole without JavaScript. A form is posted, then the page is shown anew."""

import uuid
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.catalogue.model import Agency
from bot.transcripts.store import read_transcript
from bot.web.chat.citizens import keep_or_drop_key
from bot.web.chat.messages import NewMessage, as_uuid, button_id, checked_text
from bot.web.chat.service import let_pass, say
from bot.web.chat.tickets import (
    Ticket,
    drop_ticket,
    form_token,
    form_token_matches,
    keep_ticket,
    new_ticket,
    read_ticket,
)
from bot.web.chat.visits import Visit, visit_of
from bot.web.errors import store_away
from bot.web.keys import CONTENT, DATABASE, SETTINGS
from bot.web.problems import ProblemError
from bot.web.rendering import render


async def go_to_chat(request: web.Request) -> web.Response:
    """``GET /``."""
    return see_other("/chat")


async def show_chat(request: web.Request) -> web.Response:
    """``GET /chat``: the conversation so far. Nothing is stored by looking."""
    agency = agency_of(request)
    visit = await visit_to(request, agency.id) or new_visit(request, agency)
    response = await chat_page(request, agency, visit)
    keep_ticket(request, response, visit.ticket)
    return response


def new_visit(request: web.Request, agency: Agency, *, by_cookie: bool = True) -> Visit:
    """A visit that has said nothing yet, in the language that the address asks for, if it is offered."""
    wanted = request.query.get("language", "")
    language = wanted if wanted in agency.languages else ""
    return Visit(new_ticket(agency.id, language), None, by_cookie=by_cookie)


async def post_message(request: web.Request) -> web.Response:
    """``POST /chat``: one message from the form; on success the page is shown by a GET."""
    agency = agency_of(request)
    ticket, form = await read_form(request, agency.id)
    visit = await visit_of(request, ticket)
    if visit is None:
        raise ProblemError("form-expired")
    try:
        let_pass(request, ticket)
        reply = await say(request, visit, _message_from(request, form))
    except SQLAlchemyError:
        return await chat_page(request, agency, visit, problem=store_away(), form=form)
    except ProblemError as problem:
        return await chat_page(request, agency, visit, problem=problem, form=form)
    response = see_other(f"/chat?agency={agency.id}#latest")
    keep_or_drop_key(request, response, visit, reply.pseudonym, reply.remembering)
    return response


async def start_new(request: web.Request) -> web.Response:
    """``POST /chat/new``: leave this conversation; the browser forgets it."""
    agency = agency_of(request)
    await read_form(request, agency.id)
    response = see_other(f"/chat?agency={agency.id}")
    drop_ticket(response, agency.id)
    return response


async def show_problem(request: web.Request) -> web.Response:
    """``GET /problems/{kind}``: what the ``type`` of a problem document leads to."""
    kind = request.match_info["kind"]
    if not request.app[CONTENT].has(f"problems.{kind}.title"):
        raise ProblemError("not-found")
    examples = {"limit": "…", "length": "…", "fields": "…", "known": "…", "seconds": "…"}
    return render(request, "problem.html", {"problem": None, "kind": kind, "examples": examples})


def agency_of(request: web.Request) -> Agency:
    """The agency the page is of. Raises ProblemError ``unknown-agency``."""
    agency_id = request.query.get("agency", request.app[SETTINGS].host_agency)
    return request.app[CONTENT].agency(agency_id)


async def visit_to(request: web.Request, agency_id: str) -> Visit | None:
    """The visit of the browser's cookie; ``None`` when it holds none that is good."""
    ticket = read_ticket(request, agency_id)
    return await visit_of(request, ticket) if ticket else None


async def read_form(request: web.Request, agency_id: str) -> tuple[Ticket, dict[str, str]]:
    """The posted fields and the ticket they are bound to. Raises ProblemError."""
    form = await form_fields(request)
    ticket = read_ticket(request, agency_id)
    if ticket is None or not form_token_matches(request, ticket, form.get("form_token", "")):
        raise ProblemError("form-expired")
    return ticket, form


def see_other(location: str) -> web.Response:
    """Show that page next, by a GET."""
    return web.Response(status=303, headers={"Location": location})


async def form_fields(request: web.Request) -> dict[str, str]:
    """The text fields of a posted form; files are not looked at. Raises ProblemError."""
    try:
        posted = await request.post()
    except (ValueError, LookupError, RuntimeError, web.RequestPayloadError):
        # An alphabet, an encoding or a compression that is not known, or not what it says.
        raise ProblemError("broken-form") from None
    return {name: value for name, value in posted.items() if isinstance(value, str)}


def _message_from(request: web.Request, form: Mapping[str, str]) -> NewMessage:
    """The message of a form. Its id comes from the page's id and what is said: sent twice, it is one."""
    page_id = as_uuid(form.get("message_id"))
    if page_id is None:
        raise ProblemError("message-id-invalid")
    if "button" in form:
        button = button_id(form["button"])
        return NewMessage(uuid.uuid5(page_id, f"button {button}"), button=button)
    limit = request.app[CONTENT].limits.characters_per_message
    text = checked_text(form.get("text", ""), limit=limit)
    return NewMessage(uuid.uuid5(page_id, f"text {text}"), text=text)


async def chat_page(
    request: web.Request,
    agency: Agency,
    visit: Visit,
    *,
    problem: ProblemError | None = None,
    form: Mapping[str, str] | None = None,
    template: str = "chat.html",
    framing: Mapping[str, Any] | None = None,
) -> web.Response:
    """The conversation so far; ``framing`` is what the template of a frame needs besides."""
    language = request.app[CONTENT].language(agency, visit.language)
    content = request.app[CONTENT].in_language(language)
    try:
        said = await request.app[DATABASE].read(read_transcript, visit.conversation_id)
    except SQLAlchemyError:
        if problem is None:
            raise
        said = []
    form = form or {}
    context: dict[str, Any] = {
        "conversation_id": visit.conversation_id,
        "form_token": form_token(request, visit.ticket),
        "message_id": as_uuid(form.get("message_id")) or uuid.uuid4(),
        "said": said,
        "last_turn": max((line.seq for line in said if line.by_citizen), default=0),
        "last_seq": max((line.seq for line in said), default=0),
        "starters": [] if said else content.starters(agency.id, request.query.get("service")),
        "problem": problem,
        "draft": form.get("text", ""),
        "limit": content.limits.characters_per_message,
        "months": content.months(),
        "date_pattern": content.date_pattern(),
        "framed": framing is not None,
        **(framing or {}),
    }
    response = render(
        request,
        template,
        context,
        agency=agency,
        status=problem.status if problem else 200,
        language=language,
    )
    response.headers.update(problem.headers() if problem else {})
    return response
