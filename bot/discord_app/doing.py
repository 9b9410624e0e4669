"""What buttons do: open a card, turn a page, share, delete, report; each verb of a custom_id has its place here."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final

import discord
from discord import ui

from bot.cards.actions import Action, custom_id
from bot.cards.card import Card, CardFile, Download, Lines
from bot.cards.fitting import TEXT_LIMIT, plain_text
from bot.cards.lookups import question_card
from bot.cards.notices import notice_card
from bot.cards.opening import BRIEF_VERBS, open_card
from bot.cards.phrases import fixed, say
from bot.cards.text import Kind, line, markdown, undrawn
from bot.discord_app import exporting, traying
from bot.discord_app.forms import open_form, wrong_match_form
from bot.discord_app.managing import close_report, open_misses, open_report
from bot.discord_app.privacy import forget_me, my_data
from bot.discord_app.recording import miss, record, remember_style
from bot.discord_app.sending import replace_card, send
from bot.discord_app.styles import style_of
from bot.evidence.briefs import brief_tag
from bot.evidence.questions import answer_question, is_miss
from bot.search.engine import Engine
from bot.store import NewReport

#: Verbs whose card takes the place of the private card that their button stands on: pages and paths of browsing.
TURNS: Final = frozenset({"passages", "section", "topics", "sources", "source", "score", "sheet", "passage"})
CITING: Final = frozenset({"cite", "citekey", "citesource"})
DRAWING: Final = frozenset({"figures", "chart", "comparesheets"})
_STYLE_PLACE: Final = {"cite": 2, "citekey": 1, "citesource": 1}  # where the style stands among their arguments

Interaction = discord.Interaction[Any]


async def do(interaction: Interaction, action: Action) -> None:
    """Do what the action says; a verb without an act of its own opens its card."""
    if not _is_written_right(action):
        action = Action("gone")
    act = _ACTS.get(action.verb)
    if act is not None:
        await act(interaction, action)
        return
    card = noted(await made(interaction, action), interaction.client.engine, action, interaction.message)
    await (replace_card if action.verb in TURNS else send)(interaction, card)


def _is_written_right(action: Action) -> bool:
    """Whether the arguments are of the form that we write; who forges a custom_id gets what an old button says."""
    match action.verb:
        case "copy":
            return re.fullmatch(r"[0-9]{1,20}", action.arg(0)) is not None  # a message
        case "traymove":
            return re.fullmatch(r"[0-9]{1,9}", action.arg(2)) is not None  # a place
        case "style":
            return len(action.args) > 1
        case _:
            return True


async def made(interaction: Interaction, action: Action) -> Card:
    """The card of an action; off the loop where it draws or loads the citation processor."""
    engine: Engine = interaction.client.engine
    if action.verb in DRAWING:
        return await asyncio.to_thread(open_card, engine, action)
    if action.verb not in CITING:
        return open_card(engine, action)
    style = await style_of(interaction)
    return await asyncio.to_thread(open_card, engine, action, style=style)


def noted(card: Card, engine: Engine, action: Action, message: discord.Message | None) -> Card:
    """The card with a word that its brief has changed since the card with the button was posted."""
    brief = engine.library.briefs.get(action.arg(0)) if action.verb in BRIEF_VERBS else None
    if brief is None or not action.tag or action.tag == brief_tag(brief) or message is None:
        return card
    words = fixed("This brief was updated after that card was posted ({date}).", date=f"{message.created_at:%Y-%m-%d}")
    return card.with_lines(line(words, kind=Kind.SUBTLE))


async def _style(interaction: Interaction, action: Action) -> None:
    """Another citation style for the card, remembered as the person's last."""
    inner, style = Action(action.arg(0), action.args[1:-1], action.tag), action.args[-1]
    place = _STYLE_PLACE.get(inner.verb, len(inner.args))
    restyled = Action(inner.verb, (*inner.args[:place], style), inner.tag)
    await remember_style(interaction, style)
    await replace_card(interaction, await made(interaction, restyled))


async def _share(interaction: Interaction, action: Action) -> None:
    """Post a private card in the channel for everyone."""
    card = await made(interaction, action.inner())
    if card.origin is None:
        await send(interaction, card)
        return
    shared = fixed("Shared by {name}", name=interaction.user.display_name)
    await send(interaction, replace(card.with_lines(line(shared, kind=Kind.SUBTLE)), private=False))


async def _copy(interaction: Interaction, action: Action) -> None:
    """Post the private card itself as an answer to the message that it is about; as a follow-up where we may not."""
    view = shared_view(interaction)
    if _may_post(interaction):
        reference = discord.MessageReference(
            message_id=int(action.arg(0)), channel_id=interaction.channel_id or 0, fail_if_not_exists=False
        )
        await interaction.response.defer()
        await interaction.channel.send(view=view, reference=reference)  # type: ignore[union-attr]
        return
    place = f"{interaction.guild_id or '@me'}/{interaction.channel_id}/{action.arg(0)}"
    view.add_item(ui.TextDisplay(f"-# https://discord.com/channels/{place}"))
    await interaction.response.send_message(view=view)


async def _post(interaction: Interaction, action: Action) -> None:
    """Post the private card itself for everyone."""
    await interaction.response.send_message(view=shared_view(interaction))


def shared_view(interaction: Interaction) -> ui.LayoutView:
    """
    The card that the pressed button stands on, under the name of who shares it.

    In place of the row of that button they can take back what was posted for them.
    """
    assert interaction.message is not None
    view = ui.LayoutView.from_message(interaction.message, timeout=None)
    data: Any = interaction.data
    for row in [one for one in view.walk_children() if isinstance(one, ui.ActionRow)]:
        ours = any(getattr(child, "custom_id", None) == data["custom_id"] for child in row.children)
        if ours and isinstance(row.parent, ui.Container):
            row.parent.remove_item(row)
    name = markdown(line(fixed("Shared by {name}", name=interaction.user.display_name), kind=Kind.SUBTLE), "")
    view.add_item(ui.TextDisplay(name))
    mine = custom_id(Action("delete", (str(interaction.user.id),)))
    label = say(fixed("Delete"), interaction.locale.value)
    view.add_item(ui.ActionRow(ui.Button(label=label, custom_id=mine)))
    view.stop()
    return view


def _may_post(interaction: Interaction) -> bool:
    """Whether the bot itself is in this server and may write in this channel."""
    allowed = interaction.app_permissions
    in_guild = interaction.guild_id is not None and interaction.is_guild_integration()
    return in_guild and allowed.view_channel and allowed.send_messages and hasattr(interaction.channel, "send")


async def _text(interaction: Interaction, action: Action) -> None:
    """The plain twin of a card, to copy; as a file when it is long."""
    await _send_plain(interaction, plain_text(await made(interaction, action.inner()), interaction.locale.value))


async def _shown_text(interaction: Interaction, action: Action) -> None:
    """The plain twin of a card that cannot be made anew, from the card itself."""
    assert interaction.message is not None
    view = ui.LayoutView.from_message(interaction.message, timeout=None)
    view.stop()
    parts = list(view.walk_children())
    texts = [undrawn(one.content) for one in parts if isinstance(one, ui.TextDisplay)]
    links = [f"{one.label}: {one.url}" for one in parts if isinstance(one, ui.Button) and one.url]
    await _send_plain(interaction, "\n\n".join([*texts, *(["\n".join(links)] if links else [])]))


async def _send_plain(interaction: Interaction, text: str) -> None:
    title = line(fixed("As plain text"), kind=Kind.HEADING)
    if len(text) < TEXT_LIMIT - 200:
        await send(interaction, Card((title,), (Lines((line(text, kind=Kind.CODE),), keep=True),), private=True))
        return
    file = CardFile("card.txt", text.encode())
    await send(interaction, Card((title,), (Download(file.name),), files=(file,), private=True))


async def _delete(interaction: Interaction, action: Action) -> None:
    """Take back what was posted for a person; only they, and who manages messages, may."""
    owner = action.arg(0) == str(interaction.user.id)
    if interaction.message is None or not (owner or interaction.permissions.manage_messages):
        said = fixed("Only who asked for it, or somebody who manages messages, can delete this.")
        await send(interaction, notice_card(fixed("Not possible"), said))
        return
    answered = interaction.message.interaction_metadata
    interaction.client.manners.gone(interaction.message.id, answered.id if answered else None)
    await interaction.response.defer()
    await interaction.delete_original_response()


async def _wrong(interaction: Interaction, action: Action) -> None:
    await open_form(interaction, wrong_match_form(action, interaction.locale.value))


async def _none(interaction: Interaction, action: Action) -> None:
    """None of the choices was meant: recorded without who asked."""
    report = NewReport("none-of-these", action.arg(0), by_person=True, guild_id=interaction.guild_id)
    kept = await record(interaction, report) if action.arg(0) else None
    said = (
        fixed("The curators will see what was asked, not who asked.") if kept else fixed("Try other words, or browse.")
    )
    await send(interaction, notice_card(fixed("None of these"), said))


async def _tell_me(interaction: Interaction, action: Action) -> None:
    """The asker of a miss wants to be told when it is answered."""
    wished = await interaction.client.store.reports.tell(action.arg(0), interaction.user.id)
    done = fixed("You will be told when a curator has looked at it.")
    gone = fixed("That was already closed, or is no longer kept.")
    await send(interaction, notice_card(fixed("Recorded") if wished else fixed("Too late"), done if wished else gone))


async def _ask_again(interaction: Interaction, action: Action) -> None:
    """A question asked by mention whose answer is not for the channel."""
    answer = answer_question(interaction.client.engine, action.arg(0))
    report = await record(interaction, miss(interaction, action.arg(0))) if is_miss(answer) else None
    await send(interaction, question_card(interaction.client.engine.library, answer, private=True, report=report))


async def _keep(interaction: Interaction, action: Action) -> None:
    """A passage goes into the channel's tray, or into the person's own in direct messages."""
    await send(interaction, await traying.keep(interaction, action.arg(0), "", traying.scope_of(interaction, False)))


async def _tray_note(interaction: Interaction, action: Action) -> None:
    await open_form(interaction, traying.note_form(action, interaction.locale.value))


_ACTS: Final[dict[str, Callable[[Interaction, Action], Awaitable[None]]]] = {
    "style": _style,
    "share": _share,
    "copy": _copy,
    "text": _text,
    "shown": _shown_text,
    "post": _post,
    "delete": _delete,
    "wrong": _wrong,
    "none": _none,
    "tellme": _tell_me,
    "keep": _keep,
    "askagain": _ask_again,
    "traynote": _tray_note,
    "mydata": my_data,
    "report": open_report,
    "close": close_report,
    "misses": open_misses,
    "forgetme": forget_me,
    **dict.fromkeys(("tray", "trayitem", "traymove", "trayremove", "trayclear"), traying.act),
    "trayexport": exporting.tray_chosen,
    "export": exporting.offer,
    "exportas": exporting.export_brief,
}
