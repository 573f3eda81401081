"""The completion solver asks once and keeps what it got."""

from benchwright.contracts import Solver
from benchwright.records.call import Generated, ModelRequest, ModelResponse
from benchwright.records.candidate import GenerationSettings, ModelCandidate
from benchwright.records.task import Case, FunctionTask, PromptTask, Task
from benchwright.records.usage import Usage
from benchwright.solvers.completion import Completion

FUNCTION = FunctionTask(
    id="double",
    prompt="Return twice the number. {{ 7 * 7 }}",
    entry_point="double",
    signature="def double(x: int) -> int:",
    cases=(Case(input=(987654,), expected=1975308),),
    reference="def double(x):\n    return x + x  # secret\n",
    constraints=("No <loops> & no 'globals'.",),
    hints=("Addition is enough.",),
)
QUESTION = PromptTask(id="capital", prompt="Capital of France?", expected="Paris")
CANDIDATE = ModelCandidate(provider="p", model="m")


def prompt(task: Task, solver: Completion | None = None) -> str:
    (message,) = (solver or Completion()).request(task, CANDIDATE, 0).messages
    return message.content


def test_a_function_prompt_shows_the_task_and_never_its_cases_or_reference() -> None:
    text = prompt(FUNCTION)
    for shown in (
        "Return twice the number.",
        "```python\ndef double(x: int) -> int:\n```",
        "- No <loops> & no 'globals'.",
    ):
        assert shown in text
    for hidden in ("987654", "1975308", "secret", "Addition"):
        assert hidden not in text


def test_hints_are_shown_when_asked_for_and_make_another_version() -> None:
    hinting = Completion(hints=True)
    assert "- Addition is enough." in prompt(FUNCTION, hinting)
    assert hinting.version != Completion().version


def test_a_prompt_that_is_the_starter_is_shown_as_code() -> None:
    code = 'def double(x):\n    """Twice."""\n'
    task = FUNCTION.model_copy(update={"prompt": code, "starter": code})
    assert prompt(task).startswith(f"Complete this Python program:\n\n```python\n{code}```\n")


def test_what_looks_like_a_template_in_a_task_is_not_run() -> None:
    assert "{{ 7 * 7 }}" in prompt(FUNCTION)


def test_a_prompt_task_is_sent_as_it_is() -> None:
    assert prompt(QUESTION) == "Capital of France?"


def test_the_request_carries_system_message_settings_and_sample() -> None:
    settings = GenerationSettings(system="Be brief.", temperature=0.5)
    request = Completion().request(QUESTION, CANDIDATE.model_copy(update={"settings": settings}), 7)
    assert [(message.role, message.content) for message in request.messages] == [
        ("system", "Be brief."),
        ("user", "Capital of France?"),
    ]
    assert (request.model, request.settings, request.task_id, request.sample) == ("m", settings, "capital", 7)


async def solve(task: Task, text: str) -> tuple[object, list[ModelRequest]]:
    sent: list[ModelRequest] = []
    response = ModelResponse(
        text=text,
        finish_reason="length",
        usage=Usage(input_tokens=3),
        latency_s=1.5,
        first_token_s=0.5,
        model_version="m-1",
    )

    async def generate(request: ModelRequest) -> Generated:
        sent.append(request)
        return Generated(response, 0.25, "key", cached=True, tries=3)

    solver: Solver = Completion()
    answer = await solver.solve(task, solver.request(task, CANDIDATE, 0), generate)
    assert answer.model_dump(include={"text", "finish_reason", "latency_s", "first_token_s", "model_version"}) == (
        response.model_dump(include={"text", "finish_reason", "latency_s", "first_token_s", "model_version"})
    )
    assert (answer.usage, answer.cost_usd, answer.call_key, answer.cached, answer.tries) == (
        response.usage,
        0.25,
        "key",
        True,
        3,
    )
    assert answer.prompt == sent[0].messages[0].content
    return (answer.code, answer.steps), sent


async def test_an_answer_keeps_what_the_call_gave_and_the_code_in_it() -> None:
    found, sent = await solve(FUNCTION, "```python\ndef double(x):\n    return 2 * x\n```")
    assert found == (
        "def double(x):\n    return 2 * x\n",
        ("took the python code fence that defines double, the only one",),
    )
    assert len(sent) == 1


async def test_a_prompt_task_has_no_code() -> None:
    assert (await solve(QUESTION, "```python\nx = 1\n```"))[0] == (None, ())
