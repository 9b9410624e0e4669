"""A preview session: the stand-in with its desk, the bot beside it, and what a page needs of both."""

from __future__ import annotations

import asyncio
import datetime
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from bot.preview.acts import Act, Complete, Done, Menu, Outcome, Slash, perform
from bot.preview.desk import EXAMPLES, make_world, may_manage, start_discussion
from bot.preview.showing import Json, channels_json, people_json, roles_json
from bot.preview.status import STATUS_FILE, LibraryStatus, watch_status
from bot.preview.supervisor import Commands, Supervisor
from bot.preview.timeline import Timeline
from bot.standin import Event, Exchange, Limits, Standin, StandinError

_TOLD_LINES: Final = 40  # of the bot's log, in the page


@dataclass(frozen=True, slots=True)
class Settings:
    """What the preview is started with."""

    commands: Commands = field(default_factory=Commands.of_briefbot)
    limits: Limits = field(default_factory=Limits)
    environment: tuple[tuple[str, str], ...] = ()  # added for the bot


class Preview:
    """The stand-in and the bot's process, running while the `async with` block runs."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._resources = ExitStack()
        self._folder: Path  # of this session: the store and the status file
        self._watch: asyncio.Task[None] | None = None
        self._moved = asyncio.Event()  # towards answering, or away from it
        self.done: list[Done] = []  # for a transcript, in order
        self.standin = Standin(make_world(), limits=settings.limits)
        self.timeline = Timeline(self.standin)
        self.supervisor: Supervisor

    async def __aenter__(self) -> Self:
        self._folder = Path(self._resources.enter_context(tempfile.TemporaryDirectory(prefix="briefbot-preview-")))
        await self.standin.__aenter__()
        start_discussion(self.standin, datetime.datetime.now(datetime.UTC))
        self.standin.events.on(self._heard)
        self.supervisor = Supervisor(self._settings.commands, self._environment(), self._tell_bot)
        self._watch = asyncio.create_task(watch_status(self._status_file, self._take_status))
        await self.supervisor.start()
        return self

    async def __aexit__(self, *exc: object) -> None:
        self.timeline.close()
        await self.supervisor.stop()
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await self.standin.__aexit__(*exc)
        self._resources.close()

    async def answering(self, timeout: float = 30.0) -> None:  # noqa: ASYNC109 - part of the driving API
        """Wait until the bot is connected and its commands are registered; StandinError says why it does not."""
        guild, book = self.standin.world.guild, self.standin.state.commands
        try:
            async with asyncio.timeout(timeout):
                while not (self.standin.gateway.is_connected and book.offered(guild.id)):
                    if self.supervisor.state == "stopped":
                        break
                    await self._moved.wait()
                    self._moved.clear()
                else:
                    return
        except TimeoutError:
            pass
        said = self.supervisor.log[-1] if self.supervisor.log else "It said nothing."
        raise StandinError(f"The bot does not answer. {said}")

    async def act(self, act: Act) -> Outcome:
        """Do what a person does in the page, and remember it for a transcript; see `acts.perform`."""
        if isinstance(act, Complete):
            return await perform(self.standin, act)
        done = Done(act)
        self.done.append(done)
        try:
            done.outcome = await perform(self.standin, act)
        except StandinError:
            self.done.remove(done)  # the client did not let it happen
            raise
        return done.outcome

    async def act_again(self, message: str) -> Outcome:
        """Do once more what brought this message, an id; StandinError where nothing that can be repeated did."""
        for done in self.done:
            brought = done.outcome.messages if isinstance(done.outcome, Exchange) else []
            if any(str(one.id) == message for one in brought) and isinstance(done.act, Slash | Menu):
                return await self.act(done.act)
        raise StandinError("This message did not come from a command.")

    def let_manage(self, person: str, *, allowed: bool) -> None:
        """Let a person manage the server, or no longer; `person` is an id."""
        may_manage(self.standin.world, self.standin.world.people[int(person)], allowed=allowed)
        self.timeline.tell({"kind": "people", "people": people_json(self.standin.world)})

    def state(self) -> Json:
        """Everything that a page needs to begin."""
        world = self.standin.world
        return {
            "kind": "state",
            "app": {"name": world.app_name, "id": str(world.bot.id)},
            "guild": world.guild.name,
            "channels": channels_json(world),
            "people": people_json(world),
            "roles": roles_json(world),
            "items": self.timeline.items(),
            "examples": [
                {"label": one.label, "command": one.command, "option": one.option, "text": one.text} for one in EXAMPLES
            ],
            "limit": self.standin.state.limits.ack_seconds * 1000,
            **self._commands(),
            **self._bot(),
            **self._library(),
        }

    def _commands(self) -> Json:
        book, guild = self.standin.state.commands, self.standin.world.guild
        return {"commands": {"guild": book.offered(guild.id), "direct": book.offered(None)}}

    def _bot(self) -> Json:
        supervisor = self.supervisor
        log = list(supervisor.log)[-_TOLD_LINES:]
        return {"bot": {"state": supervisor.state, "exit_code": supervisor.exit_code, "log": log}}

    def _library(self) -> Json:
        status = self.timeline.status
        problems = [problem.model_dump() for problem in status.problems] if status is not None else []
        return {"library": {"version": status.version if status is not None else None, "problems": problems}}

    def _heard(self, event: Event) -> None:
        if event.kind == "message" and event.exchange is None and event.message is not None:
            if event.message.author.bot and self.done:
                self.done[-1].posted.append(event.message)
        elif event.kind == "commands":
            self._moved.set()
            self.timeline.tell({"kind": "commands"} | self._commands())
        elif event.kind == "connected":
            self.supervisor.connected()
        elif event.kind == "disconnected":
            self.supervisor.disconnected()

    def _tell_bot(self) -> None:
        self._moved.set()
        self.timeline.tell({"kind": "bot"} | self._bot())

    def _take_status(self, status: LibraryStatus) -> None:
        self.timeline.take_status(status)
        self.timeline.tell({"kind": "library"} | self._library())

    @property
    def _status_file(self) -> Path:
        folder = self._folder / "status"
        folder.mkdir(exist_ok=True)
        return folder / "status.json"

    def _environment(self) -> dict[str, str]:
        return {
            "BRIEFBOT_TOKEN": self.standin.token,
            "BRIEFBOT_DISCORD__API_BASE": self.standin.rest_url,
            "BRIEFBOT_DISCORD__GATEWAY_URL": self.standin.gateway_url,
            "BRIEFBOT_STORE__URL": f"sqlite:///{self._folder / 'briefbot.sqlite3'}",
            STATUS_FILE: str(self._status_file),
            "PYTHONUNBUFFERED": "1",
            **dict(self._settings.environment),
        }
