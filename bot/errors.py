"""Errors raised on purpose; their text is written for the reader who will see it."""

from __future__ import annotations


class BriefbotError(Exception):
    """Base of every error that we raise on purpose; `str(error)` is fit to show."""


class ConfigError(BriefbotError):
    """A setting is missing or wrong. Shown to the operator at start."""


class LibraryError(BriefbotError):
    """No library can be served at all. Shown to the operator and the curator."""


class StoreError(BriefbotError):
    """What people saved cannot be read or written just now. Shown to the person who asked."""


class UnreachableError(BriefbotError):
    """Something outside does not answer just now, so trying again later may do. Shown to the operator."""
