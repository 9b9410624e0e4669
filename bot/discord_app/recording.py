"""What people could not find or found wrong, written down for the curators; an answer never waits long for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Final

import discord

from bot.errors import StoreError
from bot.store import NewReport

log = logging.getLogger(__name__)

PATIENCE: Final = 0.5  # seconds that an answer waits for the store

_late: set[asyncio.Task[Any]] = set()  # writes that go on although nobody waits for them any more


async def record(interaction: discord.Interaction[Any], report: NewReport) -> str | None:
    """The id of the report once it is kept; None when the store is down or slow, which the log tells."""
    kept: str | None = await _in_time(interaction.client.store.reports.record(report), f"A {report.kind}")
    interaction.client.noticeboard.reported(report)
    return kept


async def remember_style(interaction: discord.Interaction[Any], style: str) -> None:
    """Keep the citation style that somebody chose; their card comes whether or not that works."""
    await _in_time(interaction.client.store.people.remember_style(interaction.user.id, style), "A citation style")


async def _in_time(write: Coroutine[Any, Any, Any], what: str) -> Any:
    """What `write` returns, or None after `PATIENCE`; not cancelled, since a blocked file cannot be left early."""
    task = asyncio.create_task(write)
    _late.add(task)
    task.add_done_callback(lambda done: _ended(done, what))
    done, _ = await asyncio.wait({task}, timeout=PATIENCE)
    if not done:
        log.warning("%s is not kept yet: the store takes long", what)
    return task.result() if done and task.exception() is None else None


def _ended(task: asyncio.Task[Any], what: str) -> None:
    _late.discard(task)
    if task.cancelled():
        return
    match task.exception():
        case None:
            return
        case StoreError() as error:
            log.warning("%s could not be recorded: %s", what, error)
        case error:
            log.error("%s could not be recorded", what, exc_info=error)


def miss(interaction: discord.Interaction[Any], query: str) -> NewReport:
    """A question that nothing answered, without who asked."""
    return NewReport("miss", query, guild_id=interaction.guild_id)
