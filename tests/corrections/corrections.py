"""Corrections as tests write them."""

from __future__ import annotations

import datetime

from kg.corrections import Act, Correction

DAY = datetime.date(2026, 11, 27)


def said(act: Act, *, author: str = "هدى", reason: str = "قرأت الخبر") -> Correction:
    """A correction with an author, a date and a reason."""
    return Correction(act, author, DAY, reason)
