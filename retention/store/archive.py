"""The uploads as they came, so that the database can be rebuilt from them.

``<db>.archive/`` holds each accepted file under its SHA-256, one manifest per batch, and
``entered.jsonl`` with what people entered.
"""

import hashlib
import json
import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from retention.errors import Refused
from retention.settings import Settings, from_text, to_text

_CHUNK = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_BATCH = re.compile(r"batch-(\d{6,9})\.json")
_NOT_AS_WRITTEN = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError)


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def archive_of(database: Path) -> "Archive":
    """Where the accepted uploads of a database file are kept as they came: ``<db>.archive``."""
    return Archive(database.with_name(database.name + ".archive"))


@dataclass(frozen=True)
class Archive:
    """The archive of one database."""

    folder: Path

    def keep(self, path: Path, sha: str, name: str) -> Path:
        """Copy an upload into the archive, safely on disk; its ending comes from ``name``."""
        copy = self.folder / f"{sha}{_ending(name)}"
        if not copy.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            partial = copy.with_name(copy.name + ".partial")
            try:
                with open(path, "rb") as source, open(partial, "wb") as target:
                    shutil.copyfileobj(source, target, _CHUNK)
                    _to_disk(target)
                partial.replace(copy)
            except BaseException:  # half a copy would go on filling a full disk
                partial.unlink(missing_ok=True)
                raise
        return copy

    def note(self, batch: int, manifest: dict) -> None:
        """Write the manifest of a batch, before its commit; ``manifest`` is plain JSON."""
        self._write(self._manifest(batch), json.dumps(manifest, ensure_ascii=False, indent=1))

    def manifests(self) -> list[dict]:
        """Every manifest in the order of loading, as ``note`` wrote it, with its ``batch``."""
        named = (_BATCH.fullmatch(path.name) for path in self.folder.glob("batch-*.json"))
        return [self.manifest(number) for number in sorted(int(each[1]) for each in named if each)]

    def missing(self) -> list[int]:
        """The numbers of uploads whose manifest is gone: they are given without a gap."""
        numbers = {each["batch"] for each in self.manifests()}
        return sorted(set(range(1, max(numbers, default=0))) - numbers)

    def manifest(self, batch: int) -> dict:
        path = self._manifest(batch)
        with as_written(path):
            manifest = json.loads(path.read_text(encoding="utf-8"))
            if manifest["batch"] != batch or not isinstance(manifest["file"], str):
                raise ValueError("the manifest of another upload")
            if not _SHA256.fullmatch(manifest["sha256"]):
                raise ValueError("no SHA-256")
        return manifest

    def manifest_if_any(self, batch: int) -> dict | None:
        return self.manifest(batch) if self._manifest(batch).exists() else None

    def sweep(self) -> None:
        """Delete what a crash left half written."""
        for partial in self.folder.glob("*.partial"):
            partial.unlink(missing_ok=True)

    def settle(self, statuses: dict[int, str]) -> None:
        """Agree with what was committed, after a crash between a manifest and its commit;
        ``statuses`` are those of the batches held."""
        for manifest in self.manifests():
            batch = manifest["batch"]
            undone = statuses.get(batch) == "undone"
            if batch not in statuses:
                self.drop(batch)
            elif bool(manifest.get("undone")) != undone:
                self.note(batch, manifest | {"undone": undone})

    def drop(self, batch: int) -> None:
        """Remove the manifest of a batch that was not committed after all."""
        self._manifest(batch).unlink(missing_ok=True)

    def file_of(self, manifest: dict) -> Path:
        """The archived upload that a manifest speaks of."""
        return self.folder / f"{manifest['sha256']}{_ending(manifest['file'])}"

    def unchanged_file_of(self, manifest: dict) -> Path:
        """The same, after a look that it still is what was uploaded."""
        path = self.file_of(manifest)
        with as_written(path):
            if sha256(path) != manifest["sha256"]:
                raise ValueError("another content")
        return path

    def told_of(self, batch: int):
        """Within it, whatever makes no sense comes of the manifest of ``batch``."""
        return as_written(self._manifest(batch))

    def told_of_entered(self):
        """Within it, whatever makes no sense comes of what people entered."""
        return as_written(self.folder / "entered.jsonl")

    def enter(self, *records: dict) -> None:
        """Append lines, safely on disk; one that a crash cut short is ended first, or it would
        swallow the next."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / "entered.jsonl", "a+b") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - 1))
            torn = file.read(1) not in (b"", b"\n")
            lines = [json.dumps(each, ensure_ascii=False) + "\n" for each in records]
            file.write(b"\n" * torn + "".join(lines).encode())
            _to_disk(file)

    def settings_in_force(self) -> Settings | None:
        """The answers entered last; ``None`` where there are none."""
        with self.told_of_entered():
            records = self._settings_records()
            return from_text(records[-1]["settings"]) if records else None

    def settings_of_people(self) -> Settings:
        """What people answered, without what was only found in data: the settings that an empty
        database has. A horizon that a person saved unchanged beside other answers is still the
        one that was found."""
        with self.told_of_entered():
            return from_text(_given(self._settings_records()))

    def _settings_records(self) -> list[dict]:
        return [each for each in self.entered() if "settings" in each]

    def entered(self) -> list[dict]:
        """What people entered, in order, and without what was taken back: each change, and behind
        it the records that were ``entered`` in it."""
        lines = self._lines()
        taken_back = [each["no_change"] for each in lines if "no_change" in each]
        return [
            record
            for line in lines
            if "no_change" not in line and line.get("change") not in taken_back
            for record in (line, *line.get("entered", ()))
        ]

    def _lines(self) -> list[dict]:
        """The lines of ``entered.jsonl``; one cut short by a crash is passed over."""
        path = self.folder / "entered.jsonl"
        if not path.exists():
            return []
        lines = []
        for line in path.read_bytes().splitlines():
            try:
                lines.append(json.loads(line))
            except ValueError:  # no JSON, or a letter cut in two
                continue
        return [line for line in lines if isinstance(line, dict)]

    def _manifest(self, batch: int) -> Path:
        return self.folder / f"batch-{batch:06d}.json"

    def _write(self, path: Path, text: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(path.name + ".partial")
        with open(partial, "w", encoding="utf-8") as file:
            file.write(text)
            _to_disk(file)
        partial.replace(path)


def _given(records: list[dict]) -> dict[str, str]:
    given: dict[str, str] = {}
    before: dict[str, str] = {}
    for record in records:
        now = record["settings"]
        if not record.get("found"):
            given = {
                name: text
                for name, text in now.items()
                if name != "horizon_days" or name in given or text != before.get(name)
            }
        before = now
    return given


@contextmanager
def as_written(path: Path):
    """Refuse ``path``, a file of the archive, where it is not as the program wrote it."""
    try:
        yield
    except (*_NOT_AS_WRITTEN, FileNotFoundError) as error:
        raise Refused(
            f"{path} is missing, damaged or was changed, so nothing was done; put this file back "
            "from a backup."
        ) from error


def settings_record(settings: Settings, who: str, *, found: bool = False) -> dict:
    """The answers now in force; ``found`` tells that what changed came out of the data, such as the
    currency of the first file, and not from a person."""
    return {"settings": to_text(settings), "who": who, "found": found}


def _ending(name: str) -> str:
    """``.csv`` or ``.csv.gz``: what tells the reader the format, and nothing of the name."""
    suffixes = [suffix.lower() for suffix in Path(name).suffixes[-2:]]
    endings = suffixes if suffixes[-1:] == [".gz"] else suffixes[-1:]
    return "".join(each for each in endings if each[1:].isalnum() and len(each) <= 6)


def _to_disk(file) -> None:
    file.flush()
    os.fsync(file.fileno())
