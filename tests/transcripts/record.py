"""
Holds a conversation and writes it down: `python -m tests.transcripts.record NAME`; see the conversations below.

`python -m tests.transcripts.record library` takes a new small library from the briefs of today. It is kept beside the
transcripts, so that no edit of a curator changes what the bot says there.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.preview import Commands, Preview, Settings
from bot.preview.acts import Click, Field_, Menu, Say, Select, Slash, Submit
from bot.preview.transcripts import Transcript, transcript_of
from bot.standin import Exchange, Limits, Message
from tests.conftest import ROOT
from tests.preview.running import DEMO
from tests.small_library import small_library

FOLDER = Path(__file__).parent
LIBRARY = FOLDER / "library"  # the small library as it was when the transcripts were recorded
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

    async def choose(self, message: Message, *values: str) -> Exchange:
        """Choose in the first select menu."""
        menu = message.selects[0]["custom_id"]
        select = Select(act="select", message=str(message.id), component=menu, values=list(values), **self.place)
        return await self._answered(await self.preview.act(select))

    async def fill_in(self, opened: Exchange, *values: Field_) -> Exchange:
        """Send the form that was opened with these values in its first fields."""
        assert opened.modal is not None
        fields = dict(zip((part["custom_id"] for part in opened.modal.inputs), values, strict=False))
        submit = Submit(act="submit", exchange=str(opened.id), values=fields, **self.place)
        return await self._answered(await self.preview.act(submit))

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


async def with_a_small_library(ana: Speaker) -> None:
    asked = await ana.use("ask", question="what does the state department recommend")
    await ana.press(asked.message, "Passages")
    cited = await ana.press(asked.message, "Cite")
    await ana.choose(cited.message, "mla")
    form = await ana.press(asked.message, "Wrong match?")
    await ana.fill_in(form, "other-topic", "I meant the tier ranking")
    await ana.use("ask", question="who won the world cup")
    await ana.use("brief", topic="tip-recommendations")
    await ana.use("cite", text="cease garnishing wages", style="chicago")
    await ana.use("check", claim="the report recommends to stop garnishing wages")
    await ana.use("sources")
    await ana.use("topics")
    await ana.use("tray add", key="tip-2024:2")
    await ana.use("tray show")
    await ana.menu("Check claim", "Tier 2")
    await ana.menu("Find sources", "90 percent")
    await ana.say("what should be done about wages?")


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is said, and to which bot; `small` gives it the library that is kept here."""

    commands: Commands
    hold: Callable[[Speaker], Awaitable[None]]
    small: bool = False


CONVERSATIONS = {
    "demo": Conversation(DEMO, with_the_demo),
    "briefbot": Conversation(Commands.of_briefbot(), with_briefbot),
    "small-library": Conversation(Commands.of_briefbot(), with_a_small_library, small=True),
}
SAVED_SESSION = CONVERSATIONS["briefbot"]  # what people save from the page is about Briefbot and its own library


@contextmanager
def settings_of(name: str) -> Iterator[Settings]:
    """What to start for the transcript of this name."""
    conversation = CONVERSATIONS.get(name, SAVED_SESSION)
    with tempfile.TemporaryDirectory() as folder:
        environment = {"BRIEFBOT_LIBRARY__PATH": str(kept_library(Path(folder)))} if conversation.small else {}
        yield Settings(commands=conversation.commands, limits=PATIENT, environment=tuple(environment.items()))


def kept_library(folder: Path) -> Path:
    """The kept briefs with the texts that they quote, which nobody edits, in `folder`; the folder of the briefs."""
    briefs = Path(shutil.copytree(LIBRARY, folder / "briefs"))
    (folder / "seeds").mkdir()
    for record in yaml.safe_load((briefs / "sources.yaml").read_text("utf-8")):
        shutil.copy(ROOT / "seeds" / record["file"], folder / "seeds")
    return briefs


def keep_library() -> None:
    """Take the small library from the briefs of today."""
    shutil.rmtree(LIBRARY, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(small_library(Path(folder)), LIBRARY)


async def record(name: str) -> Transcript:
    """Start the bot, hold the conversation, and return what was done and sent."""
    with settings_of(name) as settings:
        async with Preview(settings) as preview:
            await preview.answering()
            await CONVERSATIONS[name].hold(Speaker(preview))
            return transcript_of(preview.standin, preview.done)


def main(name: str) -> None:
    """Write down one conversation, or keep the library anew."""
    if name == "library":
        keep_library()
    else:
        (FOLDER / f"{name}.json").write_bytes(asyncio.run(record(name)).to_json())


if __name__ == "__main__":
    main(sys.argv[1])
