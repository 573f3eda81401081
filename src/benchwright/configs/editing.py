"""Entries under `models:` in the text of a config file: every line that has not to change stays, comments included.

Only the text is made here. Whether it says what was meant is found out by reading it (`file.py`): YAML can be written
in more ways than these lines know.
"""

from collections.abc import Mapping
from typing import Any

import yaml

_KEY = "models"


class Unfit(Exception):
    """The text is written in a way that can't be changed here."""


def added(text: str, entry: Mapping[str, Any]) -> str:
    """Return the text with another entry after the last one."""
    text = _ended(text)
    root = _root(text)
    found = _models(root)
    if found is None:
        return f"{text}{_KEY}:\n{_listed(entry, 2)}"
    _, models = found
    if _is_empty(models):
        rest = text[models.end_mark.index :]
        line, _, below = rest.partition("\n")
        return f"{text[: models.start_mark.index].rstrip(' ')}{line}\n{_listed(entry, 2)}{below}"
    items = _items(models)
    end = _end(text, items[-1])
    return text[:end] + _listed(entry, models.start_mark.column) + text[end:]


def changed(text: str, place: int, fields: Mapping[str, Any]) -> str:
    """Return the text with some fields of an entry changed, None for one to be taken out."""
    text = _ended(text)
    item = _item(text, place)
    if not isinstance(item, yaml.MappingNode) or item.flow_style:
        raise Unfit
    column, end = item.start_mark.column, _end(text, item)
    there = {key.value: (key, value) for key, value in item.value}
    new = {name: value for name, value in fields.items() if name not in there and value is not None}
    if new:
        text = text[:end] + _indented(_dumped(new), column) + text[end:]
    for name, (key, value) in reversed(there.items()):
        if name in fields:
            text = _field(text, key, value, fields[name])
    return text


def rewritten(text: str, place: int, entry: Mapping[str, Any]) -> str:
    """Return the text with an entry written anew."""
    text = _ended(text)
    item = _item(text, place)
    start, end = _line_start(text, item), _end(text, item)
    dash = text[start : item.start_mark.index].find("-")
    if dash < 0:
        raise Unfit
    return text[:start] + _listed(entry, dash) + text[end:]


def removed(text: str, place: int) -> str:
    """Return the text without an entry."""
    text = _ended(text)
    found = _models(_root(text))
    if found is None:
        raise Unfit
    key, models = found
    items = _items(models)
    start, end = _line_start(text, items[place]), _end(text, items[place])
    text = text[:start] + text[end:]
    if len(items) > 1:
        return text
    colon = text.index(":", key.end_mark.index) + 1
    return f"{text[:colon]} []{text[colon:]}"


def _field(text: str, key: yaml.Node, value: yaml.Node, new: Any) -> str:
    """Return the text with one field changed; what stands behind its value in the same line stays."""
    start, end = key.start_mark.index, _end(text, value)
    if new is None:
        line = _line_start(text, key)
        if text[line:start].strip():  # it shares its line with the dash of the entry
            raise Unfit
        return text[:line] + text[end:]
    lines = _indented(_dumped({key.value: new}), key.start_mark.column).lstrip(" ")
    is_plain = isinstance(value, yaml.ScalarNode) and value.style not in ("|", ">")
    if is_plain and lines.count("\n") == 1:
        return text[:start] + lines.rstrip("\n") + text[value.end_mark.index :]
    return text[:start] + lines + text[end:]


def _root(text: str) -> yaml.Node | None:
    root = yaml.compose(text, yaml.SafeLoader)  # pyright: ignore[reportUnknownMemberType]
    if root is not None and (not isinstance(root, yaml.MappingNode) or root.flow_style):
        raise Unfit
    return root


def _models(root: yaml.Node | None) -> tuple[yaml.Node, yaml.Node] | None:
    pairs: list[tuple[yaml.Node, yaml.Node]] = [] if root is None else root.value
    return next(((key, value) for key, value in pairs if key.value == _KEY), None)


def _is_empty(models: yaml.Node) -> bool:
    return models.tag.endswith(":null") or (isinstance(models, yaml.SequenceNode) and not models.value)


def _items(models: yaml.Node) -> list[yaml.Node]:
    if not isinstance(models, yaml.SequenceNode) or models.flow_style:
        raise Unfit
    return models.value


def _item(text: str, place: int) -> yaml.Node:
    found = _models(_root(text))
    if found is None:
        raise Unfit
    return _items(found[1])[place]


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _line_start(text: str, node: yaml.Node) -> int:
    return text.rfind("\n", 0, node.start_mark.index) + 1


def _end(text: str, node: yaml.Node) -> int:
    """Return where the line after a node begins. A block's own end lies further on, after comments that follow it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    index = node.end_mark.index
    if text[index - 1] == "\n":  # a text of several lines ends with its last line
        return index
    return text.index("\n", index) + 1


def _listed(entry: Mapping[str, Any], column: int) -> str:
    return _indented(_dumped([dict(entry)]), column)


def _indented(lines: str, column: int) -> str:
    return "".join(f"{' ' * column}{line}\n" if line else "\n" for line in lines.rstrip("\n").split("\n"))


def _dumped(content: Any) -> str:
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10**6)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are read."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)  # pyright: ignore[reportUnknownMemberType]


_Dumper.add_representer(str, _text)
