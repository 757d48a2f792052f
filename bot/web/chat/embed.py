"""The chat on an agency's own website: the script and the look of the button, and the page in the frame.

In a frame on another site a browser may send no cookie. So the page itself holds the signed ticket, and its
script sends it as a bearer; a request that another site makes a browser send never carries it.
"""

import json
from functools import cache

from aiohttp import web

from bot.catalogue.model import Agency
from bot.web.chat.page import agency_of, chat_page, form_fields, new_visit, see_other
from bot.web.chat.tickets import Ticket, keep_ticket, sealed, unsealed
from bot.web.chat.visits import Visit, visit_of
from bot.web.keys import CONTENT
from bot.web.problems import ProblemError
from bot.web.rendering import STATIC_DIR
from bot.web.security import OWN_HEADERS, for_everybody, framed_by


async def give_script(request: web.Request) -> web.Response:
    """``GET /embed.js``: the script, called with what the agencies publish about it."""
    embeds = {
        agency.id: agency.embed.model_dump(include={"title", "accent", "origins"})
        for agency in request.app[CONTENT].agencies.values()
        if agency.embed and agency.embed.origins
    }
    text = f"{_file('embed.js').rstrip()}({json.dumps(embeds, ensure_ascii=False)});\n"
    return _public(text, "text/javascript")


async def give_look(request: web.Request) -> web.Response:
    """``GET /embed.css``."""
    return _public(_file("embed.css"), "text/css")


async def show_frame(request: web.Request) -> web.Response:
    """``GET /chat/embed``: a conversation that has not begun. Nothing is stored by looking."""
    agency = _agency(request)
    return await _frame(request, agency, new_visit(request, agency, by_cookie=False), fresh=True)


async def resume_frame(request: web.Request) -> web.Response:
    """``POST /chat/embed``: the conversation whose ticket the tab kept; a new one if it is not good."""
    agency = _agency(request)
    ticket = await _posted_ticket(request, agency)
    visit = await visit_of(request, ticket) if ticket else None
    visit = visit or new_visit(request, agency, by_cookie=False)
    return await _frame(request, agency, visit, fresh=False)


async def leave_frame(request: web.Request) -> web.Response:
    """``POST /chat/continue``: go on in a page of our own, where a cookie holds the ticket."""
    agency = agency_of(request)
    ticket = await _posted_ticket(request, agency)
    if ticket is None or await visit_of(request, ticket) is None:
        raise ProblemError("form-expired")
    response = see_other(f"/chat?agency={agency.id}")
    keep_ticket(request, response, ticket)
    return response


def _agency(request: web.Request) -> Agency:
    try:
        return agency_of(request)
    except ProblemError:
        raise ProblemError("not-found") from None


async def _posted_ticket(request: web.Request, agency: Agency) -> Ticket | None:
    """The ticket in a form of ours. Another site must not put its own visitor into its own conversation."""
    if not _is_from_here(request):
        raise ProblemError("form-expired")
    form = await form_fields(request)
    return unsealed(request, agency.id, form.get("ticket", ""))


def _is_from_here(request: web.Request) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin", "").partition("://")[2] == request.host


async def _frame(
    request: web.Request, agency: Agency, visit: Visit, *, fresh: bool
) -> web.Response:
    framing = {"ticket": sealed(request, visit.ticket), "fresh": fresh}
    response = await chat_page(request, agency, visit, template="embedded.html", framing=framing)
    response[OWN_HEADERS] = framed_by(agency.embed.origins if agency.embed else ())
    return response


def _public(text: str, content_type: str) -> web.Response:
    response = web.Response(text=text, content_type=content_type)
    response[OWN_HEADERS] = for_everybody()
    return response


@cache
def _file(name: str) -> str:
    return (STATIC_DIR / name).read_text(encoding="utf-8")
