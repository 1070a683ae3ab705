"""Changes of the graph that pages ask for: done one after the other, each in a process of its own.

The process does what ``kg fix`` does and ends: neither its work nor its memory is the server's,
which goes on answering.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from kg import upkeep
from kg.corrections import Amendment, Correction, render
from kg.errors import CorrectionError, KgError, LockedError
from kg.graph.generations import CORRECTIONS
from kg.serving.refusals import CONFLICT, FAILED, UNAVAILABLE, Refusal
from kg.settings import Settings
from kg.workers import call_in_worker

_MOST_WAITING = 20
_MOST_KEPT = 200

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of a change: of ``correction``, which was made or taken back.

    ``iris`` are those of the things that it is about now, ``note`` tells what else came of it.
    ``problems`` counts the corrections of the store that do not apply.
    """

    correction: Correction
    iris: tuple[str, ...]
    note: str
    problems: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change that was asked for, under a name that no other has, in no run of the server.

    ``page`` is the IRI on whose page it was asked for ("": on that of all corrections), ``place``
    where on it, and ``form`` what was sent. ``ahead`` were to be done before it.
    """

    name: str
    amendment: Amendment
    page: str
    place: str
    form: Sequence[tuple[str, str]]
    ahead: int
    done: asyncio.Task[Applied | Refusal]


class Changes:
    """The changes of a store, which ``settings`` name."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._changes: dict[str, Change] = {}
        self._turn = asyncio.Lock()
        self._is_closing = False

    def begin(
        self, amendment: Amendment, *, page: str, place: str, form: Sequence[tuple[str, str]]
    ) -> Change:
        """Have a change made once it is its turn. Raises Refusal where many wait already."""
        waiting = sum(not each.done.done() for each in self._changes.values())
        if waiting >= _MOST_WAITING:
            message = "many changes are waiting to be made; try again"
            raise Refusal(UNAVAILABLE, message, {"Retry-After": "10"})
        done = asyncio.create_task(self._make(amendment))
        change = Change(secrets.token_hex(8), amendment, page, place, form, waiting, done)
        self._changes[change.name] = change
        for old in list(self._changes)[:-_MOST_KEPT]:
            del self._changes[old]
        return change

    def get(self, name: str) -> Change | None:
        """The change of this name, as long as it is known."""
        return self._changes.get(name)

    async def result(self, change: Change, *, seconds: float) -> Applied | None:
        """What came of a change; None where it is not done in so many seconds.

        Raises Refusal where it failed, and nothing was changed.
        """
        await asyncio.wait((change.done,), timeout=seconds)
        result = change.done.result() if change.done.done() else None
        if isinstance(result, Refusal):
            raise result
        return result

    async def close(self) -> None:
        """Wait until the change that is being made is made; what waits for it is not."""
        self._is_closing = True
        await asyncio.gather(*(change.done for change in self._changes.values()))

    async def _make(self, amendment: Amendment) -> Applied | Refusal:
        async with self._turn:
            if self._is_closing:
                return Refusal(UNAVAILABLE, "the server is ending")
            try:
                return await asyncio.to_thread(call_in_worker, _apply, (amendment, self._settings))
            except CorrectionError as error:
                return Refusal(CONFLICT, str(error))
            except LockedError:
                message = "another process is writing this store"
                return Refusal(UNAVAILABLE, message, {"Retry-After": "5"})
            except Exception as error:
                # It may name folders, which are nobody's business but the owner's. Whatever it
                # was, the next change is made.
                _log.error("a change failed: %s", error, exc_info=not isinstance(error, KgError))
                return Refusal(FAILED, "the store cannot be changed; the server's log says why")


def fingerprint(correction: Correction) -> str:
    """What names a correction in forms: its number changes as others come and go."""
    return hashlib.sha256(render(correction).encode()).hexdigest()[:32]


def _apply(asked: tuple[Amendment, Settings]) -> Applied:
    amendment, settings = asked
    done = upkeep.correct(amendment, store=settings.store, settings=settings)
    problems = sum(each.source == CORRECTIONS for each in done.report.problems)
    if done.outcome is None:
        assert amendment.meant is not None
        return Applied(amendment.meant, (), "", problems)
    iris = tuple(done.state.iris[at] for at in done.outcome.entities)
    return Applied(done.outcome.correction, iris, done.outcome.note, problems)
