"""``GET …/transcript``: the conversation to keep, as plain text or as a page to print."""

from collections.abc import Iterator

from aiohttp import web

from bot.catalogue.model import Agency
from bot.db import now
from bot.transcripts.store import Said, read_transcript
from bot.web.chat.dates import day, moment
from bot.web.chat.masked_words import in_words
from bot.web.chat.visits import Visit, admit
from bot.web.content import Content
from bot.web.keys import CONTENT, DATABASE
from bot.web.rendering import render


async def give_transcript(request: web.Request) -> web.Response:
    """Plain text unless a page is asked for, by ``?format=html`` or by ``Accept``."""
    visit = await admit(request)
    content = request.app[CONTENT].in_language(visit.language)
    agency = content.agency(visit.agency_id)
    said = await request.app[DATABASE].read(read_transcript, visit.conversation_id)
    if _wants_page(request):
        context = {"said": said, "saved_at": now()}
        language = visit.language
        return render(request, "transcript.html", context, agency=agency, language=language)
    return _as_file(content, as_text(content, agency, said), visit)


def as_text(content: Content, agency: Agency, said: list[Said]) -> str:
    """The transcript in plain text, with times on the agency's clock."""
    head = [
        content.say("transcript.title", agency=agency.name),
        content.say("demonstration") if agency.demonstration else "",
        content.say("transcript.made", date=moment(content, agency, now())),
        content.say("transcript.masked"),
    ]
    body = [_entry(content, agency, line) for line in said] or [content.say("transcript.empty")]
    return "\n".join(filter(None, head)) + "\n\n" + "\n\n".join(body) + "\n"


def _entry(content: Content, agency: Agency, line: Said) -> str:
    who = content.say("you" if line.by_citizen else "assistant")
    text = in_words(content, line.text) if line.by_citizen else line.text or ""
    head = f"{who} ({moment(content, agency, line.at)})"
    return "\n".join([head, text, *_source_lines(content, line)])


def _source_lines(content: Content, line: Said) -> Iterator[str]:
    source = (line.message or {}).get("source")
    if not source:
        return
    parts = [content.say("source", agency=source.get("agency") or ""), source.get("url") or ""]
    date = day(content, source.get("assured_date"))
    parts.append(content.say("checked", date=date) if date else "")
    yield "  ".join(filter(None, parts))


def _wants_page(request: web.Request) -> bool:
    wanted = request.query.get("format")
    if wanted in ("html", "text"):
        return wanted == "html"
    return "text/html" in request.headers.get("Accept", "")


def _as_file(content: Content, text: str, visit: Visit) -> web.Response:
    # A browser saves it; a program that sent a token reads the body all the same.
    kept = {"Content-Disposition": f'attachment; filename="{content.say("transcript.file")}"'}
    return web.Response(text=text, headers=kept if visit.by_cookie else None)
