"""The languages by name."""

from functools import cache

from benchwright.errors import UnknownName
from benchwright.sandboxes.toolchains.c import CPP, C
from benchwright.sandboxes.toolchains.go import GO
from benchwright.sandboxes.toolchains.java import JAVA
from benchwright.sandboxes.toolchains.javascript import JAVASCRIPT
from benchwright.sandboxes.toolchains.php import PHP
from benchwright.sandboxes.toolchains.python import PYTHON
from benchwright.sandboxes.toolchains.ruby import RUBY
from benchwright.sandboxes.toolchains.rust import RUST
from benchwright.sandboxes.toolchains.toolchain import Language, Toolchain
from benchwright.sandboxes.toolchains.typescript import TYPESCRIPT

_ALL = (PYTHON, JAVASCRIPT, TYPESCRIPT, GO, RUST, JAVA, C, CPP, PHP, RUBY)
LANGUAGES: dict[str, Language] = {one.name: one for one in _ALL}


def language(name: str) -> Language:
    """Return the language of that name; raise UnknownName listing the known ones."""
    if name not in LANGUAGES:
        raise UnknownName("language", name, tuple(LANGUAGES))
    return LANGUAGES[name]


def language_of(file: str) -> Language | None:
    """Return the language that a file's name ends like, or None."""
    return next((one for one in LANGUAGES.values() if file.lower().endswith(one.extensions)), None)


@cache
def toolchain(name: str) -> Toolchain:
    """Return what this machine has of a language, looked for once; raise MissingTool where it has not."""
    return language(name).find()
