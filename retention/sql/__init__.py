"""The SQL files: read once, named by subject and question, never put together from text."""

import hashlib
import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_PARAMETER = re.compile(r"\$([a-z_][a-z0-9_]*)")
_COMMENT = re.compile(r"--[^\n]*")


@cache
def text(name: str) -> str:
    """The SQL of ``subject/question``, as it stands in its file."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


@cache
def parameters(name: str) -> frozenset[str]:
    """The names that ``subject/question`` binds."""
    return frozenset(_PARAMETER.findall(_COMMENT.sub("", text(name))))


@cache
def fingerprint(folder: str) -> str:
    """A short name for the content of every SQL file of ``folder``, which changes with any."""
    digest = hashlib.sha256()
    for path in sorted((FOLDER / folder).glob("*.sql")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def bound(name: str, values: dict) -> dict:
    """Those of ``values`` that ``subject/question`` binds."""
    return {key: values[key] for key in parameters(name) if key in values}
