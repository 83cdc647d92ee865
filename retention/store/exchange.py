"""One database takes the place of another, in steps: a kill between any two of them leaves what is
finished at the next start.

``<db>.restoring/`` holds the new database and its archive under their own names. Until the mark
``ready`` lies there too, nothing was changed, and what lies there is swept.
"""

import json
import shutil
from pathlib import Path

_READY = "ready"


def begin(path: Path) -> Path:
    """An empty folder for what will take the place of ``path``. Whoever begins holds the database
    at ``path`` open, so that nobody sweeps it meanwhile."""
    folder = _folder(path)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def give_up(path: Path) -> None:
    shutil.rmtree(_folder(path), ignore_errors=True)


def ready(path: Path, aside: Path, *, keep: bool) -> None:
    """From here on the exchange happens; what stood at ``path`` goes to the folder ``aside``, and
    is deleted there unless it is to be kept."""
    partial = _folder(path) / f"{_READY}.partial"
    partial.write_text(json.dumps({"aside": aside.name, "keep": keep}), encoding="utf-8")
    partial.replace(_folder(path) / _READY)


def finish(path: Path) -> None:
    """Do what is left of an exchange that is ready; nobody may have the database open."""
    folder = _folder(path)
    if not (folder / _READY).exists():
        return
    told = json.loads((folder / _READY).read_text(encoding="utf-8"))
    aside = path.with_name(told["aside"])
    if (folder / path.name).exists():
        _move(path.with_name(path.name + ".wal"), aside)
    for name in (path.name + ".archive", path.name):
        if (folder / name).exists():
            _move(path.with_name(name), aside)
            (folder / name).rename(path.with_name(name))
    if not told["keep"]:
        shutil.rmtree(aside, ignore_errors=True)
    (folder / _READY).unlink()
    give_up(path)


def sweep(path: Path) -> None:
    """Delete what an exchange that never became ready left behind."""
    if not (_folder(path) / _READY).exists():
        give_up(path)


def _move(old: Path, aside: Path) -> None:
    if old.exists():
        aside.mkdir(exist_ok=True)
        old.rename(aside / old.name)


def _folder(path: Path) -> Path:
    return path.with_name(path.name + ".restoring")
