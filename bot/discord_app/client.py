"""The Discord client: what is wired to it, and where its REST and gateway are."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import discord
import yarl
from discord import app_commands

from bot.config import DiscordSettings, Settings
from bot.discord_app.commands import add_commands
from bot.discord_app.connecting import stay_connected
from bot.discord_app.controls import ActionButton, ActionMenu
from bot.discord_app.failures import report
from bot.discord_app.flights import Flights
from bot.discord_app.forms import submitted
from bot.discord_app.hearing import Hearing
from bot.discord_app.manners import Manners
from bot.discord_app.mentions import answer_message
from bot.discord_app.needs import intents
from bot.discord_app.noticing import Noticeboard
from bot.discord_app.reloading import Reloader
from bot.discord_app.telling import tell_until
from bot.discord_app.wire import harden
from bot.errors import BriefbotError
from bot.search.engine import Engine
from bot.store import Store

log = logging.getLogger(__name__)
discord.VoiceClient.warn_dave = False  # a text bot; the library would warn that voice is not supported


class Tree(app_commands.CommandTree["Briefbot"]):
    """The commands, with one handler for whatever they raise."""

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """End an error in a private word to the person."""
        name = interaction.command.qualified_name if interaction.command else "an unknown command"
        await report(interaction, error, name)

    async def _call(self, interaction: discord.Interaction[Briefbot]) -> None:
        """Run a command or autocomplete, the end of its errors included, as one flight."""
        kind = "autocomplete" if interaction.type is discord.InteractionType.autocomplete else "command"
        name = interaction.command.qualified_name if interaction.command else "unknown"
        with self.client.flights.follow(interaction, kind, name):
            try:
                await super()._call(interaction)
            except app_commands.AppCommandError as error:
                await self.on_error(interaction, error)


class Briefbot(discord.Client):
    """
    The bot, on the gateway or fed over HTTP; `shard` is (its number, how many there are).

    `engine` holds the library that answers; a reload replaces that one reference. A client that is made without one
    connects, and hears what is said to it once `swap_library` has given it one.
    """

    engine: Engine

    def __init__(
        self, engine: Engine | None, settings: Settings, store: Store, *, shard: tuple[int, int] | None = None
    ) -> None:
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            shard_id=shard[0] if shard else None,
            shard_count=shard[1] if shard else None,
        )
        self.flights = Flights()
        self.served: Callable[[str], None] = lambda _: None  # told the brief of each answer
        self.settings = settings
        self.store = store
        self.manners = Manners(settings.replies)
        self.reloader = Reloader(settings.library.path, engine, self.swap_library)
        self.standing = asyncio.Event()  # there is a library to answer from
        self.noticeboard = Noticeboard(self)
        self._stopping = asyncio.Event()
        self.warm: asyncio.Task[None] | None = None  # done when the first answer of each kind is quick
        self._working: list[asyncio.Task[None]] = []
        self.tree = Tree(self)
        add_commands(self.tree)
        if engine is not None:
            self.stand_on(engine)

    async def setup_hook(self) -> None:
        """Know the buttons of every card that was ever sent, and bear with the network."""
        self.circuit = harden(self)
        self.add_dynamic_items(ActionButton, ActionMenu)
        self.warm = asyncio.create_task(self._warm_up())
        self._working.append(asyncio.create_task(tell_until(self._stopping, self)))
        self._working.append(asyncio.create_task(self.noticeboard.post_until(self._stopping)))
        if self.settings.library.reload:
            self._working.append(asyncio.create_task(self.reloader.watch(self._stopping)))

    async def _warm_up(self) -> None:
        await self.standing.wait()
        await self.reloader.warm()

    async def close(self) -> None:
        """Stop what works in the background, then disconnect."""
        self._stopping.set()
        if self.warm is not None and not self.standing.is_set():
            self.warm.cancel()
        await asyncio.gather(*self._working, *([self.warm] if self.warm else []), return_exceptions=True)
        await super().close()

    async def connect(self, *, reconnect: bool = True) -> None:
        """Stay on the gateway until closed; `reconnect` is discord.py's and always meant here."""
        await stay_connected(self)

    def _get_state(self, **options: Any) -> Hearing:
        """What discord.py calls to make the state that events go to."""
        own = {"dispatch": self.dispatch, "handlers": self._handlers, "hooks": self._hooks, "http": self.http}
        self._hearing = Hearing(**own, **options)
        return self._hearing

    async def on_form(self, interaction: discord.Interaction[Any]) -> None:
        """Do what a submitted form asks for."""
        with self.flights.follow(interaction, "form", "submit"):
            try:
                await submitted(interaction)
            except Exception as error:  # noqa: BLE001 - events have no other handler that could answer the person
                await report(interaction, error, "form")

    async def on_message(self, message: discord.Message) -> None:
        """Answer who mentions the bot or writes to it; a failure is only logged, a channel is no place for it."""
        try:
            await answer_message(self, message)
        except discord.Forbidden:
            log.info("A mention could not be answered: no permission to write in channel %s", message.channel.id)
        except (discord.HTTPException, BriefbotError) as error:
            log.warning("A mention could not be answered: %s", error)

    def stand_on(self, engine: Engine) -> None:
        """Answer from this library, also what has been asked while there was none."""
        self.engine = engine
        if not self.standing.is_set():
            self.standing.set()
            self._hearing.open()

    def swap_library(self, engine: Engine) -> None:
        """Answer from another library from now on; what is being answered ends with the old one."""
        self.stand_on(engine)
        log.info("Serving library %s: %d briefs", engine.library.version[:8], len(engine.library.briefs))


def point_at(settings: DiscordSettings) -> None:
    """Send REST and gateway traffic where the settings say; discord.py holds both in class attributes."""
    discord.http.Route.BASE = settings.api_base
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)
