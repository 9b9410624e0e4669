"""The team server that the preview shows: its channels, its people, and a discussion full of claims to work on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

from bot.standin import Channel, Guild, Message, Standin, User, World
from bot.standin.world import DIRECT, MANAGE_GUILD

# Fixed ids, so that a transcript of one session can be compared with another.
_FIRST_ID: Final = 1_100_000_000_000_000_000
APP_NAME: Final = "Briefbot"
MANAGER: Final = "Dana"
TOPICS: Final = {
    "analysis": "What do the reports really say? Right-click a message, or press it for long, to check it.",
    "press": "Drafts and questions from the press desk.",
}
ROLES: Final = {
    "Dana": "team lead, manages the server",
    "Ana": "analyst",
    "Ben": "researcher",
    "Chi": "press desk",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One message of the discussion, so many minutes before the preview was started."""

    channel: str
    person: str
    minutes_ago: int
    text: str


# Some of these are right, some are wrong, and some are in none of the sources.
DISCUSSION: Final = (
    Line("analysis", "Dana", 58, "The panel is on Thursday. Please bring figures that we can defend, with the page."),
    Line("analysis", "Ben", 54, "150,000 to 200,000 people are held in prison camps. That is from my old notes."),
    Line("analysis", "Ana", 51, "The government keeps up to 90 percent of what workers abroad earn."),
    Line("analysis", "Chi", 47, "North Korea is on **Tier 2** of the trafficking report. So I was told, anyway."),
    Line("analysis", "Ben", 44, "Its hackers have stolen hundreds of millions of dollars in cryptocurrency."),
    Line("analysis", "Ana", 39, "Meth is treated like an energy drink there, according to the index."),
    Line("analysis", "Dana", 33, "80,000 North Koreans work in Dandong. I have also seen 2,000: which one do we take?"),
    Line("press", "Chi", 42, "A reporter asks whether 300,000 North Korean soldiers work on building sites in Africa."),
    Line("press", "Dana", 40, "Nothing goes out without a source and a year, please."),
    Line(
        "press",
        "Chi",
        36,
        "Draft: *Most countries sent North Korean workers home by the end of 2019; China and Russia did not.*",
    ),
    Line("press", "Ben", 30, "All North Korean women in China are there of their own free will, the caller said."),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A question of the first screen; `option` is the one that the text fills."""

    label: str
    command: str
    option: str
    text: str


EXAMPLES: Final = (
    Example("How many people are in prison camps?", "ask", "question", "how many people are in prison camps"),
    Example("How much of their wages do workers abroad keep?", "ask", "question", "wages of workers abroad"),
    Example("What is the score for human trafficking?", "scores", "indicator", "human trafficking"),
)


def make_world() -> World:
    """The world of the preview; every id in it is the same in each session."""
    ids = iter(range(_FIRST_ID, _FIRST_ID + 100))
    world = World(APP_NAME)
    world.application_id = next(ids)
    world.bot = User(APP_NAME.lower(), APP_NAME, id=world.application_id, bot=True)
    people = [User(name.lower(), name, id=next(ids)) for name in ROLES]
    world.people = {person.id: person for person in people}
    guild = Guild("Evidence desk", id=next(ids), owner_id=world.person(MANAGER).id)
    world.guilds[guild.id] = guild
    for person in (*people, world.bot):
        guild.add_member(person)
    for name in TOPICS:
        channel = Channel(name, id=next(ids), guild_id=guild.id)
        guild.channels[channel.id] = channel
    managers = guild.add_role("Managers", MANAGE_GUILD)
    for person in people:
        world.direct[person.id] = Channel(person.username, id=next(ids), kind=DIRECT, recipient=person)
    del guild.roles[managers.id]
    managers.id = next(ids)
    guild.roles[managers.id] = managers
    return world


def start_discussion(standin: Standin, now: datetime.datetime) -> None:
    """Put the discussion into its channels, the latest line shortly before `now` (an aware time)."""
    for line in DISCUSSION:
        channel, author = standin.world.channel(line.channel), standin.world.person(line.person)
        created = now - datetime.timedelta(minutes=line.minutes_ago)
        message = Message(channel, author, content=line.text, created=created)
        standin.state.messages[message.id] = message


def may_manage(world: World, person: User, *, allowed: bool) -> None:
    """Give a person the role that manages the server, or take it away."""
    member = world.guild.members[person.id]
    role = next(role.id for role in world.guild.roles.values() if role.name == "Managers")
    member.roles = [one for one in member.roles if one != role] + ([role] if allowed else [])
