"""Scores: one dimension's value, and the weights that combine them."""

from typing import Any

from pydantic import Field, field_validator

from benchwright.records.record import Record


class Score(Record):
    """One dimension's value for one attempt."""

    dimension: str
    value: float | None = Field(ge=0, le=1)
    """0..1 (shown as 0..100); None: withheld, and the explanation says why."""
    explanation: str
    scorer: str
    version: str
    parameters: dict[str, Any] = Field(default_factory=dict)


class Profile(Record):
    """Named weights that combine scores into one overall figure."""

    name: str = "assistant"
    weights: dict[str, float] = Field(
        default_factory=lambda: {"correctness": 0.40, "speed": 0.20, "quality": 0.25, "efficiency": 0.15}
    )
    speed_baseline_s: float = Field(default=10.0, gt=0)
    """Response time in seconds that earns full marks for speed."""

    @field_validator("weights")
    @classmethod
    def _weights_are_usable(cls, weights: dict[str, float]) -> dict[str, float]:
        if any(weight < 0 for weight in weights.values()) or not sum(weights.values()) > 0:
            raise ValueError("weights must not be negative and must not all be zero")
        return weights

    def overall(self, scores: tuple[Score, ...]) -> float | None:
        """Weighted mean of the scores there are, weights of withheld ones left out; None where there is none."""
        parts = [(self.weights.get(s.dimension, 0.0), s.value) for s in scores if s.value is not None]
        total = sum(weight for weight, _ in parts)
        return sum(weight * value for weight, value in parts) / total if total > 0 else None
