"""Word that people are owed, sent as direct messages; who takes none is told in their next private answer."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

import discord

from bot.cards.card import Card
from bot.cards.fitting import fit
from bot.cards.phrases import fixed
from bot.cards.text import line
from bot.discord_app.layout import layout
from bot.errors import StoreError

log = logging.getLogger(__name__)

EVERY: Final = 60.0  # seconds between two looks; several processes share the work, and each sees what others could not


async def tell_until(stop: asyncio.Event, client: Any, every: float = EVERY) -> None:
    """Send what is owed, again and again, until `stop`."""
    while not stop.is_set():
        try:
            await tell(client)
        except StoreError as error:
            log.info("Notices wait: %s", error)
        try:
            async with asyncio.timeout(every):
                await stop.wait()
        except TimeoutError:
            continue


async def tell(client: Any) -> None:
    """Send each notice that may go as a direct message, once; none while it might promise what is not served."""
    if client.reloader.status.refused:
        return
    notices = client.store.notices
    for notice in await notices.take():
        fitted = fit(Card((line(fixed("Word of your earlier question:"), " ", notice.text),)))
        try:
            user = await client.fetch_user(notice.user_id)
            await user.send(view=layout(fitted))
        except (discord.Forbidden, discord.NotFound):
            await notices.undeliverable(notice.id)
        except discord.HTTPException as error:
            log.warning("A notice could not be sent and will be tried again: %s", error)
        else:
            await notices.told(notice.id)
    await notices.look()
