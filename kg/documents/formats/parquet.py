"""Parquet: an article a row."""

from __future__ import annotations

from collections.abc import Iterator

from kg.documents.articles import Article, Omission
from kg.documents.contents import Content
from kg.documents.fields import Fields
from kg.errors import ReadError

_BATCH = 256


def read(content: Content, fields: Fields) -> Iterator[Article | Omission]:
    """The article of each row. Raises ReadError without a field of texts."""
    from pyarrow import parquet

    with content.open_seekable() as stream:
        table = parquet.ParquetFile(stream)
        columns = fields.columns(table.schema_arrow.names)
        number = 0
        for batch in table.iter_batches(batch_size=_BATCH, columns=columns, use_threads=False):
            content.budget.take(batch.nbytes)
            for row in batch.to_pylist():
                number += 1
                try:
                    yield fields.article(row, f"row {number}")
                except ReadError as error:
                    yield Omission(str(error), f"row {number}")
