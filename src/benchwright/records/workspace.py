"""The workspace: everything a door knows about where it works, as values. Secrets never show in their text."""

from pathlib import Path

from pydantic import Field, SecretStr

from benchwright.records.candidate import ModelCandidate
from benchwright.records.execution import ContainerOptions, Limits
from benchwright.records.record import Record
from benchwright.records.run import EngineLimits
from benchwright.records.score import Profile
from benchwright.records.usage import Price


class SavedModel(Record):
    """A model of the config file: a candidate, with what is needed to reach and to price it."""

    candidate: ModelCandidate
    api_key: SecretStr | None = None
    """The value of the key; None: the provider's own variable is used."""
    price: Price | None = None
    """Overrides the price book."""


class Workspace(Record):
    """Where Benchwright works, and with what."""

    root: Path
    config_file: Path | None = None
    """What `models` were read from, whether it is there or not; None: no file."""
    database_url: str
    artifacts: Path
    """Folder that runs are kept in."""
    suite_folders: tuple[Path, ...]
    """Where suites are looked for by name, in this order, before the shipped catalog."""
    environment: dict[str, SecretStr] = Field(default_factory=dict)
    """Variables that hold keys and addresses, from the environment and .env."""
    models: tuple[SavedModel, ...] = ()
    limits: Limits = Limits()
    containers: ContainerOptions = ContainerOptions()
    """What the docker sandbox makes containers of."""
    engine: EngineLimits = EngineLimits()
    profile: Profile = Profile()

    def variable(self, name: str) -> str | None:
        """Return a variable's value, or None where it is not set or empty."""
        value = self.environment.get(name)
        return value.get_secret_value() or None if value is not None else None
