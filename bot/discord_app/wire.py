"""Where discord.py gives up too soon: resets and 503 are tried again, blocks are respected, a double answer is none."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

import aiohttp
import discord
import orjson
import yarl
from discord.http import Route, json_or_text
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from bot.discord_app.flights import acknowledged
from bot.discord_app.manners import Posted
from bot.errors import BriefbotError

log = logging.getLogger(__name__)

WAITS: Final = (0.2, 0.4, 0.8)  # seconds before each further try; an interaction must be answered within 3
BLOCK_SECONDS: Final = 60.0  # after a 429 page without headers, which the proxy before Discord sends; then doubled
LONGEST_BLOCK: Final = 600.0  # so a block sees at most ten tries an hour
INVALID_LIMIT: Final = 90  # 401, 403 and 429 answers within `INVALID_SECONDS`; at 10,000 Discord bans the address
INVALID_SECONDS: Final = 600.0
ALREADY_ANSWERED: Final = 40060
UNKNOWN_MESSAGE: Final = 10008
TRIES: Final = 5  # of one answer while Discord is in trouble or wants us to wait
REDIRECTS: Final = 300
TOO_MANY: Final = 429
SERVER_ERRORS: Final = 500
UNAVAILABLE: Final = 503
_CALLBACK = re.compile(r"/interactions/(\d+)/[^/]+/callback")
_REFUSALS: Final = {403: discord.Forbidden, 404: discord.NotFound}
_POSTS = re.compile(r"/webhooks/[^/]+/[^/]+$|/channels/[^/]+/messages$")


class BlockedError(BriefbotError):
    """Discord wants no requests from here for a while. Logged; nobody can be told."""


@dataclass(slots=True)
class Circuit:
    """
    Stops all requests for a while when Discord blocks us or refuses too many; `clock` gives monotonic seconds.

    When the while is over one request tries how things stand; the others wait for its outcome.
    """

    clock: Callable[[], float] = time.monotonic
    open_until: float = float("-inf")
    _stops: int = 0  # in a row
    _trying: float = float("-inf")  # until when one request is given to try how things stand
    _invalid: deque[float] = field(default_factory=lambda: deque(maxlen=INVALID_LIMIT))

    def check(self) -> None:
        """Raise while requests are held back."""
        now = self.clock()
        left = max(self.open_until, self._trying) - now
        if left > 0:
            raise BlockedError(f"Discord takes no requests from here for another {left:.0f} s.")
        if self._stops:
            self._trying = now + BLOCK_SECONDS

    def passed(self) -> None:
        """Discord took a request: everything may go on, unless it was sent before a stop that holds."""
        if self.clock() < self.open_until:
            return
        self._stops = 0
        self._trying = float("-inf")

    def note(self, error: discord.HTTPException) -> None:
        """Count a refusal; open the circuit when there are too many, or when the refusal is a block."""
        if error.status not in (401, 403, 429):
            self.passed()  # whatever was wrong with that request, Discord talks to us
            return
        self._invalid.append(self.clock())
        many = len(self._invalid) == INVALID_LIMIT and self.clock() - self._invalid[0] < INVALID_SECONDS
        blocked = error.status == 429 and not error.response.headers.get("Via")
        if not (many or blocked):
            self.passed()
        elif self.open_until <= self.clock():  # requests that were under way at the time count once
            seconds = min(BLOCK_SECONDS * 2.0**self._stops, LONGEST_BLOCK)
            self._stops += 1
            self.open_until = self.clock() + seconds
            self._trying = float("-inf")
            log.error("Discord %s; no requests for %.0f s", "blocks us" if blocked else "refuses too much", seconds)


async def patiently(
    circuit: Circuit,
    where: tuple[str, str],
    request: Callable[[], Awaitable[Any]],
    files: Sequence[discord.File] = (),
    *,
    on_503: bool = False,
) -> Any:
    """
    Make a request of discord.py, trying again what is worth trying again and what it does not try itself.

    A reset is not tried again where a message would be posted twice if the first try had taken effect.

    Args:
        where: The request's method and address.
        files: Uploaded with the request; sent whole again each time.
        on_503: Try again when Discord is unavailable; discord.py does so itself for interactions and webhooks.
    """
    circuit.check()
    for wait in (*WAITS, None):
        try:
            answer = await request()
            circuit.passed()
            return answer
        except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, ConnectionError):
            if wait is None or _posts(*where):
                raise
        except discord.HTTPException as error:
            circuit.note(error)
            if error.code == ALREADY_ANSWERED and (match := _CALLBACK.search(where[1])):
                log.warning("An interaction had been answered already, by a try that seemed to fail or another process")
                return {"interaction": {"id": match[1]}}
            if wait is None or error.status != UNAVAILABLE or not on_503:
                raise
        await asyncio.sleep(wait)
        for file in files:  # a first try has read them to their end
            file.reset()
    raise AssertionError("the last try returns or raises")


def _posts(method: str, address: str) -> bool:
    """Whether the request makes a message, which a second try might make again."""
    return method == "POST" and _POSTS.search(address.partition("?")[0]) is not None


class PatientAdapter(AsyncWebhookAdapter):
    """discord.py's interaction responses and follow-ups, made patiently."""

    def __init__(self, circuit: Circuit) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # discord.py does not type it
        self.circuit = circuit

    async def request(self, route: Route, session: aiohttp.ClientSession, **how: Any) -> Any:
        """Make one request."""
        plain = super().request
        where = (route.method, route.url)
        return await patiently(
            self.circuit, where, lambda: plain(route, session, **how), how.get("files") or (), on_503=False
        )

    async def create_interaction_response(self, interaction_id: int, token: str, **how: Any) -> Any:
        """
        Answer an interaction.

        discord.py has Discord send the whole message back each time, and builds all its components; what is asked of
        it, seldom enough, is its id: see `id_of`.
        """
        if how["params"].files or how.get("proxy") is not None:
            answer = await super().create_interaction_response(interaction_id, token, **how)
        else:
            answer = await self._answer(interaction_id, token, how["session"], how["params"].payload)
        acknowledged()
        answer.pop("resource", None)
        return answer

    async def _answer(self, interaction_id: int, token: str, session: aiohttp.ClientSession, payload: Any) -> Any:
        """Answer without files and proxies in one plain request, which is what nearly all answers need."""
        base = yarl.URL(Route.BASE)
        path = f"{base.raw_path.rstrip('/')}/interactions/{interaction_id}/{quote(token, safe='')}/callback"
        url = base.with_path(path, encoded=True)  # of the parts of one that is read already
        body = orjson.dumps(payload)

        async def request() -> Any:
            for attempt in range(TRIES):
                sent = aiohttp.BytesPayload(body, content_type="application/json")
                async with session.post(url, data=sent) as response:
                    if response.status < REDIRECTS:
                        await response.read()
                        return {"interaction": {"id": interaction_id}}
                    said = await json_or_text(response)
                wait = _wait(response, said, attempt)
                if wait is None or attempt == TRIES - 1:
                    raise _refusal(response, said)
                await asyncio.sleep(wait)
            raise AssertionError("the last try returns or raises")

        return await patiently(self.circuit, ("POST", path), request)


def _refusal(response: aiohttp.ClientResponse, said: Any) -> discord.HTTPException:
    """What discord.py would raise."""
    if response.status >= SERVER_ERRORS:
        return discord.DiscordServerError(response, said)
    return _REFUSALS.get(response.status, discord.HTTPException)(response, said)


def _wait(response: aiohttp.ClientResponse, said: Any, attempt: int) -> float | None:
    """Seconds after which an answer that was not taken is tried again, as in discord.py; None where that is in vain."""
    if response.status >= SERVER_ERRORS:
        return 1.0 + attempt * 2.0
    is_limit = response.status == TOO_MANY and response.headers.get("Via")
    return float(said["retry_after"]) if is_limit else None


async def id_of(posted: Posted, client: discord.Client) -> int | None:
    """The id of a message of ours, asked of Discord the first time; None where it is gone, or cannot be told."""
    if posted.message_id is None:
        answer = Route(
            "GET",
            "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
            webhook_id=posted.application_id,
            webhook_token=posted.token,
        )
        try:
            posted.message_id = int((await client.http.request(answer))["id"])
        except discord.NotFound as error:
            posted.is_gone = error.code == UNKNOWN_MESSAGE
        except (discord.HTTPException, aiohttp.ClientError, OSError, BlockedError) as error:
            log.info("The id of an answer could not be told: %s", error)
    return posted.message_id


def harden(client: discord.Client) -> Circuit:
    """Make all requests of `client` patiently; call it in the task that starts the client, whose context carries it."""
    circuit = Circuit()
    async_context.set(PatientAdapter(circuit))
    plain = client.http.request

    async def request(route: Any, **how: Any) -> Any:
        where = (route.method, route.url)
        return await patiently(circuit, where, lambda: plain(route, **how), how.get("files") or (), on_503=True)

    client.http.request = request  # type: ignore[method-assign]  # discord.py makes its HTTP client itself
    return circuit
