"""/privacy: what is kept, handed out or deleted for the person who asks."""

from __future__ import annotations

import json
from typing import Any

import discord

from bot.cards.actions import Action
from bot.cards.card import Button, Card, CardFile, Download, Lines, card
from bot.cards.notices import notice_card
from bot.cards.phrases import fixed
from bot.cards.text import Kind, Span, bold, line
from bot.discord_app.sending import replace_card, send
from bot.store import NOT_KEPT, YOUR_RIGHTS, Retention, privacy_lines

Interaction = discord.Interaction[Any]


def privacy_card(retention: Retention) -> Card:
    """Exactly what is kept, what is not, and the two buttons."""
    kept = tuple(line(one, kind=Kind.BULLET) for one in privacy_lines(retention))
    rest = tuple(line(one, kind=Kind.BULLET) for one in NOT_KEPT)
    rights = tuple(line(Span(one, raw=True), kind=Kind.BULLET) for one in YOUR_RIGHTS)
    buttons = (
        Button(fixed("Export my data"), Action("mydata")),
        Button(fixed("Delete my data"), Action("forgetme", ("ask",))),
    )
    blocks = (
        Lines((line(bold(fixed("Kept"))), *kept)),
        Lines((line(bold(fixed("Not kept"))), *rest)),
        Lines((line(bold(fixed("What you can do"))), *rights)),
    )
    return card(line(fixed("Privacy"), kind=Kind.HEADING), *blocks, rows=(buttons,), private=True)


async def my_data(interaction: Interaction, action: Action) -> None:
    """Everything kept under the person's id, as a file."""
    data = await interaction.client.store.export_person(interaction.user.id)
    file = CardFile("my-data.json", json.dumps(data, ensure_ascii=False, indent=1).encode())
    title = (line(fixed("What is kept under your user id"), kind=Kind.HEADING),)
    await send(interaction, Card(title, (Download(file.name),), files=(file,), private=True))


async def forget_me(interaction: Interaction, action: Action) -> None:
    """Ask once, then delete."""
    if action.arg(0) != "yes":
        said = fixed("This deletes your choices, your own tray, your reports and your notes, for good.")
        button = Button(fixed("Delete my data"), Action("forgetme", ("yes",)), strong=True)
        sure = card(
            line(fixed("Are you sure?"), kind=Kind.HEADING), Lines((line(said),)), rows=((button,),), private=True
        )
        await replace_card(interaction, sure)
        return
    forgotten = await interaction.client.store.forget_person(interaction.user.id)
    await replace_card(interaction, notice_card(fixed("Done: {what}.", what=str(forgotten))))
