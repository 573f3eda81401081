"""Everything a run needs, found and checked before anything is spent."""

import asyncio
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import benchwright
from benchwright.actions import registry
from benchwright.actions.candidates import connect
from benchwright.contracts import Model, PriceBook, Sandbox, Scorer, Solver
from benchwright.engine.execute import Bench
from benchwright.engine.plan import plan_candidate, without
from benchwright.errors import UserMistake
from benchwright.records.attempt import PlannedAttempt
from benchwright.records.run import Run, RunSpec
from benchwright.records.score import Profile
from benchwright.records.task import FunctionTask, Suite, Task
from benchwright.records.usage import Price
from benchwright.records.workspace import Workspace
from benchwright.sandboxes.choose import choose
from benchwright.suites.find import find_suite
from benchwright.suites.sampling import select

CATALOG = Path(benchwright.__file__).parent / "catalog"
ABUSE = CATALOG / "abuse"
"""The programs that no sandbox should let through."""


@dataclass(frozen=True)
class Workbench:
    """A run's parts, ready to use."""

    workspace: Workspace
    spec: RunSpec
    suite: Suite
    tasks: tuple[Task, ...]
    models: tuple[Model, ...]
    """One for each candidate."""
    prices: tuple[Price | None, ...]
    """One for each candidate."""
    solver: Solver
    scorers: tuple[Scorer, ...]
    sandbox: Sandbox | None

    @cached_property
    def by_id(self) -> Mapping[str, Task]:
        """The tasks by id."""
        return {task.id: task for task in self.tasks}

    @property
    def solver_name(self) -> str:
        """The solver as `name@version`."""
        return f"{self.solver.name}@{self.solver.version}"

    @property
    def planned_count(self) -> int:
        """Attempts of the whole run."""
        return len(self.tasks) * len(self.spec.candidates) * self.spec.samples

    def planned(self, index: int, done: Collection[str] = ()) -> Iterator[PlannedAttempt]:
        """Yield a candidate's attempts that are still to be made."""
        image = self.sandbox.tier().image if self.sandbox else ""
        everything = plan_candidate(
            self.tasks,
            (index, self.spec.candidates[index]),
            samples=self.spec.samples,
            solver=self.solver_name,
            image_of=lambda task: image if isinstance(task, FunctionTask) else "",
        )
        return without(everything, done)

    def bench(self, run: Run) -> Bench:
        """Return what the engine needs of all this."""
        return Bench(
            run_id=run.id,
            tasks=self.by_id,
            solver=self.solver,
            scorers=self.scorers,
            profile=self.spec.profile,
            limits=self.spec.limits,
            sandbox=self.sandbox,
            measure=self.spec.profile.weights.get("efficiency", 0) > 0,
            sandbox_slots=asyncio.Semaphore(self.sandbox_width),
        )

    @property
    def sandbox_width(self) -> int:
        """Executions under way at once: two for each core, because a guest that starts mostly waits for the kernel."""
        return self.spec.engine.sandbox_concurrency or 2 * (os.cpu_count() or 1)

    async def close(self) -> None:
        """Give back connections and sandboxes."""
        for model in self.models:
            await model.close()
        if self.sandbox is not None:
            await self.sandbox.close()


def open_workbench(workspace: Workspace, spec: RunSpec, *, dry: bool = False) -> Workbench:
    """Find all parts; raise a UserMistake for whatever can't work, before anything is spent.

    A dry run needs no sandbox.
    """
    suite = find_suite(spec.suite, folders=(*workspace.suite_folders, CATALOG))
    tasks = select(suite, spec.selection)
    by_id = {task.id: task for task in tasks}
    needs_sandbox = not dry and any(isinstance(task, FunctionTask) for task in tasks)
    solver: Solver = registry.load("solvers", "completion")()
    models = tuple(connect(candidate, workspace, by_id) for candidate in spec.candidates)
    _check_requests(spec, models, solver, tasks)
    return Workbench(
        workspace=workspace,
        spec=spec,
        suite=suite,
        tasks=tasks,
        models=models,
        prices=_prices(workspace, spec, models),
        solver=solver,
        scorers=scorers_for(spec.profile),
        sandbox=find_sandbox(spec.sandbox, workspace, suite=spec.suite) if needs_sandbox else None,
    )


def find_sandbox(name: str, workspace: Workspace, *, suite: str = "") -> Sandbox:
    """Return the sandbox of that name, or for `auto` the strongest that works here; `suite` may be a folder's path."""
    return choose(name, sandboxes(workspace, suite=suite))


def sandboxes(workspace: Workspace, *, suite: str = "") -> list[Sandbox]:
    """Return every known sandbox, as the workspace wants it."""
    hidden = (workspace.root, workspace.artifacts, *workspace.suite_folders, *([Path(suite)] if suite else []))
    options = {"docker": {"options": workspace.containers, "hidden": hidden}, "bubblewrap": {"hidden": hidden}}
    return [registry.load("sandboxes", one)(**options.get(one, {})) for one in registry.names("sandboxes")]


def scorers_for(profile: Profile) -> tuple[Scorer, ...]:
    """Return the scorers of a profile, those that decide always among them."""
    deciding = ("correctness", "match")
    wanted = [name for name in registry.names("scorers") if name in deciding or profile.weights.get(name, 0) > 0]
    return tuple(
        registry.load("scorers", name)(**({"baseline_s": profile.speed_baseline_s} if name == "speed" else {}))
        for name in wanted
    )


def _check_requests(spec: RunSpec, models: Sequence[Model], solver: Solver, tasks: Sequence[Task]) -> None:
    """Build requests, so that what can't work is refused now: settings, or for offline candidates a task."""
    for candidate, model in zip(spec.candidates, models, strict=True):
        for task in tasks[:1] if model.paid else tasks:
            model.body(solver.request(task, candidate, 0))


def _prices(workspace: Workspace, spec: RunSpec, models: Sequence[Model]) -> tuple[Price | None, ...]:
    overrides = {
        f"{m.candidate.provider}/{m.candidate.model}": m.price for m in workspace.models if m.price is not None
    }
    if not any(model.paid for model in models):
        return (None,) * len(models)  # the price table takes longer to load than everything else here
    book: PriceBook = registry.load("prices", "genai")(overrides)
    prices = tuple(book.price(candidate) for candidate in spec.candidates)
    for candidate, model, price in zip(spec.candidates, models, prices, strict=True):
        if spec.max_cost_usd is not None and model.paid and price is None:
            raise UserMistake(
                f"--max-cost can't be kept for {candidate.name}: its price is unknown; "
                "add `price:` with input_usd_per_mtok and output_usd_per_mtok to it in benchwright.yaml"
            )
    return prices
