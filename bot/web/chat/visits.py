"""Who may act in which conversation."""

import uuid
from dataclasses import dataclass, replace

from aiohttp import web

from bot.privacy.pseudonyms import token_hash, token_matches
from bot.transcripts.store import find_conversation
from bot.transcripts.tables import Conversation
from bot.web.chat.tickets import (
    Ticket,
    form_token_matches,
    is_token,
    read_ticket,
    unsealed,
)
from bot.web.keys import CONTENT, DATABASE
from bot.web.problems import ProblemError

FORM_TOKEN_HEADER = "X-Form-Token"  # noqa: S105 - a name, not a secret
_SAFE = ("GET", "HEAD")


@dataclass(frozen=True)
class Visit:
    """Somebody who holds the token of a conversation, whether it has begun or not."""

    ticket: Ticket
    conversation: Conversation | None
    by_cookie: bool

    @property
    def conversation_id(self) -> uuid.UUID:
        """The conversation's id."""
        return self.ticket.conversation_id

    @property
    def agency_id(self) -> str:
        """The agency that hosts the conversation."""
        return self.ticket.agency_id

    @property
    def language(self) -> str:
        """The language chosen: the conversation's, else the ticket's; empty when none was."""
        return self.conversation.language if self.conversation else self.ticket.language

    @property
    def token_hash(self) -> str:
        """What is stored of the token."""
        return token_hash(self.ticket.token)


async def admit(request: web.Request, *, form_token: str | None = None) -> Visit:
    """The visit to the conversation in the path, by bearer token or ticket, else by cookie.

    A request that changes something and comes with a cookie needs the form token too: in ``form_token`` or
    in the header. Raises ProblemError: one and the same for a conversation that is not there, is somebody
    else's, or was erased.
    """
    conversation_id = _id_in_path(request)
    token = bearer_token(request)
    if token is not None and "." in token:
        return await _by_sealed_ticket(request, conversation_id, token)
    if token is not None:
        return await _by_token(request, conversation_id, token)
    visit = await _by_cookie(request, conversation_id)
    if request.method not in _SAFE:
        given = form_token or request.headers.get(FORM_TOKEN_HEADER) or ""
        if not form_token_matches(request, visit.ticket, given):
            raise ProblemError("form-expired")
    return visit


async def visit_of(request: web.Request, ticket: Ticket) -> Visit | None:
    """The visit of a page's ticket; ``None`` when the ticket is not good for its conversation."""
    conversation = await request.app[DATABASE].read(find_conversation, ticket.conversation_id)
    if conversation is not None and not _belongs(conversation, ticket):
        return None
    return Visit(ticket, conversation, by_cookie=True)


def bearer_token(request: web.Request) -> str | None:
    """The token in the Authorization header; ``None`` when there is no such header."""
    header = request.headers.get("Authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def _by_token(request: web.Request, conversation_id: uuid.UUID, token: str) -> Visit:
    conversation = await request.app[DATABASE].read(find_conversation, conversation_id)
    if (
        conversation is None
        or not is_token(token)
        or not token_matches(token, conversation.token_hash)
    ):
        raise ProblemError("unknown-conversation")
    ticket = Ticket(conversation_id, token, conversation.agency_id)
    return Visit(ticket, conversation, by_cookie=False)


async def _by_cookie(request: web.Request, conversation_id: uuid.UUID) -> Visit:
    tickets = [read_ticket(request, agency_id) for agency_id in request.app[CONTENT].agencies]
    if not any(tickets):
        raise ProblemError("no-token")
    return await _first_good(request, conversation_id, tickets)


async def _by_sealed_ticket(request: web.Request, conversation_id: uuid.UUID, sealed: str) -> Visit:
    """The visit of a chat in a frame, which has no cookie. No other site can send this header."""
    agencies = request.app[CONTENT].agencies
    tickets = [unsealed(request, agency_id, sealed) for agency_id in agencies]
    visit = await _first_good(request, conversation_id, tickets)
    return replace(visit, by_cookie=False)


async def _first_good(
    request: web.Request, conversation_id: uuid.UUID, tickets: list[Ticket | None]
) -> Visit:
    for ticket in tickets:
        if ticket is not None and ticket.conversation_id == conversation_id:
            visit = await visit_of(request, ticket)
            if visit is not None:
                return visit
    raise ProblemError("unknown-conversation")


def _belongs(conversation: Conversation, ticket: Ticket) -> bool:
    return conversation.agency_id == ticket.agency_id and token_matches(
        ticket.token, conversation.token_hash
    )


def _id_in_path(request: web.Request) -> uuid.UUID:
    try:
        return uuid.UUID(request.match_info["conversation_id"])
    except ValueError:
        raise ProblemError("unknown-conversation") from None
