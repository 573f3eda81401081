"""Say what a run would do and cost, before anything is spent."""

from contextlib import closing

from benchwright.actions.workbench import Workbench, open_workbench
from benchwright.engine.forecast import Workload, cost_usd, input_tokens, output_tokens, seconds
from benchwright.records.call import call_key
from benchwright.records.digest import canonical_json
from benchwright.records.plan import CallHistory, CandidatePlan, Estimate, RunPlan
from benchwright.records.run import RunSpec
from benchwright.records.workspace import Workspace
from benchwright.store.store import Store

NOTHING = Estimate(low=0, expected=0, high=0)


def plan_run(workspace: Workspace, spec: RunSpec) -> RunPlan:
    """Return the plan of a spec: attempts, stored answers, calls, tokens, cost and time for each candidate."""
    bench = open_workbench(workspace, spec)
    with closing(Store.open(workspace.database_url, artifacts=workspace.artifacts)) as store:
        candidates = tuple(_candidate(bench, store, index) for index in range(len(bench.spec.candidates)))
    return RunPlan(
        suite=bench.suite.name,
        tasks=len(bench.tasks),
        samples=spec.samples,
        solver=bench.solver_name,
        sandbox=bench.sandbox.tier().backend if bench.sandbox else "none",
        candidates=candidates,
        assumptions=(
            "input tokens: 4 bytes of the request a token (between 2.5 and 5)",
            "output tokens and latency: the model's own history where there is one, else a general guess",
            "stored answers are run in the sandbox again and cost nothing",
        ),
    )


def _candidate(bench: Workbench, store: Store, index: int) -> CandidatePlan:
    candidate, model, price = bench.spec.candidates[index], bench.models[index], bench.prices[index]
    attempts = len(bench.tasks) * bench.spec.samples
    if not model.paid:
        return CandidatePlan(
            candidate=candidate.name,
            attempts=attempts,
            finished=0,
            stored_answers=0,
            calls=0,
            input_tokens=NOTHING,
            output_tokens=NOTHING,
            cost_usd=NOTHING,
            price_source="offline",
            seconds=NOTHING,
        )
    sizes = _request_sizes(bench, index)
    known: set[str] = set() if bench.spec.fresh else store.known_calls(list(sizes))
    work = Workload(
        calls=len(sizes) - len(known),
        request_bytes=sum(size for key, size in sizes.items() if key not in known),
        max_tokens=candidate.settings.max_tokens,
        width=bench.spec.engine.provider_concurrency,
    )
    history: CallHistory = store.call_history(candidate.provider, candidate.model)
    tokens_in, tokens_out = input_tokens(work), output_tokens(work, history)
    return CandidatePlan(
        candidate=candidate.name,
        attempts=attempts,
        finished=0,
        stored_answers=len(known),
        calls=work.calls,
        input_tokens=tokens_in,
        output_tokens=tokens_out,
        cost_usd=cost_usd(tokens_in, tokens_out, price),
        price_source=price.source if price else "unknown",
        seconds=seconds(work, history),
    )


def _request_sizes(bench: Workbench, index: int) -> dict[str, int]:
    """Return the size in bytes of every call that the candidate's attempts make, by the call's key."""
    candidate, model = bench.spec.candidates[index], bench.models[index]
    sizes: dict[str, int] = {}
    for sample in range(bench.spec.samples):
        for task in bench.tasks:
            body = model.body(bench.solver.request(task, candidate, sample))
            sizes[call_key(candidate, body, sample)] = len(canonical_json(body))
    return sizes
