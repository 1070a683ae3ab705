"""Drawing a graph as one HTML page that works offline."""

from kg.drawing.page import draw

__all__ = ["draw"]
