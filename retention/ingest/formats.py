"""What kind of file it is, by its first bytes; what we do not read is refused in one sentence."""

from pathlib import Path

from retention.errors import Refused

_HOW_ELSE = "save it as CSV or XLSX and choose that file"

# First bytes of formats a person may pick by mistake, and their names.
_FOREIGN = (
    (b"PAR1", "a Parquet file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM\x00", "a picture"),
    (b"SQLite format 3", "a SQLite database"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a text document"),
    (b"ORC\x00", "an ORC file"),
    (b"ARROW1", "an Arrow file"),
    (b"Obj\x01", "an Avro file"),
)
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"<svg", b"<style")
_HEAD_BYTES = 4096


def format_of(path: Path) -> str:
    """``csv``, ``gz`` or ``workbook`` (XLSX, XLS, ODS); raises ``Refused`` for anything else."""
    head = _head(path)
    if not head:
        raise Refused(f"{path.name} is empty; export it again with its rows.")
    if head.startswith(b"\x1f\x8b"):
        return "gz"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        return "workbook"
    _refuse_foreign(path, head)
    return "csv"


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except FileNotFoundError:
        raise Refused(f"There is no file {path}; check the name and the folder.") from None
    except IsADirectoryError:
        raise Refused(f"{path} is a folder; choose the file inside it.") from None
    except OSError:
        raise Refused(f"{path} could not be opened; check that you may read it.") from None


def _refuse_foreign(path: Path, head: bytes) -> None:
    for start, name in _FOREIGN:
        if head.startswith(start):
            raise Refused(f"{path.name} is {name}, not a table of sales; {_HOW_ELSE}.")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_MARKUP):
        raise Refused(
            f"{path.name} is a web page or XML, whatever its name says; open it in a spreadsheet "
            f"programme, {_HOW_ELSE}."
        )
    if start.startswith((b"{", b"[{")):
        raise Refused(f"{path.name} is JSON, not a table; {_HOW_ELSE}.")
