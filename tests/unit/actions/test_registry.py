import inspect

import pytest

from benchwright import contracts
from benchwright.actions import registry
from benchwright.errors import UnknownName

CONTRACTS: dict[str, type] = {
    "sandboxes": contracts.Sandbox,
    "scorers": contracts.Scorer,
    "models": contracts.Model,
    "prices": contracts.PriceBook,
    "solvers": contracts.Solver,
    "suites": contracts.SuiteReader,
}
EVERY_PART = [(group, name) for group, parts in registry.PARTS.items() for name in parts]


@pytest.mark.parametrize(("group", "name"), EVERY_PART)
def test_every_registered_part_has_what_its_contract_asks_for(group: str, name: str) -> None:
    part, contract = registry.load(group, name), CONTRACTS[group]
    asked = [member for member, _ in inspect.getmembers(contract, callable) if not member.startswith("_")]
    assert asked
    for member in asked:
        wanted = inspect.signature(getattr(contract, member)).parameters
        given = inspect.signature(getattr(part, member)).parameters
        assert list(given) == list(wanted), f"{group}/{name}.{member}"


def test_an_unknown_part_lists_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="bubblewrap"):
        registry.load("sandboxes", "chroot")


def test_a_dotted_path_is_a_name_too() -> None:
    assert registry.load("scorers", "benchwright.scorers.speed:Speed") is registry.load("scorers", "speed")


def test_a_dotted_path_that_leads_nowhere_is_named() -> None:
    with pytest.raises(UnknownName, match=r"benchwright\.nowhere:Nothing"):
        registry.load("scorers", "benchwright.nowhere:Nothing")
