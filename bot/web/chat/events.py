"""``GET …/events``: messages as they are made, as Server-Sent Events that can be resumed.

The id of an event is the message's place in the conversation, so ``Last-Event-ID`` says what was seen.
"""

import asyncio
import contextlib
import json

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.transcripts.store import messages_after
from bot.web.chat.visits import Visit, admit
from bot.web.keys import CONTENT, DATABASE, STREAMS
from bot.web.streams import Stream

HEARTBEAT_SECONDS = 15.0
"""A silent connection is cut by proxies; a reader that is gone is found at the next write."""
WRITE_DEADLINE_SECONDS = 20.0
"""A reader that takes nothing for so long is gone."""
RETRY_MILLISECONDS = 3000
_SEQ_DIGITS = 9


async def stream_events(request: web.Request) -> web.StreamResponse:
    """Replay what the reader has not seen, then deliver what comes."""
    visit = await admit(request)
    limits = request.app[CONTENT].limits
    with request.app[STREAMS].listen(
        visit.conversation_id,
        at_most=limits.streams,
        in_conversation=limits.streams_per_conversation,
    ) as stream:
        response = await _begin(request)
        # The reader is gone, or the database is away: either way the reader comes back and resumes.
        with contextlib.suppress(ConnectionError, TimeoutError, SQLAlchemyError):
            await _deliver(request, visit, stream, response)
    return response


async def _begin(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}
    )
    await response.prepare(request)
    await response.write(f"retry: {RETRY_MILLISECONDS}\n\n".encode())
    return response


async def _deliver(
    request: web.Request, visit: Visit, stream: Stream, response: web.StreamResponse
) -> None:
    seen = last_event_id(request)
    while not stream.ended:
        new = await request.app[DATABASE].read(messages_after, visit.conversation_id, seen)
        for message in new:
            data = json.dumps(message, ensure_ascii=False)
            await _write(response, f"id: {message['seq']}\ndata: {data}\n\n")
            seen = message["seq"]
        # After a silence it is read again all the same: another process may have stored something.
        if not await stream.wait(HEARTBEAT_SECONDS):
            await _write(response, ": still here\n\n")


async def _write(response: web.StreamResponse, text: str) -> None:
    async with asyncio.timeout(WRITE_DEADLINE_SECONDS):
        await response.write(text.encode())


def last_event_id(request: web.Request) -> int:
    """The place up to which the reader has seen everything; 0 when it does not say, or makes no sense."""
    given = request.headers.get("Last-Event-ID", "")
    is_place = given.isascii() and given.isdigit() and len(given) <= _SEQ_DIGITS
    return int(given) if is_place else 0
