"""Content security policies: what a page of ours may load and run, and nothing else."""

from __future__ import annotations

import base64
import hashlib


def digest(source: str) -> str:
    """The source of a script or style as a content security policy names it."""
    found = hashlib.sha256(source.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(found).decode('ascii')}'"
