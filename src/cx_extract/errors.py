"""Errors that cx-extract raises on purpose; every message names the thing at fault and the fix."""

from __future__ import annotations


class CxError(Exception):
    """Base of all deliberate errors; ``str(error)`` is fit to show to a user."""


class ReadError(CxError):
    """An article could not be read: unknown encoding, broken JSON, no text, bad metadata."""


class RuleError(CxError):
    """A rule or lexicon file is malformed; the message names file, rule id and cause."""


class UsageError(CxError):
    """The command line or the call is contradictory (exit status 2)."""


class StoreError(CxError):
    """A knowledge base cannot be opened, read or written."""
