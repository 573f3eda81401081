"""The abuse suite from disk: one YAML file for each program, and a digest over all of them."""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from benchwright.errors import BadInput
from benchwright.records.abuse import Abuse, AbuseSuite
from benchwright.suites.documents import Place, load_document
from benchwright.suites.problems import misfits, refusal


def read_abuse(folder: Path) -> AbuseSuite:
    """Read all programs, sorted by file name; raise BadInput naming file, line and field of what is wrong."""
    programs = tuple(_read(file) for file in _files(folder))
    if not programs:
        raise BadInput(f"{folder}: no abuse programs; the folder needs one .yaml file for each")
    return AbuseSuite(digest=digest_abuse(folder), programs=programs)


def digest_abuse(folder: Path) -> str:
    """Return the SHA-256 over names and contents of the files, as 64 hex digits; reads them without parsing."""
    total = hashlib.sha256()
    for file in _files(folder):
        total.update(hashlib.sha256(file.name.encode()).digest())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


def _read(file: Path) -> Abuse:
    content = load_document(file)
    try:
        abuse = Abuse.model_validate(content)
    except ValidationError as error:
        raise refusal(Place(file), misfits(Abuse, content, error)) from error
    if abuse.name != file.stem:
        raise BadInput(f"{file}: its name is '{abuse.name}'; name the file after it")
    return abuse
