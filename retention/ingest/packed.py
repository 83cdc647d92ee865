"""Archives of files (ZIP, TAR.GZ): each file inside comes out as one of its own."""

import errno
import gzip
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from retention.errors import Refused
from retention.ingest.encoding import (
    CHUNK_BYTES,
    MAX_UNPACKED_BYTES,
    MAX_UNPACKING_RATIO,
    SMALL_BYTES,
)
from retention.store.temporary import new_folder

MOST_FILES = 1000
_LONGEST_PIECE = 64 << 20
_LONGEST_ENDING = 16
_ENCRYPTED = 0x1
_NAME_IS_UTF8 = 0x800
_BY_THE_WAY = re.compile(r"/(?:__MACOSX|Thumbs\.db|desktop\.ini|\.[^./][^/]*)(?:/|$)")
_ZIP_START = b"PK\x03\x04"
_GZIP_START = b"\x1f\x8b"
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile,
            NotImplementedError, RuntimeError)  # fmt: skip


@dataclass(frozen=True)
class Inside:
    """One file to import: ``name`` as a person knows it ("may.zip/shop.csv"), where it is, and why
    it is refused before it is opened, if it is."""

    name: str
    path: Path
    refusal: str | None = None


@contextmanager
def files_in(path: Path) -> Iterator[list[Inside]]:
    """What there is to import in ``path``: itself, or the files it packs, unpacked for as long as
    the context lasts. Raises ``Refused`` for an archive that cannot be unpacked safely.
    """
    if not is_archive(path):
        yield [Inside(path.name, path)]
        return
    with new_folder() as folder:
        yield unpack(path, Path(folder))


def is_archive(path: Path) -> bool:
    """Whether ``path`` packs files, by its content."""
    return _is_zip_of_files(path) or _is_tar(path)


def unpack(path: Path, folder: Path) -> list[Inside]:
    """The files that the archive ``path`` packs, written into the empty ``folder``. Raises
    ``Refused`` for an archive that cannot be unpacked safely; what was written by then is left.

    Nothing is written under a name from the archive, so that no name can lead out of the folder.
    """
    try:
        inside = list((_from_tar if _is_tar(path) else _from_zip)(path, folder))
    except _DAMAGED:
        raise Refused(f"{path.name} is a damaged archive; download or copy it again.") from None
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise Refused(f"There is no room on the disk to unpack {path.name}; free some.") from None
    if not inside:
        raise Refused(f"{path.name} has no files inside; pack it again with the exports.")
    return inside


def _is_zip_of_files(path: Path) -> bool:
    """A ZIP that is no workbook: a workbook is packed the same way."""
    if _head(path, 4) != _ZIP_START or not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
    except _DAMAGED:
        return False
    is_workbook = any(name.startswith("xl/") for name in names) or "content.xml" in names
    return not is_workbook


def _is_tar(path: Path) -> bool:
    if _head(path, 2) != _GZIP_START:
        return False
    try:
        with gzip.open(path) as file:
            return file.read(265)[257:262] == b"ustar"
    except (OSError, *_DAMAGED):
        return False


def _head(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def _from_zip(path: Path, folder: Path) -> Iterator[Inside]:
    with zipfile.ZipFile(path) as packed:
        entries = [each for each in packed.infolist() if not each.is_dir()]
        if any(each.flag_bits & _ENCRYPTED for each in entries):
            raise Refused(f"{path.name} has a password; unpack it and choose the files inside.")
        unpacker = _Unpacker(path, folder)
        unpacker.count(sum(each.file_size for each in entries))
        unpacker.unpacked_bytes = 0
        for entry in entries:
            if not _is_by_the_way(entry.filename):
                with packed.open(entry) as file:
                    yield unpacker.unpack(_name(entry), file)


def _from_tar(path: Path, folder: Path) -> Iterator[Inside]:
    unpacker = _Unpacker(path, folder)
    with _Bounded(unpacker) as stream, tarfile.open(fileobj=stream, mode="r:") as packed:
        for entry in packed:
            if entry.isfile() and not _is_by_the_way(entry.name):
                yield unpacker.unpack(entry.name, packed.extractfile(entry))


class _Bounded(gzip.GzipFile):
    """What is unpacked of a TAR, read in bearable pieces: a header may name any length for itself,
    and what is passed over is unpacked too."""

    def __init__(self, unpacker: "_Unpacker"):
        super().__init__(unpacker.path)
        self._unpacker = unpacker

    def read(self, size=-1):
        if not 0 <= size <= _LONGEST_PIECE or self._unpacker.is_absurd(self.tell()):
            raise self._unpacker.absurd()
        return super().read(size)


def _is_by_the_way(name: str) -> bool:
    """What a file manager adds by itself, and whatever is hidden. Asked of every entry, whose name
    may be 64 KB of folders, so it is not taken apart."""
    path = "/" + name.replace("\\", "/")
    return path.rpartition("/")[2][:1] in ("", ".") or _BY_THE_WAY.search(path) is not None


def _name(entry: zipfile.ZipInfo) -> str:
    """Windows writes names in the code page of its country; in Russia that is cp866."""
    if entry.flag_bits & _NAME_IS_UTF8 or entry.filename.isascii():
        return entry.filename
    written = entry.filename.encode("cp437", "replace")
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return written.decode("cp866", "replace")


@dataclass
class _Unpacker:
    path: Path
    folder: Path
    files: int = 0
    unpacked_bytes: int = 0

    def unpack(self, name: str, file) -> Inside:
        """Copy one file out, under a number of ours and its own ending."""
        self.files += 1
        if self.files > MOST_FILES:
            raise Refused(f"{self.path.name} packs more than {MOST_FILES} files; pack fewer.")
        parts = PurePosixPath(name.replace("\\", "/")).parts
        kept = "/".join(part for part in parts if part.strip("./ ") and part[1:] != ":")
        told = f"{self.path.name}/" + "".join(sign for sign in kept if sign.isprintable())
        ending = Path(kept).suffix[:_LONGEST_ENDING]
        target = self.folder / f"{self.files}{ending if ending[1:].isalnum() else ''}"
        with target.open("wb") as out:
            while chunk := file.read(CHUNK_BYTES):
                self.count(len(chunk))
                out.write(chunk)
        refusal = None
        if _head(target, 2) == _GZIP_START or _is_zip_of_files(target):
            refusal = f"{told} is an archive inside an archive; unpack it and choose its files."
        return Inside(told, target, refusal)

    def count(self, more_bytes: int) -> None:
        """Refuse what unpacks to an absurd size, before it fills the disk."""
        self.unpacked_bytes += more_bytes
        if self.is_absurd(self.unpacked_bytes):
            raise self.absurd()

    def is_absurd(self, unpacked_bytes: int) -> bool:
        ratio = unpacked_bytes / max(1, self.path.stat().st_size)
        return unpacked_bytes > MAX_UNPACKED_BYTES or (
            unpacked_bytes > SMALL_BYTES and ratio > MAX_UNPACKING_RATIO
        )

    def absurd(self) -> Refused:
        return Refused(f"{self.path.name} unpacks to an absurd size; export smaller parts.")
