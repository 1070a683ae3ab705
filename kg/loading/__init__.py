"""RDF that was written elsewhere, or by an export, into a store or to a server.

:func:`load_into_store` makes a store of it, :func:`send` gives it to a SPARQL server.
"""

from kg.client import Credentials, Target
from kg.loading.bulk import Loaded, load_into_store
from kg.loading.sending import Sent, send

__all__ = ["Credentials", "Loaded", "Sent", "Target", "load_into_store", "send"]
