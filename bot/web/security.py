"""Headers that keep the pages to themselves."""

from collections.abc import Iterable, Mapping

from aiohttp import web

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        "require-trusted-types-for 'script'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    # Other sites do not learn which agency's chat somebody came from, nor any query.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
OWN_HEADERS = web.ResponseKey("own_headers", Mapping[str, str])
"""What one answer has in place of the shared headers; an empty value takes a header away."""
STATIC = "/static/"
_NONE = "'none'"
_FOR_EVER = "public, max-age=31536000, immutable"


async def add_security_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Signal handler: every answer gets the headers, and only versioned files may be kept."""
    versioned = request.path.startswith(STATIC) and "v" in request.query
    kept = {"Cache-Control": _FOR_EVER if versioned else "no-store"}
    for name, value in (HEADERS | kept | dict(response.get(OWN_HEADERS, {}))).items():
        response.headers[name] = value
        if not value:
            del response.headers[name]
    if "Server" in response.headers:
        del response.headers["Server"]


def for_everybody() -> Mapping[str, str]:
    """The headers of a file that other sites load; short-lived, for its address never changes."""
    return {"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "public, max-age=300"}


def framed_by(origins: Iterable[str]) -> Mapping[str, str]:
    """The headers of a page that may stand in a frame on these sites and on no other."""
    ancestors = f"frame-ancestors {' '.join(origins) or _NONE}"
    policy = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'self'", ancestors)
    # X-Frame-Options knows no list of sites.
    return {"Content-Security-Policy": policy, "X-Frame-Options": ""}
