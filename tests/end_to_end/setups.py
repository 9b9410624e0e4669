"""Three ways to run the same bot: one process, workers behind a proxy, shards over processes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.standin import Guild, Judge, Limits, Standin, Tally, World
from tests.end_to_end.processes import START_SECONDS, Running, end_all, settings_of, start, taking_turns, tool

SHARDS = 4


@dataclass(slots=True)
class Setup:
    """A running bot; `settings` are those of its processes, so that a test can start one more."""

    standin: Standin
    settings: dict[str, str]
    folder: Path
    running: list[Running] = field(default_factory=list)
    command: str = "run"

    async def one_more(self) -> Running:
        """Start another process like the others and wait until it is ready."""
        one = await start(self.command, self.settings, self.folder)
        self.running.append(one)
        await one.ready()
        return one

    def guilds(self) -> list[Guild]:
        """The servers, one a shard where there are shards."""
        return list(self.standin.world.guilds.values())


def wide_world() -> World:
    """The small world, and a server like its own on each further shard of four."""
    world = World.small()
    first = world.guild
    free = [shard for shard in range(SHARDS) if shard != (first.id >> 22) % SHARDS]
    for shard in free:
        # Discord's sharding looks at the id from bit 22 on.
        guild = Guild(f"Desk on shard {shard}", id=((first.id >> 22) // SHARDS * SHARDS + shard + SHARDS) << 22)
        guild.owner_id = world.person("Dana").id
        for member in (world.bot, *world.people.values()):
            guild.add_member(member)
        guild.add_channel("analysis")
        world.guilds[guild.id] = guild
    return world


@asynccontextmanager
async def _standin(tally: Tally) -> AsyncIterator[Standin]:
    # Four buckets: a test need not wait 5 s for each shard, as Discord makes small bots wait.
    limits = Limits(ack_seconds=10.0, max_concurrency=SHARDS)
    async with Standin(wide_world(), judge=Judge(tally=tally), limits=limits) as standin:
        yield standin


@asynccontextmanager
async def gateway(tally: Tally, store: str, folder: Path, **more: str) -> AsyncIterator[Setup]:
    """One process on the gateway; `more` are settings beside the usual."""
    async with _standin(tally) as standin:
        setup = Setup(standin, settings_of(standin, store) | more, folder)
        await tool("sync", setup.settings)
        try:
            await setup.one_more()
            yield setup
        finally:
            await end_all(setup.running)


@asynccontextmanager
async def workers(tally: Tally, store: str, folder: Path, **more: str) -> AsyncIterator[Setup]:
    """Two workers behind a proxy that takes turns."""
    async with _standin(tally) as standin:
        setup = Setup(standin, settings_of(standin, store) | more, folder, command="serve")
        await tool("sync", setup.settings)
        try:
            setup.running += [await start("serve", setup.settings, folder) for _ in range(2)]
            for one in setup.running:
                await one.ready()
            async with taking_turns([one.url for one in setup.running]) as turns:
                await standin.use_http(f"{turns.url}/interactions")
                yield setup
        finally:
            await end_all(setup.running)


@asynccontextmanager
async def shards(tally: Tally, store: str, folder: Path, **more: str) -> AsyncIterator[Setup]:
    """Four shards in two processes."""
    async with _standin(tally) as standin:
        settings = settings_of(standin, store) | {"BRIEFBOT_DISCORD__SHARDS": str(SHARDS)} | more
        setup = Setup(standin, settings, folder)
        await tool("sync", setup.settings)
        try:
            setup.running += [await start("run", setup.settings, folder) for _ in range(2)]
            await standin.until(lambda: len(live_shards(standin)) == SHARDS, START_SECONDS)
            for one in setup.running:
                await one.ready()
            yield setup
        finally:
            await end_all(setup.running)


def live_shards(standin: Standin) -> set[int]:
    """The shards that have a connection now."""
    return {session.shard for session in standin.gateway.sessions.values() if session.is_live}


Start = Callable[..., AbstractAsyncContextManager[Setup]]  # of a tally, a store, a folder, settings beside the usual
SETUPS: dict[str, tuple[Start, str]] = {
    "gateway-sqlite": (gateway, "sqlite"),
    "workers-postgresql": (workers, "postgresql"),
    "shards-postgresql": (shards, "postgresql"),
}
