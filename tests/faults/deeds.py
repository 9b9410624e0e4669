"""What people do in Discord, each up to the last press of a button, and what is kept of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.standin import Exchange, Standin
from bot.standin.world import User
from bot.store.failures import Failure

Press = Callable[[], Awaitable[Exchange]]
Prepare = Callable[["Somebody"], Awaitable[Press]]
TOLD_IN_VAIN = tuple(failure.value for failure in Failure)
MINE = {"mine": True}


@dataclass(frozen=True, slots=True)
class Deed:
    """A conversation that begins with `command`; all but its last step is done by `prepare`."""

    name: str
    command: str
    prepare: Prepare


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person whom nobody else is."""

    standin: Standin
    user: User

    async def slash(self, name: str, **options: Any) -> Exchange:
        return await self.standin.slash(name, options, user=self.user)

    async def collects(self) -> None:
        """Put three things into their own tray."""
        for number in (1, 2, 3):
            await self.slash("tray add", key=f"tip-2024:{number}", **MINE)

    async def opens_first(self) -> Exchange:
        """Open the first thing in their own tray."""
        shown = await self.slash("tray show", **MINE)
        menu = next(one for one in shown.message.selects if "trayitem" in one["custom_id"])
        chosen = [menu["options"][0]["value"]]
        return await self.standin.select(shown.message, menu["custom_id"], chosen, user=self.user)


def a_new_one(standin: Standin) -> Somebody:
    """Somebody who has just come to the server."""
    user = standin.world.add_person(f"Person {len(standin.world.people)}")
    standin.world.guild.add_member(user)
    return Somebody(standin, user)


async def adds(one: Somebody) -> Press:
    await one.collects()
    return lambda: one.slash("tray add", key="tip-2024:4", note="a new one", **MINE)


async def adds_again(one: Somebody) -> Press:
    await one.collects()
    return lambda: one.slash("tray add", key="tip-2024:2", note="with a note", **MINE)


async def removes(one: Somebody) -> Press:
    await one.collects()
    return lambda: one.slash("tray remove", key="tip-2024:1", **MINE)


async def moves(one: Somebody) -> Press:
    await one.collects()
    item = await one.opens_first()
    return lambda: one.standin.click(item.message, "Move down", user=one.user)


async def notes(one: Somebody) -> Press:
    await one.collects()
    item = await one.opens_first()
    form = await one.standin.click(item.message, "Note", user=one.user)
    return lambda: one.standin.submit_modal(form, {"note": "for the draft"}, user=one.user)


async def clears(one: Somebody) -> Press:
    await one.collects()
    asked = await one.slash("tray clear", **MINE)
    return lambda: one.standin.click(asked.message, "Delete them", user=one.user)


async def leaves(one: Somebody) -> Press:
    await one.collects()
    card = await one.slash("privacy")
    asked = await one.standin.click(card.message, "Delete my data", user=one.user)
    return lambda: one.standin.click(asked.message, "Delete my data", user=one.user)


async def wishes(one: Somebody) -> Press:
    missed = await one.slash("ask", question="zorblatnik hangars", private=True)
    return lambda: one.standin.click(missed.message, "Tell me if this is added", user=one.user)


async def sets(one: Somebody) -> Press:
    """All settings of the server at once, as its owner."""
    owner = Somebody(one.standin, one.standin.world.person("Dana"))
    press = one.standin.world.channel("press")
    await owner.slash("briefbot settings", answers="public", style="chicago", spoilers=True, not_in=press)
    return lambda: owner.slash("briefbot settings", answers="private", style="mla", spoilers=False, answer_in=press)


def asking(name: str, **options: Any) -> Prepare:
    """A command that only reads."""

    async def prepare(one: Somebody) -> Press:
        return lambda: one.slash(name, **options)

    return prepare


def exporting(kind: str) -> Prepare:
    async def prepare(one: Somebody) -> Press:
        await one.collects()
        return lambda: one.slash("tray export", format=kind, **MINE)

    return prepare


def managing(name: str) -> Prepare:
    async def prepare(one: Somebody) -> Press:
        owner = Somebody(one.standin, one.standin.world.person("Dana"))
        return lambda: owner.slash(name)

    return prepare


def on_a_message(name: str) -> Prepare:
    async def prepare(one: Somebody) -> Press:
        said = await one.standin.say(one.standin.world.channel("press"), "There are 100 camps.")
        return lambda: one.standin.message_menu(name, said, user=one.user)

    return prepare


#: What writes; the number of requests and calls differs from one to the other.
DEEDS = (
    Deed("adds", "tray add", adds),
    Deed("adds again", "tray add", adds_again),
    Deed("removes", "tray remove", removes),
    Deed("moves", "tray show", moves),
    Deed("notes", "tray show", notes),
    Deed("clears", "tray clear", clears),
    Deed("leaves", "privacy", leaves),
    Deed("wishes", "ask", wishes),
    Deed("sets", "briefbot settings", sets),
)

#: What only reads.
LOOKS = (
    Deed("asks", "ask", asking("ask", question="tip-2024:3", private=True)),
    Deed("briefs", "brief", asking("brief", topic="forced labor", private=True)),
    Deed("cites", "cite", asking("cite", text="tip-2024:1", private=True)),
    Deed("scores", "scores", asking("scores", private=True)),
    Deed("sources", "sources", asking("sources", private=True)),
    Deed("help", "help", asking("help")),
    Deed("figures", "figures", asking("figures", measure="camp-population", private=True)),
    Deed("compares", "compare", asking("compare", topic="camps", first="tip-2024", second="hrr-2021", private=True)),
    Deed("checks", "check", asking("check", claim="There are 100 camps.", private=True)),
    Deed("topics", "topics", asking("topics", private=True)),
    Deed("exports", "tray export", exporting("md")),
    Deed("status", "briefbot status", managing("briefbot status")),
    Deed("misses", "briefbot misses", managing("briefbot misses")),
    Deed("reloads", "briefbot reload", managing("briefbot reload")),
    Deed("finds sources", "Find sources", on_a_message("Find sources")),
    Deed("checks a message", "Check claim", on_a_message("Check claim")),
)

KEPT = (
    "SELECT key, note, position FROM tray_items WHERE scope = 'person' AND scope_id = :user ORDER BY position",
    "SELECT citation_style FROM people WHERE user_id = :user",
    "SELECT kind, text, state FROM reports WHERE asker_id = :user ORDER BY created_at",
    "SELECT visibility, citation_style, public_channels, spoilers FROM guild_settings WHERE guild_id = :guild",
)


def kept(path: Path, one: Somebody) -> str:
    """What the store's file holds of somebody and of the server's settings; the same text for the same."""
    places = {"user": one.user.id, "guild": one.standin.world.guild.id}
    with closing(sqlite3.connect(path)) as connection:
        return json.dumps([connection.execute(query, places).fetchall() for query in KEPT])


def is_refused(exchange: Exchange) -> bool:
    """Whether the person was told that nothing was saved."""
    return any(sentence in exchange.text for sentence in TOLD_IN_VAIN)
