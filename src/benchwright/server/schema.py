"""The API's schema as a file: `python -m benchwright.server.schema FILE` writes it, `--check FILE` looks for drift."""

import json
import sys
from pathlib import Path

from benchwright.records.workspace import Workspace
from benchwright.server.app import create_app


def schema_text() -> str:
    """Return the schema as it is written."""
    nowhere = Workspace(root=Path(), database_url="", artifacts=Path(), suite_folders=())
    return json.dumps(create_app(nowhere).openapi(), indent=1, sort_keys=True) + "\n"


def main(arguments: list[str]) -> int:
    """Write the schema into a file, or compare it with the file; return the exit code."""
    file = Path(arguments[-1])
    if "--check" not in arguments:
        file.write_text(schema_text(), encoding="utf-8")
        return 0
    if file.is_file() and file.read_text(encoding="utf-8") == schema_text():
        return 0
    sys.stderr.write(f"{file} is not what the API says of itself; python -m benchwright.server.schema {file}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
