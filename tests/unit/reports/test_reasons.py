from typing import Any

import pytest

from benchwright.records.answer import Answer
from benchwright.records.attempt import Outcome
from benchwright.records.execution import CaseResult, Execution
from benchwright.reports.reasons import reason
from tests.unit.reports.report_samples import LOST, PASSED, TIER, failed_with


def execution(**fields: Any) -> Execution:
    return Execution.model_validate({"sandbox": TIER, "results": (), "planned": 3, **fields})


@pytest.mark.parametrize(
    ("ran", "expected"),
    [
        (execution(tampered="forged verdict", limit="cpu"), "reached for the verdict: forged verdict"),
        (execution(limit="file_size"), "stopped by the file size limit"),
        (execution(load_error="SyntaxError: x"), "could not be loaded: SyntaxError: x"),
        (
            execution(results=(CaseResult(index=1, passed=False, error="KeyError: 'a'"),)),
            "1 of 3 failed; case 2: KeyError: 'a'",
        ),
        (execution(results=(CaseResult(index=0, passed=True),)), "only 1 of 3 were run"),
    ],
)
def test_the_execution_tells_why_it_is_not_a_pass(ran: Execution, expected: str):
    assert reason(failed_with(execution=ran)) == expected


@pytest.mark.parametrize(
    ("finish", "expected"),
    [("length", "the answer was cut off at the token limit"), ("refusal", "the model refused")],
)
def test_an_unfinished_answer_is_the_reason_before_what_its_rest_did(finish: str, expected: str):
    answer = Answer.model_validate({"prompt": "", "text": "", "finish_reason": finish})
    assert reason(failed_with(answer=answer, execution=execution(load_error="SyntaxError"))) == expected


def test_a_forged_verdict_is_the_reason_even_where_the_answer_was_cut_off():
    answer = Answer(prompt="", text="", finish_reason="length")
    forged = failed_with(answer=answer, execution=execution(tampered="early-exit"), outcome=Outcome.TAMPERED)
    assert reason(forged) == "reached for the verdict: early-exit"


def test_an_error_is_told_with_the_side_that_is_blamed():
    assert reason(LOST) == "ProviderDown: 503 from the provider (blamed on: provider)"


def test_without_an_execution_the_scorer_explains():
    assert reason(failed_with(execution=None)) == "correctness: 1 of 2"


def test_a_passed_attempt_needs_no_reason_and_an_empty_one_admits_it():
    assert reason(PASSED) == ""
    bare = failed_with(execution=None, answer=None, scores=(), outcome=Outcome.CANCELLED)
    assert reason(bare) == "no reason recorded"
