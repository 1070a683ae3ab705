"""A store over HTTP: a read-only SPARQL 1.1 endpoint, and pages.

The server itself answers pages; queries that people write are answered by processes that can
be ended (:mod:`kg.serving.pool`).
"""
