"""Headers that keep the pages to themselves."""

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
STATIC = "/static/"
_FOR_EVER = "public, max-age=31536000, immutable"


async def add_security_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Signal handler: every answer gets the headers, and only versioned files may be kept."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    if "Server" in response.headers:
        del response.headers["Server"]
    versioned = request.path.startswith(STATIC) and "v" in request.query
    response.headers["Cache-Control"] = _FOR_EVER if versioned else "no-store"
