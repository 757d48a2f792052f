"""The rating page: better or worse than expected, satisfied, one comment. The words are the survey's."""

import uuid
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from sqlalchemy.orm import Session

from bot.feedback.context import MessageContext
from bot.feedback.instruments import Instrument
from bot.feedback.rating import RATED, Rating, rated_items, record_rating
from bot.privacy.masking import Span, mask
from bot.text.clean import clean_text
from bot.transcripts.store import Subject, hold_conversation, last_subject
from bot.web.chat.messages import as_uuid, read_object
from bot.web.chat.page import agency_of, form_fields, see_other, visit_to
from bot.web.chat.service import let_pass
from bot.web.chat.tickets import form_token
from bot.web.chat.visits import Visit, admit
from bot.web.keys import CONTENT, DATABASE, RELAY
from bot.web.problems import ProblemError
from bot.web.rendering import render


async def show_rating(request: web.Request) -> web.Response:
    """``GET /chat/rating``: the form, or thanks once it was sent."""
    agency = agency_of(request)
    return await _page(request, await visit_to(request, agency.id))


async def post_rating(request: web.Request) -> web.Response:
    """``POST …/rating``: JSON from an app, or the page's form. Stored once for its ``message_id``."""
    is_form = request.content_type in ("multipart/form-data", "application/x-www-form-urlencoded")
    fields = dict(await form_fields(request)) if is_form else await read_object(request)
    visit = await admit(request, form_token=fields.get("form_token") if is_form else None)
    try:
        let_pass(request, visit.ticket)
        await _store(request, visit, fields)
    except ProblemError as problem:
        if not is_form:
            raise
        return await _page(request, visit, problem=problem, fields=fields)
    if is_form:
        return see_other(f"/chat/rating?agency={visit.agency_id}&sent=1")
    return web.json_response({"stored": True}, status=201)


async def _store(request: web.Request, visit: Visit, fields: Mapping[str, Any]) -> None:
    message_id = as_uuid(fields.get("message_id"))
    if message_id is None:
        raise ProblemError("message-id-invalid")
    instrument = request.app[CONTENT].instrument
    numbers = _numbers(instrument, fields)
    comment = await _masked_comment(request, instrument, fields.get("comment"))
    if not numbers and not comment:
        raise ProblemError("rating-empty")
    subject = await _subject(request, visit)
    if visit.conversation is None or subject is None:
        raise ProblemError("unknown-conversation")
    context = MessageContext(
        conversation_id=visit.conversation_id,
        message_id=uuid.uuid5(message_id, "rating"),
        agency_id=subject.agency_id,
        service_id=subject.service_id,
        citizen_id=visit.conversation.citizen_id,
        language=visit.conversation.language,
    )
    rating = Rating(numbers, comment)
    await request.app[DATABASE].write(_record, instrument, context, rating)


def _record(
    db_session: Session, instrument: Instrument, context: MessageContext, rating: Rating
) -> None:
    if not hold_conversation(db_session, context.conversation_id):
        raise ProblemError("unknown-conversation")
    record_rating(db_session, instrument, context, rating)


def _numbers(instrument: Instrument, fields: Mapping[str, Any]) -> dict[str, int]:
    """The numbers that were given, each on its item's scale. Raises ProblemError."""
    numbers = {}
    for item in rated_items(instrument):
        given = fields.get(item.kind)
        if given in (None, ""):
            continue
        allowed = {str(option.value): int(option.value) for option in item.options}
        if isinstance(given, bool) or str(given) not in allowed:
            raise ProblemError("malformed", fields=item.kind)
        numbers[item.kind] = allowed[str(given)]
    return numbers


async def _masked_comment(request: web.Request, instrument: Instrument, given: Any) -> str | None:
    """The comment without personal data. Raises ProblemError; what nobody looked at is not stored."""
    if given is not None and not isinstance(given, str):
        raise ProblemError("malformed", fields="comment")
    comment = clean_text(given or "")
    limit = instrument.comment.max_length
    if len(comment) > limit:
        raise ProblemError("comment-too-long", length=len(comment), limit=limit)
    if not comment:
        return None
    spans = await request.app[RELAY].personal_data(comment)
    masked: str = mask(comment, [Span(s["start"], s["end"], s["kind"]) for s in spans])
    return masked


async def _subject(request: web.Request, visit: Visit) -> Subject | None:
    return await request.app[DATABASE].read(last_subject, visit.conversation_id)


async def _page(
    request: web.Request,
    visit: Visit | None,
    *,
    problem: ProblemError | None = None,
    fields: Mapping[str, Any] | None = None,
) -> web.Response:
    content, agency = request.app[CONTENT], agency_of(request)
    subject = await _subject(request, visit) if visit else None
    context = {
        "sent": "sent" in request.query,
        "begun": subject is not None,
        "service": content.service_name(subject.service_id) if subject else None,
        "items": rated_items(content.instrument),
        "comment": content.instrument.comment,
        "conversation_id": visit.conversation_id if visit else None,
        "form_token": form_token(request, visit.ticket) if visit else "",
        "message_id": as_uuid((fields or {}).get("message_id")) or uuid.uuid4(),
        "problem": problem,
        "given": {name: (fields or {}).get(name, "") for name in (*RATED, "comment")},
    }
    status = problem.status if problem else 200
    language = visit.language if visit else ""
    return render(request, "rating.html", context, agency=agency, status=status, language=language)
