import csv
import io
from collections.abc import Iterable

import pytest

from benchwright.records.attempt import Attempt, Outcome
from benchwright.records.summary import RunSummary
from benchwright.reports.csv import COLUMNS, to_csv
from tests.unit.reports.report_samples import FAILED, KNOWN, LOST, PASSED, SUMMARY, failed_with


def rows(attempts: Iterable[Attempt], summary: RunSummary = SUMMARY) -> list[dict[str, str]]:
    text = "".join(to_csv(summary, attempts))
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_there_is_one_row_for_each_attempt_with_every_column():
    found = rows([PASSED, FAILED, LOST])
    assert [row["task_id"] for row in found] == ["two_sum", "three_sum", "four_sum"]
    assert all(list(row) == [*COLUMNS, "score_correctness", "score_speed"] for row in found)
    assert (found[0]["cost_usd"], found[0]["score_correctness"], found[0]["cases_passed"]) == ("0.25", "1.0", "1")


def test_a_tampered_attempt_has_no_passed_case_and_names_its_technique():
    assert PASSED.execution is not None
    execution = PASSED.execution.model_copy(update={"tampered": "frame-walk"})
    caught = PASSED.model_copy(update={"outcome": Outcome.TAMPERED, "execution": execution})
    row, honest = rows([caught, PASSED])
    assert (row["cases_passed"], row["cases_planned"], row["tampered"]) == ("0", "1", "frame-walk")
    assert (honest["cases_passed"], honest["tampered"]) == ("1", "")


def test_unknown_figures_are_empty_cells():
    lost, passed = rows([LOST, PASSED])
    assert (lost["cost_usd"], lost["overall"], lost["latency_s"], lost["wall_s"]) == ("", "", "", "")
    assert (passed["score_speed"], passed["reasoning_tokens"], passed["memory_mb"]) == ("", "", "")


def test_the_columns_do_not_change_with_the_attempts():
    headers = {next(iter(to_csv(SUMMARY, attempts))) for attempts in ([], [LOST], [PASSED, FAILED])}
    assert len(headers) == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_text_that_a_spreadsheet_would_run_is_defused(start: str):
    (row,) = rows([failed_with(task_id=f'{start}HYPERLINK("http://h")')])
    assert row["task_id"] == f'\'{start}HYPERLINK("http://h")'


def test_a_score_column_cannot_be_a_formula_either():
    hostile = KNOWN.model_copy(update={"scores": {"=1+1": 0.5}})
    header = next(iter(to_csv(SUMMARY.model_copy(update={"candidates": (hostile,)}), [])))
    assert header.rstrip().endswith(",score_=1+1")


def test_numbers_below_zero_stay_numbers():
    (row,) = rows([failed_with(overall=-0.5)])
    assert row["overall"] == "-0.5"


def test_commas_quotes_and_line_breaks_come_back_as_they_were():
    text = 'a,"b"\nc'
    assert rows([failed_with(task_id=text)])[0]["task_id"] == text


def test_rows_are_made_one_by_one_as_attempts_arrive():
    seen: list[str] = []

    def arriving() -> Iterable[Attempt]:
        for attempt in (PASSED, FAILED):
            seen.append(attempt.id)
            yield attempt

    lines = to_csv(SUMMARY, arriving())
    assert (next(lines)[:6], seen) == ("run_id", [])
    next(lines)
    assert seen == [PASSED.id]


def test_text_that_utf_8_cannot_hold_still_gives_a_writable_row():
    assert "".join(to_csv(SUMMARY, [failed_with(task_id="\ud800")])).encode("utf-8")
