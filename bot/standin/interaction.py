"""Interaction payloads as Discord builds them from what a person does."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.standin.commands import GROUP, SUBCOMMAND, Command
from bot.standin.exchange import Choice, Exchange, Kind, StandinError
from bot.standin.state import State
from bot.standin.world import ADMINISTRATOR, EVERYDAY, Channel, Guild, User, World, snowflake

IN_GUILD, WITH_BOT, PRIVATE = 0, 1, 2  # contexts
STRING, INTEGER, BOOLEAN, USER, CHANNEL, NUMBER = 3, 4, 5, 6, 7, 10  # option types
PYTHON_TYPES: dict[int, tuple[type, ...]] = {
    STRING: (str,),
    INTEGER: (int,),
    BOOLEAN: (bool,),
    USER: (User,),
    CHANNEL: (Channel,),
    NUMBER: (int, float),
}
Sent = str | int | float | bool | User | Channel
OptionValue = Sent | Choice


@dataclass(frozen=True, slots=True)
class Place:
    """Who acts, where, and through which installation of the app."""

    user: User
    channel: Channel
    guild: Guild | None
    context: int
    user_install: bool = False


def new_exchange(state: State, kind: Kind, name: str, place: Place, data: dict[str, Any]) -> Exchange:
    """An exchange with the payload that Discord would deliver; not yet sent."""
    exchange_id, token = snowflake(), secrets.token_urlsafe(64)
    request = _envelope(state.world, place) | {
        "id": str(exchange_id),
        "application_id": str(state.world.application_id),
        "type": int(kind),
        "token": token,
        "version": 1,
        "data": data,
        "attachment_size_limit": state.limits.upload_bytes,
    }
    return Exchange(
        exchange_id, token, kind, name, place.user, place.channel, place.guild, request, user_install=place.user_install
    )


def _envelope(world: World, place: Place) -> dict[str, Any]:
    owners = {"1": str(place.user.id)} if place.user_install else {}
    if not place.user_install:
        owners["0"] = str(place.guild.id) if place.guild else "0"
    common: dict[str, Any] = {
        "channel_id": str(place.channel.id),
        "channel": place.channel.as_json(),
        "locale": "en-GB",
        "entitlements": [],
        "authorizing_integration_owners": owners,
        "context": place.context,
    }
    if place.guild is None:
        return common | {"user": place.user.as_json(), "app_permissions": str(_app_permissions(world, place))}
    guild = place.guild
    member = guild.members[place.user.id].as_json() | {
        "user": place.user.as_json(),
        "permissions": str(guild.permissions(place.user, place.channel)),
    }
    return common | {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": "en-GB", "features": []},
        "guild_locale": "en-GB",
        "member": member,
        "app_permissions": str(_app_permissions(world, place)),
    }


def _app_permissions(world: World, place: Place) -> int:
    if place.guild is None:
        return EVERYDAY
    if not place.guild.has_bot:
        return EVERYDAY & place.guild.permissions(place.user, place.channel)
    return place.guild.permissions(world.bot, place.channel)


def why_not_offered(command: Command, place: Place) -> str | None:
    """Why the client does not offer the command there, as the end of a sentence; None where it does."""
    if (1 if place.user_install else 0) not in command["integration_types"]:
        return "for this kind of installation"
    if command["contexts"] is not None and place.context not in command["contexts"]:
        return "in this place"
    needed = command["default_member_permissions"]
    if needed is not None and place.guild is not None:
        granted = place.guild.permissions(place.user, place.channel)
        lacking = int(needed) & ~granted or (int(needed) == 0 and not granted & ADMINISTRATOR)
        return f"to {place.user.name}: permissions are missing" if lacking else None
    return None


def command_data(command: Command, options: list[dict[str, Any]], resolved: dict[str, Any]) -> dict[str, Any]:
    """The data of a slash command with these options."""
    data: dict[str, Any] = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    if options:
        data["options"] = options
    if resolved:
        data["resolved"] = resolved
    return data


def option_tree(
    command: Command, path: list[str], values: Mapping[str, OptionValue], place: Place, *, labels: bool = False
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The options of a call, nested below its subcommand, and the users and channels that they resolve to."""
    node, resolved = _leaf(command, path), dict[str, Any]()
    known = {option["name"]: option for option in node.get("options") or ()}
    for name in values:
        if name not in known:
            raise StandinError(f"/{' '.join([command['name'], *path])} has no option {name!r}; it has {sorted(known)}.")
    for option in known.values():
        if option.get("required") and option["name"] not in values:
            raise StandinError(f"/{' '.join([command['name'], *path])} needs the option {option['name']!r}.")
    sent = {name: _sent(value, labels) for name, value in values.items()}
    options = [_option(known[name], value, place, resolved) for name, value in sent.items()]
    return _nested(command, path, options), resolved


def autocomplete_tree(
    command: Command, path: list[str], place: Place, values: Mapping[str, OptionValue], typed: tuple[str, str]
) -> list[dict[str, Any]]:
    """The options of an autocomplete request: what was filled in, then the option and the text typed into it."""
    focused, text = typed
    known = {option["name"]: option for option in _leaf(command, path).get("options") or ()}
    definition = known.get(focused)
    if definition is None or not definition.get("autocomplete"):
        raise StandinError(f"/{' '.join([command['name'], *path])} has no autocomplete for {focused!r}.")
    options = [_option(known[name], _sent(value), place, {}) for name, value in values.items()]
    options.append({"name": focused, "type": definition["type"], "value": text, "focused": True})
    return _nested(command, path, options)


def _nested(command: Command, path: list[str], options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for depth in range(len(path), 0, -1):
        kind = _leaf(command, path[:depth])["type"]
        options = [{"name": path[depth - 1], "type": kind, "options": options}]
    return options


def _leaf(command: Command, path: list[str]) -> dict[str, Any]:
    node = command
    for name in path:
        inner = (option for option in node.get("options") or () if option["name"] == name)
        found = next((option for option in inner if option["type"] in (SUBCOMMAND, GROUP)), None)
        if found is None:
            raise StandinError(f"/{command['name']} has no subcommand {name!r}.")
        node = found
    return node


def _sent(value: OptionValue, labels: bool = False) -> Sent:
    if not isinstance(value, Choice):
        return value
    return value.name if labels else value.value


def _option(definition: dict[str, Any], value: Sent, place: Place, resolved: dict[str, Any]) -> dict[str, Any]:
    name, kind = definition["name"], definition["type"]
    types = PYTHON_TYPES[kind]
    if not isinstance(value, types) or (isinstance(value, bool) and kind != BOOLEAN):
        raise StandinError(f"The option {name!r} takes {types[0].__name__}, not {value!r}.")
    if isinstance(value, User):
        resolve_user(place, value, resolved)
        value = str(value.id)
    elif isinstance(value, Channel):
        resolve_channel(place, value, resolved)
        value = str(value.id)
    else:
        _check_bounds(definition, value)
    return {"name": name, "type": kind, "value": value}


def resolve_user(place: Place, user: User, resolved: dict[str, Any]) -> None:
    """Add a person, and their membership where there is a server, to what the ids of an interaction mean."""
    resolved.setdefault("users", {})[str(user.id)] = user.as_json()
    member = place.guild.members.get(user.id) if place.guild is not None else None
    if place.guild is not None and member is not None:
        permissions = str(place.guild.permissions(user, place.channel))
        resolved.setdefault("members", {})[str(user.id)] = member.as_json() | {"permissions": permissions}


def resolve_channel(place: Place, channel: Channel, resolved: dict[str, Any]) -> None:
    """Add a channel, with what the acting person may do there, to what the ids of an interaction mean."""
    permissions = str(place.guild.permissions(place.user, channel)) if place.guild is not None else "0"
    resolved.setdefault("channels", {})[str(channel.id)] = channel.as_json() | {"permissions": permissions}


def _check_bounds(definition: dict[str, Any], value: str | float) -> None:
    size = len(value) if isinstance(value, str) else value
    low, high = ("min_length", "max_length") if isinstance(value, str) else ("min_value", "max_value")
    highest = definition.get(high, 6_000 if isinstance(value, str) else None)
    lowest = definition.get(low)
    if (lowest is not None and size < lowest) or (highest is not None and size > highest):
        raise StandinError(f"The client takes {definition['name']!r} from {lowest} to {highest}, not {size}.")
    choices = definition.get("choices")
    if choices and value not in [choice["value"] for choice in choices]:
        raise StandinError(f"The client offers no choice {value!r} for {definition['name']!r}.")
