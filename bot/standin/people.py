"""What people do with a bot: commands, autocomplete, buttons, menus, forms, messages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypedDict, TypeVar, Unpack

from bot.standin import posts
from bot.standin.commands import CHAT_INPUT, MESSAGE_MENU, Command
from bot.standin.events import Event
from bot.standin.exchange import NO_ANSWER, Choice, Exchange, Kind, StandinError
from bot.standin.forms import Values, modal_data, usable_component
from bot.standin.interaction import (
    IN_GUILD,
    PRIVATE,
    WITH_BOT,
    OptionValue,
    Place,
    autocomplete_tree,
    command_data,
    new_exchange,
    option_tree,
    why_not_offered,
)
from bot.standin.message import Message
from bot.standin.resolving import RESOLVED_SELECTS, resolve_chosen, resolve_form
from bot.standin.state import State
from bot.standin.transport import Transport
from bot.standin.world import DIRECT, Channel, Guild, User

T = TypeVar("T")
Wait = Literal["answer", "ack", "sent"]


class How(TypedDict, total=False):
    """Who acts, where and how; see the module docstring of the package."""

    user: User
    channel: Channel
    guild: Guild | None
    install: Literal["guild", "user"]
    context: int
    labels: bool
    forced: bool
    wait: Wait
    timeout: float


class People:
    """Drives the bot as people with Discord's client do. Refuses what the client would not let them do."""

    state: State
    transport: Transport

    async def slash(self, name: str, options: Mapping[str, OptionValue] | None = None, **how: Unpack[How]) -> Exchange:
        """Use a slash command, subcommands after a space; returns when the answer is there (see `wait`)."""
        place = self._place(how)
        command, path = self._command(name.split(), place, forced=how.get("forced", False))
        tree, resolved = option_tree(command, path, options or {}, place, labels=how.get("labels", False))
        data = command_data(command, tree, resolved)
        return await self._use(new_exchange(self.state, Kind.COMMAND, name, place, data), how)

    async def autocomplete(
        self,
        name: str,
        option: str,
        text: str = "",
        options: Mapping[str, OptionValue] | None = None,
        **how: Unpack[How],
    ) -> tuple[Choice, ...]:
        """Type `text` into an option; the choices that the bot offers. `options` were filled in before."""
        place = self._place(how)
        command, path = self._command(name.split(), place, forced=how.get("forced", False))
        data = command_data(command, autocomplete_tree(command, path, place, options or {}, (option, text)), {})
        exchange = new_exchange(self.state, Kind.AUTOCOMPLETE, name, place, data)
        await self._use(exchange, how)
        if exchange.error is not None:
            raise StandinError(f"/{name} {option}: {exchange.error}")
        return exchange.choices

    async def message_menu(self, name: str, message: Message, **how: Unpack[How]) -> Exchange:
        """Choose an entry of the apps menu of a message."""
        place = self._place(how, message)
        command = self.state.commands.find(name, MESSAGE_MENU, place.guild.id if place.guild else None)
        if command is None:
            raise StandinError(f"No message menu entry is called {name!r}.")
        self._check_offered(command, place, forced=how.get("forced", False))
        data = command_data(command, [], {"messages": {str(message.id): message.as_json()}})
        exchange = new_exchange(self.state, Kind.COMMAND, name, place, data | {"target_id": str(message.id)})
        return await self._use(exchange, how)

    async def click(self, message: Message, button: str, **how: Unpack[How]) -> Exchange:
        """Press the button with this custom_id or label."""
        return await self._component(message, button, None, how)

    async def select(self, message: Message, menu: str, values: Sequence[str], **how: Unpack[How]) -> Exchange:
        """Choose values in the select menu with this custom_id."""
        return await self._component(message, menu, list(values), how)

    async def submit_modal(self, exchange: Exchange, values: Values, **how: Unpack[How]) -> Exchange:
        """Send the form that `exchange` opened; values by custom_id (files: a list of `Upload`), the rest as it was."""
        if exchange.modal is None:
            raise StandinError(f"“{exchange.name}” opened no form.")
        given: How = {"user": exchange.user, "channel": exchange.channel, **how}
        place = self._place(given, exchange.source, exchange)
        modal = exchange.modal
        known, resolved = resolve_form(self.state, place, modal.inputs, values)
        data = modal_data(modal, known) | ({"resolved": resolved} if resolved else {})
        submitted = new_exchange(self.state, Kind.MODAL, modal.custom_id, place, data)
        submitted.source = exchange.source
        if exchange.source is not None:
            submitted.request["message"] = exchange.source.as_json()
        return await self._use(submitted, given)

    async def say(
        self, channel: Channel, text: str, *, user: User | None = None, reply_to: Message | None = None
    ) -> Message:
        """Write a message; `<@id>` mentions. The bot sees its text only where it is mentioned, or directly."""
        author = user or channel.recipient or self._default_user()
        message = Message(channel, author, content=text, replies_to=reply_to)
        world = self.state.world
        known = [world.bot, *world.people.values()]
        message.mentions = [person for person in known if f"<@{person.id}>" in text or f"<@!{person.id}>" in text]
        if reply_to is not None:
            message.reference = {"type": 0, "message_id": str(reply_to.id), "channel_id": str(channel.id)}
            if reply_to.author not in message.mentions:
                message.mentions.append(reply_to.author)
        posts.post(self.state, message)
        return message

    async def until(self, happened: Callable[[], T], timeout: float = 5.0) -> T:  # noqa: ASYNC109 - as above
        """Wait until `happened` is true, looking after each event, and return it; `timeout` in seconds."""
        async with self.state.events.subscribe() as queue:
            try:
                async with asyncio.timeout(timeout):
                    while not (outcome := happened()):
                        await queue.get()
                    return outcome
            except TimeoutError:
                raise StandinError(f"It did not happen within {timeout:g} s.") from None

    async def next_message(
        self,
        channel: Channel,
        *,
        after: Message,
        timeout: float = 5.0,  # noqa: ASYNC109 - part of the driving API
    ) -> Message:
        """The first message that the bot posts in the channel after this one, waiting up to `timeout` seconds."""
        bot, messages = self.state.world.bot, self.state.messages

        def posted() -> Message | None:
            ours = (message for message in messages if message.channel is channel and message.author is bot)
            return next((message for message in ours if message.id > after.id and not message.loading), None)

        try:
            message = await self.until(posted, timeout)
        except StandinError:
            message = None
        if message is None:
            raise StandinError(f"The bot posted nothing in #{channel.name} within {timeout:g} s.")
        return message

    def offered(self, **how: Unpack[How]) -> list[Command]:
        """The commands of every kind that the client offers a person in a place, the server's own first."""
        place = self._place(how)
        commands = self.state.commands.offered(place.guild.id if place.guild else None)
        return [command for command in commands if why_not_offered(command, place) is None]

    def visible(self, channel: Channel, user: User) -> list[Message]:
        """The messages that a person sees in a channel, oldest first."""
        here = [message for message in self.state.messages if message.channel is channel and not message.deleted]
        return [message for message in here if not message.ephemeral or message.seen_by is user]

    async def _component(self, message: Message, name: str, values: list[str] | None, how: How) -> Exchange:
        place = self._place(how, message)
        component = usable_component(message, name, values, place.user)
        data: dict[str, Any] = {
            "custom_id": component["custom_id"],
            "component_type": component["type"],
            "id": component["id"],
        }
        if values is not None:
            data["values"] = values
            if component["type"] in RESOLVED_SELECTS:
                data["resolved"] = dict[str, Any]()
                resolve_chosen(self.state, place, component["type"], values, data["resolved"])
        exchange = new_exchange(self.state, Kind.COMPONENT, component["custom_id"], place, data)
        exchange.source = message
        exchange.request["message"] = message.as_json()
        return await self._use(exchange, how)

    async def _use(self, exchange: Exchange, how: How) -> Exchange:
        self.state.exchanges[exchange.token] = exchange
        loop = asyncio.get_running_loop()
        exchange.timer = loop.call_later(self.state.limits.ack_seconds, self._give_up, exchange)
        if self.state.events.heard:
            self.state.tell(Event("asked", exchange))
        await self.transport.deliver(exchange)
        wait = how.get("wait", "answer")
        if wait == "sent":
            return exchange
        event = exchange.acked if wait == "ack" else exchange.answered
        try:
            async with asyncio.timeout(how.get("timeout", self.state.limits.ack_seconds + 10.0)):
                await event.wait()
        except TimeoutError:
            raise StandinError(f"“{exchange.name}” was deferred and then never answered.") from None
        return exchange

    def _give_up(self, exchange: Exchange) -> None:
        exchange.fail(NO_ANSWER[exchange.kind])
        self.state.tell(Event("failed", exchange))

    def _default_user(self) -> User:
        world = self.state.world
        guild = next(iter(world.guilds.values()), None)
        people = list(world.people.values())
        return next((one for one in people if guild is None or not world.manages(one, guild)), people[0])

    def _place(self, how: How, message: Message | None = None, before: Exchange | None = None) -> Place:
        world = self.state.world
        user = how.get("user") or (message.seen_by if message else None) or self._default_user()
        channel = how.get("channel") or (message.channel if message else None)
        if channel is None:
            in_direct = "guild" in how and how["guild"] is None
            home = how.get("guild") or next(iter(world.guilds.values()), None)
            channel = world.direct_channel(user) if in_direct or home is None else next(iter(home.channels.values()))
        guild = world.guilds.get(channel.guild_id) if channel.guild_id is not None else None
        if guild is not None and user.id not in guild.members:
            raise StandinError(f"{user.name} is no member of “{guild.name}”.")
        context = IN_GUILD if guild is not None else WITH_BOT if channel.kind == DIRECT else PRIVATE
        by_user = how.get("install") == "user" or (before is not None and before.user_install)
        return Place(user, channel, guild, how.get("context", context), by_user)

    def _command(self, words: list[str], place: Place, *, forced: bool) -> tuple[Command, list[str]]:
        command = self.state.commands.find(words[0], CHAT_INPUT, place.guild.id if place.guild else None)
        if command is None:
            known = sorted(c["name"] for c in self.state.commands.offered(place.guild.id if place.guild else None))
            raise StandinError(f"No command is called /{words[0]}; registered are {known}.")
        self._check_offered(command, place, forced=forced)
        return command, words[1:]

    def _check_offered(self, command: Command, place: Place, *, forced: bool) -> None:
        reason = None if forced else why_not_offered(command, place)
        if reason is not None:
            raise StandinError(f"“{command['name']}” is not offered {reason}.")
