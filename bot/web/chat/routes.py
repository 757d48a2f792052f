"""Every address of the chat, one a line."""

from aiohttp import web

from bot.web.chat.api import open_conversation, send_message
from bot.web.chat.embed import (
    give_look,
    give_script,
    leave_frame,
    resume_frame,
    show_frame,
)
from bot.web.chat.events import stream_events
from bot.web.chat.languages import choose_language
from bot.web.chat.my_data import (
    delete_my_data,
    give_my_data,
    post_deletion,
    show_my_data,
    show_receipt,
)
from bot.web.chat.page import go_to_chat, post_message, show_chat, show_problem, start_new
from bot.web.chat.rating import post_rating, show_rating
from bot.web.chat.transcript import give_transcript

_ONE = "/chat/conversations/{conversation_id}"

ROUTES = [
    web.get("/", go_to_chat),
    web.get("/chat", show_chat),
    web.post("/chat", post_message),
    web.post("/chat/new", start_new),
    web.post("/chat/language", choose_language),
    web.get("/embed.js", give_script),
    web.get("/embed.css", give_look),
    web.get("/chat/embed", show_frame),
    web.post("/chat/embed", resume_frame),
    web.post("/chat/continue", leave_frame),
    web.get("/chat/rating", show_rating),
    web.get("/chat/my-data", show_my_data),
    web.post("/chat/my-data/delete", post_deletion),
    web.get("/chat/receipts/{receipt_id}", show_receipt),
    web.post("/chat/conversations", open_conversation),
    web.post(f"{_ONE}/messages", send_message),
    web.get(f"{_ONE}/events", stream_events, allow_head=False),
    web.get(f"{_ONE}/transcript", give_transcript),
    web.get(f"{_ONE}/my-data", give_my_data),
    web.delete(f"{_ONE}/my-data", delete_my_data),
    web.post(f"{_ONE}/rating", post_rating),
    web.get("/problems/{kind}", show_problem),
]
