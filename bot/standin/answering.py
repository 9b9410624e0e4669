"""What a bot may answer to an interaction, and when; the same for the gateway and for HTTP."""

from __future__ import annotations

import time
from typing import Any

from bot.standin import posts
from bot.standin.body import Body
from bot.standin.events import Event
from bot.standin.exchange import Choice, Exchange, Kind, Modal
from bot.standin.message import EPHEMERAL, LOADING, Message
from bot.standin.refusal import Problem, invalid_form, refused
from bot.standin.state import State

PONG, MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9
FOLLOW_UPS_OF_USER_INSTALL = 5

ALLOWED = {
    Kind.PING: {PONG},
    Kind.COMMAND: {MESSAGE, DEFER, MODAL},
    Kind.COMPONENT: {MESSAGE, DEFER, DEFER_UPDATE, UPDATE, MODAL},
    Kind.AUTOCOMPLETE: {CHOICES},
    Kind.MODAL: {MESSAGE, DEFER, DEFER_UPDATE, UPDATE},
}


def respond(state: State, exchange: Exchange, body: Body) -> None:
    """Take the first response. Refused: too late (10062), a second one (40060), or not valid (50035)."""
    if exchange.acked_at is not None:
        raise refused(40060)
    if exchange.error is not None or time.monotonic() - exchange.sent_at > state.limits.ack_seconds:
        raise refused(10062)
    state.judge.callback(body, exchange)
    callback, data = body.payload["type"], body.payload.get("data") or {}
    allowed = ALLOWED[exchange.kind]
    if callback not in allowed or (callback in (DEFER_UPDATE, UPDATE) and exchange.source is None):
        raise invalid_form([Problem(("type",), "BASE_TYPE_CHOICES", f"Value must be one of {sorted(allowed)}.")])
    inner = Body(data, body.files)
    if callback == MESSAGE:
        _post_first(state, exchange, inner)
    elif callback == DEFER:
        _defer(state, exchange, data)
    elif exchange.source is not None and callback in (DEFER_UPDATE, UPDATE):
        _update_source(state, exchange, exchange.source, inner if callback == UPDATE else None)
    elif callback == CHOICES:
        exchange.choices = tuple(Choice(choice["name"], choice["value"]) for choice in data.get("choices") or ())
        state.tell(Event("choices", exchange))
    elif callback == MODAL:
        exchange.modal = Modal(data["custom_id"], data["title"], data["components"])
        state.tell(Event("modal", exchange))
    exchange.acknowledge(callback)
    if callback not in (DEFER, DEFER_UPDATE):
        exchange.show()


def follow_up(state: State, exchange: Exchange, body: Body) -> Message:
    """Post a further message; after a deferral the first one takes the place of "… is thinking"."""
    state.judge.message(body, operation="follow-up")
    original = exchange.original
    if original is not None and original.loading:
        posts.edit(state, original, body, exchange)
        exchange.messages.append(original)
        exchange.show()
        return original
    if exchange.user_install and exchange.follow_ups >= FOLLOW_UPS_OF_USER_INSTALL:
        raise refused(40094)
    message = _composed(state, exchange, body)
    posts.post(state, message, exchange)
    exchange.follow_ups += 1
    exchange.messages.append(message)
    exchange.show()
    return message


def edit(state: State, exchange: Exchange, message: Message, body: Body) -> None:
    """Edit the original response or a follow-up."""
    state.judge.message(body, operation="edit", before=message)
    was_loading = message.loading
    posts.edit(state, message, body, exchange)
    if was_loading:
        exchange.messages.append(message)
    exchange.show()


def delete(state: State, exchange: Exchange, message: Message) -> None:
    """Delete the original response or a follow-up."""
    posts.delete(state, message, exchange)
    if message in exchange.messages:
        exchange.messages.remove(message)
    if message is exchange.original:
        exchange.original = None


def message_of(exchange: Exchange, which: str) -> Message:
    """The message that `@original` or an id names; refused with 10008 when the exchange has none such."""
    candidates = [exchange.original] if which == "@original" else [exchange.original, *exchange.messages]
    for message in candidates:
        if message is not None and not message.deleted and which in ("@original", str(message.id)):
            return message
    raise refused(10008)


def result(exchange: Exchange) -> dict[str, Any]:
    """What `with_response=true` returns for the first response."""
    body: dict[str, Any] = {
        "interaction": {"id": str(exchange.id), "type": int(exchange.kind)},
        "resource": {"type": exchange.callback_type},
    }
    message = exchange.original
    if message is not None:
        body["interaction"] |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral,
        }
        body["resource"]["message"] = message.as_json()
    return body


def _composed(state: State, exchange: Exchange, body: Body) -> Message:
    message = posts.compose(state, exchange.channel, body)
    message.interaction = _metadata(exchange)
    if message.ephemeral:
        message.seen_by = exchange.user
    return message


def _metadata(exchange: Exchange) -> dict[str, Any]:
    metadata = {
        "id": str(exchange.id),
        "type": int(exchange.kind),
        "user": exchange.user.as_json(),
        "authorizing_integration_owners": exchange.request["authorizing_integration_owners"],
        "name": exchange.name,
    }
    target = exchange.request["data"].get("target_id")
    return metadata | ({"target_message_id": target} if target is not None else {})


def _post_first(state: State, exchange: Exchange, body: Body) -> None:
    message = _composed(state, exchange, body)
    exchange.ephemeral = message.ephemeral
    exchange.original = message
    exchange.messages.append(message)
    posts.post(state, message, exchange)


def _defer(state: State, exchange: Exchange, data: dict[str, Any]) -> None:
    exchange.ephemeral = bool((data.get("flags") or 0) & EPHEMERAL)
    flags = LOADING | (EPHEMERAL if exchange.ephemeral else 0)
    seen_by = exchange.user if exchange.ephemeral else None
    message = Message(exchange.channel, state.world.bot, flags=flags, seen_by=seen_by, interaction=_metadata(exchange))
    exchange.original = message
    state.messages[message.id] = message
    state.tell(Event("thinking", exchange, message))


def _update_source(state: State, exchange: Exchange, source: Message, body: Body | None) -> None:
    exchange.original = source
    exchange.ephemeral = source.ephemeral
    if body is None:
        state.tell(Event("thinking", exchange))
    else:
        posts.edit(state, source, body, exchange)
