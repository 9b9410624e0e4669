"""The real bot on the stand-in: any option, message, custom_id and form ends in a valid answer without a traceback."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.actions import BUTTON_PATTERN, CUSTOM_ID_LIMIT
from bot.discord_app.doing import _ACTS
from bot.discord_app.registering import payloads
from bot.standin import Exchange, Judge, Limits, Standin, Tally
from bot.store import open_store
from tests.discord_app.conftest import connected
from tests.fuzz.strategies import pieces, texts
from tests.shared_library import the_engine, the_library

SUBCOMMANDS = (1, 2)
STRING, BOOLEAN = 3, 5
VERBS = sorted(
    [*_ACTS, "brief", "answer", "passages", "related", "cite", "citekey", "score", "sheet", "source", "open"]
)


class Chat:
    """A stand-in with the bot, driven from ordinary test functions."""

    def __init__(self, folder: Path) -> None:
        self.runner = asyncio.Runner()
        self.tally = Tally()
        self.commands: list[dict[str, Any]] = []
        self._stack = AsyncExitStack()
        self._folder = folder

    def run(self, work: Coroutine[Any, Any, Exchange]) -> Exchange:
        return self.runner.run(work)

    async def begin(self) -> None:
        judge = Judge(tally=self.tally)
        self.standin = await self._stack.enter_async_context(Standin(judge=judge, limits=Limits(ack_seconds=6)))
        self.store = await open_store(f"sqlite:///{self._folder / 'fuzz.db'}")
        self._stack.push_async_callback(self.store.close)
        self.bot = await self._stack.enter_async_context(connected(self.standin, the_engine(), self.store))
        self.commands = [one for one in await payloads() if one.get("type", 1) == 1]

    async def end(self) -> None:
        await self._stack.aclose()


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    chat = Chat(tmp_path_factory.mktemp("fuzz"))
    chat.runner.run(chat.begin())
    yield chat
    chat.runner.run(chat.end())
    chat.runner.close()
    assert not chat.tally.violations, list(chat.tally.violations)


class Faults(logging.Handler):
    """Collects what the bot logs as its own fault."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(logging.Formatter().format(record))


@pytest.fixture(scope="module")
def faults() -> Iterator[Faults]:
    handler = Faults()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


def leaves(name: str, options: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The commands that can be used, with their options."""
    inner = [one for one in options if one["type"] in SUBCOMMANDS]
    if not inner:
        return [(name, options)]
    return [leaf for one in inner for leaf in leaves(f"{name} {one['name']}", one.get("options", []))]


def value_of(data: st.DataObject, option: dict[str, Any]) -> Any:
    if option["type"] == STRING:
        if option.get("choices"):
            return data.draw(st.sampled_from([choice["value"] for choice in option["choices"]]))
        return data.draw(texts(option.get("max_length", 300)))
    return data.draw(st.booleans())


@given(data=st.data())
def test_any_option_of_any_command_is_answered(chat: Chat, faults: Faults, data: st.DataObject) -> None:
    name, options = data.draw(st.sampled_from([one for c in chat.commands for one in leaves(c["name"], c["options"])]))
    given_ = {
        option["name"]: value_of(data, option)
        for option in options
        if option["type"] in (STRING, BOOLEAN) and (option.get("required") or data.draw(st.booleans()))
    }
    user = data.draw(st.sampled_from(list(chat.standin.world.people.values())))
    exchange = chat.run(chat.standin.slash(name, given_, user=user, forced=True))

    assert exchange.error is None
    assert exchange.text or exchange.modal
    assert faults.seen == []


@given(text=texts(100))
def test_any_typing_gets_suggestions(chat: Chat, faults: Faults, text: str) -> None:
    offered = chat.runner.run(chat.standin.autocomplete("brief", "topic", text))

    assert len(offered) <= 25
    assert faults.seen == []


@given(text=texts(2_000), menu=st.sampled_from(["Find sources", "Check claim"]))
def test_any_message_can_be_looked_up(chat: Chat, faults: Faults, text: str, menu: str) -> None:
    async def look() -> Exchange:
        said = await chat.standin.say(chat.standin.world.channel("press"), text)
        return await chat.standin.message_menu(menu, said)

    exchange = chat.run(look())

    assert exchange.error is None
    assert exchange.ephemeral
    assert faults.seen == []


ids = st.one_of(
    st.sampled_from([*the_library().briefs, *the_library().sources, *the_library().sheets]),
    st.sampled_from(
        ["1", "-1", "0", "99999999999999999999", "q1", "q1,q2", "tip-2024:3", "row:oci-2023:heroin-trade", "mla"]
    ),
    pieces,
)
forged = st.builds(
    lambda mark, verb, args, tag: f"{mark}|{'|'.join([verb, *args])}{tag}"[:CUSTOM_ID_LIMIT],
    st.sampled_from(["b1"]),
    st.one_of(st.sampled_from(VERBS), pieces),
    st.lists(ids, max_size=4),
    st.sampled_from(["", "~abcd", "~"]),
).map(lambda text: text.encode("utf-8", "ignore").decode())
ours = forged.filter(lambda written: re.fullmatch(BUTTON_PATTERN, written) is not None)


@given(written=ours)
def test_any_custom_id_is_answered(chat: Chat, written: str) -> None:
    async def press() -> Exchange:
        card = await chat.standin.slash("help")
        button = {"type": 2, "id": 3, "style": 2, "label": "x", "custom_id": written}
        card.message.components = [{"type": 1, "id": 2, "components": [button]}]
        return await chat.standin.click(card.message, written, wait="ack")

    exchange = chat.run(press())

    assert exchange.error is None  # Discord lets nobody forge one; if it did, an apology would be good enough
    assert "Traceback" not in exchange.text
