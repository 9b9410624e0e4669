"""One place where everything that goes wrong ends: our own errors as they are, any other under a short reference."""

from __future__ import annotations

import logging
import secrets
from typing import Any

import aiohttp
import discord

from bot.cards.notices import apology_card, error_card
from bot.discord_app.flights import OUTCOME
from bot.discord_app.sending import send
from bot.discord_app.wire import BlockedError
from bot.errors import BriefbotError

log = logging.getLogger(__name__)

EXPIRED = frozenset({10062, 10015, 50027})  # unknown interaction, unknown webhook, invalid webhook token
ANSWERED = 40060  # the interaction was acknowledged already


async def report(interaction: discord.Interaction[Any], error: BaseException, what: str) -> None:
    """
    Tell the person what went wrong, and the log what they cannot use.

    Args:
        what: The command or button, for the log.
    """
    cause = _cause(error)
    if isinstance(cause, discord.HTTPException) and cause.code in EXPIRED:
        log.warning("%s: the interaction had expired before it could be answered", what)
        interaction.extras[OUTCOME] = "expired"
        return
    if isinstance(cause, BriefbotError):
        interaction.extras[OUTCOME] = "refused"
        card = error_card(str(cause))
    else:
        interaction.extras[OUTCOME] = "failed"
        reference = secrets.token_hex(4)
        log.error("%s: %s failed", reference, what, exc_info=cause)
        card = apology_card(reference)
    try:
        await send(interaction, card)
    except (discord.HTTPException, aiohttp.ClientError, OSError, BlockedError) as refusal:
        log.warning("%s: the apology could not be shown either (%s)", what, refusal)


def _cause(error: BaseException) -> BaseException:
    wrapped = isinstance(error, discord.app_commands.CommandInvokeError)
    return error.original if wrapped and isinstance(error, discord.app_commands.CommandInvokeError) else error
