"""ETags of what people edit: the version in quotes, and what `If-Match` asks for."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Header

from benchwright.errors import BadInput
from benchwright.server.problems import Refused

IfMatch = Annotated[
    str | None,
    Header(max_length=100, description="The ETag that the edit was made from; `*`: whatever there is."),
]


def etag(version: int) -> str:
    """Write a version as an ETag."""
    return f'"{version}"'


def version_of(if_match: str | None) -> int | None:
    """Read the version that an edit was made from; None: any. Raise BadInput for what is no ETag of ours."""
    if if_match is None or if_match.strip() == "*":
        return None
    text = if_match.strip().removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdecimal()) or len(text) > 12:  # noqa: PLR2004
        raise BadInput(f"If-Match: {if_match} is no ETag of this server; give the one that came with the run, or *")
    return int(text)


def tag_of(if_match: str | None) -> str | None:
    """Read the version that an edit was made from where versions are no numbers; None: any."""
    if if_match is None or if_match.strip() == "*":
        return None
    return if_match.strip().removeprefix("W/").strip('"')


def needed_tag(if_match: str | None, what: str) -> str | None:
    """Read the version that an edit must name where versions are no numbers."""
    if if_match is None:
        raise _needed(what)
    return tag_of(if_match)


def needed_version(if_match: str | None) -> int | None:
    """Read the version that an edit must name, so that nobody overwrites what they have not seen."""
    if if_match is None:
        raise _needed("run")
    return version_of(if_match)


def _needed(what: str) -> Refused:
    said = f"say which version is edited: If-Match with the {what}'s ETag, or with *"
    return Refused(HTTPStatus.PRECONDITION_REQUIRED, said)
