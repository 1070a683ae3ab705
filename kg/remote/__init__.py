"""Graphs at the addresses of SPARQL servers.

:func:`ask` passes a query on; :func:`mirrored` fetches the whole graph, for what reads all of it.
"""

from kg.client import Credentials, Target
from kg.remote.asking import ask
from kg.remote.mirror import fetch, mirrored, refreshing

__all__ = ["Credentials", "Target", "ask", "fetch", "mirrored", "refreshing"]
