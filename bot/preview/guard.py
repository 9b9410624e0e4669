"""Who may open the page: only this machine, only by the address with the token, only from the page itself."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Middleware

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
KEY: Final = "key"  # of the query, once
_SAFE_METHODS: Final = ("GET", "HEAD")
_LOCKED: Final = "This page opens only by the address that “briefbot preview” printed in the terminal.\n"


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets in requests to our own host that carry the token; refuses those that another site has sent."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def cookie(self) -> str:
        """The name of the cookie; cookies do not tell ports apart, names do."""
        return f"briefbot-preview-{self.port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts by which the page may be asked for."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def headers(self) -> dict[str, str]:
        """The headers of every answer."""
        sockets = " ".join(f"ws://{host}" for host in self.hosts)
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            f"connect-src 'self' {sockets}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        return {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }

    def refusal(self, request: web.Request) -> web.Response | None:
        """What to answer a request that must not come in; None for one that may."""
        if request.headers.get("Host") not in self.hosts:
            return web.Response(status=421, text="This is not the host of the preview.\n")
        origin = request.headers.get("Origin")
        foreign = origin is not None and origin != f"http://{request.headers['Host']}"
        changes = request.method not in _SAFE_METHODS or "Upgrade" in request.headers
        if foreign or (changes and origin is None):
            return web.Response(status=403, text="The request comes from another site.\n")
        given = request.cookies.get(self.cookie, "")
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            return web.Response(status=403, text=_LOCKED)
        return None

    def welcome(self, request: web.Request) -> web.Response | None:
        """For the address with the token: set the cookie and go on to the page, which has no token in its address."""
        given = request.query.get(KEY, "") if request.path == "/" else ""
        if request.headers.get("Host") not in self.hosts or not given:
            return None
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            return None
        response = web.Response(status=303, headers={"Location": "/"})
        response.set_cookie(self.cookie, self.token, httponly=True, samesite="Lax", path="/")
        return response


def guarding(guard: Callable[[], Guard]) -> Middleware:
    """A middleware that puts the guard, asked for at each request, in front of every route."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        present = guard()
        response: web.StreamResponse | None = present.welcome(request) or present.refusal(request)
        if response is None:
            try:
                response = await handler(request)
            except web.HTTPException as error:
                error.headers.update(present.headers)
                raise
        if not response.prepared:
            response.headers.update(present.headers)
        return response

    return guarded
