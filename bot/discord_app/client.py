"""The Discord client: what is wired to it, and where its REST and gateway are."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import discord
import yarl

from bot.config import DiscordSettings, Settings
from bot.discord_app.connecting import stay_connected
from bot.discord_app.flights import Flights
from bot.discord_app.hearing import Hearing
from bot.discord_app.manners import Manners
from bot.discord_app.needs import intents
from bot.discord_app.reloading import Reloader
from bot.discord_app.wire import harden

if TYPE_CHECKING:
    from bot.discord_app.answering import Answers
    from bot.discord_app.noticing import Noticeboard
    from bot.search.engine import Engine
    from bot.store import Store

log = logging.getLogger(__name__)
discord.VoiceClient.warn_dave = False  # a text bot; the library would warn that voice is not supported


class Briefbot(discord.Client):
    """
    The bot, on the gateway or fed over HTTP; `shard` is (its number, how many there are).

    `engine` holds the library that answers; a reload replaces that one reference. A client that is made without one
    connects, and hears what is said to it once `swap_library` has given it one.
    """

    engine: Engine
    answers: Answers

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
        self._stopping = asyncio.Event()
        self.warm: asyncio.Task[None] | None = None  # done when the first answer of each kind is quick
        self._working: list[asyncio.Task[None]] = []
        if engine is not None:
            self.stand_on(engine)

    @property
    def noticeboard(self) -> Noticeboard:
        """Where curators are told of what is new."""
        return self.answers.noticeboard

    async def setup_hook(self) -> None:
        """Bear with the network; warm up, tell and watch beside."""
        self.circuit = harden(self)
        self.warm = asyncio.create_task(self._warm_up())
        self._working.append(asyncio.create_task(self._tell()))
        if self.settings.library.reload:
            self._working.append(asyncio.create_task(self.reloader.watch(self._stopping)))

    async def _warm_up(self) -> None:
        await self.standing.wait()
        await self.reloader.warm()

    async def _tell(self) -> None:
        await self.standing.wait()
        await self.answers.tell_until(self._stopping)

    async def close(self) -> None:
        """Stop what works in the background, then disconnect."""
        self._stopping.set()
        work = [*self._working, *([self.warm] if self.warm else [])]
        if not self.standing.is_set():
            for task in work:
                task.cancel()  # it waits for a library
        await asyncio.gather(*work, return_exceptions=True)
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
        await self.answers.form(interaction)

    async def on_message(self, message: discord.Message) -> None:
        """Answer who mentions the bot or writes to it."""
        await self.answers.message(message)

    def stand_on(self, engine: Engine) -> None:
        """Answer from this library, also what has been asked while there was none."""
        self.engine = engine
        if not self.standing.is_set():
            from bot.discord_app.answering import Answers  # late: a client connects before that is imported

            self.answers = Answers(self)
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
