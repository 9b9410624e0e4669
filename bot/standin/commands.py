"""The registered commands, global and per server, with Discord's rules for ids, versions and overwrites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from bot.standin.refusal import Problem, invalid_form, refused
from bot.standin.world import snowflake

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2  # option types that hold options
DAILY_CREATES = 200  # new commands a day and scope; updates are free
ROOM = {CHAT_INPUT: 100, USER_MENU: 15, MESSAGE_MENU: 15}

Command = dict[str, Any]
Scope = int | None  # guild id, or None for the global commands


class CommandBook:
    """Commands by scope. An overwrite that changes nothing keeps ids and versions, as Discord's does."""

    def __init__(self, application_id: int) -> None:
        self._application_id = application_id
        self._scopes: dict[Scope, dict[int, Command]] = {}
        self.creates: Counter[Scope] = Counter()

    def listed(self, scope: Scope) -> list[Command]:
        """The commands of one scope, oldest first."""
        return list(self._scopes.get(scope, {}).values())

    def get(self, scope: Scope, command_id: int) -> Command:
        """The command with this id; refuses with 10063 when there is none."""
        command = self._scopes.get(scope, {}).get(command_id)
        if command is None:
            raise refused(10063)
        return command

    def offered(self, guild_id: Scope) -> list[Command]:
        """What a person finds in a server or, for None, in a direct message: those of the server come first."""
        own = self.listed(guild_id) if guild_id is not None else []
        return own + self.listed(None)

    def find(self, name: str, kind: int, guild_id: Scope) -> Command | None:
        """The command that a person means there."""
        return next((c for c in self.offered(guild_id) if c["name"] == name and c["type"] == kind), None)

    def overwrite(self, scope: Scope, payloads: Iterable[Command]) -> list[Command]:
        """Replace all commands of the scope; same name and type keep their id."""
        payloads = list(payloads)
        _refuse_twins(payloads)
        _refuse_crowds(payloads)
        old = {_key(command): command for command in self.listed(scope)}
        self._count_creates(scope, sum(_key(payload) not in old for payload in payloads))
        commands = [self._written(scope, payload, old.get(_key(payload))) for payload in payloads]
        self._scopes[scope] = {int(command["id"]): command for command in commands}
        return commands

    def upsert(self, scope: Scope, payload: Command) -> tuple[Command, bool]:
        """Create a command, or overwrite its namesake; the second value says whether it is new."""
        present = self.listed(scope)
        old = next((command for command in present if _key(command) == _key(payload)), None)
        if old is None:
            _refuse_crowds([*present, payload])
            self._count_creates(scope, 1)
        command = self._written(scope, payload, old)
        self._scopes.setdefault(scope, {})[int(command["id"])] = command
        return command, old is None

    def edit(self, scope: Scope, command_id: int, changes: Command) -> Command:
        """Change the given keys of a command."""
        old = self.get(scope, command_id)
        command = self._written(scope, old | changes, old)
        self._scopes[scope][command_id] = command
        return command

    def remove(self, scope: Scope, command_id: int) -> None:
        """Delete a command; refuses with 10063 when there is none."""
        self.get(scope, command_id)
        del self._scopes[scope][command_id]

    def _count_creates(self, scope: Scope, new: int) -> None:
        if self.creates[scope] + new > DAILY_CREATES:
            raise refused(30034)
        self.creates[scope] += new

    def _written(self, scope: Scope, payload: Command, old: Command | None) -> Command:
        permissions = payload.get("default_member_permissions")
        command: Command = {
            "id": old["id"] if old else str(snowflake()),
            "application_id": str(self._application_id),
            "type": payload.get("type") or CHAT_INPUT,
            "name": payload["name"],
            "name_localizations": payload.get("name_localizations"),
            "description": payload.get("description") or "",
            "description_localizations": payload.get("description_localizations"),
            "default_member_permissions": None if permissions is None else str(permissions),
            "dm_permission": payload.get("dm_permission", True),
            "contexts": payload.get("contexts"),
            "integration_types": payload.get("integration_types") or [0],
            "nsfw": payload.get("nsfw") or False,
        }
        if payload.get("options"):
            command["options"] = payload["options"]
        if scope is not None:
            command["guild_id"] = str(scope)
        unchanged = old is not None and old | {"version": ""} == command | {"version": ""}
        return command | {"version": old["version"] if old is not None and unchanged else str(snowflake())}


def _key(command: Command) -> tuple[str, int]:
    return command["name"], command.get("type") or CHAT_INPUT


def _refuse_twins(payloads: list[Command]) -> None:
    seen: set[tuple[str, int]] = set()
    problems = []
    for index, payload in enumerate(payloads):
        if _key(payload) in seen:
            text = "Application command names must be unique"
            problems.append(Problem((index, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", text))
        seen.add(_key(payload))
    if problems:
        raise invalid_form(problems)


def _refuse_crowds(payloads: list[Command]) -> None:
    kinds = Counter(payload.get("type") or CHAT_INPUT for payload in payloads)
    if any(kinds[kind] > room for kind, room in ROOM.items()):
        raise refused(30032)
