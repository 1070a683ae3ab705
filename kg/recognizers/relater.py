"""The relater: scores of relations between the marks of a passage, from the encoder's states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from kg.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AGENTS = frozenset({"PER", "ORG", "CITY", "COUNTRY", "PLACE"})
_EVENTS = frozenset({"CONF", "SESSION", "MEETING"})
_SITES = frozenset({"CITY", "COUNTRY", "PLACE"})
_PEOPLE = frozenset({"PER"})
_BODIES = frozenset({"ORG"})

KINDS = (
    "PER",
    "TITLE",
    "ORG",
    "CITY",
    "COUNTRY",
    "PLACE",
    "CONF",
    "SESSION",
    "MEETING",
    "INIT",
    "DATE",
    "NUMBER",
)
"""What a mark can be; a reference («المؤتمر») counts as what it refers to. Dates and numbers are
not tagged but read by rules."""

SIGNATURES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "holder": (frozenset({"TITLE"}), _PEOPLE),
    "office": (frozenset({"TITLE"}), _AGENTS - _PEOPLE),
    "speaker": (_EVENTS, _PEOPLE | _BODIES),
    "moderator": (_EVENTS, _PEOPLE),
    "participant": (_EVENTS, _AGENTS - {"PLACE"}),
    "organizer": (_EVENTS, _PEOPLE | _BODIES),
    "host": (_EVENTS, _AGENTS),
    "sponsor": (_EVENTS, _PEOPLE | _BODIES),
    "opener": (_EVENTS, _PEOPLE),
    "partner": (frozenset({"CONF", "ORG"}), frozenset({"ORG", "CITY"})),
    "location": (_EVENTS | {"ORG", "PLACE"}, _SITES),
    "part_of": (frozenset({"SESSION", "ORG"}), frozenset({"CONF", "ORG"})),
    "runs": (_BODIES, frozenset({"INIT"})),
    "date": (_EVENTS, frozenset({"DATE"})),
    "attendance": (_EVENTS, frozenset({"NUMBER"})),
}
"""What each relation can join: kinds of subjects and of objects. «holder» joins a title to the
person, «office» a title to the body where it is held."""

RELATIONS = tuple(SIGNATURES)

_STEPS = (0, 4, 8, 16, 32, 64, 128, 256)
DISTANCES = 2 * len(_STEPS)


def distance_buckets(places: NDArray[Any]) -> NDArray[Any]:
    """For each pair of places (in pieces) a number for how far and on which side the second is."""
    import numpy as np

    ahead = places[None, :] - places[:, None]
    buckets = np.searchsorted(_STEPS[1:], np.abs(ahead), side="left")
    return np.asarray(np.where(ahead >= 0, buckets, buckets + len(_STEPS)))


class Relater:
    """Scores of relations by a bilinear form of the two marks' ends."""

    def __init__(self, file: Path) -> None:
        """Read the weights of ``file``. Raises ModelError where they are missing or broken."""
        import numpy as np
        from threadpoolctl import ThreadpoolController

        # One thread, as for the encoder: the same bytes whatever the machine, and kg's workers
        # share the cores. The library's own choice, a thread for each core, was seen to cost
        # several times as much on a busy machine, since its threads wait busily for each other.
        self._threads = ThreadpoolController()
        try:
            with np.load(file, allow_pickle=False) as held:
                self._weights = {name: held[name].astype(np.float32) for name in held.files}
                shapes = self._weights["forms"].shape, self._weights["distance"].shape
        except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
            raise ModelError(f"{file}: cannot read the relations' weights: {error!r}") from error
        if shapes[0][0] != len(RELATIONS) or shapes[1] != (DISTANCES, len(RELATIONS)):
            raise ModelError(
                f"{file}: found {shapes}; expected weights of {len(RELATIONS)} relations"
            )

    def scores(self, states: NDArray[Any], marks: Sequence[tuple[int, int, str]]) -> NDArray[Any]:
        """The scores (relations, subjects, objects) of all pairs of marks, as log-odds.

        ``states`` (pieces, hidden) are the encoder's for one window, a mark its first and last
        piece and its kind (one of :data:`KINDS`).
        """
        with self._threads.limit(limits=1, user_api="blas"):
            return self._scores(states, marks)

    def _scores(self, states: NDArray[Any], marks: Sequence[tuple[int, int, str]]) -> NDArray[Any]:
        import numpy as np

        held = self._weights
        first = np.array([mark[0] for mark in marks])
        last = np.array([mark[1] for mark in marks])
        kinds = held["kinds"][[KINDS.index(mark[2]) for mark in marks]]
        ends = np.concatenate([states[first], states[last], kinds], axis=-1)
        subject = np.tanh(ends @ held["subject.weight"].T + held["subject.bias"])
        target = np.tanh(ends @ held["object.weight"].T + held["object.bias"])
        left = subject @ held["left.weight"].T + held["left.bias"]
        right = target @ held["right.weight"].T + held["right.bias"]
        scores = np.einsum("ia,rab->rib", subject, held["forms"], optimize=True) @ target.T
        distance = held["distance"][distance_buckets(first)].transpose(2, 0, 1)
        return np.asarray(scores + left.T[:, :, None] + right.T[:, None, :] + distance)
