"""Pages from templates."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp_jinja2
import jinja2
from aiohttp import web

from bot.catalogue.model import Agency
from bot.web.chat.dates import day, moment
from bot.web.chat.masked_words import in_words
from bot.web.chat.text_blocks import blocks
from bot.web.keys import CONTENT, SETTINGS

HERE = Path(__file__).parent
STATIC_DIR = HERE / "static"
_RIGHT_TO_LEFT = frozenset("ar arc dv fa he ku nqo prs ps sd syr ug ur yi".split())


def set_up_templates(app: web.Application) -> None:
    """Jinja with escaping everywhere, where a name that is not given is an error."""
    environment = aiohttp_jinja2.setup(
        app,
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"asset": asset, "blocks": blocks, "safe_address": safe_address}


def render(
    request: web.Request,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    agency: Agency | None = None,
    language: str | None = None,
) -> web.Response:
    """A page in the words and on the clock of an agency."""
    agency = agency or agency_shown(request)
    language = request.app[CONTENT].language(agency, language)
    content = request.app[CONTENT].in_language(language)
    shared = {
        "say": content.say,
        "agency": agency,
        "other_languages": [each for each in agency.languages if each != language],
        "language": language,
        "direction": "rtl" if language.split("-")[0] in _RIGHT_TO_LEFT else "ltr",
        "day": lambda date: day(content, date),
        "in_words": lambda text: in_words(content, text),
        "moment": lambda at: moment(content, agency, at),
    }
    response: web.Response = aiohttp_jinja2.render_template(
        template, request, shared | context, status=status
    )
    return response


def agency_shown(request: web.Request) -> Agency:
    """The agency in the query, else the one that hosts this installation."""
    agencies = request.app[CONTENT].agencies
    host = request.app[SETTINGS].host_agency
    return agencies[request.query.get("agency", host)] if _known(request) else agencies[host]


def _known(request: web.Request) -> bool:
    return request.query.get("agency") in request.app[CONTENT].agencies


@cache
def asset(name: str) -> str:
    """The address of a static file; it changes with the file, so that it may be kept for ever."""
    version = hashlib.sha256((STATIC_DIR / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={version}"


def safe_address(address: Any) -> str | None:
    """An address that may become a link: https only, for it comes from content and stored rows."""
    is_safe = isinstance(address, str) and address.startswith("https://")
    return address if is_safe else None
