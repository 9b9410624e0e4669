"""The one list of what is kept about people, why and how long; `/privacy` and docs/privacy.md are made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.store.retention import ANNOUNCEMENTS_FOR, Retention


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing in the store; `tables` are where it lies, `personal` whether a person's id can be in it."""

    what: str
    why: str
    how_long: Callable[[Retention], str]
    tables: tuple[str, ...]
    personal: bool


def days(number: int | None, otherwise: str) -> str:
    return otherwise if number is None else f"{number} days"


def tray_time(retention: Retention) -> str:
    if retention.tray_days is None:
        return "until someone removes them or clears the tray"
    return f"until removed or cleared, or {retention.tray_days} days after the last item was added to the tray"


def notice_time(retention: Retention) -> str:
    return "until told" if retention.notice_days is None else f"until told, at most {retention.notice_days} days"


KEPT = (
    Kept(
        what="A server's settings: visibility, citation style, public channels, spoilers, notices channel",
        why="so that Briefbot answers as the server chose",
        how_long=lambda _: "until Briefbot is removed from the server",
        tables=("guild_settings",),
        personal=False,
    ),
    Kept(
        what="The citation style you used last and whether you want to be told of later answers, with your user id",
        why="so that you need not choose again",
        how_long=lambda _: "until you delete your data",
        tables=("people",),
        personal=True,
    ),
    Kept(
        what="Tray items: keys of passages, figures and briefs, your notes on them, and the user id of who added them",
        why="so that a dossier can be collected over a discussion",
        how_long=tray_time,
        tables=("tray_items",),
        personal=True,
    ),
    Kept(
        what="Questions that were not answered or answered wrongly, and what was shown instead. The text of somebody's "
        "message is only kept when a person reported it. Your user id is only kept if you choose to be told of an "
        "answer, and only until you are",
        why="so that curators can fill the gap",
        how_long=lambda retention: days(retention.report_days, "until an operator deletes them"),
        tables=("reports",),
        personal=True,
    ),
    Kept(
        what="Notices that you asked for, with your user id, until you have been told",
        why="so that you hear once when your question has an answer",
        how_long=notice_time,
        tables=("notices",),
        personal=True,
    ),
    Kept(
        what="What curators and managers changed, when, with their user id",
        why="so that a team can see who changed its library and settings",
        how_long=lambda retention: days(retention.audit_days, "until an operator deletes them"),
        tables=("audit",),
        personal=True,
    ),
    Kept(
        what="Which settings changed last (server ids only), and which process runs which shard",
        why="so that several processes agree",
        how_long=lambda _: f"{ANNOUNCEMENTS_FOR.days} day; shards while they run",
        tables=("announcements", "shard_leases"),
        personal=False,
    ),
)

NOT_KEPT = (
    "Questions that were answered, and who asked what.",
    "Messages, names, avatars, roles and members of servers.",
)

YOUR_RIGHTS = (
    "**Export my data** gives you everything that is kept under your user id.",
    "**Delete my data** deletes your choices, your private tray, your reports and notices, and your notes in shared "
    "trays; items that you added to shared trays and what you did as a curator stay without your id.",
    "Backups that an operator made before keep what they held; ask the operator to delete those.",
)


def privacy_lines(retention: Retention) -> tuple[str, ...]:
    """What is kept, one line each, for a person to read."""
    return tuple(f"{kept.what}: {kept.why}. Kept {kept.how_long(retention)}." for kept in KEPT)


def privacy_page(retention: Retention) -> str:
    """The whole of docs/privacy.md."""
    rows = [f"| {kept.what} | {kept.why} | {kept.how_long(retention)} |" for kept in KEPT]
    return "\n".join(
        [
            "# Privacy",
            "",
            "What Briefbot keeps, why and how long. This page is made from `bot/store/privacy.py`; `/privacy` prints",
            "the same list with the times that your operator set.",
            "",
            "| what | why | how long |",
            "| --- | --- | --- |",
            *rows,
            "",
            "## Not kept",
            "",
            *(f"- {line}" for line in NOT_KEPT),
            "",
            "## What you can do",
            "",
            *(f"- {line}" for line in YOUR_RIGHTS),
            "",
        ]
    )
