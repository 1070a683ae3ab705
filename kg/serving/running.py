"""Jobs of a request: given to the processes that answer, and stopped where the client has gone."""

from __future__ import annotations

import asyncio

from starlette.requests import Request

from kg.serving.jobs import Fate, Job, Outcome
from kg.serving.pool import Busy, Lost, OverTime, Pool
from kg.serving.refusals import BAD_REQUEST, FAILED, NOT_ACCEPTABLE, UNAVAILABLE, Refusal

_STATUSES = {
    Fate.WRONG: BAD_REQUEST,
    Fate.UNACCEPTABLE: NOT_ACCEPTABLE,
    Fate.FAILED: FAILED,
    Fate.UNREADABLE: UNAVAILABLE,
}


async def run(pool: Pool, request: Request, job: Job) -> Outcome:
    """The outcome of a job that is answered, for the client of a request. Raises Refusal."""
    asking = asyncio.ensure_future(pool.run(job))
    leaving = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((asking, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            raise Refusal(BAD_REQUEST, "the client has gone")
        return _judge(asking, pool.limits.seconds)
    finally:
        asking.cancel()
        leaving.cancel()


def _judge(asking: asyncio.Future[Outcome], seconds: float) -> Outcome:
    try:
        outcome = asking.result()
    except OverTime as error:
        message = f"the query was stopped: it took longer than {seconds:g} seconds"
        raise Refusal(UNAVAILABLE, message) from error
    except Busy as error:
        message = "other queries take all the time; try again"
        raise Refusal(UNAVAILABLE, message, {"Retry-After": "1"}) from error
    except Lost as error:
        message = "the query was stopped: it took too much memory, or its process crashed"
        raise Refusal(FAILED, message) from error
    if outcome.fate is not Fate.ANSWERED:
        raise Refusal(_STATUSES[outcome.fate], outcome.message)
    return outcome


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
