"""Editing: corrections that pages ask for, as ``kg fix`` makes them.

A form is answered by a redirect to the change that it asked for, which says that it is being
made, and leads on to the page of what was changed once it is. So it works without script.
"""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg import upkeep
from kg.corrections import Action, Amendment, Correction, Judgement
from kg.errors import CorrectionError
from kg.graph.redirects import successors
from kg.model import EntityType
from kg.serving import looks
from kg.serving.access import DOOR, Access, Session, session_of
from kg.serving.addresses import address_of
from kg.serving.changes import Applied, Change, Changes, fingerprint
from kg.serving.corrected import accepted_by, show
from kg.serving.current import CurrentGraph
from kg.serving.entities import read_entity
from kg.serving.forms import LONGEST_NAME, LONGEST_REASON, Form, read_act, read_form
from kg.serving.refusals import CONFLICT, FORBIDDEN, NOT_FOUND, Refusal
from kg.serving.search import KINDS, Search
from kg.serving.things import Things
from kg.settings import Settings

_SECONDS = 3.0
"""How long an answer waits for a change to be made, before it says that it is being made."""

_FEW, _SOME, _MANY = 5, 20, 500

_Answer = Callable[[Request, Form], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Editing:
    """That a served store may be edited: by whom, and in whose name.

    ``settings`` name the store, and are what it was built with. ``author`` is written with
    each correction.
    """

    access: Access
    settings: Settings
    author: str


class Curation:
    """The pages and forms of editing over the published graph."""

    def __init__(self, editing: Editing, current: CurrentGraph, search: Search) -> None:
        self._access = editing.access
        self._author = editing.author
        self._store = editing.settings.store
        self._current = current
        self._search = search
        self._changes = Changes(editing.settings)

    def routes(self) -> Sequence[Route]:
        """The addresses of editing."""
        actions: dict[str, _Answer] = {
            action.value: partial(self._correct, action) for action in Action
        }
        actions |= {"undo": self._undo, "leave": self._leave}
        return [
            Route(DOOR, self.door),
            Route(DOOR, self.enter, methods=("POST",)),
            Route(f"{DOOR}/merge", self.merging),
            Route(f"{DOOR}/change/{{name}}", self.change),
            *(
                Route(f"{DOOR}/{name}", partial(self._post, action), methods=("POST",))
                for name, action in actions.items()
            ),
        ]

    async def close(self) -> None:
        """Wait until nothing is being changed."""
        await self._changes.close()

    def door(self, request: Request) -> Response:
        """All corrections of the store; the way in for who is not in yet."""
        if session_of(request) is None:
            return looks.render(request, "door.html", wrong=False)
        things = Things(self._current.get())
        listed = self._listed()
        newest = listed[::-1][:_MANY]
        return looks.render(
            request,
            "corrections.html",
            rows=[(each, show(each.correction, things)) for each in newest],
            total=len(listed),
            edit=self.on_page(request, things),
        )

    async def enter(self, request: Request) -> Response:
        """Let a browser in that has the token."""
        self._access.check_sender(request)
        form = await read_form(request)
        session = self._access.enter("".join(form.all("token")))
        if session is None:
            return looks.render(request, "door.html", code=FORBIDDEN, wrong=True)
        response = RedirectResponse(DOOR, status_code=303)
        self._access.set_cookie(response, request, session)
        return response

    def merging(self, request: Request) -> Response:
        """What a thing may be merged with, and once that is chosen both, to be sure."""
        _session(request)
        graph, asked = self._current.get(), request.query_params
        things, language = Things(graph), looks.language_of(request)
        read = partial(read_entity, graph, most=_FEW, language=language)
        one = read(_living(things, asked.get("iri", "")))
        if asked.get("other"):
            other = read(_living(things, asked["other"]))
            return looks.render(
                request, "merge.html", pair=(one, other), edit=self.on_page(request, things)
            )
        text = asked.get("q", "")[:LONGEST_NAME]
        kind = EntityType(one.thing.type)
        found = self._search.rows(text, kind, most=_SOME) if text.strip() else []
        return looks.render(
            request,
            "choose.html",
            one=one,
            text=text,
            found=[row for row in found if row["iri"] != one.thing.iri],
            pair_with=lambda iri: f"{DOOR}/merge?{urlencode({'iri': one.thing.iri, 'other': iri})}",
        )

    async def change(self, request: Request) -> Response:
        """A change that was asked for: that it is being made, where it led, or why it failed."""
        _session(request)
        change = self._changes.get(request.path_params["name"])
        if change is None:
            raise Refusal(NOT_FOUND, "no change of this name is known")
        try:
            applied = await self._changes.result(change, seconds=_SECONDS)
        except Refusal as refusal:
            return await run_in_threadpool(self._failed, request, change, refusal)
        if applied is None:
            return looks.render(request, "making.html", code=202, change=change)
        address = await run_in_threadpool(self._after, change, applied)
        return RedirectResponse(address, status_code=303)

    def on_page(self, request: Request, things: Things, iri: str = "") -> Mapping[str, Any] | None:
        """What a page needs in order to offer corrections, of the thing with an IRI; None where it
        must not."""
        session = session_of(request)
        if session is None:
            return None
        return {
            "csrf": session.csrf,
            "iri": iri,
            "types": KINDS,
            "most_documents": _MANY,
            "longest_name": LONGEST_NAME,
            "longest_reason": LONGEST_REASON,
            "accepted_by": partial(accepted_by, things),
            "notice": self._notice(request, things),
        }

    async def _post(self, action: _Answer, request: Request) -> Response:
        """Answer a form of a session, and of no one else."""
        self._access.check_sender(request)
        session = _session(request)
        form = await read_form(request)
        self._access.check_form(session, form.all("csrf"))
        return await action(request, form)

    async def _correct(self, action: Action, request: Request, form: Form) -> Response:
        def read() -> Correction:
            act = read_act(action, form, Things(self._current.get()))
            reason = form.text("reason", most=LONGEST_REASON)
            return Correction(act, self._author, datetime.date.today(), reason)

        correction = await run_in_threadpool(read)
        return self._begin(Amendment(add=correction), form)

    async def _undo(self, request: Request, form: Form) -> Response:
        key = form.text("correction", most=100)
        listed = await run_in_threadpool(self._listed)
        # Of two that say the same the later one goes.
        for each in reversed(listed):
            if fingerprint(each.correction) == key:
                return self._begin(Amendment(undo=each.number, meant=each.correction), form)
        raise Refusal(CONFLICT, "this correction is not in force any more; load the page again")

    async def _leave(self, request: Request, form: Form) -> Response:
        self._access.leave(_session(request))
        response = RedirectResponse(DOOR, status_code=303)
        self._access.delete_cookie(response)
        return response

    def _listed(self) -> Sequence[upkeep.Listed]:
        """The corrections of the store. Raises Refusal where their file is broken."""
        try:
            return upkeep.list_corrections(self._store)
        except CorrectionError as error:
            raise Refusal(CONFLICT, str(error)) from error

    def _begin(self, amendment: Amendment, form: Form) -> Response:
        page = "".join(form.all("page"))
        change = self._changes.begin(amendment, page=page, place=form.place(), form=form.written())
        return RedirectResponse(f"{DOOR}/change/{change.name}", status_code=303)

    def _after(self, change: Change, applied: Applied) -> str:
        """The address that shows what was changed."""
        base = self._current.get().catalogue.base
        is_judged = isinstance(applied.correction.act, Judgement)
        iri = change.page if is_judged or not applied.iris else applied.iris[0]
        address = address_of(iri, base) or DOOR
        place = f"#{change.place}" if change.place and address != DOOR else ""
        return f"{address}?changed={change.name}{place}"

    def _failed(self, request: Request, change: Change, refusal: Refusal) -> Response:
        """The page of a change that failed; what may go well later can be sent again from it."""
        response = looks.render(
            request,
            "failed.html",
            code=refusal.status,
            change=change,
            refusal=refusal,
            action="undo" if change.amendment.add is None else change.amendment.add.action.value,
            csrf=_session(request).csrf,
            back=address_of(change.page, self._current.get().catalogue.base) or DOOR,
        )
        response.headers.update(refusal.headers)
        return response

    def _notice(self, request: Request, things: Things) -> Mapping[str, Any] | None:
        """What the change did whose name is in the address."""
        change = self._changes.get(request.query_params.get("changed", ""))
        if change is None or not change.done.done():
            return None
        applied = change.done.result()
        if not isinstance(applied, Applied):
            return None
        return {
            "is_undone": change.amendment.undo is not None,
            "shown": show(applied.correction, things),
            "things": [things.thing(iri) for iri in applied.iris],
            "note": applied.note,
            "problems": applied.problems,
            "page": change.page,
        }


def _session(request: Request) -> Session:
    """The session of a request. Raises Refusal where there is none."""
    session = session_of(request)
    if session is None:
        raise Refusal(FORBIDDEN, "editing needs the link that the server showed when it started")
    return session


def _living(things: Things, iri: str) -> str:
    """The thing that an IRI stands for, or did before. Raises Refusal."""
    found = [iri] if things.holds(iri) else list(successors(things.store, iri))
    if len(found) != 1 or things.type(found[0]) not in KINDS:
        raise Refusal(NOT_FOUND, f"the graph holds no thing {iri}")
    return found[0]
