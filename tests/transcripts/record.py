"""Does a conversation and writes it down: `python -m tests.transcripts.record NAME`; see the conversations below."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bot.preview import Commands, Preview, Settings
from bot.preview.acts import Click, Menu, Say, Slash
from bot.preview.transcripts import Transcript, transcript_of
from bot.standin import Exchange, Limits, Message
from tests.preview.running import DEMO

FOLDER = Path(__file__).parent
PATIENT = Limits(ack_seconds=15.0)  # a busy machine must not change what is said


class Speaker:
    """Ana in #analysis."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        world = preview.standin.world
        self.place: dict[str, Any] = {
            "person": str(world.person("Ana").id),
            "channel": str(world.channel("analysis").id),
        }

    async def use(self, name: str, **options: Any) -> Exchange:
        """Use a command and wait until something is shown."""
        return await self._answered(
            await self.preview.act(Slash(act="slash", name=name, options=options, **self.place))
        )

    async def press(self, message: Message, label: str) -> Exchange:
        """Press the button with this label."""
        button = message.find(label)
        assert button is not None, f"{message.labels} has no {label}"
        click = Click(act="click", message=str(message.id), component=button["custom_id"], **self.place)
        return await self._answered(await self.preview.act(click))

    async def menu(self, name: str, words: str) -> Exchange:
        """Use the message menu on the message that has these words."""
        message = next(one for one in self.preview.standin.state.messages if words in one.content)
        return await self._answered(
            await self.preview.act(Menu(act="menu", name=name, message=str(message.id), **self.place))
        )

    async def say(self, text: str) -> None:
        """Say something to the bot and wait for its reply."""
        mention = self.preview.standin.world.bot.mention
        await self.preview.act(Say(act="say", text=f"{mention} {text}", **self.place))
        await self.preview.standin.until(lambda: self.preview.done[-1].posted, 20.0)

    async def _answered(self, outcome: object) -> Exchange:
        assert isinstance(outcome, Exchange)
        async with asyncio.timeout(20.0):
            await outcome.answered.wait()
        return outcome


async def with_the_demo(ana: Speaker) -> None:
    await ana.use("echo", text="**hello** <@1100000000000000000>")
    await ana.use("think")
    await ana.menu("Check claim", "Tier 2")
    await ana.say("hello")
    await ana.use("tray add", key="tip-2024:12")


async def with_briefbot(ana: Speaker) -> None:
    asked = await ana.use("ask", question="how many people are in prison camps")
    await ana.press(asked.message, "Passages")
    await ana.press(asked.message, "Cite")
    await ana.use("brief", topic="overseas-wages")
    await ana.use("scores", indicator="human trafficking")
    await ana.use("sources")
    await ana.use("help")
    await ana.menu("Check claim", "Tier 2")
    await ana.menu("Find sources", "90 percent")


Conversation = Callable[[Speaker], Awaitable[None]]
CONVERSATIONS: dict[str, tuple[Commands, Conversation]] = {
    "demo": (DEMO, with_the_demo),
    "briefbot": (Commands.of_briefbot(), with_briefbot),
}


def commands_of(name: str) -> Commands:
    """The bot that a transcript of this name is about: saved sessions are about Briefbot."""
    return CONVERSATIONS["demo"][0] if name.startswith("demo") else Commands.of_briefbot()


async def record(name: str) -> Transcript:
    """Start the bot, hold the conversation, and return what was done and sent."""
    commands, conversation = CONVERSATIONS[name]
    async with Preview(Settings(commands=commands, limits=PATIENT)) as preview:
        await preview.answering()
        await conversation(Speaker(preview))
        return transcript_of(preview.standin, preview.done)


if __name__ == "__main__":
    (FOLDER / f"{sys.argv[1]}.json").write_bytes(asyncio.run(record(sys.argv[1])).to_json())
