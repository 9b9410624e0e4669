"""What people do with trays: show, keep, note, move, remove, clear."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.cards.actions import Action, custom_id
from bot.cards.card import Card
from bot.cards.notices import notice_card
from bot.cards.phrases import fixed, say
from bot.cards.trays import clear_card, entry_card, tray_card
from bot.discord_app.sending import replace_card, send
from bot.evidence.kept import Kept, find_kept, key_to_keep
from bot.store import Added, AlreadyThere, NewItem, NotInTray, Removed, Tray, TrayFull, channel_tray, private_tray

NOTE_LIMIT = 1_000  # characters of a note, as the store takes them
Interaction = discord.Interaction[Any]


def tray_of(interaction: Interaction, scope: str) -> Tray:
    """The channel's tray, or the person's own; in direct messages there is only their own."""
    if scope == "person" or interaction.guild_id is None or interaction.channel_id is None:
        return private_tray(interaction.user.id)
    return channel_tray(interaction.channel_id, interaction.guild_id)


def scope_of(interaction: Interaction, mine: bool) -> str:
    """Which tray is meant, as its buttons carry it."""
    return "person" if mine or interaction.guild_id is None else "channel"


async def shown(interaction: Interaction, scope: str) -> Card:
    """The tray's card."""
    return tray_card(find_kept(interaction.client.engine.library, await kept_in(interaction, scope)), scope)


async def kept_in(interaction: Interaction, scope: str) -> tuple[Kept, ...]:
    """What is in the tray, in order."""
    items = await interaction.client.store.trays.show(tray_of(interaction, scope))
    return tuple(Kept(item.id, item.key, item.note) for item in items)


async def keep(interaction: Interaction, typed: str, note: str, scope: str) -> Card:
    """Put a passage or brief into the tray; a note on what is there already replaces its note."""
    found = key_to_keep(interaction.client.engine.library, typed)
    if found is None:
        said = fixed("Give a passage's key, such as tip-2024:12, or a topic's title.")
        return notice_card(fixed("There is nothing of that name"), said)
    tray, trays = tray_of(interaction, scope), interaction.client.store.trays
    kind: Any = found[0]
    match await trays.add(tray, NewItem(kind, found[1], note), by=interaction.user.id):
        case Added(item):
            done = fixed("{key} is number {position} in the tray.", key=item.key, position=item.position)
        case AlreadyThere(item):
            if note:
                await trays.annotate(tray, item.id, note, by=interaction.user.id)
            done = fixed("{key} is there already, as number {position}.", key=item.key, position=item.position)
        case TrayFull(limit):
            done = fixed(
                "The tray is full: it holds {limit} entries. Remove some, or export and clear it.", limit=limit
            )
    return notice_card(fixed("Tray"), done)


async def remove(interaction: Interaction, key: str, scope: str) -> Card:
    """Take something out, by its key, its topic or its id."""
    found = key_to_keep(interaction.client.engine.library, key)
    match await interaction.client.store.trays.remove(tray_of(interaction, scope), found[1] if found else key):
        case Removed(item):
            return notice_card(fixed("Tray"), fixed("{key} was removed.", key=item.key))
        case _:
            return notice_card(fixed("Tray"), fixed("That is not in the tray."))


async def clearing(interaction: Interaction, scope: str) -> Card:
    """Are you sure, unless there is nothing to clear."""
    kept = await kept_in(interaction, scope)
    return clear_card(scope, len(kept)) if kept else await shown(interaction, scope)


async def act(interaction: Interaction, action: Action) -> None:
    """What a tray's buttons and menus do; `action`'s first argument is the scope."""
    scope, item = action.arg(0, "channel"), action.arg(1)
    trays, tray = interaction.client.store.trays, tray_of(interaction, scope)
    match action.verb:
        case "traymove":
            await trays.move(tray, item, int(action.arg(2)))
            await replace_card(interaction, await one_entry(interaction, scope, item))
        case "trayitem":
            await replace_card(interaction, await one_entry(interaction, scope, item))
        case "trayremove":
            await trays.remove(tray, item)
            await replace_card(interaction, await shown(interaction, scope))
        case "trayclear" if item == "yes":
            await trays.clear(tray)
            await replace_card(interaction, await shown(interaction, scope))
        case "trayclear":
            await replace_card(interaction, clear_card(scope, len(await trays.show(tray))))
        case _:
            await replace_card(interaction, await shown(interaction, scope))


async def one_entry(interaction: Interaction, scope: str, item: str) -> Card:
    """The card of one entry; the whole tray when it is gone."""
    entries = find_kept(interaction.client.engine.library, await kept_in(interaction, scope))
    for position, entry in enumerate(entries, 1):
        if entry.kept.id == item:
            return entry_card(entry, scope, position, len(entries))
    return tray_card(entries, scope)


def note_form(action: Action, locale: str) -> ui.Modal:
    """A note on an entry; an empty one removes it."""
    written = custom_id(Action("noteform", action.args)) or ""
    modal = ui.Modal(title=say(fixed("Note"), locale), custom_id=written, timeout=None)
    words: ui.TextInput[Any] = ui.TextInput(
        custom_id="note", required=False, max_length=NOTE_LIMIT, style=discord.TextStyle.paragraph
    )
    modal.add_item(ui.Label(text=say(fixed("What is it for?"), locale), component=words))
    return modal


async def noted(interaction: Interaction, scope: str, item: str, note: str) -> None:
    """Keep the note of a submitted form."""
    tray = tray_of(interaction, scope)
    result = await interaction.client.store.trays.annotate(tray, item, note, by=interaction.user.id)
    if isinstance(result, NotInTray):
        await send(interaction, notice_card(fixed("Tray"), fixed("That is not in the tray.")))
        return
    await replace_card(interaction, await one_entry(interaction, scope, item))
