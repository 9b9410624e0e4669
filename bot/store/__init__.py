"""
What people save: server settings, trays, reports, notices and the rest, on SQLite or PostgreSQL.

Everything below is imported from `bot.store`; ids of Discord are `int`, times are aware UTC datetimes. Methods marked
`async` raise `StoreError` (fit to show) when the store is down, full, busy or read-only; nothing else is raised.

Opening
    store = await open_store(url, clock=utc_now, role="bot", retention=Retention(), observe=None)
        `url` as users write it (`sqlite:///briefbot.db`, `postgresql://user:secret@host/name`, with `?sslmode=…`, or
        `?pooler=transaction` behind a pooler that hands out connections by the transaction). `role="bot"` owns an
        SQLite file alone and keeps itself up to date in the background; a database that is down at start is no error:
        the store opens with defaults and recovers by itself. `role="tool"` (terminal commands) raises instead.
        `observe(operation, seconds)` is told how long each "read" and "write" took, for metrics.
        Raises ConfigError (bad url, second process on one file) and StoreError (schema newer than the code).
    store.health -> Health(up, sentence, cause, settings_known, engine)     (not async, never waits)
        `sentence` is fit to show anybody; `cause` is for the operator (status, doctor).
    store.address -> str                  where the store is, without a password
    store.migrated -> Migrated(before, after) | None     what the start did to the schema
    store.findings -> tuple[str, ...]     what the start found and mended ("the file was damaged, … rows recovered")
    await store.close()

Server settings: `store.settings`
    .of(guild_id | None) -> GuildSettings          not async, never waits; defaults where nothing is set or known
    async .change(guild_id, edit, by=user_id) -> GuildSettings
        `edit` is a function from old to new, for example: lambda old: replace(old, visibility="private")
    GuildSettings(guild_id, visibility: "public" | "private", citation_style, public_channels: tuple[int, ...] (empty:
        all), spoilers: bool, notices_channel: int | None)

People: `store.people`
    async .of(user_id) -> Person(user_id, citation_style | None, notify: "ask" | "always" | "never")
    async .remember_style(user_id, style)          async .wish(user_id, notify)

Trays: `store.trays`, with tray = channel_tray(channel_id, guild_id) or private_tray(user_id)
    async .show(tray) -> tuple[TrayItem, ...]      in order; TrayItem(id, kind, key, note, position from 1, added_by,
                                                   added_at); `id` has 16 characters, so it fits a custom_id
    async .add(tray, NewItem(kind, key, note=""), by=user_id) -> Added(item) | AlreadyThere(item) | TrayFull(limit)
    async .annotate(tray, key, note, by=user_id) -> Annotated(item) | NotInTray(key)       an empty note removes it
    async .move(tray, key, position) -> Moved(items) | NotInTray(key)
    async .remove(tray, key) -> Removed(item) | NotInTray(key)
    async .clear(tray) -> int                      how many items were deleted
    `kind` is "passage", "figure" or "brief"; wherever `key` is asked for, the item's id does as well.

Reports: `store.reports`
    async .record(NewReport(kind, text, origin="typed", by_person=False, shown=(), reason="", better_topic="",
                            guild_id=None, asker_id=None)) -> report_id
        `kind` is "miss", "wrong-match", "none-of-these" or "declined-claim"; `asker_id` only when they chose to be
        told; text with origin="message" is kept only with by_person=True (a person reported it).
    async .tell(report_id, user_id) -> bool        the asker wants to be told; False when the report is gone or closed
    async .one(report_id) -> Report | None         async .waiting(limit=500) -> tuple[Report, ...]     newest first
    async .close(report_ids, Closing(outcome="answered" | "rejected", by, target="", notice=""))
        -> Closed(reports, notices)
        closes them, writes the audit line and owes `notice` to every asker who wished, in one transaction

Notices owed: `store.notices`
    async .owe(user_id, text, report_id=None) -> notice_id
    async .take(user_id=None, limit=20) -> tuple[Notice, ...]   to be told now: with a user, in their next private
        reply; without, those to send as direct messages. Taken ones are not offered again for TAKEN_FOR.
    async .told(notice_id)                         said, so it is deleted
    async .undeliverable(notice_id)                the direct message failed: wait for their next private reply

Curators' actions: `store.audit`
    async .record(Act(actor_id, action, target="", detail="", guild_id=None))
    async .latest(limit=50, guild_id=None) -> tuple[Entry, ...]

Shards: `store.leases` (renew every RENEW_SECONDS; free after LEASE_SECONDS without renewal; `take` knows `limit`)
    async .take(holder, shard_count, shard_ids) -> tuple[int, ...]    those of `shard_ids` that `holder` now holds
    async .renew(holder, shard_count) -> tuple[int, ...]              those still held; the others must be stopped
    async .release(holder, shard_count) -> None    async .holders(shard_count) -> dict[shard_id, holder]

Announcements: `store.announcements`
    async .announce(topic, key="")                 `topic` is "settings", "library" or "everything" (something missed)
    .subscribe(topic, on_change) -> unsubscribe    `async def on_change(announcement)`; "everything" reaches all

Personal data and upkeep
    async store.export_person(user_id) -> dict     ready for JSON
    async store.forget_person(user_id) -> Forgotten
    async store.forget_guild(guild_id) -> int      async store.sweep() -> Swept       retention, also done by itself
    privacy_lines(retention) -> tuple[str, ...]    what is kept, why and how long, for /privacy
    async store.backup(path) -> BackedUp(path, rows)
    async store.restore(path, replace=False) -> Restored(rows, made_at) | NotEmpty(rows)      BackupError: a bad file

Terminal: `bot.store.operations`, each opens the store at `url` and closes it again
    async migrate(url) -> Migrated                 async backup(url, path) -> BackedUp
    async restore(url, path, replace=False) -> Restored | NotEmpty
    async forget(url, user_id) -> Forgotten        str(forgotten) is a line for the terminal
"""

from __future__ import annotations

from bot.store.announcements import Announcement, Topic
from bot.store.audit import Act, Entry
from bot.store.backup import BackedUp, BackupError, NotEmpty, Restored
from bot.store.failures import SchemaTooNewError
from bot.store.leases import LEASE_SECONDS, RENEW_SECONDS
from bot.store.notices import TAKEN_FOR, Notice
from bot.store.people import NotifyWish, Person
from bot.store.personal import Forgotten
from bot.store.privacy import KEPT, NOT_KEPT, YOUR_RIGHTS, Kept, privacy_lines
from bot.store.reports import Closed, Closing, NewReport, Outcome, Report, ReportKind
from bot.store.retention import Retention, Swept
from bot.store.rows import Clock, utc_now
from bot.store.settings import Edit, GuildSettings, Visibility
from bot.store.store import Health, Role, Store, open_store
from bot.store.trays import (
    TRAY_LIMIT,
    Added,
    AlreadyThere,
    Annotated,
    ItemKind,
    Moved,
    NewItem,
    NotInTray,
    Removed,
    Tray,
    TrayFull,
    TrayItem,
    channel_tray,
    private_tray,
)

__all__ = [
    "KEPT",
    "LEASE_SECONDS",
    "NOT_KEPT",
    "RENEW_SECONDS",
    "TAKEN_FOR",
    "TRAY_LIMIT",
    "YOUR_RIGHTS",
    "Act",
    "Added",
    "AlreadyThere",
    "Annotated",
    "Announcement",
    "BackedUp",
    "BackupError",
    "Clock",
    "Closed",
    "Closing",
    "Edit",
    "Entry",
    "Forgotten",
    "GuildSettings",
    "Health",
    "ItemKind",
    "Kept",
    "Moved",
    "NewItem",
    "NewReport",
    "NotEmpty",
    "NotInTray",
    "Notice",
    "NotifyWish",
    "Outcome",
    "Person",
    "Removed",
    "Report",
    "ReportKind",
    "Restored",
    "Retention",
    "Role",
    "SchemaTooNewError",
    "Store",
    "Swept",
    "Topic",
    "Tray",
    "TrayFull",
    "TrayItem",
    "Visibility",
    "channel_tray",
    "open_store",
    "privacy_lines",
    "private_tray",
    "utc_now",
]
