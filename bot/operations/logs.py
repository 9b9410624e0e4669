"""Logs an operator can search: one record a line, as text or JSON, with no token and nothing that people wrote."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from bot.config import Token

Format = Literal["text", "json"]
_WEBHOOKS: Final = re.compile(r"/(interactions|webhooks)/(\d+)/[\w\-.~%]+")
_REFERENCE: Final = re.compile(r"^[0-9a-f]{8}(?=: )")


class Redaction:
    """Takes tokens out of what is about to be written."""

    def __init__(self, token: Token | None) -> None:
        self._secret = token.secret if token is not None else ""

    def __call__(self, text: str) -> str:
        """The text without the bot's token and without those of interactions."""
        if self._secret:
            text = text.replace(self._secret, "(token)")
        return _WEBHOOKS.sub(r"/\1/\2/(token)", text)


class TextFormat(logging.Formatter):
    """A line for people."""

    def __init__(self, redact: Redaction) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """One record, its traceback below it."""
        return self._redact(super().format(record))


class JsonFormat(logging.Formatter):
    """A line for programs: at, level, logger, message; reference and traceback where something failed."""

    def __init__(self, redact: Redaction) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """One record as one line."""
        message = record.getMessage()
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message,
        }
        if reference := _REFERENCE.match(message):
            line["reference"] = reference[0]
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return self._redact(json.dumps(line, ensure_ascii=False))


def log_to(form: Format, token: Token | None) -> None:
    """Write all logs to standard error from now on."""
    redact = Redaction(token)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormat(redact) if form == "json" else TextFormat(redact))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
