"""The gateway's connection: what a server says that is not for the bot is not even read as JSON."""

from __future__ import annotations

import re
from typing import Any, Final

from discord.gateway import DiscordWebSocket
from discord.state import ConnectionState

#: How the event of a new message begins, whatever order its first keys have; its number in the session.
_CREATED: Final = re.compile(r'\{(?=[^{]{0,80}"t":"MESSAGE_CREATE")[^{]{0,80}?"s":(\d+)[^{]{0,80}?"d":\{')


class Listening(DiscordWebSocket):
    """
    discord.py's connection.

    Of a server's messages most are neither to the bot nor from a person, its own answers among them, each with all its
    buttons. `Hearing` would drop them once they are read; here they are known by their text. What is not in the form
    that Discord gives such an event is read as any other.
    """

    async def received_message(self, msg: Any, /) -> None:
        """Take in one event, or a part of one."""
        text = self._decompressor.decompress(msg) if type(msg) is bytes else msg
        if text is None:  # the rest of it is still to come
            return
        created = _CREATED.match(text)
        if created is None or not is_for_others(text, self._connection):
            await super().received_message(text)
            return
        self.log_receive(text)  # type: ignore[arg-type]  # it is called with text, whatever discord.py says of it
        self.sequence = int(created[1])
        if self._keep_alive:
            self._keep_alive.tick()


def is_for_others(text: str, state: ConnectionState[Any]) -> bool:
    """
    Whether a new message is one of the bot's own answers, or was posted in a server and does not name the bot.

    A reply, or a message passed on, holds parts of another, which may be the bot's or of a server: it is read.

    Args:
        text: The event as JSON. What a person writes cannot look like a key in it, as its quotation marks are escaped.
        state: Who the bot is; while that is not known, every message is for it.
    """
    if '"message_reference":{' in text:
        return False
    if state.application_id and f'"application_id":"{state.application_id}"' in text:
        return True
    in_server = '"guild_id":"' in text and '"member":{' in text  # a part of a private word may name a server as well
    return in_server and state.user is not None and str(state.user.id) not in text
