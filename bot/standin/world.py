"""The people, servers and channels that the stand-in serves, and what each may do."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

DISCORD_EPOCH = 1_420_070_400_000  # milliseconds; Discord's snowflakes count from 2015
TEXT, DIRECT = 0, 1  # channel types

VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
MANAGE_MESSAGES = 1 << 13
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
MENTION_EVERYONE = 1 << 17
USE_APPLICATION_COMMANDS = 1 << 31
ADMINISTRATOR = 1 << 3
MANAGE_GUILD = 1 << 5
EVERYDAY = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS
    | 1 << 6  # add reactions
    | 1 << 38  # send messages in threads
)
EVERYTHING = (1 << 53) - 1

GUILD_DEFAULTS: dict[str, Any] = {  # what Discord sends beside, for a server that set nothing
    "joined_at": "2024-01-01T00:00:00+00:00",
    "large": False,
    "unavailable": False,
    "threads": [],
    "voice_states": [],
    "presences": [],
    "stage_instances": [],
    "guild_scheduled_events": [],
    "soundboard_sounds": [],
    "emojis": [],
    "stickers": [],
    "features": [],
    "icon": None,
    "splash": None,
    "banner": None,
    "description": None,
    "verification_level": 0,
    "default_message_notifications": 1,
    "explicit_content_filter": 0,
    "mfa_level": 0,
    "nsfw_level": 0,
    "premium_tier": 0,
    "premium_progress_bar_enabled": False,
    "system_channel_id": None,
    "system_channel_flags": 0,
    "rules_channel_id": None,
    "public_updates_channel_id": None,
    "afk_channel_id": None,
    "afk_timeout": 300,
    "preferred_locale": "en-GB",
    "vanity_url_code": None,
}

_numbers = itertools.count()


def snowflake() -> int:
    """A new id that sorts by time of making, as Discord's do."""
    return ((time.time_ns() // 1_000_000 - DISCORD_EPOCH) << 22) | (next(_numbers) & 0x3FFFFF)


@dataclass(slots=True)
class User:
    """A person or the bot; `accepts_dms` is false for those who closed their direct messages."""

    username: str
    name: str
    id: int = field(default_factory=snowflake)
    bot: bool = False
    accepts_dms: bool = True

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def as_json(self) -> dict[str, Any]:
        """The user object of Discord's API."""
        return {
            "id": str(self.id),
            "username": self.username,
            "global_name": None if self.bot else self.name,
            "discriminator": "0000" if self.bot else "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }


@dataclass(slots=True)
class Role:
    """A role and the permissions (Discord's bit set) that it gives."""

    name: str
    permissions: int
    id: int = field(default_factory=snowflake)

    def as_json(self, position: int) -> dict[str, Any]:
        """The role object of Discord's API."""
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(self.permissions),
            "position": position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }


@dataclass(slots=True)
class Member:
    """A user in a server, with the ids of the roles beside @everyone."""

    user: User
    roles: list[int] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The member object of Discord's API, without its user."""
        return {
            "roles": [str(role) for role in self.roles],
            "joined_at": "2024-01-01T00:00:00+00:00",
            "premium_since": None,
            "nick": None,
            "avatar": None,
            "communication_disabled_until": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
        }


@dataclass(slots=True)
class Channel:
    """A place to write: of a server, or direct between the bot and one person."""

    name: str
    id: int = field(default_factory=snowflake)
    guild_id: int | None = None
    kind: int = TEXT
    recipient: User | None = None
    denied: dict[int, int] = field(default_factory=dict)  # user id -> permissions taken away in this channel

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    def as_json(self) -> dict[str, Any]:
        """The channel object of Discord's API."""
        common = {"id": str(self.id), "type": self.kind, "last_message_id": None, "flags": 0}
        if self.kind == DIRECT:
            return common | {"recipients": [self.recipient.as_json()] if self.recipient else []}
        overwrites = [
            {"id": str(user), "type": 1, "allow": "0", "deny": str(bits)} for user, bits in self.denied.items()
        ]
        return common | {
            "guild_id": str(self.guild_id),
            "name": self.name,
            "position": 0,
            "permission_overwrites": overwrites,
            "parent_id": None,
            "topic": None,
            "nsfw": False,
            "rate_limit_per_user": 0,
        }


@dataclass(slots=True)
class Guild:
    """A server. `has_bot` is false where only people brought the app along (user install)."""

    name: str
    id: int = field(default_factory=snowflake)
    owner_id: int = 0
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    has_bot: bool = True

    def __post_init__(self) -> None:
        self.roles.setdefault(self.id, Role("@everyone", EVERYDAY, self.id))

    def add_role(self, name: str, permissions: int) -> Role:
        """Create a role; `permissions` is Discord's bit set."""
        role = Role(name, permissions)
        self.roles[role.id] = role
        return role

    def add_channel(self, name: str) -> Channel:
        """Create a text channel that everyone may read and write."""
        channel = Channel(name, guild_id=self.id)
        self.channels[channel.id] = channel
        return channel

    def add_member(self, user: User, *roles: Role) -> Member:
        """Let a user in, with these roles beside @everyone."""
        member = Member(user, [role.id for role in roles])
        self.members[user.id] = member
        return member

    def permissions(self, user: User, channel: Channel | None = None) -> int:
        """What the user may do here, as Discord's bit set; 0 for somebody who is no member."""
        member = self.members.get(user.id)
        if member is None:
            return 0
        bits = self.roles[self.id].permissions
        for role in member.roles:
            bits |= self.roles[role].permissions
        if bits & ADMINISTRATOR or user.id == self.owner_id:
            return EVERYTHING
        return bits & ~channel.denied.get(user.id, 0) if channel else bits

    def as_json(self, bot: User) -> dict[str, Any]:
        """The payload of GUILD_CREATE; of the members only the bot, as without the members intent."""
        me = self.members.get(bot.id)
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner_id),
            "roles": [role.as_json(position) for position, role in enumerate(self.roles.values())],
            "channels": [channel.as_json() for channel in self.channels.values()],
            "members": [me.as_json() | {"user": bot.as_json()}] if me else [],
            "member_count": len(self.members),
        } | GUILD_DEFAULTS


class World:
    """One application, its bot user, and the servers and people around it. Extend it before or while it is served."""

    def __init__(self, app_name: str = "Briefbot") -> None:
        self.application_id = snowflake()
        self.app_name = app_name
        self.bot = User(app_name.lower(), app_name, id=self.application_id, bot=True)
        self.guilds: dict[int, Guild] = {}
        self.people: dict[int, User] = {}
        self.direct: dict[int, Channel] = {}  # person id -> channel between the bot and that person

    @classmethod
    def small(cls) -> World:
        """One server "Research desk" with #analysis and #press; Dana owns it, Ana, Ben and Chi discuss."""
        world = cls()
        dana, *others = (world.add_person(name) for name in ("Dana", "Ana", "Ben", "Chi"))
        guild = world.add_guild("Research desk", owner=dana)
        guild.add_channel("analysis")
        guild.add_channel("press")
        for person in others:
            guild.add_member(person)
        return world

    def add_person(self, name: str) -> User:
        """A person who may be in servers, or only in direct messages."""
        person = User(name.lower().replace(" ", "_"), name)
        self.people[person.id] = person
        return person

    def add_guild(self, name: str, *, owner: User, has_bot: bool = True) -> Guild:
        """A server without channels; its owner may do everything and is called its manager here."""
        guild = Guild(name, owner_id=owner.id, has_bot=has_bot)
        guild.add_member(owner)
        if has_bot:
            guild.add_member(self.bot)
        self.guilds[guild.id] = guild
        return guild

    @property
    def guild(self) -> Guild:
        """The first server."""
        return next(iter(self.guilds.values()))

    def person(self, name: str) -> User:
        """The person of this name, any case."""
        return next(person for person in self.people.values() if person.name.casefold() == name.casefold())

    def channel(self, name: str) -> Channel:
        """The first server channel of this name."""
        channels = (channel for guild in self.guilds.values() for channel in guild.channels.values())
        return next(channel for channel in channels if channel.name == name)

    def find_channel(self, channel_id: int) -> Channel | None:
        """The channel with this id, of any server or direct."""
        for guild in self.guilds.values():
            if channel_id in guild.channels:
                return guild.channels[channel_id]
        return next((channel for channel in self.direct.values() if channel.id == channel_id), None)

    def direct_channel(self, person: User) -> Channel:
        """The direct channel between the bot and the person, made when there is none."""
        if person.id not in self.direct:
            self.direct[person.id] = Channel(person.username, kind=DIRECT, recipient=person)
        return self.direct[person.id]

    def manages(self, person: User, guild: Guild) -> bool:
        """Whether the person has Manage Server there."""
        return bool(guild.permissions(person) & MANAGE_GUILD)

    def application(self) -> dict[str, Any]:
        """The application object of Discord's API."""
        owner = next(iter(self.people.values()), self.bot)
        return {
            "id": str(self.application_id),
            "name": self.app_name,
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "owner": owner.as_json(),
            "team": None,
            "flags": 0,
            "tags": [],
            "approximate_guild_count": len(self.guilds),
            "approximate_user_install_count": 0,
            "integration_types_config": {"0": {}, "1": {}},
        }
