"""The gateway: who is let in, what a resume brings back, and the ways in which a connection breaks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import pytest

from bot.standin import Limits, Standin
from tests.standin.small_bot import SmallBot, running


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with Standin(limits=Limits(heartbeat_seconds=0.1)) as standin:
        yield standin


class Socket:
    """A gateway connection by hand."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def send(self, code: int, data: Any = None) -> None:
        await self.socket.send_json({"op": code, "d": data})

    async def identify(self, token: str, intents: int = 1, **more: Any) -> None:
        await self.send(2, {"token": token, "intents": intents, "properties": {}} | more)

    async def next(self) -> Any:
        return await self.socket.receive_json(timeout=2)

    async def closed_with(self) -> int | None:
        while (await self.socket.receive(timeout=2)).type not in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED):
            pass
        return self.socket.close_code


@asynccontextmanager
async def connected(standin: Standin) -> AsyncIterator[Socket]:
    async with aiohttp.ClientSession() as session, session.ws_connect(standin.gateway_url) as socket:
        assert (await socket.receive_json())["op"] == 10
        yield Socket(socket)


@pytest.mark.parametrize(
    ("token", "intents", "more", "code"),
    [
        ("wrong", 1, {}, 4004),
        ("", 1 << 40, {}, 4013),
        ("", 1 << 15, {}, 4014),
        ("", 1, {"shard": [2, 2]}, 4010),
    ],
    ids=["token", "unknown-intent", "privileged-intent", "shard"],
)
async def test_who_may_not_enter_is_closed_out(
    standin: Standin, token: str, intents: int, more: Any, code: int
) -> None:
    async with connected(standin) as socket:
        await socket.identify(token or standin.token, intents, **more)

        assert code == await socket.closed_with()


async def test_speaking_before_identifying_is_closed_out(standin: Standin) -> None:
    async with connected(standin) as socket:
        await socket.send(3, {})

        assert 4003 == await socket.closed_with()


async def test_identifying_twice_is_closed_out(standin: Standin) -> None:
    async with connected(standin) as socket:
        await socket.identify(standin.token)
        await socket.identify(standin.token)

        assert 4005 == await socket.closed_with()


async def test_an_unknown_opcode_is_closed_out(standin: Standin) -> None:
    async with connected(standin) as socket:
        await socket.identify(standin.token)
        await socket.send(77)

        assert 4001 == await socket.closed_with()


async def test_what_is_no_json_is_closed_out(standin: Standin) -> None:
    async with connected(standin) as socket:
        await socket.socket.send_str("hello")

        assert 4002 == await socket.closed_with()


async def test_too_many_messages_are_closed_out(standin: Standin) -> None:
    async with connected(standin) as socket:
        for _ in range(121):
            await socket.send(1)

        assert 4008 == await socket.closed_with()


async def test_heartbeats_are_acknowledged_until_they_are_not(standin: Standin) -> None:
    async with connected(standin) as socket:
        await socket.send(1)
        answered = await socket.next()
        standin.gateway.acks = False
        await socket.send(1)
        await socket.identify(standin.token)
        after = await socket.next()

    assert (11, "READY") == (answered["op"], after["t"])


async def test_events_follow_the_intents(standin: Standin) -> None:
    async with connected(standin) as socket:
        await socket.identify(standin.token, intents=1)
        names = [(await socket.next())["t"], (await socket.next())["t"]]
        await standin.say(standin.world.channel("press"), "not for you")
        standin.state.dispatch("INTERACTION_CREATE", {}, standin.world.guild.id)
        names.append((await socket.next())["t"])

    assert ["READY", "GUILD_CREATE", "INTERACTION_CREATE"] == names


async def test_text_is_hidden_without_the_message_content_intent(standin: Standin) -> None:
    bot, channel = standin.world.bot, standin.world.channel("press")
    async with connected(standin) as socket:
        await socket.identify(standin.token, intents=1 << 9 | 1 << 12)
        await socket.next()
        await standin.say(channel, "between us")
        await standin.say(channel, f"{bot.mention} for you")
        await standin.say(standin.world.direct_channel(standin.world.person("Ana")), "directly")
        texts = [(await socket.next())["d"]["content"] for _ in range(3)]

    assert ["", f"{bot.mention} for you", "directly"] == texts


async def test_shards_wait_for_each_other(standin: Standin) -> None:
    async with connected(standin) as first, connected(standin) as second, connected(standin) as third:
        await first.identify(standin.token, shard=[0, 32])
        await second.identify(standin.token, shard=[16, 32])
        await third.identify(standin.token, shard=[1, 32])
        answers = [await socket.next() for socket in (first, second, third)]

    assert [0, 9, 0] == [answer["op"] for answer in answers]


class EagerShards(discord.AutoShardedClient):
    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Does not wait 5 s before the second shard: the stand-in's concurrency allows it."""


async def test_each_shard_gets_its_own_servers(standin: Standin) -> None:
    for number in range(7):
        standin.world.add_guild(f"Server {number}", owner=standin.world.person("Dana")).add_channel("talk")
    client = EagerShards(intents=discord.Intents(guilds=True), shard_count=2, guild_ready_timeout=0.05)
    async with running(standin, client):
        shards = {guild.id: guild.shard_id for guild in client.guilds}

    assert shards == {guild: (guild >> 22) % 2 for guild in standin.world.guilds}


async def test_a_resume_brings_back_what_was_missed(standin: Standin) -> None:
    async with running(standin) as client:
        assert isinstance(client, SmallBot)
        standin.gateway.silent = True
        exchange = await standin.slash("echo", {"text": "missed"}, wait="sent")
        standin.gateway.silent = False
        await standin.gateway.reconnect()
        await client.resumed.wait()
        await exchange.answered.wait()

    assert "missed" == exchange.text
    assert (1, 1) == (len(standin.gateway.identifies), len(standin.gateway.resumes))


@pytest.mark.parametrize("fault", ["drop", "close"])
async def test_a_lost_connection_is_resumed(standin: Standin, fault: str) -> None:
    async with running(standin) as client:
        assert isinstance(client, SmallBot)
        if fault == "drop":
            standin.gateway.drop()
        else:
            await standin.gateway.close(4000)
        await asyncio.wait_for(client.resumed.wait(), 5)
        exchange = await standin.slash("echo", {"text": "back"})

    assert "back" == exchange.text


async def test_a_silent_gateway_is_noticed_by_the_client(standin: Standin) -> None:
    client = SmallBot(heartbeat_timeout=0.5)
    async with running(standin, client):
        standin.gateway.silent = True
        await standin.until(lambda: not standin.gateway.is_connected)
        standin.gateway.silent = False
        await asyncio.wait_for(client.resumed.wait(), 5)

    assert 1 == len(standin.gateway.resumes)


async def test_an_invalid_session_is_identified_anew(standin: Standin) -> None:
    async with connected(standin) as socket:
        await socket.identify(standin.token)
        session = (await socket.next())["d"]["session_id"]
        await socket.next()
        await standin.gateway.invalidate()
        told = await socket.next()
    async with connected(standin) as socket:
        await socket.send(6, {"token": standin.token, "session_id": session, "seq": 1})
        answer = await socket.next()

    assert {"op": 9, "d": False} == told
    assert {"op": 9, "d": False} == answer


async def test_a_resume_can_be_refused(standin: Standin) -> None:
    async with connected(standin) as socket:
        await socket.identify(standin.token)
        session = (await socket.next())["d"]["session_id"]
        standin.gateway.drop()
    standin.gateway.resumable = False
    async with connected(standin) as socket:
        await socket.send(6, {"token": standin.token, "session_id": session, "seq": 1})
        refused = await socket.next()
        standin.gateway.resumable = True
        await socket.send(6, {"token": standin.token, "session_id": session, "seq": 1})
        names = [(await socket.next())["t"] for _ in range(2)]

    assert 9 == refused["op"]
    assert ["GUILD_CREATE", "RESUMED"] == names


async def test_a_second_hello_can_be_sent(standin: Standin) -> None:
    async with connected(standin) as socket:
        await socket.identify(standin.token, intents=0)
        await socket.next()
        await standin.gateway.hello()
        second = await socket.next()

    assert {"op": 10, "d": {"heartbeat_interval": 100}} == second


async def test_new_connections_can_be_refused(standin: Standin) -> None:
    standin.gateway.refuse = 4000
    async with aiohttp.ClientSession() as session, session.ws_connect(standin.gateway_url) as socket:
        await socket.receive()

        assert 4000 == socket.close_code


async def test_disallowed_intents_reach_the_client_as_such(standin: Standin) -> None:
    client = discord.Client(intents=discord.Intents(message_content=True))
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(standin, client):
            pass


async def test_two_processes_with_one_token_both_hear_of_an_interaction(standin: Standin) -> None:
    async with connected(standin) as first, connected(standin) as second:
        for socket in (first, second):
            await socket.identify(standin.token, intents=0)
            await socket.next()
        standin.state.dispatch("INTERACTION_CREATE", {"id": "1"}, standin.world.guild.id)
        heard = [(await socket.next())["d"] for socket in (first, second)]

    assert [{"id": "1"}, {"id": "1"}] == heard
