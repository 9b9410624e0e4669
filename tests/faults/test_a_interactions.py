"""Group A: interactions and REST. What is late, refused, repeated, blocked or broken on the wire."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.discord_app.client import Briefbot
from bot.discord_app.flights import Flight
from bot.discord_app.registering import payloads
from bot.search.engine import Engine
from bot.standin import Judge, Limits, Standin, Tally
from bot.standin.faults import CALLBACK, Blocked, Delay, RateLimited, Refused, Reset, ServerError
from bot.store import Store
from tests.discord_app.conftest import connected, until
from tests.faults.larger import larger_library
from tests.faults.measuring import share
from tests.faults.processes import running

NAME = re.compile(r"[-_'a-z0-9]{1,32}\Z")  # of the letters that we use


async def test_a01_every_first_answer_comes_within_a_second(standin: Standin, bot: Briefbot, tmp_path: Path) -> None:
    asks = [("ask", {"question": "kwanliso"}), ("brief", {"topic": "heroin"}), ("scores", {}), ("help", {})]
    missed = ("ask", {"question": "weather in Seoul tomorrow"})
    with closing(sqlite3.connect(tmp_path / "store.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")  # the store hangs for everyone else
        done = [await standin.slash(name, dict(options)) for name, options in [*asks * 10, missed, missed]]
    times = [exchange.acked_after for exchange in done]

    assert [None] * 42 == [exchange.error for exchange in done]
    assert share(times, 0.99) <= 1.0


async def test_a02_an_expired_interaction_is_one_warning(
    standin: Standin, bot: Briefbot, caplog: pytest.LogCaptureFixture
) -> None:
    rule = standin.faults.add(route=CALLBACK, fault=Refused(10062), times=None)
    await standin.slash("help", wait="sent")
    await until(lambda: "had expired" in caplog.text)
    await asyncio.sleep(0.2)
    standin.faults.clear()
    after = await standin.slash("help")

    assert 1 == rule.hits
    assert 1 == sum(record.levelname == "WARNING" for record in caplog.records)
    assert "Traceback" not in caplog.text
    assert after.error is None


async def test_a03_two_processes_of_one_bot_give_one_answer(
    standin: Standin, bot: Briefbot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ended = landings(bot)
    async with running(standin, f"sqlite:///{tmp_path / 'other.db'}") as other:
        exchanges = [await standin.slash("ask", {"question": f"kwanliso {number}"}) for number in range(8)]
        await until(lambda: len(ended) == 8)
        await until(lambda: (caplog.text + other.text).count("answered already") == 8)

    assert [None] * 8 == [exchange.error for exchange in exchanges]
    assert [1] * 8 == [sum(one.original is not None for one in [exchange]) for exchange in exchanges]
    assert "Traceback" not in caplog.text + other.text


def landings(bot: Briefbot) -> list[Flight]:
    """Every interaction that the bot has done with, from now on."""
    ended: list[Flight] = []
    bot.flights.observe = ended.append
    return ended


async def test_a04_buttons_outlive_the_token_of_their_card(tally: Tally, engine: Engine, store: Store) -> None:
    async with (
        Standin(judge=Judge(tally=tally), limits=Limits(token_seconds=0.3)) as standin,
        connected(standin, engine, store),
    ):
        card = await standin.slash("brief", {"topic": "heroin"})
        await asyncio.sleep(0.4)
        more = await standin.click(card.message, "Passages")

    assert standin.state.is_expired(card)
    assert more.error is None
    assert "heroin" in more.text


async def test_a05_a_rate_limit_is_waited_out(standin: Standin, bot: Briefbot) -> None:
    rule = standin.faults.add(route=CALLBACK, fault=RateLimited(0.4), times=3)
    exchange = await standin.slash("help")

    assert exchange.error is None
    assert 3 == rule.hits
    assert exchange.acked_after >= 3 * 0.4
    assert sum("/callback" in request.path for request in standin.requests) <= 5


async def test_a06_a_thousand_refusals_open_the_circuit(
    engine: Engine, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    async with Standin(limits=Limits(ack_seconds=60)) as standin, connected(standin, engine, store) as bot:
        rule = standin.faults.add(route="*", fault=Refused(50013), times=None)
        ended = landings(bot)
        for batch in range(100):
            for _ in range(10):
                await standin.slash("help", wait="sent")
            await until(lambda: len(ended) == 10 * (batch + 1))  # noqa: B023 - called before the next turn

    assert rule.hits <= 100
    assert "Discord refuses too much" in caplog.text


async def test_a07_a_block_is_tried_again_ten_times_an_hour_at_most(engine: Engine, store: Store) -> None:
    now, tries = 0.0, []
    async with Standin(limits=Limits(ack_seconds=60)) as standin, connected(standin, engine, store) as bot:
        bot.circuit.clock = lambda: now
        rule = standin.faults.add(route="*", fault=Blocked(), times=None)
        ended = landings(bot)
        for second in range(0, 3_600, 20):
            now, before = float(second), rule.hits
            await standin.slash("help", wait="sent")
            await until(lambda: len(ended) == second // 20 + 1)  # noqa: B023 - called before the next turn
            tries += [now] * (rule.hits - before)

    assert tries[1] - tries[0] >= 60
    assert len(tries) <= 10


@pytest.mark.parametrize("fault", [Reset("before"), Reset("mid-body")], ids=["reset", "torn"])
async def test_a08_an_endless_fault_ends_after_five_tries(engine: Engine, store: Store, fault: Any) -> None:
    async with Standin(limits=Limits(ack_seconds=10)) as standin, connected(standin, engine, store) as bot:
        rule = standin.faults.add(route=CALLBACK, fault=fault, times=None)
        ended = landings(bot)
        await standin.slash("help", wait="sent")
        await until(lambda: len(ended) == 1, seconds=8.0)
        standin.faults.clear()
        after = await standin.slash("help")

    assert 4 <= rule.hits <= 2 * 5  # the answer, and the apology
    assert after.error is None


async def test_a08_a_route_of_the_bot_is_tried_again_when_unavailable(standin: Standin, bot: Briefbot) -> None:
    rule = standin.faults.add(route="POST /channels/*/messages", fault=ServerError(503), times=2)
    channel = standin.world.channel("analysis")
    said = await standin.say(channel, f"{standin.world.bot.mention} kwanliso")
    reply = await standin.next_message(channel, after=said)

    assert 2 == rule.hits
    assert "Political prison camps" in reply.text


@pytest.mark.slow
async def test_a08_discord_down_for_long_is_five_tries_each(engine: Engine, store: Store) -> None:
    async with Standin(limits=Limits(ack_seconds=90)) as standin, connected(standin, engine, store) as bot:
        rule = standin.faults.add(route=CALLBACK, fault=ServerError(503), times=None)
        ended = landings(bot)
        await standin.slash("help", wait="sent")
        await until(lambda: len(ended) == 1, seconds=80.0)

    assert rule.hits == 2 * 5


@pytest.mark.parametrize("when", ["before", "mid-body"])
async def test_a08_an_upload_is_sent_whole_after_a_reset(standin: Standin, bot: Briefbot, when: Any) -> None:
    whole = await standin.slash("scores", {"view": "list"}, channel=standin.world.channel("press"))
    standin.faults.add(route=CALLBACK, fault=Reset(when))
    again = await standin.slash("scores", {"view": "list"})

    sizes = [len(file.data) for file in again.message.attachments]
    assert sizes
    assert [len(file.data) for file in whole.message.attachments] == sizes


async def test_a08_a_slow_wire_is_told_once(engine: Engine, store: Store, caplog: pytest.LogCaptureFixture) -> None:
    async with Standin(limits=Limits(ack_seconds=0.4)) as standin, connected(standin, engine, store) as bot:
        standin.faults.add(route=CALLBACK, fault=Delay(0.6))
        ended = landings(bot)
        exchange = await standin.slash("help", wait="ack")
        await until(lambda: len(ended) == 1)

    assert "The application did not respond" == exchange.error
    assert 1 == caplog.text.count("had expired")
    assert "Traceback" not in caplog.text


async def test_a09_suggestions_are_few_short_and_fast_among_2000_briefs(standin: Standin, store: Store) -> None:
    large = await asyncio.to_thread(lambda: Engine(larger_library(2_000)))
    typed = ["", "a", "pri", "camp", "forced labour ab", "zzzz", "the ", "h" * 100, "누구", "x " * 50]
    async with connected(standin, large, store):
        seconds, offered = [], []
        for text in typed * 3:
            begun = time.perf_counter()
            offered.append(await standin.autocomplete("brief", "topic", text))
            seconds.append(time.perf_counter() - begun)

    assert max(map(len, offered)) == 25
    assert all(len(choice.name) <= 100 and len(str(choice.value)) <= 100 for few in offered for choice in few)
    assert share(seconds, 0.99) <= 0.3


async def test_a10_reconnecting_registers_nothing(standin: Standin, bot: Briefbot) -> None:
    def registered() -> int:
        return sum("/commands" in one.path and one.method != "GET" for one in standin.requests)

    before = registered()
    world = standin.world
    ready = {"v": 10, "user": world.bot.as_json(), "guilds": [], "session_id": "x", "resume_gateway_url": "ws://x"}
    for _ in range(250):
        standin.gateway.dispatch("READY", ready | {"application": {"id": str(world.bot.id), "flags": 0}}, None)
    after = await standin.slash("help")

    assert after.error is None
    assert before == registered()


async def test_a11_commands_keep_discords_limits() -> None:
    def walk(one: dict[str, Any]) -> list[dict[str, Any]]:
        return [one, *(inner for option in one.get("options", ()) for inner in walk(option))]

    def size(one: dict[str, Any]) -> int:
        choices = sum(len(choice["name"]) + len(str(choice["value"])) for choice in one.get("choices", ()))
        return len(one["name"]) + len(one.get("description", "")) + choices

    commands = await payloads()
    slash = [command for command in commands if command.get("type", 1) == 1]
    parts = [part for command in slash for part in walk(command)]

    assert len(slash) <= 100
    assert len(commands) - len(slash) <= 5
    assert [] == [part["name"] for part in parts if not NAME.match(part["name"])]
    assert [] == [part["name"] for part in parts if not 1 <= len(part["description"]) <= 100]
    assert all(sum(map(size, walk(command))) <= 4_000 for command in slash)


async def test_a15_a_missing_permission_is_asked_once(
    standin: Standin, bot: Briefbot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot")
    rule = standin.faults.add(route="POST /channels/*/messages", fault=Refused(50013), times=None)
    said = await standin.say(standin.world.channel("analysis"), f"{standin.world.bot.mention} kwanliso")
    await until(lambda: rule.hits > 0)
    await asyncio.sleep(0.2)

    assert 1 == rule.hits
    assert "no permission to write" in caplog.text
    assert said.content
