"""Speed of a response against a stated baseline.

value = min(1, baseline_s / latency_s): full marks up to the baseline, half at twice as long. An answer without text
scores 0, whatever time it took. An offline candidate has no response time and scores 1, which the explanation says.
"""

from benchwright.records.answer import Answer
from benchwright.records.execution import Execution
from benchwright.records.score import Score
from benchwright.records.task import Task

VERSION = "1"


class Speed:
    """Judges how soon the answer came."""

    name = "speed"
    dimension = "speed"
    version = VERSION
    decides = False

    def __init__(self, *, baseline_s: float = 10.0) -> None:
        self._baseline_s = baseline_s

    def applies(self, task: Task) -> bool:  # noqa: ARG002 (every answer takes time)
        """Every task."""
        return True

    async def score(self, task: Task, answer: Answer, execution: Execution | None) -> Score:  # noqa: ARG002 (contract)
        """Compare the response time with the baseline."""
        value, explanation = self._judge(answer)
        return Score(
            dimension=self.dimension,
            value=value,
            explanation=explanation,
            scorer=self.name,
            version=self.version,
            parameters={"baseline_s": self._baseline_s},
        )

    def _judge(self, answer: Answer) -> tuple[float, str]:
        if not answer.text or answer.text.isspace():
            return 0.0, "The answer has no text, so its speed is worth nothing."
        # Written so that NaN counts as unknown too.
        if not answer.latency_s > 0:
            return 1.0, "There is no response time, as with offline candidates, so nothing is taken off."
        value = min(1.0, self._baseline_s / answer.latency_s)
        return value, f"The response took {answer.latency_s:.3g} s against a baseline of {self._baseline_s:.3g} s."
