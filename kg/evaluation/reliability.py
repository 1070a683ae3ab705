"""Whether confidences mean what they say: of ten claims that are 0.8 sure, eight should be right.

A claim is right when the fact that it states matches the gold; claims of facts that are not scored
are not judged. The expected calibration error is the mean distance, over all claims, of a bin's
mean confidence from the share of its claims that are right (Guo et al., "On calibration of modern
neural networks", 2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.evaluation.scoring import Matching

BINS = 10
"""Bins of equal width from 0 to 1; the last one holds 1 too."""


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim with its relation, and whether the gold says the same."""

    relation: str
    pattern: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims whose confidence is in [``low``, ``high``), and those from ``low`` up.

    ``confidence`` is their mean confidence; the fields that end in ``above`` are those of a
    reader who cuts at ``low``.
    """

    low: float
    high: float
    claims: int
    right: int
    confidence: float
    claims_above: int
    right_above: int

    @property
    def precision(self) -> float:
        """The share of the bin's claims that are right."""
        return self.right / self.claims

    @property
    def precision_above(self) -> float:
        """The share of all claims from ``low`` up that are right."""
        return self.right_above / self.claims_above


def judge(matching: Matching) -> tuple[JudgedClaim, ...]:
    """The claims of all facts that are scored."""
    return tuple(
        JudgedClaim(fact.rel, claim.pattern, claim.confidence, index in matching.facts)
        for index, fact in enumerate(matching.prediction.facts)
        if index not in matching.ignored
        for claim in fact.claims
    )


def bins(claims: Sequence[JudgedClaim]) -> list[Bin]:
    """The bins that hold claims, the surest first."""
    found = []
    above: list[JudgedClaim] = []
    for number in range(BINS - 1, -1, -1):
        inside = [claim for claim in claims if _bin(claim.confidence) == number]
        if not inside:
            continue
        above += inside
        found.append(
            Bin(
                low=number / BINS,
                high=(number + 1) / BINS,
                claims=len(inside),
                right=sum(claim.right for claim in inside),
                confidence=sum(claim.confidence for claim in inside) / len(inside),
                claims_above=len(above),
                right_above=sum(claim.right for claim in above),
            )
        )
    return found


def calibration_error(claims: Sequence[JudgedClaim]) -> float | None:
    """The expected calibration error, from 0 to 1; None where there is no claim."""
    if not claims:
        return None
    gaps = (abs(each.confidence - each.precision) * each.claims for each in bins(claims))
    return sum(gaps) / len(claims)


def table(claims: Sequence[JudgedClaim]) -> str:
    """The bins as text, with the error below."""
    lines = [
        f"{'Confidence':<14}{'claims':>7}{'right':>10}{'stated':>8}{'true':>8}"
        f"{'from here up: claims':>24}{'true':>8}"
    ]
    for each in bins(claims):
        name = f"{each.low:.1f} – {each.high:.1f}"
        lines.append(
            f"{name:<14}{each.claims:>7}{each.right:>10}{each.confidence:>8.3f}"
            f"{each.precision:>8.3f}{each.claims_above:>24}{each.precision_above:>8.3f}"
        )
    lines.append(f"expected calibration error {calibration_error(claims) or 0:.3f}")
    return "\n".join(lines)


def numbers(claims: Sequence[JudgedClaim]) -> dict[str, Any]:
    """The same for JSON."""
    return {
        "bins": [
            {
                "low": each.low,
                "high": each.high,
                "claims": each.claims,
                "right": each.right,
                "confidence": each.confidence,
                "precision": each.precision,
                "claims_above": each.claims_above,
                "precision_above": each.precision_above,
            }
            for each in bins(claims)
        ],
        "expected_calibration_error": calibration_error(claims),
    }


def _bin(confidence: float) -> int:
    return min(int(confidence * BINS + 1e-9), BINS - 1)
