"""A bot at its simplest: requests by hand against the stand-in, to send what discord.py never would."""

from __future__ import annotations

import io
from typing import Any

import aiohttp
import orjson

from bot.standin import Exchange, Standin

COMMANDS: list[dict[str, Any]] = [
    {"name": "ask", "description": "Ask", "options": [{"type": 3, "name": "question", "description": "Q"}]},
    {
        "name": "brief",
        "description": "Brief",
        "options": [{"type": 3, "name": "topic", "description": "T", "autocomplete": True}],
    },
]


class RawBot:
    """Sends any payload to the stand-in; every call returns the status and the decoded body."""

    def __init__(self, standin: Standin, session: aiohttp.ClientSession) -> None:
        self.standin = standin
        self.session = session
        self.application = standin.world.application_id
        standin.state.commands.overwrite(None, COMMANDS)

    async def send(
        self, method: str, path: str, payload: Any = None, *, files: dict[str, bytes] | None = None, token: str = ""
    ) -> tuple[int, Any]:
        """One request with the bot's token, as JSON, or as multipart where there are files."""
        headers = {"Authorization": f"Bot {token or self.standin.token}"}
        data: Any = None if payload is None else orjson.dumps(payload)
        if files:
            data = aiohttp.FormData(quote_fields=False)
            data.add_field("payload_json", orjson.dumps(payload).decode(), content_type="application/json")
            for number, (name, content) in enumerate(files.items()):
                data.add_field(f"files[{number}]", io.BytesIO(content), filename=name)
        elif data is not None:
            headers["Content-Type"] = "application/json"
        async with self.session.request(method, self.standin.rest_url + path, data=data, headers=headers) as response:
            raw = await response.read()
            return response.status, orjson.loads(raw) if raw else None

    async def asked(self) -> Exchange:
        """A fresh slash command that waits for its answer."""
        return await self.standin.slash("ask", {"question": "x"}, wait="sent")

    async def respond(self, exchange: Exchange, payload: Any, **options: Any) -> tuple[int, Any]:
        """The first response."""
        return await self.send("POST", f"/interactions/{exchange.id}/{exchange.token}/callback", payload, **options)

    async def reply(self, data: dict[str, Any], **options: Any) -> tuple[int, Any]:
        """Answer a fresh command with a message."""
        return await self.respond(await self.asked(), {"type": 4, "data": data}, **options)

    def webhook(self, exchange: Exchange, path: str = "") -> str:
        """The path of follow-ups and of the messages of an exchange."""
        return f"/webhooks/{self.application}/{exchange.token}{path}"


def codes(body: Any) -> dict[str, list[str]]:
    """The places and codes of Discord's nested errors, as {"data.components.0.type": ["CODE"]}."""
    found: dict[str, list[str]] = {}

    def look(node: Any, path: tuple[str, ...]) -> None:
        for key, value in node.items():
            if key == "_errors":
                found[".".join(path)] = [error["code"] for error in value]
            else:
                look(value, (*path, key))

    look(body.get("errors", {}), ())
    return found
