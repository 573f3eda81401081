import json
from itertools import islice, repeat

from benchwright.records.attempt import Attempt
from benchwright.records.summary import RunSummary
from benchwright.reports.json import to_json
from tests.unit.reports.report_samples import FAILED, LOST, PASSED, SUMMARY, failed_with


def test_the_records_come_back_from_the_document_as_they_were():
    document = json.loads("".join(to_json(SUMMARY, [PASSED, FAILED, LOST])))
    assert document["format"] == 1
    assert RunSummary.model_validate(document["run"]) == SUMMARY
    assert [Attempt.model_validate(attempt) for attempt in document["attempts"]] == [PASSED, FAILED, LOST]


def test_a_run_without_attempts_is_a_document_too():
    assert json.loads("".join(to_json(SUMMARY, [])))["attempts"] == []


def test_unknown_is_null():
    document = json.loads("".join(to_json(SUMMARY, [PASSED])))
    assert document["run"]["candidates"][0]["cost_usd"] is None
    assert document["attempts"][0]["scores"][1]["value"] is None


def test_attempts_are_written_one_by_one_as_they_arrive():
    assert len(list(islice(to_json(SUMMARY, repeat(PASSED)), 50))) == 50


def test_text_that_utf_8_cannot_hold_is_kept_and_still_writable():
    text = "".join(to_json(SUMMARY, [failed_with(task_id="half \ud800 pair")]))
    assert json.loads(text.encode("utf-8"))["attempts"][0]["task_id"] == "half \ud800 pair"
