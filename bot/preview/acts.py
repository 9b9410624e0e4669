"""What a person does in the page, as it arrives and as transcripts keep it, and how it is done in the stand-in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, TypeAdapter

from bot.standin import Channel, Choice, Exchange, Message, Standin, StandinError, Upload, User
from bot.standin.commands import CHAT_INPUT, GROUP, SUBCOMMAND
from bot.standin.forms import Given
from bot.standin.interaction import CHANNEL, USER, OptionValue

Id = Annotated[str, Field(pattern=r"^[0-9]{1,20}$")]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Scalar = Annotated[str, Field(max_length=6_000)] | bool | int | float


class File(BaseModel):
    """A file given to a form; its content is base64 in JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[^/\\\x00-\x1f]{1,200}$")]
    type: Annotated[str, Field(max_length=200)] = "application/octet-stream"
    data: Base64Bytes

    def upload(self) -> Upload:
        """The file as the stand-in takes it."""
        return Upload(self.name, self.type, self.data)


Field_ = Annotated[str, Field(max_length=4_000)] | list[Name] | list[File] | bool


class _Act(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    person: Id
    channel: Id


class Slash(_Act):
    """A slash command; a user or channel is given by its id."""

    act: Literal["slash"]
    name: Name
    options: dict[str, Scalar] = {}


class Menu(_Act):
    """An entry of the apps menu of a message."""

    act: Literal["menu"]
    name: Name
    message: Id


class Click(_Act):
    """A button, by its custom_id."""

    act: Literal["click"]
    message: Id
    component: Name


class Select(_Act):
    """Values chosen in a select menu."""

    act: Literal["select"]
    message: Id
    component: Name
    values: list[Name]


class Submit(_Act):
    """A form, sent; `exchange` is the one that opened it."""

    act: Literal["submit"]
    exchange: Id
    values: dict[str, Field_] = {}


class Say(_Act):
    """A message."""

    act: Literal["say"]
    text: Annotated[str, Field(min_length=1, max_length=4_000)]
    reply_to: Id | None = None


class Complete(_Act):
    """Typing into an option that has autocomplete; not kept in transcripts."""

    act: Literal["complete"]
    name: Name
    option: Name
    text: Annotated[str, Field(max_length=6_000)]
    options: dict[str, Scalar] = {}


Act = Annotated[Slash | Menu | Click | Select | Submit | Say | Complete, Field(discriminator="act")]
ACT: TypeAdapter[Act] = TypeAdapter(Act)
Outcome = Exchange | Message | tuple[Choice, ...]


@dataclass(slots=True, eq=False)
class Done:
    """An act, what came of it (None while it is under way), and what the bot then posted of its own accord."""

    act: Act
    outcome: Outcome | None = None
    posted: list[Message] = field(default_factory=list)


async def perform(standin: Standin, act: Act) -> Outcome:
    """
    Do it, and return when the bot has acknowledged it: the exchange, the message said, or the choices.

    Raises:
        StandinError: Discord's client would not let the person do it; the text says why.
    """
    user, channel = _person(standin, act.person), _channel(standin, act.channel)
    match act:
        case Slash(name=name, options=options):
            values = _values(standin, channel, name, options)
            return await standin.slash(name, values, user=user, channel=channel, wait="ack")
        case Complete(name=name, option=option, text=text, options=options):
            values = _values(standin, channel, name, options)
            return await standin.autocomplete(name, option, text, values, user=user, channel=channel)
        case Menu(name=name, message=message):
            return await standin.message_menu(name, _message(standin, message), user=user, channel=channel, wait="ack")
        case Click(message=message, component=component):
            return await standin.click(_message(standin, message), component, user=user, wait="ack")
        case Select(message=message, component=component, values=chosen):
            return await standin.select(_message(standin, message), component, chosen, user=user, wait="ack")
        case Submit(exchange=number, values=fields):
            given = {name: _given(value) for name, value in fields.items()}
            return await standin.submit_modal(find_exchange(standin, number), given, wait="ack")
        case Say(text=text, reply_to=reply_to):
            answered = _message(standin, reply_to) if reply_to else None
            return await standin.say(channel, text, user=user, reply_to=answered)


def find_exchange(standin: Standin, number: str) -> Exchange:
    """The exchange with this id."""
    found = next((one for one in reversed(standin.exchanges) if str(one.id) == number), None)
    if found is None:
        raise StandinError("This interaction is no longer remembered.")
    return found


def _given(value: Field_) -> Given:
    return [one.upload() if isinstance(one, File) else one for one in value] if isinstance(value, list) else value


def _person(standin: Standin, number: str) -> User:
    person = standin.world.people.get(int(number))
    if person is None:
        raise StandinError("There is no such person.")
    return person


def _channel(standin: Standin, number: str) -> Channel:
    channel = standin.world.find_channel(int(number))
    if channel is None:
        raise StandinError("There is no such channel.")
    return channel


def _message(standin: Standin, number: str) -> Message:
    message = standin.state.messages.get(int(number))
    if message is None or message.deleted:
        raise StandinError("The message was deleted.")
    return message


def _values(standin: Standin, channel: Channel, name: str, options: dict[str, Scalar]) -> dict[str, OptionValue]:
    kinds = _kinds(standin, channel, name)
    values: dict[str, OptionValue] = {}
    for key, value in options.items():
        match kinds.get(key):
            case kind if kind == USER:
                values[key] = _person(standin, str(value))
            case kind if kind == CHANNEL:
                values[key] = _channel(standin, str(value))
            case _:
                values[key] = value
    return values


def _kinds(standin: Standin, channel: Channel, name: str) -> dict[str, int]:
    first, *path = name.split()
    node = standin.state.commands.find(first, CHAT_INPUT, channel.guild_id) or {}
    for word in path:
        inner = (option for option in node.get("options") or () if option["type"] in (SUBCOMMAND, GROUP))
        node = next((option for option in inner if option["name"] == word), {})
    return {option["name"]: option["type"] for option in node.get("options") or ()}
