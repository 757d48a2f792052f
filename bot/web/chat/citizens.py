"""How somebody who agreed to be remembered is known again: by a key that only they hold.

The key is the token of the conversation in which they agreed. A browser holds it in a cookie, an app is told
to keep it; here there is only its pseudonym.
"""

import datetime as dt

from aiohttp import web

from bot.db import now
from bot.privacy.consents import REMEMBER
from bot.privacy.pseudonyms import pseudonym
from bot.transcripts.store import Remembering, link_citizen, pseudonym_of, remembering
from bot.web.chat.tickets import PATH, is_token, set_cookie
from bot.web.chat.visits import Visit
from bot.web.keys import DATABASE, SETTINGS


def pseudonym_for(request: web.Request, agency_id: str, citizen_key: str) -> str:
    """The pseudonym of whoever holds the key, at one agency."""
    secret = request.app[SETTINGS].secret_key.get_secret_value()
    return pseudonym(secret, agency_id, REMEMBER, citizen_key)


def citizen_key_of(request: web.Request, agency_id: str) -> str | None:
    """The key in the browser's cookie for this agency, if it holds one."""
    key = request.cookies.get(_name(agency_id), "")
    return key if is_token(key) else None


async def pseudonym_of_visit(request: web.Request, visit: Visit) -> str:
    """The pseudonym a turn is made under: the known citizen's, else one from the conversation's token."""
    known = visit.conversation.citizen_id if visit.conversation else None
    held = await request.app[DATABASE].read(pseudonym_of, known) if known else None
    return held or pseudonym_for(request, visit.agency_id, visit.ticket.token)


async def remembered_after(
    request: web.Request, visit: Visit, citizen_pseudonym: str
) -> Remembering | None:
    """The consent in force after a turn. The conversation in which it was given is linked to it."""
    database = request.app[DATABASE]
    found = await database.read(remembering, visit.agency_id, citizen_pseudonym)
    if found and visit.conversation is not None and visit.conversation.citizen_id is None:
        await database.write(link_citizen, visit.conversation_id, found.citizen_id)
    return found


def is_own_key(request: web.Request, visit: Visit, citizen_pseudonym: str) -> bool:
    """Whether the pseudonym is that of this conversation's own token."""
    return pseudonym_for(request, visit.agency_id, visit.ticket.token) == citizen_pseudonym


def keep_or_drop_key(
    request: web.Request,
    response: web.StreamResponse,
    visit: Visit,
    citizen_pseudonym: str,
    found: Remembering | None,
) -> None:
    """Let the browser hold the key for as long as the consent lasts, and not a moment longer."""
    held = citizen_key_of(request, visit.agency_id)
    is_held = held and pseudonym_for(request, visit.agency_id, held) == citizen_pseudonym
    if found is None and is_held:
        drop_key(response, visit.agency_id)
    elif found and not is_held and is_own_key(request, visit, citizen_pseudonym):
        seconds = int((found.expires_at - now()) / dt.timedelta(seconds=1))
        name = _name(visit.agency_id)
        set_cookie(request, response, name, visit.ticket.token, max_age=seconds)


def drop_key(response: web.StreamResponse, agency_id: str) -> None:
    """Take the key out of the browser."""
    response.del_cookie(_name(agency_id), path=PATH)


def _name(agency_id: str) -> str:
    return f"citizen_{agency_id}"
