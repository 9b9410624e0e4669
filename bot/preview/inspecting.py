"""What the inspector shows of a reply: request, payloads, budget, times, and whether Discord would take it."""

from __future__ import annotations

from typing import Any, Final

import orjson

from bot.standin import Exchange, Message, Standin
from bot.standin.exchange import Response
from bot.standin.message import COMPONENTS_V2, TEXT_DISPLAY, walk

Json = dict[str, Any]
MOST_COMPONENTS: Final = 40  # of a message, Discord Components V2
MOST_CHARACTERS: Final = 4_000  # over all text of a message, Discord Components V2
MOST_CONTENT: Final = 2_000  # characters of `content`, Discord


def exchange_report(standin: Standin, exchange: Exchange) -> Json:
    """All of one interaction; times in milliseconds after it was sent, None for what did not happen."""
    message = exchange.messages[-1] if exchange.messages else exchange.original
    refused = [response for response in exchange.responses if response.refusal is not None]
    return {
        "title": exchange.name,
        "kind": exchange.kind.name.lower(),
        "person": exchange.user.name,
        "request": _pretty(exchange.request),
        "responses": [_response(exchange, response) for response in exchange.responses],
        "acked": _after(exchange, exchange.acked_at),
        "done": _after(exchange, exchange.done_at),
        "limit": standin.state.limits.ack_seconds * 1000,
        "budget": budget(message) if message is not None else [],
        "error": exchange.error,
        "valid": not refused and exchange.error is None,
        "refused": [str((response.refusal or {}).get("message", "")) for response in refused],
        "judged": standin.judge.enabled,
    }


def message_report(message: Message) -> Json:
    """A message that answers no interaction: what the bot sent, or for a person what Discord's API returns."""
    payloads = message.payloads or [message.as_json()]
    routes = ["message", *["edit"] * (len(payloads) - 1)]
    return {
        "title": "Message",
        "kind": "message",
        "person": message.author.name,
        "request": None,
        "responses": [
            {"route": route, "status": 200, "at": None, "payload": _pretty(payload)}
            for route, payload in zip(routes, payloads, strict=True)
        ],
        "acked": None,
        "done": None,
        "limit": None,
        "budget": budget(message),
        "error": None,
        "valid": True,
        "refused": [],
        "judged": message.author.bot,
    }


def budget(message: Message) -> list[Json]:
    """How much of Discord's limits a message uses."""
    if not message.flags & COMPONENTS_V2:
        return [{"name": "Characters", "used": len(message.content), "most": MOST_CONTENT}]
    parts = list(walk(message.components))
    characters = sum(len(part["content"]) for part in parts if part["type"] == TEXT_DISPLAY)
    return [
        {"name": "Components", "used": len(parts), "most": MOST_COMPONENTS},
        {"name": "Characters", "used": characters, "most": MOST_CHARACTERS},
    ]


def _response(exchange: Exchange, response: Response) -> Json:
    return {
        "route": response.route,
        "status": response.status,
        "at": _after(exchange, response.at),
        "payload": _pretty(response.payload),
        "refusal": _pretty(response.refusal) if response.refusal is not None else None,
        "files": list(response.files),
    }


def _after(exchange: Exchange, moment: float | None) -> float | None:
    return None if moment is None else round((moment - exchange.sent_at) * 1000, 1)


def _pretty(body: Any) -> str:
    return orjson.dumps(body, option=orjson.OPT_INDENT_2).decode()
