"""The chat's API: JSON in, JSON or a stream out. The page's script uses it, and so can an agency's app."""

from typing import Any

from aiohttp import web

from bot.web.chat.citizens import keep_or_drop_key
from bot.web.chat.messages import message_from, read_object
from bot.web.chat.service import begin, let_pass, say
from bot.web.chat.tickets import is_token, new_ticket
from bot.web.chat.visits import Visit, admit
from bot.web.keys import CONTENT, SETTINGS
from bot.web.problems import ProblemError


async def open_conversation(request: web.Request) -> web.Response:
    """``POST /chat/conversations``: a new conversation and the token to it."""
    fields = await read_object(request)
    agency_id = _optional(fields, "agency") or request.app[SETTINGS].host_agency
    agency = request.app[CONTENT].agency(agency_id)
    citizen_key = _optional(fields, "citizen_key")
    if citizen_key is not None and not is_token(citizen_key):
        raise ProblemError("malformed", fields="citizen_key")
    ticket = new_ticket(agency.id)
    visit = Visit(ticket, None, by_cookie=False)
    language = _optional(fields, "language")
    await begin(request, visit, language=language, citizen_key=citizen_key)
    return web.json_response(
        {"conversation_id": str(ticket.conversation_id), "token": ticket.token},
        status=201,
        headers={"Location": f"/chat/conversations/{ticket.conversation_id}"},
    )


async def send_message(request: web.Request) -> web.Response:
    """``POST …/messages``: one message; the answer comes when the turn is stored."""
    visit = await admit(request)
    let_pass(request, visit.ticket)
    limit = request.app[CONTENT].limits.characters_per_message
    reply = await say(request, visit, message_from(await read_object(request), limit=limit))
    response = web.json_response(reply.as_json())
    if visit.by_cookie:
        keep_or_drop_key(request, response, visit, reply.pseudonym, reply.remembering)
    return response


def _optional(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is None or isinstance(value, str):
        return value
    raise ProblemError("malformed", fields=name)
