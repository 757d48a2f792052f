"""The cookie that holds a conversation's id and token, one for each agency, and the forms' tokens.

A ticket is made when a page is first shown, and nothing is stored for it until something is said: looking
at a page leaves no trace. The cookie is signed, so that only tickets made here begin a conversation.
"""

import re
import uuid
from dataclasses import dataclass

from aiohttp import web

from bot.privacy.pseudonyms import new_token, signature, signature_matches
from bot.web.addresses import is_https
from bot.web.keys import SETTINGS

PATH = "/chat"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,128}")
_CHOSEN = "~"
"""Before the language, after the token, which never holds it."""
_FORM = "form"
_TICKET = "ticket"


@dataclass(frozen=True)
class Ticket:
    """The right to act in one conversation with one agency."""

    conversation_id: uuid.UUID
    token: str
    agency_id: str
    language: str = ""
    """The language chosen before anything was said; empty for the agency's first."""

    @property
    def value(self) -> str:
        """What is signed."""
        chosen = f"{_CHOSEN}{self.language}" if self.language else ""
        return f"{self.right}{chosen}"

    @property
    def right(self) -> str:
        """What forms are bound to. Not the language: it may be changed in another tab."""
        return f"{self.conversation_id.hex}.{self.token}"


def is_token(text: str) -> bool:
    """Whether a text can be a token at all; anything else must not reach the hashes."""
    return _TOKEN.fullmatch(text) is not None


def new_ticket(agency_id: str, language: str = "") -> Ticket:
    """A ticket for a conversation that has not begun."""
    return Ticket(uuid.uuid4(), new_token(), agency_id, language)


def read_ticket(request: web.Request, agency_id: str) -> Ticket | None:
    """The ticket in the agency's cookie; ``None`` when there is none or it was not made here."""
    return unsealed(request, agency_id, request.cookies.get(_name(agency_id), ""))


def unsealed(request: web.Request, agency_id: str, sealed_ticket: str) -> Ticket | None:
    """The ticket in its signed form; ``None`` when it was not made here for this agency."""
    hexadecimal, _, rest = sealed_ticket.partition(".")
    held, _, given = rest.partition(".")
    token, _, language = held.partition(_CHOSEN)
    try:
        ticket = Ticket(uuid.UUID(hexadecimal), token, agency_id, language)
    except ValueError:
        return None
    signed = f"{agency_id}.{ticket.value}"
    matches = is_token(token) and signature_matches(_secret(request), _TICKET, signed, given)
    return ticket if matches else None


def keep_ticket(request: web.Request, response: web.StreamResponse, ticket: Ticket) -> None:
    """Put the ticket into its cookie. It ends with the browser: a shared computer forgets it."""
    set_cookie(request, response, _name(ticket.agency_id), sealed(request, ticket))


def sealed(request: web.Request, ticket: Ticket) -> str:
    """The ticket with our signature, as a browser holds it."""
    signed = signature(_secret(request), _TICKET, f"{ticket.agency_id}.{ticket.value}")
    return f"{ticket.value}.{signed}"


def drop_ticket(response: web.StreamResponse, agency_id: str) -> None:
    """Take the cookie away."""
    response.del_cookie(_name(agency_id), path=PATH)


def form_token(request: web.Request, ticket: Ticket) -> str:
    """The token every form and every script request of this conversation carries."""
    return signature(_secret(request), _FORM, ticket.right)


def form_token_matches(request: web.Request, ticket: Ticket, given: str) -> bool:
    """Whether the request comes from a page of ours, and not from somebody else's."""
    return signature_matches(_secret(request), _FORM, ticket.right, given)


def set_cookie(
    request: web.Request,
    response: web.StreamResponse,
    name: str,
    value: str,
    *,
    max_age: int | None = None,
) -> None:
    """Set a cookie that scripts cannot read and other sites cannot send."""
    response.set_cookie(
        name,
        value,
        path=PATH,
        max_age=max_age,
        httponly=True,
        samesite="Lax",
        secure=is_https(request),
    )


def _name(agency_id: str) -> str:
    return f"chat_{agency_id}"


def _secret(request: web.Request) -> str:
    return request.app[SETTINGS].secret_key.get_secret_value()
