"""What is held about somebody: to see it, and to have it deleted, with a receipt."""

from typing import Any

from aiohttp import web

from bot.rights.access import held_about
from bot.rights.erasure import Receipt, erase_conversation, find_receipt
from bot.web.chat.citizens import drop_key
from bot.web.chat.held import counts_in_words, held_in_words
from bot.web.chat.messages import as_uuid
from bot.web.chat.page import agency_of, read_form, see_other, visit_to
from bot.web.chat.tickets import Ticket, drop_ticket, form_token
from bot.web.chat.visits import admit, visit_of
from bot.web.erased import empty_log
from bot.web.keys import CONTENT, DATABASE, SETTINGS, STREAMS
from bot.web.problems import ProblemError
from bot.web.rendering import render


async def give_my_data(request: web.Request) -> web.Response:
    """``GET …/my-data``: every row that is held, by kind."""
    visit = await admit(request)
    held = await request.app[DATABASE].read(held_about, visit.conversation_id)
    # A browser saves it; a program that sent a token reads the body all the same.
    kept = {"Content-Disposition": 'attachment; filename="held.json"'} if visit.by_cookie else None
    return web.json_response(held or {}, headers=kept)


async def delete_my_data(request: web.Request) -> web.Response:
    """``DELETE …/my-data``: erase it, and answer with the receipt."""
    visit = await admit(request)
    receipt = await _erase(request, visit.ticket)
    if receipt is None:
        raise ProblemError("unknown-conversation")
    response = web.json_response(
        {
            "receipt": str(receipt.id),
            "erased_at": receipt.erased_at.isoformat(),
            "counts": receipt.counts,
        }
    )
    if visit.by_cookie:
        _forget_in_browser(response, visit.agency_id)
    return response


async def show_my_data(request: web.Request) -> web.Response:
    """``GET /chat/my-data``: the same for people, with the button that deletes it."""
    agency = agency_of(request)
    visit = await visit_to(request, agency.id)
    held: dict[str, Any] | None = None
    if visit is not None:
        held = await request.app[DATABASE].read(held_about, visit.conversation_id)
    language = visit.language if visit else ""
    content = request.app[CONTENT].in_language(language)
    context = {
        "held": held,
        "groups": held_in_words(content, agency, held) if held else [],
        "conversation_id": visit.conversation_id if visit else None,
        "form_token": form_token(request, visit.ticket) if visit else "",
    }
    return render(request, "my_data.html", context, agency=agency, language=language)


async def post_deletion(request: web.Request) -> web.Response:
    """``POST /chat/my-data/delete``: erase it, then show the receipt."""
    agency = agency_of(request)
    ticket, _ = await read_form(request, agency.id)
    if await visit_of(request, ticket) is None:
        raise ProblemError("form-expired")
    receipt = await _erase(request, ticket)
    where = f"/chat/receipts/{receipt.id}" if receipt else "/chat/my-data"
    response = see_other(f"{where}?agency={agency.id}")
    _forget_in_browser(response, agency.id)
    return response


async def show_receipt(request: web.Request) -> web.Response:
    """``GET /chat/receipts/{id}``: it says what was deleted, and not whose it was."""
    receipt_id = as_uuid(request.match_info["receipt_id"])
    receipt = await request.app[DATABASE].read(find_receipt, receipt_id) if receipt_id else None
    if receipt is None:
        raise ProblemError("unknown-receipt")
    deleted = counts_in_words(request.app[CONTENT], receipt.counts)
    context = {"receipt": receipt, "deleted": deleted}
    return render(request, "receipt.html", context, agency=agency_of(request))


async def _erase(request: web.Request, ticket: Ticket) -> Receipt | None:
    secret = request.app[SETTINGS].secret_key.get_secret_value()
    database = request.app[DATABASE]
    receipt = await database.write(erase_conversation, ticket.conversation_id, secret)
    request.app[STREAMS].end(ticket.conversation_id)
    await empty_log(database)
    return receipt


def _forget_in_browser(response: web.StreamResponse, agency_id: str) -> None:
    drop_ticket(response, agency_id)
    drop_key(response, agency_id)
