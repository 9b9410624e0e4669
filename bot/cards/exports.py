"""Cards of files to take away: a tray's dossier, one brief, and the choice of formats."""

from __future__ import annotations

from bot.cards.actions import Action
from bot.cards.card import Button, Card, CardFile, Download, Lines, card
from bot.cards.phrases import counted, fixed
from bot.cards.text import Kind, line
from bot.evidence.briefs import brief_tag
from bot.evidence.dossiers.formats import FORMATS
from bot.library.model import Brief


def formats_card(brief: Brief) -> Card:
    """In which format a brief is wanted."""
    said = fixed("The whole brief with its passages, numbered notes and a bibliography in your citation style.")
    title = line(fixed("Export: {title}", title=brief.title), kind=Kind.HEADING)
    buttons = tuple(
        Button(name, Action("exportas", (brief.id, form), brief_tag(brief))) for form, name in FORMATS.items()
    )
    return card(title, Lines((line(said),)), rows=(buttons,), private=True)


def brief_file_card(brief: Brief, file: CardFile) -> Card:
    """A brief as a file."""
    title = (line(fixed("Export: {title}", title=brief.title), kind=Kind.HEADING),)
    return Card(title, (Download(file.name),), files=(file,), private=True)


def dossier_card(file: CardFile, count: int) -> Card:
    """What was collected as a file."""
    title = (
        line(fixed("Dossier"), kind=Kind.HEADING),
        line(counted("{count} entry", "{count} entries", count), kind=Kind.SUBTLE),
    )
    return Card(title, (Download(file.name),), files=(file,), private=True)
