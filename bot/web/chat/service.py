"""What the chat does: begin a conversation, and take a message through a turn."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.transcripts.store import Opening, Remembering, open_conversation
from bot.transcripts.tables import Conversation
from bot.web.addresses import client_address
from bot.web.chat.citizens import (
    citizen_key_of,
    is_own_key,
    pseudonym_for,
    pseudonym_of_visit,
    remembered_after,
)
from bot.web.chat.messages import NewMessage
from bot.web.chat.tickets import Ticket
from bot.web.chat.visits import Visit
from bot.web.keys import CONTENT, DATABASE, GATES, RELAY, STREAMS
from bot.web.relay import Outgoing


@dataclass(frozen=True)
class Reply:
    """The stored answer to one message, and whether the citizen is remembered now."""

    messages: list[dict[str, Any]]
    pseudonym: str
    remembering: Remembering | None
    key_is_own: bool

    def as_json(self) -> dict[str, Any]:
        """The body of the API's answer."""
        kept = {"citizen_key_kept": True} if self.remembering and self.key_is_own else {}
        return {"messages": self.messages, **kept}


async def begin(
    request: web.Request,
    visit: Visit,
    *,
    language: str | None = None,
    citizen_key: str | None = None,
) -> Visit:
    """The visit with its conversation stored: opened now unless it was.

    Who agreed earlier to be remembered is known by ``citizen_key``, else by the browser's cookie.
    """
    if visit.conversation is not None:
        return visit
    request.app[GATES].let_conversation_pass(client_address(request))
    content = request.app[CONTENT]
    key = citizen_key or citizen_key_of(request, visit.agency_id) or visit.ticket.token
    opening = Opening(
        conversation_id=visit.conversation_id,
        agency_id=visit.agency_id,
        language=content.language(content.agency(visit.agency_id), language or visit.language),
        token_hash=visit.token_hash,
        pseudonym=pseudonym_for(request, visit.agency_id, key),
    )
    conversation: Conversation = await request.app[DATABASE].write(open_conversation, opening)
    return Visit(visit.ticket, conversation, visit.by_cookie)


async def say(request: web.Request, visit: Visit, message: NewMessage) -> Reply:
    """Hand a message to the assistant and return its answer once it is stored. Raises ProblemError."""
    visit = await begin(request, visit)
    citizen = await pseudonym_of_visit(request, visit)
    messages = await request.app[RELAY].send(_outgoing(visit, message, citizen))
    request.app[STREAMS].wake(visit.conversation_id)
    remembering = await remembered_after(request, visit, citizen)
    return Reply(messages, citizen, remembering, is_own_key(request, visit, citizen))


def let_pass(request: web.Request, ticket: Ticket) -> None:
    """The rate limits of one more message. Raises ProblemError."""
    request.app[GATES].let_message_pass(ticket.conversation_id, client_address(request))


def _outgoing(visit: Visit, message: NewMessage, citizen: str) -> Outgoing:
    language = visit.conversation.language if visit.conversation else ""
    return Outgoing(
        conversation_id=visit.conversation_id,
        message_id=message.message_id,
        text=message.text,
        button=message.button,
        metadata={
            "agency_id": visit.agency_id,
            "citizen_pseudonym": citizen,
            "language": language,
        },
    )
