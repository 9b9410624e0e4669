"""What the ids in an interaction mean: the people, roles, channels and files that Discord sends beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.standin import posts
from bot.standin.body import Upload
from bot.standin.exchange import StandinError
from bot.standin.forms import FILE_UPLOAD, Given, Values, check_files
from bot.standin.interaction import Place, resolve_channel, resolve_user
from bot.standin.state import State

USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8
RESOLVED_SELECTS = (USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT)
Resolved = dict[str, Any]


def resolve_chosen(state: State, place: Place, kind: int, values: Iterable[str], resolved: Resolved) -> None:
    """Add what was chosen in a select menu of this type; StandinError where the client offers no such thing."""
    for value in values:
        if not value.isdecimal() or not _resolve_one(state, place, kind, int(value), resolved):
            raise StandinError(f"The client offers no {value!r} in a select menu of type {kind}.")


def _resolve_one(state: State, place: Place, kind: int, number: int, resolved: Resolved) -> bool:
    world, guild = state.world, place.guild
    user = world.bot if number == world.bot.id else world.people.get(number)
    if user is not None and kind in (USER_SELECT, MENTIONABLE_SELECT):
        resolve_user(place, user, resolved)
        return True
    if guild is None:
        return False
    if number in guild.roles and kind in (ROLE_SELECT, MENTIONABLE_SELECT):
        position = list(guild.roles).index(number)
        resolved.setdefault("roles", {})[str(number)] = guild.roles[number].as_json(position)
        return True
    if number in guild.channels and kind == CHANNEL_SELECT:
        resolve_channel(place, guild.channels[number], resolved)
        return True
    return False


def resolve_form(
    state: State, place: Place, inputs: Iterable[dict[str, Any]], values: Values
) -> tuple[dict[str, Given], Resolved]:
    """
    The values of a form as they are sent, and what their ids mean.

    Files are uploaded first, as a client does: what was an `Upload` becomes the id of an attachment.
    """
    sent, resolved = dict(values), Resolved()
    for part in inputs:
        name, kind = part["custom_id"], part["type"]
        given = sent.get(name)
        if kind == FILE_UPLOAD:
            uploads = check_files(part, given, state.limits.upload_bytes)
            sent[name] = [_upload(state, place, upload, resolved) for upload in uploads]
        elif kind in RESOLVED_SELECTS:
            chosen = _preset(part) if given is None else given
            ids = [str(one) for one in chosen] if isinstance(chosen, list) else [str(chosen)]
            resolve_chosen(state, place, kind, ids, resolved)
    return sent, resolved


def _preset(part: dict[str, Any]) -> list[str]:
    return [str(one["id"]) for one in part.get("default_values") or ()]


def _upload(state: State, place: Place, upload: Upload, resolved: Resolved) -> str:
    file = posts.store(state, place.channel, upload)
    resolved.setdefault("attachments", {})[str(file.id)] = file.as_json()
    return str(file.id)
