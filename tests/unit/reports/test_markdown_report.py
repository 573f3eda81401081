from collections.abc import Iterable
from itertools import pairwise

from markdown_it import MarkdownIt

from benchwright.records.answer import Answer
from benchwright.records.attempt import Attempt
from benchwright.records.summary import RunSummary
from benchwright.reports.markdown import to_markdown
from benchwright.reports.run import run_document
from tests.unit.reports.report_samples import BARE, FAILED, KNOWN, LOST, PASSED, SUMMARY, failed_with


def markdown(summary: RunSummary, attempts: Iterable[Attempt]) -> str:
    return to_markdown(run_document(summary, attempts))


def tables(page: str) -> list[list[list[str]]]:
    """Read every table of a page, cell by cell, with a real Markdown parser."""
    found: list[list[list[str]]] = []
    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    for before, token in pairwise(tokens):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif before.type in ("td_open", "th_open"):
            found[-1][-1].append("".join(child.content for child in token.children or []))
    return found


def leaderboard(page: str) -> dict[str, dict[str, str]]:
    head, *rows = tables(page)[0]
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


def test_the_leaderboard_shows_both_denominators_with_the_interval_and_cost():
    row = leaderboard(markdown(SUMMARY, []))["openai/gpt-5"]
    assert (row["Passed"], row["Strict"], row["Scored only"]) == ("1/3", "33.3 %", "50.0 %")
    assert (row["95 % interval"], row["Infra errors"], row["Cost"]) == ("9.4 to 90.5 %", "33.3 %", "$0.5000")


def test_unknown_figures_say_unknown_and_never_zero():
    row = leaderboard(markdown(SUMMARY, []))["vllm/own"]
    unknown = ("Strict", "Scored only", "95 % interval", "Overall", "Tokens")
    assert {row[name] for name in unknown} == {"unknown"}
    assert row["Cost"] == "unknown (3 attempts without a price or usage)"
    assert row["Latency p50 / p95"] == "unknown / unknown"


def test_candidates_are_ranked_by_the_strict_rate_with_unknown_last():
    better = KNOWN.model_copy(update={"candidate": "best", "strict": 0.9})
    zero = KNOWN.model_copy(update={"candidate": "zero", "strict": 0.0})
    page = markdown(SUMMARY.model_copy(update={"candidates": (BARE, zero, KNOWN, better)}), [])
    assert list(leaderboard(page)) == ["best", "openai/gpt-5", "zero", "vllm/own"]


def test_a_withheld_score_is_unknown_in_the_score_table():
    scores = tables(markdown(SUMMARY, []))[1]
    assert scores[0] == ["Candidate", "correctness", "speed"]
    assert scores[1] == ["openai/gpt-5", "75.0", "unknown"]


def test_outcomes_are_counted_in_their_own_table():
    assert tables(markdown(SUMMARY, []))[2][:2] == [
        ["Candidate", "passed", "failed", "infra error"],
        ["openai/gpt-5", "1", "1", "1"],
    ]


def test_pass_at_k_appears_only_where_there_is_one():
    assert "## pass@k" not in markdown(SUMMARY, [])
    several = KNOWN.model_copy(update={"pass_at_k": {1: 0.5, 5: 0.875}})
    page = markdown(SUMMARY.model_copy(update={"candidates": (several,)}), [])
    assert tables(page)[2] == [["Candidate", "pass@1", "pass@5"], ["openai/gpt-5", "50.0 %", "87.5 %"]]


def test_attempts_that_did_not_pass_are_listed_with_their_reasons():
    rows = tables(markdown(SUMMARY, iter([PASSED, FAILED, LOST])))[-1][1:]
    assert [row[1] for row in rows] == ["three_sum", "four_sum"]
    assert rows[0][4] == "1 of 2 failed; case 3: expected [1, 2], got [2, 1]"
    assert rows[1][4] == "ProviderDown: 503 from the provider (blamed on: provider)"


def test_text_from_an_answer_cannot_break_out_of_its_cell():
    hostile = "a | b\n# head `x` ![p](http://h/x.png) <img src=x onerror=y> \\| &amp; **b**\r\n| c |"
    execution = FAILED.execution
    assert execution is not None
    page = markdown(SUMMARY, [failed_with(execution=execution.model_copy(update={"load_error": hostile}))])
    row = tables(page)[-1][1]
    assert len(row) == 6
    assert row[4] == "could not be loaded: " + " ".join(hostile.split())


def test_text_that_utf_8_cannot_hold_still_gives_a_writable_page():
    page = markdown(SUMMARY, [failed_with(task_id="half \ud800 pair")])
    assert b"half ? pair" in page.encode("utf-8")


def test_a_very_long_reason_is_cut():
    answer = Answer(prompt="", text="")
    long = failed_with(candidate="x" * 1000, answer=answer)
    assert len(tables(markdown(SUMMARY, [long]))[-1][1][0]) == 300


def test_a_run_without_any_candidate_or_attempt_is_still_a_page():
    page = markdown(SUMMARY.model_copy(update={"candidates": (), "note": "stopped"}), [])
    assert page.startswith("# Run r1\n")
    assert "- Note: stopped" in page
