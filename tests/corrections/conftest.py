"""What tests of corrections in stores share."""

from tests.upkeep.conftest import loaded_once, texts

__all__ = ["loaded_once", "texts"]
