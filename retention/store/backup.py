"""One ZIP with everything that cannot be derived: the uploads, their manifests, what was entered.

A list of every file with its SHA-256 and size goes with it, and what the database held, so that a
restore can tell that it came to the same numbers. The database itself is built from these.
"""

import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from datetime import datetime
from pathlib import Path

from retention.errors import Refused
from retention.store.archive import sha256
from retention.store.connecting import IN_MEMORY
from retention.store.database import Database
from retention.store.outputs import refuse_to_overwrite

_LIST = "regulars-backup.json"
_FORMAT = 1
_NAMES = re.compile(r"[0-9a-f]{64}(\.[a-z0-9]{1,6}){0,2}|batch-\d{6,9}\.json|entered\.jsonl")
_CHUNK = 1 << 20
_MAX_LIST_BYTES = 64 << 20
_QUICK = 1
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError,
            RuntimeError, TypeError)  # fmt: skip


def totals(database: Database) -> dict:
    """What a database holds, as plain JSON: the same after a restore as at the backup."""
    (row,) = database.ask("checks/totals").to_dict("records")
    return {name: str(value) for name, value in row.items()}


def backup(database: Database, target: Path, *, made_at: datetime) -> int:
    """Write everything into the ZIP ``target``, whole or not at all; returns its files' number.

    Nothing is written to the database meanwhile; questions go on. An earlier backup of that name
    is replaced, any other file is not.
    """
    if database.path == IN_MEMORY:
        raise Refused("There is nothing to back up yet; import a sales export first.")
    refuse_to_overwrite(target, database.path)
    if target.exists() and not is_backup(target):
        raise Refused(f"{target} is there already and is no backup; choose another name.")
    partial = target.with_name(target.name + ".partial")
    try:
        with database.unchanged(), open(partial, "wb") as file:
            count = _write(database, file, made_at)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return count


def bytes_to_pack(database: Database) -> int:
    """How much a backup would hold, before it is packed."""
    return sum(path.stat().st_size for path in _files(database))


def _files(database: Database) -> list[Path]:
    folder = database.archive.folder
    return [path for path in sorted(folder.glob("*")) if _NAMES.fullmatch(path.name)]


def _write(database: Database, file, made_at: datetime) -> int:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICK) as packed:
        files = {}
        for path in _files(database):
            packed.write(path, path.name)
            files[path.name] = {"sha256": sha256(path), "bytes": path.stat().st_size}
        told = {
            "format": _FORMAT,
            "made_at": made_at.isoformat(),
            "files": files,
            "totals": totals(database),
        }
        packed.writestr(_LIST, json.dumps(told, indent=1))
    return len(files)


def is_backup(path: Path) -> bool:
    """Whether a file looks like one of ``backup``."""
    try:
        with zipfile.ZipFile(path) as packed:
            return _LIST in packed.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def refuse_unless_backup(path: Path) -> None:
    """Raise ``Refused`` for a file that does not even look like a backup."""
    if not path.is_file():
        raise Refused(f"There is no file {path}; check the name and the folder.")
    if not is_backup(path):
        raise Refused(f"{path} is no backup of Regulars, or it was cut short; choose another file.")


def unpack(path: Path, folder: Path) -> dict:
    """Fill ``folder`` with the files of the backup ``path``, each checked; returns its totals.

    Raises ``Refused`` for a file that is no backup, is damaged or was changed.
    """
    refuse_unless_backup(path)
    try:
        with zipfile.ZipFile(path) as packed:
            told = _listed(packed, path)
            folder.mkdir(parents=True)
            for name, expected in told["files"].items():
                _take(packed, name, expected, folder / name)
            return told["totals"]
    except _DAMAGED:
        raise _damaged(path) from None


def _listed(packed: zipfile.ZipFile, path: Path) -> dict:
    if packed.getinfo(_LIST).file_size > _MAX_LIST_BYTES:
        raise ValueError("an absurd list")
    told = json.loads(packed.read(_LIST))
    if told["format"] != _FORMAT:
        raise Refused(f"{path} was made by another version of Regulars; restore it with that one.")
    names = set(packed.namelist()) - {_LIST}
    if names != set(told["files"]) or not all(map(_NAMES.fullmatch, names)):
        raise ValueError("other files than listed")
    needed = sum(int(each["bytes"]) for each in told["files"].values())
    if needed > shutil.disk_usage(path.parent).free:
        raise Refused(f"The disk has no room for the {needed >> 20} MB of {path}; make room first.")
    return told


def _take(packed: zipfile.ZipFile, name: str, expected: dict, target: Path) -> None:
    """One file of the backup; no more of it is unpacked than the list promises."""
    digest, left = hashlib.sha256(), int(expected["bytes"])
    with packed.open(name) as source, open(target, "wb") as out:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise ValueError("longer than listed")
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    if left or digest.hexdigest() != expected["sha256"]:
        raise ValueError("not what was listed")


def _damaged(path: Path) -> Refused:
    return Refused(f"{path} is damaged or was changed, so nothing was restored; use another copy.")
