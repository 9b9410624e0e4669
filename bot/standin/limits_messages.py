"""Discord's limits on messages: text, flags, embeds, mentions, attachments, and what excludes what."""

from __future__ import annotations

from typing import Any, Literal

from bot.standin.findings import Findings, Node
from bot.standin.limits_components import check_components, shown_addresses
from bot.standin.message import COMPONENTS_V2, EPHEMERAL, Attachment, Message
from bot.standin.refusal import Path

Operation = Literal["callback", "follow-up", "edit", "send", "edit-sent"]

SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS = 1 << 2, 1 << 12
OF_EDITS = SUPPRESS_EMBEDS | COMPONENTS_V2
OF_CHANNELS = OF_EDITS | SUPPRESS_NOTIFICATIONS
OF_INTERACTIONS = OF_CHANNELS | EPHEMERAL
FLAGS = {"callback": OF_INTERACTIONS, "follow-up": OF_INTERACTIONS, "send": OF_CHANNELS}
OLD_FIELDS = ("content", "embeds", "poll", "sticker_ids")  # that cannot stand beside Components V2
MOST_CONTENT, MOST_EMBED_TEXT, MOST_FILES = 2_000, 6_000, 10


def flags_of(payload: Node) -> int:
    """The flags of a payload, 0 where there are none that make sense."""
    flags = payload.get("flags")
    return flags if isinstance(flags, int) else 0


def check_deferral(data: Node, path: Path, findings: Findings) -> None:
    """Check the data of a deferral: it may say that the answer is private, and nothing else."""
    if flags_of(data) & ~EPHEMERAL:
        findings.add((*path, "flags"), "INTERACTION_DEFER_FLAGS", "A deferral can only be ephemeral")
    for key in ("content", "embeds", "components", "attachments"):
        if data.get(key):
            findings.add((*path, key), "INTERACTION_DEFER_BODY", "A deferral has no body")


class MessageCheck:
    """One message payload under judgement; `before` is the message that an edit changes."""

    def __init__(self, payload: Node, files: tuple[str, ...], before: Message | None, findings: Findings) -> None:
        self._payload = payload
        self._files = files
        self._before = before
        self._findings = findings
        self._flags = flags_of(payload)

    def run(self, path: Path, operation: Operation) -> None:
        """Check everything."""
        payload, findings, before = self._payload, self._findings, self._before
        was_new_layout = before is not None and bool(before.flags & COMPONENTS_V2)
        new_layout = bool(self._flags & COMPONENTS_V2) or was_new_layout
        allowed = OF_EDITS if before is not None else FLAGS.get(operation, OF_EDITS)
        findings.number(payload, (*path, "flags"), (0, 2**31 - 1))
        if self._flags & ~allowed:
            findings.add((*path, "flags"), "MESSAGE_FLAGS_INVALID", f"Only these flags can be set: {allowed}")
        if was_new_layout and payload.get("flags") is not None and not self._flags & COMPONENTS_V2:
            words = "IS_COMPONENTS_V2 cannot be removed from a message"
            findings.add((*path, "flags"), "MESSAGE_COMPONENTS_V2_FLAG_REMOVED", words)
        findings.text(payload, (*path, "content"), (0, MOST_CONTENT), required=False)
        _check_embeds(payload, (*path, "embeds"), findings)
        _check_mentions(payload, (*path, "allowed_mentions"), findings)
        check_components(payload, (*path, "components"), findings, new_layout=new_layout)
        kept = self._check_attachments((*path, "attachments"))
        if new_layout:
            self._check_exclusive(path)
        self._check_shown(path, kept, new_layout=new_layout)
        self._check_left(path, kept)

    def _check_exclusive(self, path: Path) -> None:
        for key in OLD_FIELDS:
            held = getattr(self._before, key, None)
            if self._payload.get(key, held):
                words = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
                self._findings.add((*path, key), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", words)

    def _check_attachments(self, path: Path) -> list[Attachment]:
        before = self._before.attachments if self._before is not None else []
        if len(self._files) > MOST_FILES:
            words = f"Must be between 0 and {MOST_FILES} in length."
            self._findings.add(path, "BASE_TYPE_BAD_LENGTH", words)
        if self._payload.get("attachments") is None:
            return before
        known = {str(number) for number in range(len(self._files))} | {str(file.id) for file in before}
        entries = self._findings.objects(self._payload, path, (0, MOST_FILES))
        for index, entry in enumerate(entries):
            self._findings.text(entry, (*path, index, "description"), (0, 1024), required=False)
            if str(entry.get("id")) not in known:
                words = "No file was sent under this number, and the message has no attachment of this id"
                self._findings.add((*path, index, "id"), "ATTACHMENT_NOT_FOUND", words)
        listed = {str(entry.get("id")) for entry in entries}
        return [file for file in before if str(file.id) in listed]

    def _check_shown(self, path: Path, kept: list[Attachment], *, new_layout: bool) -> None:
        before = self._before.components if self._before is not None else []
        components = self._payload.get("components", before) or []
        shown = shown_addresses(components if isinstance(components, list) else [])
        names = [*self._files, *(file.filename for file in kept)]
        for address in sorted(shown):
            name = address.removeprefix("attachment://")
            if name != address and name not in names:
                words = f"The referenced attachment was not found: {name}"
                code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
                self._findings.add((*path, "components"), code, words)
        if not new_layout:
            return
        addresses = {file.filename: file.url for file in kept}
        for name in names:
            if f"attachment://{name}" not in shown and addresses.get(name) not in shown:
                words = f"No component shows the attachment {name}; show it, or list attachments without it"
                self._findings.add((*path, "attachments"), "ATTACHMENT_NOT_SHOWN", words)

    def _check_left(self, path: Path, kept: list[Attachment]) -> None:
        if self._before is None or self._findings.problems:
            return
        after = [self._payload.get(key, getattr(self._before, key)) for key in ("content", "embeds", "components")]
        if not any([*after, kept, self._files, self._before.loading]):
            self._findings.add(path, "MESSAGE_EMPTY", "Cannot send an empty message")


def _check_embeds(payload: Node, path: Path, findings: Findings) -> None:
    total = 0
    for index, embed in enumerate(findings.objects(payload, path, (0, 10))):
        here = (*path, index)
        footer, author = embed.get("footer") or {}, embed.get("author") or {}
        findings.text(embed, (*here, "title"), (0, 256), required=False)
        findings.text(embed, (*here, "description"), (0, 4096), required=False)
        findings.text(footer, (*here, "footer", "text"), (1, 2048), required=bool(footer))
        findings.text(author, (*here, "author", "name"), (1, 256), required=bool(author))
        findings.number(embed, (*here, "color"), (0, 0xFFFFFF))
        fields = findings.objects(embed, (*here, "fields"), (0, 25))
        for number, field in enumerate(fields):
            findings.text(field, (*here, "fields", number, "name"), (1, 256))
            findings.text(field, (*here, "fields", number, "value"), (1, 1024))
        for key in ("image", "thumbnail"):
            if embed.get(key):
                findings.web_address(embed[key], (*here, key, "url"), 2048, ("http", "https", "attachment"))
        texts: list[Any] = [embed.get("title"), embed.get("description"), footer.get("text"), author.get("name")]
        texts += [field.get(key) for field in fields for key in ("name", "value")]
        total += sum(len(text) for text in texts if isinstance(text, str))
    if total > MOST_EMBED_TEXT:
        words = f"Embed size exceeds maximum size of {MOST_EMBED_TEXT}"
        findings.add(path, "MAX_EMBED_SIZE_EXCEEDED", words)


def _check_mentions(payload: Node, path: Path, findings: Findings) -> None:
    mentions = payload.get("allowed_mentions")
    if mentions is None:
        return
    if not isinstance(mentions, dict):
        findings.add(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return
    parse = findings.items(mentions, (*path, "parse"), (0, 3))
    for index, kind in enumerate(parse):
        if kind not in ("users", "roles", "everyone"):
            words = "Value must be one of ('everyone', 'roles', 'users')."
            findings.add((*path, "parse", index), "BASE_TYPE_CHOICES", words)
    for key in ("users", "roles"):
        if findings.items(mentions, (*path, key), (0, 100)) and key in parse:
            words = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
            findings.add(path, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", words)
