"""Weakness: names that say too little to mean the same in another document."""

from __future__ import annotations

from kg.model import EntityType
from kg.resolution.profiles import Profile


def is_weak(profile: Profile) -> bool:
    """Whether the name alone says too little for it to mean the same in another document."""
    if profile.type in {EntityType.SESSION, EntityType.MEETING}:
        return True
    is_lone = profile.type is EntityType.PERSON and len(profile.key) == 1
    return is_lone or profile.is_relational
