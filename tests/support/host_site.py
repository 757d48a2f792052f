"""A website of an agency, on another origin than the chat and with a strict policy, for tests."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html>
<html lang="en" dir="{direction}"><head><meta charset="utf-8"><title>Blue Badges</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<script src="{chat}/embed.js" {attributes} defer></script></head>
<body><main><h1>Blue Badges</h1><p>All about <a href="/">Blue Badges</a>.</p></main></body></html>"""


class HostSite:
    """Started by ``with``. ``attributes`` are those of the tag, ``body`` is the page."""

    def __init__(self) -> None:
        self.chat = ""
        self.attributes = 'data-agency="council"'
        self.direction = "ltr"
        self.body = PAGE
        handler = type("Handler", (_Handler,), {"site": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        # Another name than the chat's, so that the two are other sites and not only other ports.
        self.origin = f"http://localhost:{self._server.server_port}"
        # The same site as the chat's, as with www. and assistant. of one council: it may keep things.
        self.sibling = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "HostSite":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def policy(self) -> str:
        """The three lines that a host needs, and nothing more."""
        return (
            f"default-src 'none'; img-src data:; script-src {self.chat}; "
            f"frame-src {self.chat}; style-src {self.chat}; require-trusted-types-for 'script'"
        )

    def page(self) -> bytes:
        """The page as it is now."""
        values = {"chat": self.chat, "attributes": self.attributes, "direction": self.direction}
        return self.body.format(**values).encode()


class _Handler(BaseHTTPRequestHandler):
    site: HostSite

    def do_GET(self) -> None:
        body = self.site.page()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", self.site.policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass
