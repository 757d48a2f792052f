"""The language of the page and of what the assistant says, chosen by the person."""

from dataclasses import replace

from aiohttp import web

from bot.transcripts.store import speak_in
from bot.web.chat.page import agency_of, read_form, see_other
from bot.web.chat.tickets import keep_ticket
from bot.web.chat.visits import visit_of
from bot.web.keys import DATABASE
from bot.web.problems import ProblemError


async def choose_language(request: web.Request) -> web.Response:
    """``POST /chat/language``: go on in one of the agency's languages. Nothing that was said is changed."""
    agency = agency_of(request)
    ticket, form = await read_form(request, agency.id)
    language = form.get("language", "")
    visit = await visit_of(request, ticket)
    if visit is None:
        raise ProblemError("form-expired")
    if language not in agency.languages:
        raise ProblemError("malformed", fields="language")
    if visit.conversation is not None:
        await request.app[DATABASE].write(speak_in, visit.conversation_id, language)
    response = see_other(f"/chat?agency={agency.id}")
    keep_ticket(request, response, replace(ticket, language=language))
    return response
