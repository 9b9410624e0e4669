"""
A local stand-in for Discord: REST v10 and gateway on loopback, a judge of payloads, and people who use the bot.

An unmodified discord.py client connects when its `Route.BASE` is `standin.rest_url` and its websocket's default
gateway is `standin.gateway_url`; for the bot itself these are `discord.api_base` and `discord.gateway_url`.

    async with Standin() as standin:                      # World.small(): "Research desk", #analysis and #press
        ...                                               # start the bot with standin.token
        await standin.connected()                         # the bot is READY and its servers were sent
        await standin.registered("ask")                   # only where the bot syncs its commands itself

        exchange = await standin.slash("ask", {"question": "prison camps"})   # returns when the answer is there
        assert exchange.error is None                     # or "The application did not respond", as Discord words it
        assert "80,000" in exchange.text                  # all text that the person sees
        assert not exchange.ephemeral
        assert exchange.acked_after < 1.0                 # seconds, monotonic

        choices = await standin.autocomplete("brief", "topic", "camp")        # tuple of Choice(name, value)
        await standin.slash("brief", {"topic": choices[0]})                   # a Choice sends its value ...
        await standin.slash("brief", {"topic": choices[0]}, labels=True)      # ... or its label, as clients can

        more = await standin.click(exchange.message, "Passages")              # a label or a custom_id
        more = await standin.select(more.message, "custom-id", ["value"])
        asked = await standin.click(more.message, "Wrong match?")
        asked.modal.title, asked.modal.inputs                                 # what was opened
        done = await standin.submit_modal(asked, {"custom-id": "words"})      # files: a list of Upload

        said = await standin.say(standin.world.channel("analysis"), "70 camps?")
        await standin.message_menu("Find sources", said)
        said = await standin.say(channel, f"{standin.world.bot.mention} how many camps?")
        reply = await standin.next_message(channel, after=said)               # what the bot posted there
        await standin.until(lambda: len(exchange.messages) == 2)              # what comes after the answer

Every driving call takes these keywords: `user=` (default: the first person who does not manage the server),
`channel=` (default: the first of the server), `guild=` (`None`: a direct message to the bot), `install="user"` (the
app is installed to the person, not to the server), `context=2` (a private chat of others), `labels=`, `forced=True`
(send it although the client would not offer it), `wait=` ("answer": something is shown, the default; "ack": also a
deferral will do; "sent": do not wait) and `timeout=` in seconds. Subcommands are written with a space ("tray add").
`standin.offered(...)` lists the commands that a person is offered in a place, `standin.visible(channel, user)` the
messages that a person sees. What a client would not let a person do raises `StandinError`. Tests need not wait for
discord.py's `wait_until_ready`, which waits 2 s for further servers (`guild_ready_timeout`); `connected()` is enough.

`Exchange` records the request, every response, the messages, the modal and the refusals; `standin.exchanges` holds
the latest, `standin.requests` every REST request with its status and time. `standin.judge.tally` counts payloads and
violations; pass one `Tally` to several stand-ins to add up: `Standin(judge=Judge(tally=tally))`, then `str(tally)` is
"1,234 payloads checked, all valid" and `tally.found` is empty. `standin.faults` breaks the wire (see `faults`);
`standin.gateway` breaks the connection (see `gateway`); `standin.events` tells a page what happens as it happens (see
`events`); `standin.join(guild)` lets the bot into a server that was added while it runs; `await standin.use_http(url)`
delivers interactions signed over HTTP, as to `briefbot serve` (public key: `standin.public_key`); all else stays.
"""

from __future__ import annotations

from bot.standin.body import Upload
from bot.standin.events import Event
from bot.standin.exchange import Choice, Exchange, Modal, StandinError
from bot.standin.judge import Judge, Tally
from bot.standin.message import Message
from bot.standin.server import Standin
from bot.standin.state import Limits
from bot.standin.world import Channel, Guild, Member, Role, User, World

__all__ = [
    "Channel",
    "Choice",
    "Event",
    "Exchange",
    "Guild",
    "Judge",
    "Limits",
    "Member",
    "Message",
    "Modal",
    "Role",
    "Standin",
    "StandinError",
    "Tally",
    "Upload",
    "User",
    "World",
]
