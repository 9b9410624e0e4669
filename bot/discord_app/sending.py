"""The one way out: a card to the person who asked, before or after a first response, in place or as a new message."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import discord

from bot.cards.actions import Action, custom_id
from bot.cards.card import Button, Card, Lines
from bot.cards.fitting import Fitted, Look, fit, with_row
from bot.cards.keeping import KEPT
from bot.cards.phrases import fixed
from bot.cards.text import Kind, Span, line
from bot.discord_app.layout import files, layout
from bot.discord_app.manners import Posted, Repeated, TooMany
from bot.discord_app.patience import settled
from bot.discord_app.visibility import look_of
from bot.discord_app.wire import id_of
from bot.errors import StoreError

log = logging.getLogger(__name__)

SERVING: Final = frozenset({"brief", "answer"})  # verbs whose card answers from the brief that they name

REMEMBERED: Final = 512  # buttons of a kind
_SHARE_SHOWN: Final = Button(fixed("Share"), Action("post"))  # the card as it stands: it cannot be made anew

Interaction = discord.Interaction[Any]


async def send(interaction: Interaction, card: Card) -> None:
    """
    Answer with `card`, whether or not the interaction was deferred or already answered.

    A public card that was posted here a moment ago, or that is one too many for the person, is shown to them alone.
    """
    key = key_of(card)
    card = await mannered(interaction, card, key)
    fitted = finished(card, interaction.user.id, look_of(interaction, public=not card.private))
    message_id = await _deliver(interaction, fitted)
    count_served(interaction.client, card)
    if not card.private and interaction.channel_id is not None:
        posted = Posted(message_id, interaction.id, interaction.application_id, interaction.token)
        interaction.client.manners.posted(interaction.channel_id, interaction.user.id, key, posted)
    if card.private and not interaction.client.reloader.status.refused:
        await _tell_notices(interaction)


async def replace_card(interaction: Interaction, card: Card) -> None:
    """Show `card` in place of the one whose button was pressed, where that one is the asker's own; else beside it."""
    message = interaction.message
    if message is None or not message.flags.ephemeral:
        await send(interaction, replace(card, private=True))
        return
    private = card if card.private else replace(card, private=True)
    fitted = finished(private, interaction.user.id, look_of(interaction))
    if interaction.response.is_done():
        await interaction.edit_original_response(view=layout(fitted), attachments=files(fitted))
    else:
        await interaction.response.edit_message(view=layout(fitted), attachments=files(fitted))


async def mannered(interaction: Interaction, card: Card, key: str) -> Card:
    """The card, made private with a friendly word where the channel has just seen it or the person had many."""
    if card.private or interaction.guild_id is None or interaction.channel_id is None:
        return card
    match interaction.client.manners.judge(interaction.channel_id, interaction.user.id, key):
        case Repeated(posted):
            message_id = await id_of(posted, interaction.client)
            if posted.is_gone:
                return card
            address = f"https://discord.com/channels/{interaction.guild_id}/{interaction.channel_id}/{message_id or ''}"
            said = line(fixed("Posted here a moment ago:"), " ", Span(address, raw=True), kind=Kind.SUBTLE)
        case TooMany():
            words = fixed("You have had many answers posted in the last minute, so this one is for you alone.")
            said = line(words, kind=Kind.SUBTLE)
        case _:
            return card
    return replace(card, private=True, blocks=(Lines((said,), keep=True), *card.blocks))


def finished(card: Card, user_id: int, look: Look) -> Fitted:
    """The card as Discord takes it, with what every card has: its plain text, and Share or Delete."""
    delete = () if card.private else (_delete(user_id),)
    if card.origin is None:
        sharing = (_SHARE_SHOWN,) if card.private and card.offers else ()
        row = (*sharing, *card.offers, *delete)
        return with_row(KEPT.fitted(card, look), row) if row else KEPT.fitted(card, look)
    about = (_share(card.origin),) if card.private else ()
    row = (*about, _as_text(card.origin), *card.offers, *delete)
    if card.base is not None:
        return KEPT.fitted(card.with_rows(row), look)
    return with_row(KEPT.fitted(card, look), row)


@lru_cache(maxsize=REMEMBERED)
def _share(origin: Action) -> Button:
    return Button(fixed("Share"), origin.within("share")).lasting()


@lru_cache(maxsize=REMEMBERED)
def _as_text(origin: Action) -> Button:
    return Button(fixed("As text"), origin.within("text")).lasting()


@lru_cache(maxsize=REMEMBERED)
def _delete(user_id: int) -> Button:
    return Button(fixed("Delete"), Action("delete", (str(user_id),))).lasting()


def answering(card: Card, message: discord.Message) -> Card:
    """A card that somebody's message led to: private, and its Share answers that message."""
    share = Button(fixed("Share"), Action("copy", (str(message.id),)))
    text = (_as_text(card.origin),) if card.origin is not None else card.offers
    return replace(card, origin=None, offers=(), private=True).with_rows((share, *text))


def count_served(client: Any, card: Card) -> None:
    """Count the brief that the card answers from, if it is one."""
    if card.origin is not None and card.origin.verb in SERVING:
        client.served(card.origin.arg(0))


def key_of(card: Card) -> str:
    """What tells one card from another: the action that makes it, else its title."""
    written = custom_id(card.origin) if card.origin is not None else None
    return written or repr(card.title)


async def _deliver(interaction: Interaction, fitted: Fitted) -> int | None:
    response = interaction.response
    await settled(interaction)
    if not response.is_done():
        sent = await response.send_message(view=layout(fitted), files=files(fitted), ephemeral=fitted.private)
        return sent.message_id
    if response.type is discord.InteractionResponseType.deferred_channel_message:
        edited = await interaction.edit_original_response(view=layout(fitted), attachments=files(fitted))
        return edited.id
    followed = await interaction.followup.send(
        view=layout(fitted), files=files(fitted), ephemeral=fitted.private, wait=True
    )
    return followed.id


async def _tell_notices(interaction: Interaction) -> None:
    """After a private answer: word that the person is owed, of earlier questions that curators looked at."""
    notices = interaction.client.store.notices
    if not notices.may_owe(interaction.user.id):
        return
    try:
        owed = await notices.take(interaction.user.id)
        if not owed:
            return
        lines = tuple(line(fixed("Word of your earlier question:"), " ", one.text) for one in owed)
        fitted = fit(Card(lines, private=True), look_of(interaction))
        await interaction.followup.send(view=layout(fitted), files=files(fitted), ephemeral=True)
        for one in owed:
            await notices.told(one.id)
    except (StoreError, discord.HTTPException) as error:  # they are taken again later; the answer has been given
        log.warning("Notices could not be told: %s", error)
