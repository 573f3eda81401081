import re

from benchwright.records.comparison import Comparison, Contender, PairedDifference, TaskComparison, TaskResult
from benchwright.records.summary import Interval
from benchwright.reports.comparison import comparison_document
from benchwright.reports.csv import table_csv
from benchwright.reports.html import to_html
from benchwright.reports.markdown import to_markdown
from benchwright.reports.pdf import to_pdf
from benchwright.reports.run import run_document
from tests.unit.reports.report_samples import FAILED, PASSED, SUMMARY, failed_with

HOSTILE = '<script>alert(1)</script> #read("/etc/passwd") $x$ @label \\end 漢字 😀 \ud800 \x1b[31m'


def count(passed: int) -> TaskResult:
    return TaskResult(finished=2, scored=2, passed=passed, overall=None)


COMPARISON = Comparison(
    contenders=(Contender(candidate="a", run_id="r"), Contender(candidate="=b", run_id="r")),
    names=("a", "=b"),
    pairs=(
        PairedDifference(
            first=0, second=1, tasks=2, better=1, worse=0, difference=0.5, ci95=Interval(low=-0.1, high=0.9),
            strict_difference=None,
        ),
    ),
    tasks=(
        TaskComparison(
            task_id="t", difficulty="easy", language="python", counts=(count(2), count(0)), verdict="differs"
        ),
        TaskComparison(
            task_id="u", difficulty="easy", language="python", counts=(count(1), None), verdict="incomparable"
        ),
    ),
    edited=1,
)  # fmt: skip


def test_an_html_report_holds_all_and_loads_nothing():
    page = to_html(run_document(SUMMARY, [PASSED, FAILED]))
    assert "openai/gpt-5" in page
    assert "9.4 to 90.5 %" in page
    assert "<svg" in page
    assert not re.findall(r"(?:src|href)=|url\(|@import|<script", page)


def test_text_of_an_answer_is_no_markup_in_any_form():
    document = run_document(SUMMARY, [failed_with(task_id=HOSTILE)])
    page = to_html(document)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert to_pdf(document).startswith(b"%PDF")
    assert "\\<script\\>" in to_markdown(document)


def test_the_same_report_is_the_same_pdf():
    document = run_document(SUMMARY, [FAILED])
    assert to_pdf(document) == to_pdf(document)


def test_a_long_list_of_failures_is_cut_and_says_so():
    document = run_document(SUMMARY, iter([FAILED] * 5), most_failures=2)
    assert len(document.sections[-1].table.rows) == 2
    assert "The first 2" in document.sections[-1].note
    assert run_document(SUMMARY, iter([FAILED] * 2), most_failures=2).sections[-1].note == ""


def test_a_comparison_shows_differences_with_their_intervals_and_every_task():
    pairs, tasks = comparison_document(COMPARISON).sections
    assert pairs.table.rows == (("a", "=b", "2", "1", "0", "+50.0", "-10.0 to +90.0", "unknown"),)
    assert tasks.table.rows[1] == ("u", "easy", "python", "1/2", "not tried", "incomparable")
    assert table_csv(tasks.table).splitlines()[0] == "Task,Difficulty,Language,a,'=b,Verdict"
