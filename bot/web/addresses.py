"""Where a request comes from, seen through the reverse proxies that are ours."""

import ipaddress

from aiohttp import web

from bot.web.keys import SETTINGS


def client_address(request: web.Request) -> str:
    """The client's address, for rate limits only. A whole IPv6 network of one customer counts as one."""
    address = _forwarded(request, "X-Forwarded-For") or request.remote or "unknown"
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((parsed, 64), False) if parsed.version == 6 else parsed)


def is_https(request: web.Request) -> bool:
    """Whether the client's connection is encrypted, so that cookies may say so."""
    return (_forwarded(request, "X-Forwarded-Proto") or request.scheme) == "https"


def _forwarded(request: web.Request, header: str) -> str | None:
    """What the outermost proxy of ours saw. Anything further left was written by the client."""
    trusted = request.app[SETTINGS].trusted_proxies
    if not trusted:
        return None
    values = ",".join(request.headers.getall(header, [])).split(",")
    return values[-min(trusted, len(values))].strip() or None
