"""The solver `completion`: one prompt, one response, and the code taken out of it."""

import asyncio
from importlib.resources import files

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from benchwright.contracts import Generate
from benchwright.records.answer import Answer
from benchwright.records.call import Generated, Message, ModelRequest
from benchwright.records.candidate import ModelCandidate
from benchwright.records.task import FunctionTask, Task
from benchwright.solvers.extraction import Extraction, Extractor

VERSION = "1"
"""To be raised with any change to a prompt or to how code is taken out: both decide an attempt's result."""


LONG_TEXT = 20_000
"""Characters from which on the code is looked for in a thread."""


class Completion:
    """Asks once. Cases, checks and references never reach the prompt."""

    name = "completion"

    def __init__(self, *, hints: bool = False) -> None:
        # Prompts that show the hints are other attempts, so they are another version.
        self.version = f"{VERSION}+hints" if hints else VERSION
        self._hints = hints
        self._extractor = Extractor()
        self._function = _template("function.md.jinja")
        self._prompt = _template("prompt.md.jinja")

    def request(self, task: Task, candidate: ModelCandidate, sample: int) -> ModelRequest:
        """Render the prompt, after the candidate's system message if it has one."""
        system = candidate.settings.system
        user = Message(role="user", content=self._render(task))
        return ModelRequest(
            model=candidate.model,
            messages=(Message(role="system", content=system), user) if system else (user,),
            settings=candidate.settings,
            task_id=task.id,
            sample=sample,
        )

    async def solve(self, task: Task, request: ModelRequest, generate: Generate) -> Answer:
        """Send the request and take the code out of the response; a prompt task has none."""
        generated = await generate(request)
        if isinstance(task, FunctionTask):
            return _answer(request, generated, await self._extract(generated.response.text, task))
        return _answer(request, generated, Extraction(None, ()))

    async def _extract(self, text: str, task: FunctionTask) -> Extraction:
        if len(text) < LONG_TEXT:
            return self._extractor.extract(text, task)
        return await asyncio.to_thread(self._extractor.extract, text, task)  # others go on meanwhile

    def _render(self, task: Task) -> str:
        if not isinstance(task, FunctionTask):
            return self._prompt.render(prompt=task.prompt)
        return self._function.render(
            prompt=task.prompt.rstrip(),
            is_code=bool(task.starter) and task.prompt.strip() == task.starter.strip(),
            signature=task.signature.rstrip(),
            constraints=task.constraints,
            hints=task.hints if self._hints else (),
            entry_point=task.entry_point,
        )


def _template(name: str) -> Template:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    source = files("benchwright.solvers").joinpath("prompts", name).read_text(encoding="utf-8")
    return environment.from_string(source)


def _answer(request: ModelRequest, generated: Generated, found: Extraction) -> Answer:
    response = generated.response
    return Answer(
        prompt="\n\n".join(message.content for message in request.messages),
        text=response.text,
        code=found.code,
        steps=found.steps,
        finish_reason=response.finish_reason,
        usage=response.usage,
        cost_usd=generated.cost_usd,
        latency_s=response.latency_s,
        first_token_s=response.first_token_s,
        model_version=response.model_version,
        call_key=generated.call_key,
        cached=generated.cached,
        tries=generated.tries,
    )
