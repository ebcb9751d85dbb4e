"""Kept for callers of the old place: `harmless` lives in `kgbuild.spreadsheets`."""

from kgbuild.spreadsheets import harmless

__all__ = ["harmless"]
